"""Where sentences end in dictated text: a point within a figure or behind a short form ends none."""

import re
from itertools import pairwise
from typing import Final

_SHORT_FORM_WORDS = """
    v vs mr mrs ms dr me mme st ste no nos inc ltd corp co cie enr jr sr prof hon para art approx re
"""
_SHORT_FORMS: Final = frozenset(_SHORT_FORM_WORDS.split())
_BREAK = re.compile(r"[.!?]+[\"'\u00bb\u201d)\]]*(?=\s|$)|[\r\n\u2028\u2029]+")
_LAST_WORD = re.compile(r"([^\W\d_]+)$")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of all sentences, in order and without gaps, each with the marks and space that end it."""
    ends = [found.end() for found in _BREAK.finditer(text) if not _goes_on(text, found)]
    bounds = [0, *ends] if ends and ends[-1] == len(text) else [0, *ends, len(text)]
    return tuple((start, end) for start, end in pairwise(bounds) if start < end)


def _goes_on(text: str, found: re.Match[str]) -> bool:
    """Whether the mark is the point of a short form or an initial, or the text goes on in small letters."""
    if found[0] != ".":
        return False
    before = _LAST_WORD.search(text, max(0, found.start() - 20), found.start())
    word = before[1].casefold() if before else ""
    following = text[found.end() :].lstrip()[:1]
    return following.islower() or word in _SHORT_FORMS or (len(word) == 1 and following.isupper())
