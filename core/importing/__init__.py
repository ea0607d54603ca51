"""What a file of clients and matters says, line by line, and what it would change: pure.

`reading` turns bytes into rows and rejected lines, `planning` holds the rows against the lawyer's matters.
"""
