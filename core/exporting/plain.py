"""Text with fewer kinds of characters: accents, quotes and dashes as a typewriter has them."""

import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

_PLAIN: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2039\u203a\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys(
            "\t\n\v\f\r\u0085\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
            "\u200a\u2028\u2029\u202f\u205f\u3000",
            " ",
        ),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
        "\u2026": "...",
        "\u2022": "*",
        "\u00b7": "-",
        "\u00a7": "s.",
        "\u00b6": "para.",
        "\u2116": "No.",
        "\u00ba": "o",
        "\u00aa": "a",
        "\u00b0": " deg.",
        "\u00d7": "x",
        "\u20ac": "EUR",
        "\u00a3": "GBP",
        "\u00a9": "(c)",
        "\u00ae": "(R)",
        "\u2122": "(TM)",
        "\u00c6": "AE",
        "\u00e6": "ae",
        "\u0152": "OE",
        "\u0153": "oe",
        "\u00df": "ss",
        "\u00d8": "O",
        "\u00f8": "o",
        "\u0110": "D",
        "\u0111": "d",
        "\u0141": "L",
        "\u0142": "l",
    }
)


def written_plainly(text: str, holds: Callable[[str], bool]) -> str | None:
    """The text in characters that are held, each other one by its plain form; None where one has none.

    A line break of two characters is one. Only what leaves the meaning as it is counts as a plain form: no
    raised figure comes down into the number before it, and no pictogram is dropped.
    """
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n") if not holds("\r\n") else text)
    parts = [char if holds(char) else _plain(char, holds) for char in whole]
    known = [part for part in parts if part is not None]
    return "".join(known) if len(known) == len(parts) else None


def _plain(char: str, holds: Callable[[str], bool]) -> str | None:
    if (plain := _PLAIN.get(char)) is not None:
        return plain if holds(plain) else None
    letters = "".join(one for one in unicodedata.normalize("NFD", char) if not unicodedata.combining(one))
    return letters if letters != char and holds(letters) else None
