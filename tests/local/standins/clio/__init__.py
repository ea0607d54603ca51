"""Tests of the stand-in for Clio Manage."""
