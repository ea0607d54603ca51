"""Tests of the rules drafter."""
