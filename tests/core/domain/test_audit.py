"""The hash chain: whatever is changed, removed, inserted or swapped is named where it stands."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.domain.audit import GENESIS, Actor, AuditEvent, ChainHead, ChainWalk, Verdict, content_hash

FEW = settings(max_examples=25, deadline=None)

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)

_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_DETAILS = st.dictionaries(
    _WORDS,
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**60), 2**60) | _WORDS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=3),
        max_leaves=5,
    ),
    max_size=3,
)


@st.composite
def _contents(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "at": draw(st.datetimes(timezones=st.just(UTC))),
        "actor": draw(st.sampled_from(Actor)),
        "action": draw(_WORDS),
        "subject": draw(_WORDS),
        "details": draw(_DETAILS),
        "change": draw(_WORDS),
    }


def _chain(contents: Sequence[dict[str, Any]]) -> list[AuditEvent]:
    events: list[AuditEvent] = []
    for number, content in enumerate(contents, 1):
        previous = events[-1].hash if events else GENESIS
        events.append(AuditEvent(sequence=number, previous=previous, **content).sealed())
    return events


_CHAINS = st.lists(_contents(), max_size=6).map(_chain)
_SOME = st.lists(_contents(), min_size=1, max_size=6).map(_chain)
_PAIRS = st.lists(_contents(), min_size=2, max_size=6).map(_chain)


def _head(events: Sequence[AuditEvent]) -> ChainHead:
    return ChainHead(sequence=len(events), hash=events[-1].hash) if events else ChainHead()


def _walk(events: Sequence[AuditEvent], head: ChainHead) -> Verdict:
    walk = ChainWalk()
    for event in events:
        if verdict := walk.add(AuditEvent.model_validate_json(event.model_dump_json())):
            return verdict
    return walk.end(head)


def _assert_named(verdict: Verdict, place: int, problem: str) -> None:
    assert (verdict.intact, verdict.broken_at, verdict.problem) == (False, place, problem)
    assert verdict.events == place - 1


@FEW
@given(_CHAINS)
def test_an_untouched_chain_is_intact(events: list[AuditEvent]) -> None:
    assert _walk(events, _head(events)) == Verdict(intact=True, events=len(events))


_OTHER: dict[str, st.SearchStrategy[Any]] = {
    "at": st.datetimes(timezones=st.just(UTC)),
    "actor": st.sampled_from(Actor),
    "action": _WORDS,
    "subject": _WORDS,
    "details": _DETAILS,
    "change": _WORDS,
    "previous": st.just("f" * 64) | _WORDS,
    "hash": st.just("f" * 64) | _WORDS,
}


@pytest.mark.parametrize("field", sorted(_OTHER))
@FEW
@given(events=_SOME, data=st.data())
def test_a_changed_field_of_any_event_is_named(
    field: str, events: list[AuditEvent], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(events) - 1))
    changed = events[at].model_copy(update={field: data.draw(_OTHER[field])})
    assume(changed.model_dump_json() != events[at].model_dump_json())
    head = _head(events)
    events[at] = changed
    _assert_named(_walk(events, head), at + 1, "changed")


def test_the_fields_above_are_all_there_are() -> None:
    assert set(_OTHER) | {"sequence"} == set(AuditEvent.model_fields)


@FEW
@given(events=_SOME, data=st.data())
def test_a_changed_event_with_a_new_hash_is_named_at_the_next(
    events: list[AuditEvent], data: st.DataObject
) -> None:
    """Who can compute the hash must forge every later event and the head too."""
    at = data.draw(st.integers(0, len(events) - 1))
    head = _head(events)
    events[at] = events[at].model_copy(update={"subject": events[at].subject + "!"}).sealed()
    last = at + 1 == len(events)
    verdict = _walk(events, head)
    assert (verdict.broken_at, verdict.problem) == (at + 1 if last else at + 2, "changed")


@FEW
@given(events=_SOME, data=st.data(), offset=st.integers(-10, 10))
def test_a_changed_sequence_is_named(events: list[AuditEvent], data: st.DataObject, offset: int) -> None:
    assume(offset != 0)
    at = data.draw(st.integers(0, len(events) - 1))
    head = _head(events)
    events[at] = events[at].model_copy(update={"sequence": at + 1 + offset}).sealed()
    verdict = _walk(events, head)
    expected = (at + 1, "removed") if offset > 0 else (at + 1 + offset, "inserted")
    assert (verdict.intact, verdict.broken_at, verdict.problem) == (False, *expected)


@FEW
@given(events=_SOME, data=st.data())
def test_a_removed_event_is_named(events: list[AuditEvent], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(events) - 1))
    head = _head(events)
    del events[at]
    _assert_named(_walk(events, head), at + 1, "removed")


@pytest.mark.parametrize("at", [0, 2, 4], ids=["first", "middle", "last"])
def test_the_first_a_middle_and_the_last_event_are_missed(at: int) -> None:
    events = _chain([_plain(number) for number in range(5)])
    head = _head(events)
    del events[at]
    _assert_named(_walk(events, head), at + 1, "removed")


def _plain(number: int) -> dict[str, Any]:
    at = {"at": NOW, "actor": Actor.SYSTEM}
    return at | {"action": "recording.claimed", "subject": f"{number}", "details": {}, "change": "c"}


@FEW
@given(events=_SOME, cut=st.integers(1, 6))
def test_a_tail_cut_off_is_missed_by_the_head(events: list[AuditEvent], cut: int) -> None:
    left = events[:-cut]
    _assert_named(_walk(left, _head(events)), len(left) + 1, "removed")


@FEW
@given(events=_SOME, cut=st.integers(0, 5))
def test_a_head_cut_off_makes_every_event_one_too_many(events: list[AuditEvent], cut: int) -> None:
    left = events[: max(1, len(events) - cut)]
    verdict = _walk(left, ChainHead())
    assert (verdict.intact, verdict.broken_at, verdict.problem) == (False, 1, "inserted")


@FEW
@given(events=_PAIRS, data=st.data())
def test_a_head_set_back_is_named_where_it_stands(events: list[AuditEvent], data: st.DataObject) -> None:
    kept = data.draw(st.integers(1, len(events) - 1))
    verdict = _walk(events, _head(events[:kept]))
    assert (verdict.intact, verdict.broken_at, verdict.problem) == (False, kept + 1, "inserted")


@FEW
@given(events=_SOME)
def test_a_head_with_another_hash_is_named_at_the_newest_event(events: list[AuditEvent]) -> None:
    verdict = _walk(events, ChainHead(sequence=len(events), hash="f" * 64))
    assert (verdict.intact, verdict.broken_at, verdict.problem) == (False, len(events), "changed")


@FEW
@given(events=_PAIRS, data=st.data())
def test_a_tail_cut_off_together_with_the_head_shows_only_in_the_number_of_events(
    events: list[AuditEvent], data: st.DataObject
) -> None:
    """The limit of any chain: the shorter one is whole, so a count or head kept elsewhere must tell."""
    kept = data.draw(st.integers(0, len(events) - 1))
    assert _walk(events[:kept], _head(events[:kept])) == Verdict(intact=True, events=kept)


@FEW
@given(events=_SOME, content=_contents(), data=st.data())
def test_an_inserted_event_is_named(
    events: list[AuditEvent], content: dict[str, Any], data: st.DataObject
) -> None:
    """The forger links it to the event before, but cannot link the one after to it."""
    at = data.draw(st.integers(0, len(events)))
    head = _head(events)
    previous = events[at - 1].hash if at else GENESIS
    events.insert(at, AuditEvent(sequence=at + 1, previous=previous, **content).sealed())
    verdict = _walk(events, head)
    assert (verdict.intact, verdict.problem) == (False, "inserted")
    assert verdict.broken_at == at + 1


@FEW
@given(events=_SOME, data=st.data())
def test_an_event_that_stands_twice_is_named(events: list[AuditEvent], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(events) - 1))
    head = _head(events)
    events.insert(at, events[at])
    verdict = _walk(events, head)
    assert (verdict.intact, verdict.broken_at, verdict.problem) == (False, at + 1, "inserted")


@FEW
@given(events=_PAIRS, data=st.data())
def test_two_events_swapped_are_named_at_the_first(events: list[AuditEvent], data: st.DataObject) -> None:
    one = data.draw(st.integers(0, len(events) - 2))
    two = data.draw(st.integers(one + 1, len(events) - 1))
    head = _head(events)
    events[one], events[two] = events[two], events[one]
    _assert_named(_walk(events, head), one + 1, "removed")


@FEW
@given(events=_PAIRS, data=st.data())
def test_two_events_swapped_under_each_others_number_are_named(
    events: list[AuditEvent], data: st.DataObject
) -> None:
    one = data.draw(st.integers(0, len(events) - 2))
    two = data.draw(st.integers(one + 1, len(events) - 1))
    head = _head(events)
    events[one], events[two] = (
        events[two].model_copy(update={"sequence": one + 1}),
        events[one].model_copy(update={"sequence": two + 1}),
    )
    _assert_named(_walk(events, head), one + 1, "changed")


@FEW
@given(events=_SOME, data=st.data())
def test_an_event_that_cannot_be_read_is_named(events: list[AuditEvent], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(events) - 1))
    walk = ChainWalk()
    assert [walk.add(event) for event in events[:at]] == [None] * at
    verdict = walk.add(None)
    assert verdict is not None
    _assert_named(verdict, at + 1, "changed")


def test_a_head_that_cannot_be_read_is_named_at_the_newest_event() -> None:
    walk = ChainWalk()
    for event in _chain([_plain(number) for number in range(3)]):
        assert walk.add(event) is None
    verdict = walk.end(None)
    assert (verdict.intact, verdict.broken_at, verdict.problem) == (False, 3, "changed")


@FEW
@given(_DETAILS)
def test_the_hash_does_not_depend_on_the_order_of_keys(details: dict[str, Any]) -> None:
    turned = dict(reversed(details.items()))
    assert content_hash(details) == content_hash(turned)
    assert content_hash(json.loads(json.dumps(details))) == content_hash(details)


def test_the_hash_is_the_documented_one() -> None:
    """SHA-256 of `{"a":1,"b":"é"}` in UTF-8, as `sha256sum` prints it."""
    wanted = "09ad9fd2fb648cb2f62141215828ea00a62c299db05d20aa9ade2f527a301cc6"
    assert content_hash({"b": "é", "a": 1}) == wanted
