"""The tests of CaseClock; the folders mirror the code they test."""
