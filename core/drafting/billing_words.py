"""How lawyers say what is not to be billed, in English and French."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.domain.codes import Billing


def _words(expression: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?<!not )(?<!pas )(?:{expression})(?!\w)", re.IGNORECASE)


# In the order in which they are looked for: "not billable" holds "billable".
BILLING_WORDS: Final[Mapping[str, tuple[tuple[Billing, re.Pattern[str]], ...]]] = MappingProxyType(
    {
        "en": (
            (
                Billing.NO_CHARGE,
                _words(
                    r"no[ -]charge|do(?: not|n['\u2019]t) charge|without charge|free of charge|pro bono|"
                    r"courtesy|write (?:it |this |that )?off"
                ),
            ),
            (
                Billing.NON_BILLABLE,
                _words(r"non[ -]?billable|not billable|unbillable|do(?: not|n['\u2019]t) bill"),
            ),
            (Billing.BILLABLE, _words("billable")),
        ),
        "fr": (
            (Billing.NO_CHARGE, _words("sans frais|gratuit(?:ement)?|pro bono")),
            (
                Billing.NON_BILLABLE,
                _words("non[ -]facturables?|pas facturable|ne pas facturer|non facturée?s?"),
            ),
            (Billing.BILLABLE, _words("facturable")),
        ),
    }
)


def billing_said(words: str, language: str) -> tuple[Billing, int, int] | None:
    """The billing that words ask for, and the span that says so; None when they say nothing of it."""
    for billing, pattern in BILLING_WORDS[language]:
        if found := pattern.search(words):
            return billing, found.start(), found.end()
    return None


def unbilled_said(words: str, language: str) -> tuple[tuple[Billing, int, int], ...]:
    """Every place where words ask for time not to be billed, in order."""
    found: list[tuple[Billing, int, int]] = []
    for billing, pattern in BILLING_WORDS[language]:
        spans = (match.span() for match in pattern.finditer(words))
        found += [
            (billing, *span) for span in spans if not any(span[0] < e and s < span[1] for _, s, e in found)
        ]
    return tuple(sorted((one for one in found if one[0] is not Billing.BILLABLE), key=lambda one: one[1]))
