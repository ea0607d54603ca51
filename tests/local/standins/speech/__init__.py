"""Tests of the stand-in for Azure AI Speech."""
