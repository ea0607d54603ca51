"""Requests that were never answered, in the company of others, and nothing that was not approved."""

from datetime import timedelta

from core.domain.codes import ActivityCode
from core.domain.entries import EntryStatus
from core.ports import RowWrite, Write
from core.services.rows import ENTRIES
from tests.core.services.bench import SYNC, Bench
from tests.core.services.clio.making import (
    A_WHILE,
    WORK,
    approved,
    assert_all_there_once,
    connected,
    delivery,
)
from tests.fakes import ALICE


async def test_one_without_a_code_does_not_take_the_one_with_it(bench: Bench) -> None:
    """Alike but for the code, both without an answer; only the one with the code arrived."""
    await connected(bench)
    outcomes = iter(["before", "after"])
    bench.clio.wrong = lambda name: next(outcomes, None) if name == "create" else None
    coded = WORK.model_copy(update={"activity_code": ActivityCode.REVIEW_ANALYZE})
    entries = [await approved(bench), await approved(bench, coded)]
    await bench.host.run(A_WHILE)
    await assert_all_there_once(bench, entries)
    held = {one.id: one.utbms_activity_id for one in bench.clio.activities.values()}
    theirs = [(await delivery(bench, one)).there for one in entries]
    assert [held[there.clio_id] for there in theirs if there] == [None, 11]


async def test_the_first_of_two_requests_is_found_though_it_showed_late(bench: Bench) -> None:
    """Later than anything should: what the second is looked for by covers the first as well."""
    await connected(bench)
    outcomes = iter(["after", "before"])
    bench.clio.wrong = lambda name: next(outcomes, None) if name == "create" else None
    bench.clio.lag = SYNC.settling + timedelta(seconds=20)
    entry = await approved(bench)
    await bench.host.run(A_WHILE)
    assert bench.clio.calls.count("create") == 2
    await assert_all_there_once(bench, [entry])


async def test_what_is_not_approved_does_not_leave_whatever_the_delivery_says(bench: Bench) -> None:
    await connected(bench)
    entry = await approved(bench)
    draft = ENTRIES.rows(entry.model_copy(update={"status": EntryStatus.DRAFT}))[0]
    await bench.tables.of(ALICE).commit([RowWrite(Write.PUT, draft)])
    await bench.host.run(A_WHILE)
    assert bench.clio.activities == {}
