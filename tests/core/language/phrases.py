"""The phrase tables in data/: a phrase and what it must be read as, one a line, separated by a tab."""

from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent / "data"


def phrases(table: str) -> Iterator[tuple[str, str]]:
    """The pairs of a table; lines that begin with # are headings, and \\n in a phrase is a line's end."""
    for line in (DATA / table).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            phrase, expected = line.split("\t")
            yield phrase.replace("\\n", "\n"), expected
