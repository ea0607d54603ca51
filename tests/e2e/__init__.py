"""End to end: the whole local stack, as a lawyer's device meets it."""
