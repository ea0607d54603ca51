"""Tests of the Azure Resource Manager adapter."""
