"""Tests of the core: what CaseClock does, apart from the triggers that start it."""
