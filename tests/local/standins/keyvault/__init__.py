"""Tests of the stand-in for Azure Key Vault."""
