"""The evaluation itself, on the words of every dictation, and that its scores tell right from wrong."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from core.domain.findings import Field, FindingCode
from core.drafting.findings import finding
from core.drafting.verify import DraftedEntry
from tests.core.drafting.making import draft
from tests.eval.pipeline import running
from tests.eval.report import Group, listed, silently_wrong
from tests.eval.scoring import FIELDS, Outcome, score
from tests.eval.scripts import Script, matters, scripts

SCRIPTS = scripts()
LEAST_EXACT = 0.93
NO_CHARGE = "Point three, call with the client, Smith v. Jones, no charge."


def test_there_are_as_many_dictations_as_promised() -> None:
    assert len({script.name for script in SCRIPTS}) == len(SCRIPTS) >= 80
    assert sum(script.language == "fr" for script in SCRIPTS) >= 25
    assert sum(script.audio.exists() for script in SCRIPTS) >= 30


def test_what_is_expected_can_be_had() -> None:
    known = {matter.id for matter in matters()}
    for one in (one for script in SCRIPTS for one in script.expected):
        assert one.kind in {"time", "bookmark"}
        assert one.billing in {"billable", "non_billable", "no_charge"}
        assert one.matter is None or one.matter in known
        assert one.work_date is None or date.fromisoformat(one.work_date).year in {2026, 2028}


async def test_no_dictation_is_silently_drafted_wrong() -> None:
    async with running({}) as pipeline:
        group = Group.of("text", await pipeline.read(SCRIPTS))
    assert silently_wrong([group]) == 0, listed([group], Outcome.SILENT)
    for field in FIELDS:
        counts = group.counts(field)
        assert counts[Outcome.EXACT] >= LEAST_EXACT * sum(counts.values()), field


def _script(expected: str) -> Script:
    found = next(script for script in SCRIPTS if script.name == "no-charge")
    kind, minutes, day, matter, billing = expected.split()
    wanted = replace(
        found.expected[0],
        kind=kind,
        minutes=None if minutes == "asked" else int(minutes),
        work_date=None if day == "asked" else day,
        matter=None if matter == "asked" else matter,
        billing=billing,
    )
    return replace(found, expected=(wanted,))


def _outcomes(expected: str, drafted: Sequence[DraftedEntry]) -> dict[str, str]:
    return {one.field: one.outcome.value for one in score(_script(expected), "", drafted)}


DRAFT = draft(
    NO_CHARGE,
    hours=("0.3", "Point three"),
    matter=("M-1", "Smith v. Jones"),
    billing=("no_charge", "no charge"),
)


def test_what_is_as_expected_is_exact_and_what_is_asked_too() -> None:
    assert set(_outcomes("time 18 asked M-1 no_charge", [DRAFT]).values()) == {"exact"}


@pytest.mark.parametrize(
    ("expected", "field"),
    [
        ("time 24 asked M-1 no_charge", "hours"),
        ("time asked asked M-1 no_charge", "hours"),
        ("time 18 asked M-2 no_charge", "matter"),
        ("time 18 asked asked no_charge", "matter"),
        ("time 18 asked M-1 billable", "billing"),
        ("bookmark 18 asked M-1 no_charge", "kind"),
    ],
)
def test_a_wrong_value_without_a_finding_is_silently_wrong(expected: str, field: str) -> None:
    outcomes = _outcomes(expected, [DRAFT])
    assert [name for name, outcome in outcomes.items() if outcome != "exact"] == [field]
    assert outcomes[field] == "silently_wrong"


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (FindingCode.HOURS_APPROXIMATE, "flagged"),
        (FindingCode.HOURS_ROUNDED, "silently_wrong"),
    ],
)
def test_a_finding_flags_a_field_unless_it_only_speaks_of_billing_increments(
    code: FindingCode, outcome: str
) -> None:
    doubted = replace(DRAFT, findings=(*DRAFT.findings, finding(code, Field.HOURS)))
    assert _outcomes("time 24 asked M-1 no_charge", [doubted])["hours"] == outcome


def test_a_day_that_is_asked_for_is_flagged_where_one_was_said() -> None:
    assert _outcomes("time 18 2026-11-20 M-1 no_charge", [DRAFT])["work_date"] == "flagged"


def test_an_entry_too_many_is_silently_wrong_if_nothing_in_it_is_asked() -> None:
    expected = "time 18 asked M-1 no_charge"
    empty = draft("Call.", narrative=("Call.", "Call"))
    assert _outcomes(expected, [DRAFT, DRAFT])["count"] == "silently_wrong"
    assert _outcomes(expected, [DRAFT, empty])["count"] == "flagged"


def test_a_missing_entry_is_silently_wrong_but_for_a_failure_that_is_seen() -> None:
    twice = _script("time 18 asked M-1 no_charge")
    twice = replace(twice, expected=(*twice.expected, *twice.expected))
    assert score(twice, "", [DRAFT])[0].outcome is Outcome.SILENT
    assert score(twice, "", [])[0].outcome is Outcome.FLAGGED
