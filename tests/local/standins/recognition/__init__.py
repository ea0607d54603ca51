"""Tests of the stand-ins' speech recognition."""
