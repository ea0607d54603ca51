"""A narrative is plain words on one line: whatever markup a model writes is taken out."""

import html
import re
from typing import Final

_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG: Final = re.compile(r"<[/!?A-Za-z][^<>]*>|<!--.*?-->")
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_MARKS: Final = re.compile(r"[`<>{}\\|]|\*+|~~+|__+|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)")
_LEADING: Final = re.compile(r"^[\s=+@#>*\-]+")


def plain_line(text: str) -> str:
    """The words of a text on one line, without control characters and without HTML or Markdown."""
    line = _one_line(text)
    while (bare := _without_markup(line)) != line:
        line = bare
    return line


def _without_markup(line: str) -> str:
    read = _ENTITY.sub(lambda found: html.unescape(found[0]), line)
    words = _LINK.sub(r"\1", _TAG.sub(" ", read))
    return _one_line(_LEADING.sub("", _MARKS.sub(" ", words)))


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
