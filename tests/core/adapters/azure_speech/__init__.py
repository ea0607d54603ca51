"""Tests of the Azure AI Speech adapter."""
