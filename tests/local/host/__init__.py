"""Tests of the local Functions host, against Azurite and a tiny function app."""
