"""One use case per module, written against the ports."""
