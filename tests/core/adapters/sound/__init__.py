"""Tests of how audio sounds, on real recordings."""
