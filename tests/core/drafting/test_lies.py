"""A model that lies, one lie at a time: each field that is wrong carries a finding, without exception."""

import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from core.domain.entries import EntryKind
from core.domain.findings import Field, FindingCode
from core.drafting.verify import DraftedEntry, drafts
from tests.core.drafting.lies import Lie, lies
from tests.core.drafting.making import entry, proposal
from tests.core.drafting.truths import Truth, truths

ALL = truths()
FIELDS = {
    "minutes": Field.HOURS,
    "work_date": Field.WORK_DATE,
    "matter_id": Field.MATTER,
    "narrative": Field.NARRATIVE,
    "activity_code": Field.ACTIVITY_CODE,
    "task_code": Field.TASK_CODE,
    "billing": Field.BILLING,
    "kind": Field.KIND,
}
# Codes from closed lists: where the words of the work say none, or several, any code is only a suggestion.
SUGGESTED = {Field.ACTIVITY_CODE, Field.TASK_CODE}
COUNTS: Counter[tuple[Field, bool]] = Counter()
REMARKS = {FindingCode.HOURS_ROUNDED}
# What a truthful draft may carry: what was not said is asked for, and what was off the record is told.
HONEST = {*REMARKS, FindingCode.NOT_SAID, FindingCode.TASK_CODE_MISSING, FindingCode.OFF_RECORD}


@cache
def told(truth: Truth) -> tuple[DraftedEntry, ...]:
    return drafts(truth.proposal(), truth.said, truth.context)


def lied(truth: Truth, lie: Lie) -> tuple[DraftedEntry, ...]:
    made = proposal(*(entry(**fields) for _, fields in lie.entries))
    return drafts(made, truth.said, truth.context)


def found(draft: DraftedEntry) -> set[Field | None]:
    return {one.field for one in draft.findings if one.code not in REMARKS}


def wrong_fields(truth: Truth, lie: Lie) -> Iterator[tuple[Field, bool]]:
    """Each field that differs from the truth, and whether it carries a finding."""
    honest = [draft.fields for draft in told(truth)]
    for (at, _), draft in zip(lie.entries, lied(truth, lie), strict=True):
        for name, field in FIELDS.items():
            if at >= 0 and getattr(draft.fields, name) != getattr(honest[at], name):
                yield field, field in found(draft)


def is_seen(truth: Truth, lie: Lie) -> bool:
    """Whether each entry of a recording with too few of them, or each one too many, has a finding."""
    made = lied(truth, lie)
    extra = [draft for (at, _), draft in zip(lie.entries, made, strict=True) if at < 0]
    asked = {Field.HOURS, Field.KIND, Field.MATTER, Field.NARRATIVE}
    return all(found(draft) & asked for draft in extra or made)


def name_of(truth: Truth) -> str:
    return truth.said[:40]


def test_there_are_enough_truths_in_both_languages() -> None:
    assert len(ALL) >= 40
    assert min(Counter(truth.language for truth in ALL).values()) >= 15
    assert len({truth.said for truth in ALL}) == len(ALL)


@pytest.mark.parametrize("truth", ALL, ids=name_of)
def test_the_truth_stands_and_nothing_is_doubted(truth: Truth) -> None:
    for draft, fields in zip(told(truth), truth.entries, strict=True):
        assert [one for one in draft.findings if one.code not in HONEST] == []
        assert (draft.fields.matter_id, draft.fields.narrative) == (
            fields["matter"][0],
            fields["narrative"][0],
        )
        assert str(draft.fields.work_date or "") == (fields["work_date"][0] or "")
        assert (draft.fields.minutes is None) == (fields["hours"][0] is None)
        assert draft.fields.task_code == fields.get("task_code", (None,))[0]
        assert draft.fields.kind == fields.get("kind", EntryKind.TIME)
        assert draft.fields.billing == fields.get("billing", ("billable",))[0]


@pytest.mark.parametrize("truth", ALL, ids=name_of)
def test_every_wrong_field_carries_a_finding(truth: Truth) -> None:
    unseen = []
    for lie in lies(truth):
        for field, seen in wrong_fields(truth, lie):
            COUNTS[field, seen] += 1
            unseen += [(lie.name, field)] if not seen and field not in SUGGESTED else []
        if len(lie.entries) != len(truth.entries) and not is_seen(truth, lie):
            unseen.append((lie.name, Field.KIND))
    assert unseen == []


def test_how_many_that_were(capsys: pytest.CaptureFixture[str]) -> None:
    """Counts what the test above went through; it says so if only some of it ran."""
    lines = [
        f"wrong {field}: {sum(COUNTS[field, seen] for seen in (True, False))}, "
        f"with a finding: {COUNTS[field, True]}\n"
        for field in FIELDS.values()
    ]
    with capsys.disabled():
        sys.stdout.writelines(["\n", *lines])
    assert sum(COUNTS[field, False] for field in FIELDS.values() if field not in SUGGESTED) == 0
