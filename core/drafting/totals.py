"""Whether a spoken time sums up others: "0.6 in all", "a total of two hours", "au total"."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_WINDOW: Final = 40
_BEFORE: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "en": re.compile(
            r"\b(?:total(?:s|l?ing)?(?:\s+of)?|altogether|all told|comes to|adds up to)[\s,:]*$",
            re.IGNORECASE,
        ),
        "fr": re.compile(r"\b(?:total|totalisant)(?:\s+(?:de|d['\u2019]))?[\s,:]*$", re.IGNORECASE),
    }
)
_AFTER: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "en": re.compile(r"[\s,]*(?:in\s+(?:all|total)|all\s+told|altogether|total)\b", re.IGNORECASE),
        "fr": re.compile(r"[\s,]*(?:en\s+tout|au\s+total)\b", re.IGNORECASE),
    }
)


def is_total(text: str, start: int, end: int, language: str) -> bool:
    """Whether the words beside a time call it a total."""
    return bool(
        _BEFORE[language].search(text[max(0, start - _WINDOW) : start]) or _AFTER[language].match(text, end)
    )
