"""How an HTTP function authenticates, parses, answers and refuses, and how it is described."""
