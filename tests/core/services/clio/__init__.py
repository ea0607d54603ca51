"""Tests of what reaches Clio and what comes from it."""
