"""Reading the tables that module docstrings draw."""

from collections.abc import Iterator


def table(docstring: str) -> Iterator[list[str]]:
    """The cells of each row of the first table, without its heading and its rule."""
    rows = [line.strip() for line in docstring.splitlines() if line.strip().startswith("|")]
    for row in rows[2:]:
        yield [cell.strip() for cell in row.strip("|").split("|")]
