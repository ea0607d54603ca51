"""The ports made real: the only importers of SDKs."""
