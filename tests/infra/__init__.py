"""Tests of the Azure templates: they read the committed snapshots, and hold the promises against them."""
