"""Tests of how approved entries become files."""
