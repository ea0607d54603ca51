"""Splits and merges as pure values: minutes exact, evidence kept, findings where they still hold."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.codes import ActivityCode, Billing
from core.domain.entries import DraftedBy, EntryFields, EntryKind, EntryStatus, TimeEntry
from core.domain.errors import NotPossible
from core.domain.findings import Code, Evidence, Field, Finding, FindingCode, Part
from core.domain.guidelines import Guideline
from core.domain.hours import MINUTES_PER_DAY
from core.domain.ids import new_id
from core.drafting.regrouping import (
    is_undoing,
    merged,
    part_fields,
    parts_of,
    proposed_fields,
    undone,
)

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)
LINE = "Drafted the lease and called Sarah Reid."
BLOCK = EntryFields(minutes=36, work_date=DAY, matter_id="M-1", narrative=LINE)
RECORDING, OTHER = new_id(NOW), new_id(NOW)
FEW = settings(max_examples=150, deadline=None)


def found(code: Code, field: Field | None, **more: Any) -> Finding:
    return Finding(code=code, field=field, message="?", **more)


def words(field: Field, quote: str, start: int = 0, recording: str | None = None) -> Evidence:
    return Evidence(field=field, quote=quote, start=start, end=start + len(quote), recording_id=recording)


def entry(fields: EntryFields = BLOCK, **more: Any) -> TimeEntry:
    return TimeEntry(id=new_id(NOW), fields=fields, created_at=NOW, updated_at=NOW, **more)


def split(whole: TimeEntry, *changes: dict[str, Any]) -> list[TimeEntry]:
    fields = part_fields(whole.fields, changes)
    return parts_of(whole, fields, [new_id(NOW) for _ in fields], NOW)


def halves(whole: TimeEntry, **more: Any) -> list[TimeEntry]:
    return split(
        whole,
        {"narrative": "Drafted the lease.", "minutes": whole.fields.minutes and 12} | more,
        {"narrative": "Called Sarah Reid."} | more,
    )


def test_a_part_has_what_the_whole_has_but_for_what_is_said() -> None:
    whole = entry(BLOCK.model_copy(update={"activity_code": ActivityCode.DRAFT_REVISE, "task_code": "L120"}))
    one, two = split(
        whole,
        {"narrative": "Drafted the lease.", "minutes": 12},
        {"narrative": "Called.", "minutes": 24, "activity_code": ActivityCode.COMMUNICATE_CLIENT},
    )
    assert one.fields == whole.fields.model_copy(update={"narrative": "Drafted the lease.", "minutes": 12})
    assert (two.fields.activity_code, two.fields.task_code) == (ActivityCode.COMMUNICATE_CLIENT, "L120")
    assert {part.made_from for part in (one, two)} == {(whole.id,)}
    assert {(part.version, part.status) for part in (one, two)} == {(1, EntryStatus.DRAFT)}


def test_one_part_without_hours_gets_what_is_left() -> None:
    assert [part.fields.minutes for part in halves(entry())] == [12, 24]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [((12, 12), "0.4"), ((12, 25), "0.62"), ((36, None), "0.6"), ((40, None), "0.67"), ((18, 18, 1), "0.62")],
)
def test_parts_that_do_not_make_up_the_whole_are_refused_with_both_totals(
    minutes: tuple[int | None, ...], said: str
) -> None:
    with pytest.raises(NotPossible) as refused:
        part_fields(BLOCK, [{"narrative": "Called.", "minutes": one} for one in minutes])
    assert refused.value.code == "split_total"
    assert (refused.value.extra["total"], refused.value.extra["sum"]) == ("0.6", said)


def test_hours_of_several_parts_are_never_guessed() -> None:
    with pytest.raises(NotPossible) as refused:
        part_fields(BLOCK, [{"narrative": "Drafted."}, {"narrative": "Called."}])
    assert refused.value.code == "split_hours"
    assert refused.value.extra == {"total": "0.6"}


@pytest.mark.parametrize("minutes", [(None, None), (6, None), (6, 12)])
def test_parts_of_an_entry_without_hours_have_those_that_are_said(minutes: tuple[int | None, ...]) -> None:
    whole = BLOCK.model_copy(update={"minutes": None})
    fields = part_fields(whole, [{"narrative": "Called.", "minutes": one} for one in minutes])
    assert tuple(one.minutes for one in fields) == minutes


def test_the_proposal_is_the_block_billed_findings() -> None:
    parts = (
        Part(narrative="Drafted.", minutes=12),
        Part(narrative="Called.", activity_code=ActivityCode.COMMUNICATE_CLIENT),
    )
    proposed = found(Guideline.BLOCK_BILLED, Field.NARRATIVE, parts=parts)
    fields = proposed_fields(entry(findings=(found(Guideline.VAGUE, Field.NARRATIVE), proposed)))
    assert [one.minutes for one in fields] == [12, 24]
    assert [one.activity_code for one in fields] == [None, ActivityCode.COMMUNICATE_CLIENT]
    for count in (0, 1, 21):
        useless = proposed.model_copy(update={"parts": parts[1:] * count})
        with pytest.raises(NotPossible) as refused:
            proposed_fields(entry(findings=(useless,)))
        assert refused.value.code == "no_split_proposed"
    with pytest.raises(NotPossible, match="No split is proposed"):
        proposed_fields(entry())


@pytest.mark.parametrize(("minutes", "code"), [((None, None), "split_hours"), ((6, 12), "split_total")])
def test_a_proposal_whose_hours_do_not_do_is_refused_with_its_parts(
    minutes: tuple[int | None, ...], code: str
) -> None:
    parts = tuple(Part(narrative="Called.", minutes=one) for one in minutes)
    with pytest.raises(NotPossible) as refused:
        proposed_fields(entry(findings=(found(Guideline.BLOCK_BILLED, Field.NARRATIVE, parts=parts),)))
    assert (refused.value.code, refused.value.extra["parts"]) == (code, parts)


def test_every_part_keeps_the_evidence_and_the_narratives_where_its_words_are() -> None:
    shared = words(Field.HOURS, "point six"), words(Field.MATTER, "Smith file"), words(Field.NARRATIVE, LINE)
    lease, call = words(Field.NARRATIVE, "drafting a lease"), words(Field.NARRATIVE, "a call with Reid")
    neither = words(Field.NARRATIVE, "the usual")
    one, two = halves(entry(evidence=(*shared, lease, call, neither), spoken_minutes=34))
    assert one.evidence == (*shared, lease, neither)
    assert two.evidence == (*shared, call, neither)
    assert (one.spoken_minutes, two.spoken_minutes) == (None, None)


def test_what_a_split_settles_goes_and_the_rest_stays_where_it_holds() -> None:
    name = found(FindingCode.NAME_NOT_SAID, Field.NARRATIVE, readings=("Reid",), proposal="Reed", span=(3, 9))
    unclear = found(FindingCode.SPEECH_UNCLEAR, Field.NARRATIVE)
    about = found(FindingCode.HOURS_APPROXIMATE, Field.HOURS, proposal="0.6")
    date_old, left_out = (
        found(FindingCode.DATE_IS_OLD, Field.WORK_DATE),
        found(FindingCode.TIME_LEFT_OUT, None),
    )
    of_time = [found(code, Field.HOURS) for code in (FindingCode.HOURS_ADDED, FindingCode.HOURS_ROUNDED)]
    settled = found(Guideline.BLOCK_BILLED, Field.NARRATIVE), *of_time
    whole = entry(findings=(name, unclear, about, date_old, left_out, *settled))
    one, two = halves(whole, work_date=date(2026, 11, 21))
    doubt = about.model_copy(update={"proposal": None})
    assert one.findings == (unclear, doubt, left_out)
    assert two.findings == (name.model_copy(update={"proposal": None, "span": None}), *one.findings)


def test_hours_said_for_the_first_time_settle_what_was_asked_of_them() -> None:
    asked = found(FindingCode.NOT_SAID, Field.HOURS, proposal="0.6")
    whole = entry(BLOCK.model_copy(update={"minutes": None}), findings=(asked,))
    one, two = split(whole, {"narrative": "Drafted.", "minutes": 6}, {"narrative": "Called."})
    assert one.findings == ()
    assert two.findings == (asked.model_copy(update={"proposal": None}),)


def test_merging_adds_the_hours_and_joins_the_rest_in_order() -> None:
    entries = [
        entry(BLOCK.model_copy(update={"narrative": said, "minutes": 6}), spoken_minutes=5)
        for said in ("Called Sarah Reid", "Drafted the lease.", " ", "Filed it!")
    ]
    made = merged(entries, None, new_id(NOW), NOW)
    assert made.fields.narrative == "Called Sarah Reid; Drafted the lease. Filed it!"
    assert (made.fields.minutes, made.spoken_minutes) == (24, 20)
    assert made.made_from == tuple(one.id for one in entries)
    assert merged(entries, "Lease.", new_id(NOW), NOW).fields.narrative == "Lease."
    entries[0] = entries[0].model_copy(update={"spoken_minutes": None})
    assert merged(entries, None, new_id(NOW), NOW).spoken_minutes is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", EntryKind.BOOKMARK),
        ("work_date", None),
        ("work_date", date(2026, 11, 19)),
        ("matter_id", None),
        ("matter_id", "M-2"),
        ("billing", Billing.NO_CHARGE),
    ],
)
def test_entries_that_differ_are_not_merged(name: str, value: object) -> None:
    with pytest.raises(NotPossible) as refused:
        merged([entry(), entry(BLOCK.model_copy(update={name: value}))], None, new_id(NOW), NOW)
    assert refused.value.code == "entries_differ"
    assert refused.value.extra == {"fields": [name]}


def test_entries_with_and_without_hours_are_not_merged() -> None:
    empty = entry(BLOCK.model_copy(update={"minutes": None}))
    with pytest.raises(NotPossible) as refused:
        merged([entry(), empty], None, new_id(NOW), NOW)
    assert (refused.value.code, refused.value.extra) == ("hours_missing", {"entries": [empty.id]})
    assert merged([empty, empty], None, new_id(NOW), NOW).fields.minutes is None


@pytest.mark.parametrize("change", [{"minutes": 721}, {"narrative": "x" * 16_001}])
def test_what_no_entry_can_hold_is_not_merged(change: dict[str, Any]) -> None:
    large = entry(BLOCK.model_copy(update=change))
    with pytest.raises(NotPossible) as refused:
        merged([large, large], None, new_id(NOW), NOW)
    assert refused.value.code == "entries_too_long"


def test_entries_of_too_many_recordings_are_not_merged() -> None:
    with pytest.raises(NotPossible) as refused:
        merged([entry(recording_id=new_id(NOW)) for _ in range(11)], None, new_id(NOW), NOW)
    assert refused.value.code == "too_many_recordings"


def test_codes_that_differ_are_asked_for() -> None:
    codes = (ActivityCode.RESEARCH, ActivityCode.DRAFT_REVISE, None)
    entries = [entry(BLOCK.model_copy(update={"activity_code": code, "task_code": "L120"})) for code in codes]
    made = merged(entries, None, new_id(NOW), NOW)
    assert (made.fields.activity_code, made.fields.task_code) == (None, "L120")
    assert [(one.code, one.field, one.readings) for one in made.findings] == [
        (FindingCode.ACTIVITY_UNCONFIRMED, Field.ACTIVITY_CODE, ("A102", "A103"))
    ]


def test_the_least_trusted_writer_counts() -> None:
    entries = [entry(drafted_by=by) for by in (DraftedBy.LAWYER, DraftedBy.RULES, DraftedBy.MODEL)]
    assert merged(entries, None, new_id(NOW), NOW).drafted_by is DraftedBy.RULES


def test_findings_are_united_without_what_was_proposed_for_one_line() -> None:
    asked = found(FindingCode.NOT_SAID, Field.WORK_DATE, proposal="2026-11-20")
    name = found(FindingCode.NAME_NOT_SAID, Field.NARRATIVE, readings=("Reid",), proposal="Reed", span=(3, 9))
    block = found(Guideline.BLOCK_BILLED, Field.NARRATIVE)
    made = merged([entry(findings=(asked, name)), entry(findings=(asked, block))], None, new_id(NOW), NOW)
    assert made.findings == (asked, name.model_copy(update={"proposal": None, "span": None}))


def test_evidence_of_one_recording_is_united() -> None:
    both, one, two = (words(Field.MATTER, "Smith"), words(Field.HOURS, "six"), words(Field.HOURS, "ten", 9))
    entries = [entry(recording_id=RECORDING, evidence=(both, said)) for said in (one, two)]
    made = merged([*entries, entry()], None, new_id(NOW), NOW)
    assert made.evidence == (both, one, two)
    assert (made.recording_id, made.recordings) == (RECORDING, ())


def test_evidence_of_several_recordings_says_whose_words_it_is() -> None:
    said = words(Field.MATTER, "Smith")
    first = merged(
        [entry(recording_id=name, evidence=(said,)) for name in (RECORDING, OTHER)], None, new_id(NOW), NOW
    )
    of_one, of_other = (said.model_copy(update={"recording_id": name}) for name in (RECORDING, OTHER))
    assert (first.recording_id, first.recordings) == (None, (RECORDING, OTHER))
    assert first.evidence == (of_one, of_other)
    one, two = halves(first)
    assert (one.evidence, two.recordings) == (first.evidence, first.recordings)
    again = merged([one, two], None, new_id(NOW), NOW)
    assert (again.evidence, again.recordings) == (first.evidence, first.recordings)


def test_what_one_recording_lost_keeps_nothing_of_the_other_from_going() -> None:
    said = words(Field.MATTER, "Smith")
    first = merged(
        [entry(recording_id=name, evidence=(said,)) for name in (RECORDING, OTHER)], None, new_id(NOW), NOW
    )
    left = first.without_recording(RECORDING, NOW)
    made = merged([left, entry()], None, new_id(NOW), NOW)
    assert made.recording_deleted
    assert made.has_words_of(OTHER)
    assert made.without_recording(OTHER, NOW).evidence == ()


def test_all_parts_untouched_undo_a_split() -> None:
    findings = (found(Guideline.BLOCK_BILLED, Field.NARRATIVE), found(FindingCode.HOURS_ADDED, Field.HOURS))
    whole = entry(findings=findings, evidence=(words(Field.HOURS, "six"),), spoken_minutes=34)
    parts = halves(whole)
    left = whole.split([part.id for part in parts], NOW)
    assert is_undoing(left, parts[::-1])
    assert not is_undoing(left, parts[:1])
    assert not is_undoing(left, [parts[0], parts[1].edited({"minutes": 6}, NOW)])
    assert not is_undoing(whole, parts)
    for moved in ({"matter_id": "M-2"}, {"billing": Billing.NO_CHARGE}, {"work_date": None}):
        elsewhere = halves(whole, **moved)
        assert not is_undoing(whole.split([part.id for part in elsewhere], NOW), elsewhere)
    made = undone(left, parts, None, "again", NOW)
    same = {"id", "made_from", "created_at", "updated_at"}
    assert made.model_dump(exclude=same) == whole.model_dump(exclude=same)
    assert undone(left, parts, "Lease.", "again", NOW).fields.narrative == "Lease."


@st.composite
def splits(draw: st.DrawFn) -> tuple[TimeEntry, list[dict[str, Any]]]:
    """A draft with hours and a way to split it: minutes that add up, perhaps one of them left out."""
    count = draw(st.integers(2, 20))
    total = draw(st.integers(count, MINUTES_PER_DAY))
    cuts = sorted(draw(st.sets(st.integers(1, total - 1), min_size=count - 1, max_size=count - 1)))
    minutes: list[int | None] = [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]
    if (left_out := draw(st.none() | st.integers(0, count - 1))) is not None:
        minutes[left_out] = None
    narrative = draw(st.text(max_size=60))
    evidence = draw(
        st.lists(
            st.builds(words, st.sampled_from(Field), st.text(min_size=1, max_size=20), st.integers(0, 99)),
            unique=True,
        )
    )
    fields = BLOCK.model_copy(update={"minutes": total, "narrative": narrative})
    whole = entry(fields, evidence=tuple(evidence), recording_id=RECORDING)
    texts = draw(st.lists(st.text(max_size=30), min_size=count, max_size=count))
    return whole, [{"narrative": t, "minutes": m} for t, m in zip(texts, minutes, strict=True)]


@FEW
@given(splits())
def test_any_split_keeps_the_total_and_merging_its_parts_gives_it_back(
    case: tuple[TimeEntry, list[dict[str, Any]]],
) -> None:
    whole, changes = case
    parts = split(whole, *changes)
    minutes = [part.fields.minutes for part in parts]
    assert all(one and one > 0 for one in minutes)
    assert sum(one or 0 for one in minutes) == whole.fields.minutes
    back = merged(parts, None, new_id(NOW), NOW)
    assert back.fields.minutes == whole.fields.minutes
    assert set(back.evidence) == set(whole.evidence)
    assert (back.recording_id, back.made_from) == (RECORDING, tuple(part.id for part in parts))


@FEW
@given(
    st.integers(1, MINUTES_PER_DAY),
    st.lists(st.none() | st.integers(1, MINUTES_PER_DAY), min_size=2, max_size=20),
)
def test_whatever_minutes_are_asked_they_add_up_or_are_refused(total: int, minutes: list[int | None]) -> None:
    known, unknown = sum(one or 0 for one in minutes), minutes.count(None)
    changes = [{"narrative": "Called.", "minutes": one} for one in minutes]
    whole = BLOCK.model_copy(update={"minutes": total})
    if (known == total and not unknown) or (known < total and unknown == 1):
        fields = part_fields(whole, changes)
        assert sum(one.minutes or 0 for one in fields) == total
        assert all(given in {None, one.minutes} for given, one in zip(minutes, fields, strict=True))
        return
    with pytest.raises(NotPossible) as refused:
        part_fields(whole, changes)
    assert refused.value.code == ("split_hours" if unknown > 1 else "split_total")
