"""Tests of the adapters, against the services or what stands in for them."""
