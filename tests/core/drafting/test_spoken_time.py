"""Corrections, sums and ranges on their way into a draft; rounding once, at its end."""

from typing import Any

import pytest

from core.domain.findings import Code, Field, FindingCode
from core.domain.preferences import BillingRules, LawyerSettings, Preferences
from core.domain.rounding import Direction
from core.drafting.context import DraftContext
from core.drafting.verify import drafts
from tests.core.drafting.making import CONTEXT, SMITH, draft, entry, proposal

SUM = "Point two on the call and point four on the memo, Smith file."
CORRECTED = "Point three, sorry, point four, call with counsel."
RANGE = "From nine to ten thirty, hearing, Smith file."


def hours_of(transcript: str, hours: tuple[str, str]) -> tuple[int | None, list[Code]]:
    made = draft(transcript, hours=hours)
    return made.spoken_minutes, [found.code for found in made.findings if found.field is Field.HOURS]


@pytest.mark.parametrize(
    ("transcript", "hours", "minutes", "codes"),
    [
        (CORRECTED, ("0.4", "Point three, sorry, point four"), 24, []),
        (CORRECTED, ("0.4", "point four"), 24, []),
        (CORRECTED, ("0.3", "Point three"), None, [FindingCode.EVIDENCE_MISSING]),
        (CORRECTED, ("0.3", "Point three, sorry, point four"), None, [FindingCode.HOURS_DISAGREE]),
        (RANGE, ("1.5", "From nine to ten thirty"), 90, []),
        (RANGE, ("1.0", "From nine to ten thirty"), None, [FindingCode.HOURS_DISAGREE]),
        (SUM, ("0.6", SUM), 36, [FindingCode.HOURS_ADDED]),
        (SUM, ("0.6", "Point two on the call and point four"), 36, [FindingCode.HOURS_ADDED]),
        (SUM, ("0.2", "Point two"), 12, [FindingCode.TIME_LEFT_OUT]),
        (SUM, ("0.7", SUM), None, [FindingCode.HOURS_DISAGREE]),
        ("Point two, call, point four, memo, point six in all.", ("0.6", "point six in all"), None, None),
        ("All morning on the lease.", ("4", "All morning"), None, [FindingCode.EVIDENCE_MISSING]),
    ],
)
def test_a_quote_is_read_as_it_was_meant(
    transcript: str, hours: tuple[str, str], minutes: int | None, codes: list[FindingCode] | None
) -> None:
    expected = [FindingCode.EVIDENCE_MISSING] if codes is None else codes
    assert hours_of(transcript, hours) == (minutes, expected)


def test_a_sum_shows_its_parts() -> None:
    made = draft(SUM, hours=("0.6", SUM))
    (found,) = (found for found in made.findings if found.code is FindingCode.HOURS_ADDED)
    assert found.readings == ("0.2", "0.4")


def test_a_part_of_a_sum_is_not_billed_again() -> None:
    whole, part = drafts(
        proposal(entry(hours=("0.6", SUM)), entry(hours=("0.4", "point four"))), SUM, CONTEXT
    )
    assert (whole.spoken_minutes, part.spoken_minutes) == (36, None)


def test_rounding_is_the_context_s_and_the_spoken_time_is_kept() -> None:
    quarters = DraftContext(
        "2026-11-20", "en", (SMITH,), _preferring(increment=15, rounding=Direction.NEAREST, minimum=15)
    )
    made = draft("22 minutes, call.", quarters, hours=("0.37", "22 minutes"))
    assert (made.fields.minutes, made.spoken_minutes) == (15, 22)
    (found,) = (found for found in made.findings if found.code is FindingCode.HOURS_ROUNDED)
    assert found.readings == ("0.37", "0.25")


def _preferring(**rules: Any) -> Preferences:
    return Preferences([LawyerSettings(rules=BillingRules(**rules))])
