"""Tests of the stand-in for Azure Resource Manager."""
