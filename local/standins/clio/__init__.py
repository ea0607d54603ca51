"""A stand-in for Clio Manage (API v4) on this machine: it bills nobody."""
