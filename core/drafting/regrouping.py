"""Splitting a draft into parts and merging drafts into one: no minute is lost or added, no evidence either.

What a finding proposes for one line is not offered for another; what it says stays where it still holds.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from core.domain.entries import (
    FIELD_OF,
    MAX_NARRATIVE,
    DraftedBy,
    EntryFields,
    EntryStatus,
    TimeEntry,
)
from core.domain.errors import NotPossible
from core.domain.findings import Evidence, Field, Finding, FindingCode
from core.domain.guidelines import Guideline
from core.domain.hours import MINUTES_PER_DAY, hours_text
from core.drafting.findings import finding

MOST_PARTS = 20
MOST_RECORDINGS = 10

_ALIKE = ("kind", "work_date", "matter_id", "billing")
_CODES = {"activity_code": FindingCode.ACTIVITY_UNCONFIRMED, "task_code": FindingCode.TASK_CODE_MISSING}
# These are about the tasks and the time of the whole line, which a split takes apart.
_OF_THE_LINE = frozenset({Guideline.BLOCK_BILLED, FindingCode.HOURS_ADDED, FindingCode.HOURS_ROUNDED})
_BY = (DraftedBy.RULES, DraftedBy.MODEL, DraftedBy.LAWYER)
_LONG_WORD = re.compile(r"\w{4,}")
_STEM = 4


def proposed_fields(entry: TimeEntry) -> list[EntryFields]:
    """The fields of the parts that the block-billed finding proposes, refused as in `part_fields`.

    The refusal names the parts, for the lawyer to say their hours; without any it is no_split_proposed.
    """
    proposed = next((one.parts for one in entry.findings if one.code is Guideline.BLOCK_BILLED), ())
    if not 1 < len(proposed) <= MOST_PARTS:
        raise NotPossible("No split is proposed for this entry. Send its parts.", code="no_split_proposed")
    try:
        return part_fields(entry.fields, [part.model_dump() for part in proposed])
    except NotPossible as refusal:
        refusal.extra["parts"] = proposed
        raise


def part_fields(whole: EntryFields, changes: Sequence[Mapping[str, Any]]) -> list[EntryFields]:
    """The fields of the parts: those of the whole but for the changes; their minutes make up the whole's.

    One part without minutes gets what is left. Raises NotPossible when the minutes do not add up
    (split_total), or when more than one has none (split_hours): nobody guesses hours.
    """
    minutes = _shares(whole.minutes, changes)
    named = [dict(change) | {"minutes": share} for change, share in zip(changes, minutes, strict=True)]
    return [EntryFields.model_validate(whole.model_dump() | one) for one in named]


def parts_of(
    entry: TimeEntry, fields: Sequence[EntryFields], ids: Sequence[str], now: datetime
) -> list[TimeEntry]:
    """The parts as new drafts; the time that was spoken stays with the whole, for it was spoken for all."""
    evidence = _shared_out(entry.evidence, [one.narrative for one in fields])
    return [
        TimeEntry(
            id=part_id,
            fields=one,
            drafted_by=entry.drafted_by,
            evidence=kept,
            findings=_findings_on_part(entry, one),
            recording_id=entry.recording_id,
            recordings=entry.recordings,
            recording_deleted=entry.recording_deleted,
            making=entry.making,
            made_from=(entry.id,),
            created_at=now,
            updated_at=now,
        )
        for part_id, one, kept in zip(ids, fields, evidence, strict=True)
    ]


def merged(entries: Sequence[TimeEntry], narrative: str | None, entry_id: str, now: datetime) -> TimeEntry:
    """One new draft for several, in their order; its narrative is theirs joined unless it is given.

    Raises NotPossible when they differ in what one line has once (entries_differ), when some have hours
    and others not (hours_missing), or when one line cannot hold them (entries_too_long,
    too_many_recordings).
    """
    _check_alike(entries)
    fields = entries[0].fields.model_copy(
        update={
            "minutes": _total(entries),
            "narrative": _narrative(entries, narrative),
            **{name: _only(_values(entries, name)) for name in _CODES},
        }
    )
    spoken = [entry.spoken_minutes for entry in entries if entry.spoken_minutes is not None]
    return TimeEntry(
        id=entry_id,
        fields=fields,
        drafted_by=min((entry.drafted_by for entry in entries), key=_BY.index),
        spoken_minutes=sum(spoken) if len(spoken) == len(entries) else None,
        findings=_united_findings(entries),
        making=_only([entry.making for entry in entries]),
        made_from=tuple(entry.id for entry in entries),
        created_at=now,
        updated_at=now,
        **_united_words(entries),
    )


def is_undoing(whole: TimeEntry, parts: Sequence[TimeEntry]) -> bool:
    """Whether these are all the parts of a split as it made them, and none was moved elsewhere by it."""
    are_all = whole.status is EntryStatus.SPLIT and {part.id for part in parts} == set(whole.became)
    there = all(len(set(_values([whole, *parts], name))) == 1 for name in _ALIKE)
    return are_all and there and all(part.version == 1 for part in parts)


def undone(
    whole: TimeEntry, parts: Sequence[TimeEntry], narrative: str | None, entry_id: str, now: datetime
) -> TimeEntry:
    """The whole as it was before its split, as one new draft."""
    fields = whole.fields if narrative is None else whole.fields.model_copy(update={"narrative": narrative})
    again = {
        "id": entry_id,
        "version": 1,
        "status": EntryStatus.DRAFT,
        "fields": fields,
        "made_from": tuple(part.id for part in parts),
        "became": (),
        "created_at": now,
        "updated_at": now,
    }
    return whole.model_copy(update=again)


def _shares(whole: int | None, changes: Sequence[Mapping[str, Any]]) -> list[int | None]:
    given: list[int | None] = [change.get("minutes") for change in changes]
    if whole is None:
        return given
    unknown, known = given.count(None), sum(minutes or 0 for minutes in given)
    if unknown > 1:
        problem = f"Say the hours of every part, or of all but one; together they make {hours_text(whole)}."
        raise NotPossible(problem, code="split_hours", total=hours_text(whole))
    left = whole - known
    if left < 0 or bool(left) != bool(unknown):
        problem = f"The parts make {hours_text(known)} hours, but the entry has {hours_text(whole)}."
        raise NotPossible(problem, code="split_total", total=hours_text(whole), sum=hours_text(known))
    return [left if minutes is None else minutes for minutes in given]


def _shared_out(evidence: Sequence[Evidence], narratives: Sequence[str]) -> list[tuple[Evidence, ...]]:
    """The evidence of each part: all of it, but words of the narrative only where the part has them."""
    fits = [[_is_of(one, narrative) for narrative in narratives] for one in evidence]
    return [
        tuple(one for one, fit in zip(evidence, fits, strict=True) if fit[number] or not any(fit))
        for number in range(len(narratives))
    ]


def _is_of(one: Evidence, narrative: str) -> bool:
    return one.field is not Field.NARRATIVE or bool(_stems(one.quote) & _stems(narrative))


def _stems(text: str) -> set[str]:
    """What reviewed and reviewing share; short words are in every line."""
    return {word[:_STEM] for word in _LONG_WORD.findall(text.casefold())}


def _findings_on_part(entry: TimeEntry, fields: EntryFields) -> tuple[Finding, ...]:
    changed = {FIELD_OF[name] for name in FIELD_OF if getattr(fields, name) != getattr(entry.fields, name)}
    found = (_on_part(one, entry.fields, fields, changed) for one in entry.findings)
    return tuple(one for one in found if one)


def _on_part(one: Finding, whole: EntryFields, part: EntryFields, changed: set[Field]) -> Finding | None:
    if one.code in _OF_THE_LINE:
        return None
    if one.field is Field.HOURS:
        # To share hours out settles no doubt about them; to say them for the first time does.
        return None if whole.minutes is None and part.minutes is not None else _elsewhere(one)
    if one.field is Field.NARRATIVE:
        return _on_narrative(one, whole.narrative, part.narrative)
    return None if one.field in changed else one


def _on_narrative(one: Finding, whole: str, part: str) -> Finding | None:
    """A name or number nobody said goes with the part that has it."""
    if not any(reading in whole for reading in one.readings):
        return _elsewhere(one)
    there = tuple(reading for reading in one.readings if reading in part)
    return _elsewhere(one).model_copy(update={"readings": there}) if there else None


def _elsewhere(one: Finding) -> Finding:
    """The finding without what was meant for the line it came from."""
    return one.model_copy(update={"span": None, "proposal": None, "parts": ()})


def _check_alike(entries: Sequence[TimeEntry]) -> None:
    differing = [name for name in _ALIKE if len(set(_values(entries, name))) > 1]
    if differing:
        problem = f"Only entries that agree can be merged; these differ in {', '.join(differing)}."
        raise NotPossible(problem, code="entries_differ", fields=differing)
    empty = [entry.id for entry in entries if entry.fields.minutes is None]
    if 0 < len(empty) < len(entries):
        problem = "Some of these entries have hours and some have none. Say them first."
        raise NotPossible(problem, code="hours_missing", entries=empty)
    if len(_recordings(entries)) > MOST_RECORDINGS:
        problem = f"Entries of more than {MOST_RECORDINGS} recordings cannot be merged into one."
        raise NotPossible(problem, code="too_many_recordings")


def _values(entries: Sequence[TimeEntry], name: str) -> list[Any]:
    return [getattr(entry.fields, name) for entry in entries]


def _only(values: Sequence[Any]) -> Any:
    """The value that all share, or None."""
    return values[0] if len(set(values)) == 1 else None


def _total(entries: Sequence[TimeEntry]) -> int | None:
    minutes = [entry.fields.minutes for entry in entries if entry.fields.minutes is not None]
    if sum(minutes) > MINUTES_PER_DAY:
        raise NotPossible("Together these entries are over 24 hours.", code="entries_too_long")
    return sum(minutes) if minutes else None


def _narrative(entries: Sequence[TimeEntry], given: str | None) -> str:
    joined = ""
    for said in (entry.fields.narrative.strip() for entry in entries):
        between = "" if not joined or not said else " " if joined[-1] in ".!?;" else "; "
        joined += between + said
    narrative = joined if given is None else given
    if len(narrative) > MAX_NARRATIVE:
        raise NotPossible("Together these narratives are too long for one entry.", code="entries_too_long")
    return narrative


def _united_findings(entries: Sequence[TimeEntry]) -> tuple[Finding, ...]:
    of_lines = (Field.HOURS, Field.NARRATIVE)
    kept = [
        _elsewhere(one) if one.field in of_lines else one
        for entry in entries
        for one in entry.findings
        if one.code is not Guideline.BLOCK_BILLED
    ]
    for name, code in _CODES.items():
        if len(codes := dict.fromkeys(_values(entries, name))) > 1:
            kept.append(finding(code, FIELD_OF[name], tuple(str(one) for one in codes if one)))
    return tuple(dict.fromkeys(kept))


def _recordings(entries: Sequence[TimeEntry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for entry in entries for name in entry.heard_in))


def _united_words(entries: Sequence[TimeEntry]) -> dict[str, Any]:
    """The evidence of all: of one recording, or of several, and then each piece says which."""
    heard, deleted = _recordings(entries), any(entry.recording_deleted for entry in entries)
    if len(heard) < 2 and not any(entry.recordings for entry in entries):  # noqa: PLR2004 - one, or none
        evidence = tuple(dict.fromkeys(one for entry in entries for one in entry.evidence))
        return {
            "evidence": evidence,
            "recording_id": heard[0] if heard else None,
            "recording_deleted": deleted,
        }
    named = (
        one if one.recording_id else one.model_copy(update={"recording_id": entry.recording_id})
        for entry in entries
        for one in entry.evidence
    )
    kept = tuple(name for name in heard if any(entry.has_words_of(name) for entry in entries))
    return {"evidence": tuple(dict.fromkeys(named)), "recordings": kept, "recording_deleted": deleted}
