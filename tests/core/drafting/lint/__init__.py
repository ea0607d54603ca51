"""Tests of the guideline lint."""
