"""A function app that exercises every trigger of the local host."""
