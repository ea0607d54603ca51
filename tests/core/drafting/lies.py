"""Everything a model can get wrong in one answer, made of a truthful one: a lie a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any

from core.domain.codes import ActivityCode
from tests.core.drafting.truths import MATTERS, Fields, Truth

UNSAID = "words that nobody said"
EMPTY = (None, None)
INVENTED = {
    "a name": "{0} with Barbara Whitfield.",
    "a name in front": "Whitfield called. {0}.",
    "a client's name": "{0} for okonkwo.",
    "a number": "{0} re clause 77.",
    "a number in words": "{0} re seventy-seven clauses.",
    "an amount": "{0} re $12,345.",
    "a small amount": "{0} re $3.",
    "an outcome": "{0}; opponent withdrew.",
    "a French name": "{0} avec maître Larivière.",
    "a French amount": "{0} de 12 500 $.",
}


@dataclass(frozen=True)
class Lie:
    """What is wrong, and the entries as the model gives them, each with the place of the entry it is of."""

    name: str
    entries: tuple[tuple[int, Fields], ...]


def lies(truth: Truth) -> Iterator[Lie]:
    """Every lie about a dictation."""
    for at in range(len(truth.entries)):
        for name, fields in _of_one(truth, at):
            yield _changed(truth, f"{name}, entry {at}", {at: fields})
    for one, two in combinations(range(len(truth.entries)), 2):
        yield from _of_two(truth, one, two)
    for one, two in permutations(range(len(truth.entries)), 2):
        yield from _borrowed(truth, one, two)
        yield _merged(truth, one, two)
    yield from _rotated(truth)
    yield from _of_number(truth)


def _changed(truth: Truth, name: str, changes: dict[int, Fields]) -> Lie:
    return Lie(name, tuple((at, fields | changes.get(at, {})) for at, fields in enumerate(truth.entries)))


def _of_one(truth: Truth, at: int) -> Iterator[tuple[str, Fields]]:
    fields = truth.entries[at]
    yield from _hours(fields)
    yield from _days(truth, fields)
    yield from _matters(truth, fields)
    yield from _narratives(fields)
    yield from _codes(fields)
    is_bookmark = fields.get("kind") == "bookmark"
    yield "kind flipped", {"kind": "time" if is_bookmark else "bookmark"}
    billing, words = fields.get("billing", ("billable", None))
    others = {"billable", "non_billable", "no_charge"} - {billing}
    for other in others:
        for quote in {words, None, UNSAID, fields["narrative"][1]}:
            yield f"billing {other}, {quote}", {"billing": (other, quote)}


def _hours(fields: Fields) -> Iterator[tuple[str, Fields]]:
    value, words = fields["hours"]
    if value is None:
        yield "hours from nowhere", {"hours": ("0.5", UNSAID)}
        yield "hours from the work", {"hours": ("0.5", fields["narrative"][1])}
        return
    for other in ("0.1", "0.6", "9", "24", "99", "-1", "nan", "1e9", "", str(float(value) * 10), None):
        if other is None or other == "" or other != value:
            yield f"hours {other}", {"hours": (other, words)}
    for quote in (None, UNSAID, fields["narrative"][1], "ten hours"):
        yield f"hours of {quote}", {"hours": ("2.0" if value != "2.0" else "3.0", quote)}
    yield "no hours", {"hours": EMPTY}


def _days(truth: Truth, fields: Fields) -> Iterator[tuple[str, Fields]]:
    value, words = fields["work_date"]
    for other in ("2026-11-12", "2026-11-21", "2025-11-20", "soon"):
        for quote in (words, None, fields["narrative"][1]):
            yield f"day {other} of {quote}", {"work_date": (other, quote)}
    for day, quote in truth.other_days:
        yield f"the day of something else: {quote}", {"work_date": (day, quote)}
    if value:
        yield "no day", {"work_date": EMPTY}


def _matters(truth: Truth, fields: Fields) -> Iterator[tuple[str, Fields]]:
    value, words = fields["matter"]
    named = {entry["matter"][0] for entry in truth.entries} | {"M-2", "M-7"}
    for other in MATTERS:
        if other.id != value and other.id in named:
            for quote in (words, None, UNSAID):
                yield f"matter {other.id} of {quote}", {"matter": (other.id, quote)}
            for part in other.name.split():
                if re.search(rf"\b{re.escape(part)}\b", truth.said, re.IGNORECASE):
                    yield f"matter {other.id} of {part}", {"matter": (other.id, part)}
    for quote in (words, None, UNSAID):
        yield f"matter not offered of {quote}", {"matter": ("M-99", quote)}
    yield "no matter", {"matter": EMPTY}


def _narratives(fields: Fields) -> Iterator[tuple[str, Fields]]:
    text, words = fields["narrative"]
    for name, form in INVENTED.items():
        yield f"narrative with {name}", {"narrative": (form.format(text.rstrip(".")), words)}
    for quote in (None, UNSAID, "", f"{words} {UNSAID}"):
        yield f"narrative of {quote}", {"narrative": ("Settled everything.", quote)}
        yield f"the same narrative of {quote}", {"narrative": (text, quote)}
    yield "no narrative", {"narrative": ("", words)}


def _codes(fields: Fields) -> Iterator[tuple[str, Fields]]:
    code, words = fields.get("task_code", EMPTY)
    for other in ("L530", "C200", "B185", "P900", "E101", "nonsense", None):
        if other != code:
            for quote in (words, None, fields["narrative"][1]):
                yield f"task {other} of {quote}", {"task_code": (other, quote)}
    for activity in ActivityCode:
        if activity != fields["activity_code"][0]:
            yield f"activity {activity}", {"activity_code": (activity, fields["narrative"][1])}


def _of_two(truth: Truth, one: int, two: int) -> Iterator[Lie]:
    first, second = truth.entries[one], truth.entries[two]
    for name in ("hours", "work_date", "matter", "narrative", "billing", "kind"):
        swapped = {one: _only(second, name), two: _only(first, name)}
        yield _changed(truth, f"{name} of {one} and {two} swapped", swapped)
    for name in ("hours", "work_date", "matter", "narrative"):
        texts = {
            one: {name: (second[name][0], first[name][1])},
            two: {name: (first[name][0], second[name][1])},
        }
        yield _changed(truth, f"{name} of {one} and {two} swapped, not their words", texts)
        words = {
            one: {name: (first[name][0], second[name][1])},
            two: {name: (second[name][0], first[name][1])},
        }
        yield _changed(truth, f"words of {name} of {one} and {two} swapped", words)


def _borrowed(truth: Truth, one: int, two: int) -> Iterator[Lie]:
    own, other = truth.entries[one], truth.entries[two]
    for name in ("hours", "work_date", "matter", "narrative", "billing", "kind"):
        yield _changed(truth, f"{name} of {two} in {one}", {one: _only(other, name)})
    for name in ("hours", "work_date", "matter", "narrative"):
        yield _changed(
            truth, f"{name} of {two} by words of {one}", {one: {name: (other[name][0], own[name][1])}}
        )
        yield _changed(
            truth, f"words for {name} of {two} in {one}", {one: {name: (own[name][0], other[name][1])}}
        )


def _only(fields: Fields, name: str) -> Fields:
    empty: dict[str, Any] = {"billing": ("billable", None), "kind": "time"}
    return {name: fields.get(name, empty.get(name, EMPTY))}


def _merged(truth: Truth, one: int, two: int) -> Lie:
    """Two tasks as one entry: the work of both, all else of the first."""
    own, other = truth.entries[one], truth.entries[two]
    text = f"{own['narrative'][0]} {other['narrative'][0]}"
    rest = [(at, fields) for at, fields in enumerate(truth.entries) if at not in {one, two}]
    mixed = (one, own | {"narrative": (text, own["narrative"][1])})
    return Lie(f"{two} merged into {one}", tuple(sorted([*rest, mixed], key=lambda pair: pair[0])))


def _rotated(truth: Truth) -> Iterator[Lie]:
    count = len(truth.entries)
    for name in ("hours", "matter", "work_date", "narrative") if count > 2 else ():
        moved = {at: _only(truth.entries[(at + 1) % count], name) for at in range(count)}
        yield _changed(truth, f"{name} of the next one", moved)


def _of_number(truth: Truth) -> Iterator[Lie]:
    """Entries left out, doubled and made up."""
    told = list(enumerate(truth.entries))
    for at, fields in told:
        if len(told) > 1:
            yield Lie(f"entry {at} left out", tuple(one for one in told if one[0] != at))
        yield Lie(f"entry {at} twice", (*told, (-1, fields)))
    made_up = told[0][1] | {"hours": ("1.0", "an hour"), "narrative": ("Reviewed the file.", UNSAID)}
    yield Lie("an entry made up", (*told, (-1, made_up)))
