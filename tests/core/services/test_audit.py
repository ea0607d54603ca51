"""The audit trail as stored: damage to any row is named and never raised."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.audit import AuditEvent, ChainHead, Digests, Verdict
from core.services.rows import AUDIT, HEAD
from tests.core.services.bench import Bench
from tests.core.services.making import counted
from tests.core.services.seen import AFTER
from tests.fakes import ALICE, BRUNO, FakeTable

EVENTS = 4


@pytest.fixture
async def table(bench: Bench) -> FakeTable:
    """Alice's rows after a few changes."""
    return await _grown(bench)


async def _grown(bench: Bench) -> FakeTable:
    for _ in range(EVENTS):
        await bench.ledger.change(counted)
    return bench.tables.of(ALICE)


def _intact(events: int) -> Verdict:
    return Verdict(intact=True, events=events, digests=Digests.COMPARED)


def _key(sequence: int) -> str:
    return f"audit~{sequence:012}"


def _write(table: FakeTable, key: str, body: str) -> None:
    table.rows[key] = replace(table.rows[key], body=body)


async def _named(bench: Bench) -> tuple[int | None, str | None]:
    verdict = await bench.audit.verify(ALICE)
    assert not verdict.intact
    return verdict.broken_at, verdict.problem


async def test_a_trail_that_was_left_alone_is_intact(bench: Bench, table: FakeTable) -> None:
    assert await bench.audit.verify(ALICE) == _intact(EVENTS)


async def test_a_lawyer_who_has_done_nothing_has_an_intact_trail(bench: Bench, table: FakeTable) -> None:
    assert await bench.audit.verify(BRUNO) == _intact(0)


async def test_events_are_listed_in_the_order_they_happened_page_by_page(
    bench: Bench, table: FakeTable
) -> None:
    first = await bench.audit.list(ALICE, limit=3, after=None)
    second = await bench.audit.list(ALICE, limit=3, after=first.after)
    assert [event.sequence for event in (*first.items, *second.items)] == [1, 2, 3, 4]
    assert second.after is None


@pytest.mark.parametrize("at", range(1, EVENTS + 1))
@pytest.mark.parametrize(
    "body", ["", "not json", "[]", "{}", "null", '{"sequence": 1}', '{"sequence": "one"}', "\x00", "[" * 5000]
)
async def test_a_row_that_cannot_be_read_is_named(bench: Bench, table: FakeTable, at: int, body: str) -> None:
    _write(table, _key(at), body)
    assert await _named(bench) == (at, "changed")


@pytest.mark.parametrize("at", range(1, EVENTS + 1))
async def test_a_row_with_a_field_more_is_named(bench: Bench, table: FakeTable, at: int) -> None:
    _write(table, _key(at), table.rows[_key(at)].body[:-1] + ',"more":1}')
    assert await _named(bench) == (at, "changed")


@pytest.mark.parametrize("at", range(1, EVENTS + 1))
async def test_a_row_that_was_removed_is_named(bench: Bench, table: FakeTable, at: int) -> None:
    del table.rows[_key(at)]
    assert await _named(bench) == (at, "removed")


@pytest.mark.parametrize("at", range(1, EVENTS + 1))
async def test_a_row_with_other_content_is_named(bench: Bench, table: FakeTable, at: int) -> None:
    event = AUDIT.read(table.rows[_key(at)])
    _write(table, _key(at), event.model_copy(update={"subject": "other"}).model_dump_json())
    assert await _named(bench) == (at, "changed")


async def test_a_row_that_was_added_at_the_end_is_named(bench: Bench, table: FakeTable) -> None:
    last = AUDIT.read(table.rows[_key(EVENTS)])
    forged = last.model_copy(update={"sequence": EVENTS + 1, "previous": last.hash}).sealed()
    table.rows[_key(EVENTS + 1)] = AUDIT.rows(forged)[0]
    assert await _named(bench) == (EVENTS + 1, "inserted")


async def test_two_rows_with_each_others_content_are_named(bench: Bench, table: FakeTable) -> None:
    one, two = table.rows[_key(2)].body, table.rows[_key(3)].body
    _write(table, _key(2), two)
    _write(table, _key(3), one)
    assert (await _named(bench))[0] == 2


@pytest.mark.parametrize("kept", range(EVENTS))
async def test_a_tail_that_was_cut_off_is_named(bench: Bench, table: FakeTable, kept: int) -> None:
    for sequence in range(kept + 1, EVENTS + 1):
        del table.rows[_key(sequence)]
    assert await _named(bench) == (kept + 1, "removed")


async def test_a_head_that_was_removed_is_named(bench: Bench, table: FakeTable) -> None:
    del table.rows["head~"]
    assert await _named(bench) == (1, "inserted")


@pytest.mark.parametrize("body", ["", "not json", "[]", '{"sequence": null}'])
async def test_a_head_that_cannot_be_read_is_named(bench: Bench, table: FakeTable, body: str) -> None:
    _write(table, "head~", body)
    assert await _named(bench) == (EVENTS, "changed")


async def test_a_head_that_was_set_back_is_named(bench: Bench, table: FakeTable) -> None:
    earlier = AUDIT.read(table.rows[_key(2)])
    _write(table, "head~", HEAD.rows(ChainHead(sequence=2, hash=earlier.hash))[0].body)
    assert await _named(bench) == (3, "inserted")


@settings(max_examples=80, deadline=None)
@given(at=st.integers(1, EVENTS), body=st.text(max_size=40) | st.binary(max_size=40).map(repr))
async def test_no_content_of_a_row_makes_the_check_fail(at: int, body: str) -> None:
    bench = Bench()
    table = await _grown(bench)
    _write(table, _key(at), body)
    assert await _named(bench) == (at, "changed")


async def test_events_added_during_the_check_do_no_harm(
    bench: Bench, table: FakeTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.services.audit._PAGE", 2)
    added: list[int] = []

    async def grow(number: int, name: str, moment: str) -> None:
        if moment == AFTER and len(added) < 7:
            added.append(number)
            await bench.ledger.change(counted)

    bench.seen.hook = grow
    assert await bench.audit.verify(ALICE) == _intact(EVENTS + 7)


def test_an_event_holds_what_the_trail_promises() -> None:
    wanted = {"sequence", "at", "actor", "action", "subject", "details", "change", "previous", "hash"}
    assert set(AuditEvent.model_fields) == wanted
