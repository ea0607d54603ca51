"""Tests of the stand-ins: they have to behave as what they stand in for."""
