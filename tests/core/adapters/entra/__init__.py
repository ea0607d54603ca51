"""Tests of what decides who a caller is, over the wire against the stand-in for Entra."""
