"""Tests of reading spoken times and quotes."""
