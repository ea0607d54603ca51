"""A function app of one function: the least there is to index."""
