"""The ledger on a real table: what only the store's own ETags and transactions can show."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from core.adapters.storage_connection import StorageConnection
from core.adapters.tables import AzureTables
from core.domain.audit import Actor
from core.domain.entries import EntryFields, EntryStatus
from core.domain.errors import Unavailable
from core.domain.identity import Lawyer
from core.domain.ids import new_id
from core.domain.matters import Matter
from core.services.audit import Audit
from core.services.change import Change
from core.services.entries import Entries, Wanted
from core.services.ledger import Ledger, Ledgers
from core.services.preferences import Firms
from core.services.rows import AUDIT, MATTERS
from tests.core.adapters.storage_fixtures import new_lawyer, unique
from tests.core.services.bench import RESTORABLE, Bench
from tests.core.services.making import counted, entry_at
from tests.core.services.test_round_trips import most_rows
from tests.fakes import FakeClock, FakeDigestStore, FakeQueues

pytestmark = pytest.mark.azurite


@pytest.fixture
async def tables(azurite: str) -> AsyncIterator[AzureTables]:
    connection = StorageConnection.with_key(azurite)
    made = AzureTables(connection, unique("t"))
    await made.ensure()
    yield made
    await connection.close()


@pytest.fixture
def lawyer() -> Lawyer:
    return new_lawyer()


@pytest.fixture
def ledgers(tables: AzureTables) -> Ledgers:
    return Ledgers(tables, FakeQueues(), FakeClock())


async def _count(ledger: Ledger) -> None:
    """Count once, as a caller does that is told to try again."""
    for _ in range(20):
        with contextlib.suppress(Unavailable):
            await ledger.change(counted)
            return
    raise AssertionError("never counted")


async def test_fifty_changes_at_once_are_all_made_once(ledgers: Ledgers, lawyer: Lawyer) -> None:
    await asyncio.gather(*(_count(ledgers.of(lawyer)) for _ in range(50)))
    ledger = ledgers.of(lawyer)
    assert (await ledger.get(MATTERS, "count")).version == 50
    events = (await ledger.page(AUDIT, limit=100)).items
    assert [event.sequence for event in events] == list(range(1, 51))
    assert [event.details["version"] for event in events] == list(range(1, 51))
    verdict = await Audit(ledgers, FakeDigestStore()).verify(lawyer)
    assert (verdict.intact, verdict.events) == (True, 50)


async def test_lawyers_do_not_wait_for_each_other(ledgers: Ledgers) -> None:
    lawyers = [new_lawyer() for _ in range(10)]
    await asyncio.gather(*(ledgers.of(lawyer).change(counted) for lawyer in lawyers))
    assert [(await ledgers.of(lawyer).head()).sequence for lawyer in lawyers] == [1] * 10


async def test_the_chain_can_be_verified_while_it_grows(ledgers: Ledgers, lawyer: Lawyer) -> None:
    async def grow() -> None:
        for _ in range(15):
            await ledgers.of(lawyer).change(counted)

    growing = asyncio.create_task(grow())
    while not growing.done():
        assert (await Audit(ledgers, FakeDigestStore()).verify(lawyer)).intact
    await growing
    assert (await Audit(ledgers, FakeDigestStore()).verify(lawyer)).events == 15


async def test_the_largest_commit_fits_a_transaction(tables: AzureTables, lawyer: Lawyer) -> None:
    writes = await most_rows(Bench())
    assert 80 < len(writes) <= 100
    await tables.of(lawyer).commit(writes)


async def test_a_change_that_is_too_large_is_refused_and_writes_nothing(
    ledgers: Ledgers, lawyer: Lawyer
) -> None:
    async def huge(change: Change) -> None:
        for _ in range(99):
            entry = entry_at(Bench()).model_copy(update={"id": new_id(datetime.now(UTC))})
            change.put(MATTERS, _matter(entry.id, change.now))
        change.record(Actor.LAWYER, "too.much", "x")

    with pytest.raises(ValueError, match="at most 100 rows"):
        await ledgers.of(lawyer).change(huge)
    assert (await ledgers.of(lawyer).head()).sequence == 0


def _matter(name: str, now: datetime) -> Matter:
    return Matter(id=name, name="n", client="c", updated_at=now)


async def test_entries_are_listed_by_day_as_the_store_sorts_and_filters(
    ledgers: Ledgers, lawyer: Lawyer
) -> None:
    clock = FakeClock()
    entries = Entries(ledgers, FakeQueues(), clock, RESTORABLE, Firms())
    days = [None, "2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01", "0001-01-01", "9999-12-31"]
    for day in days:
        await entries.add(lawyer, EntryFields.model_validate({"work_date": day}))
    first, last = EntryFields.model_validate({"work_date": "2026-01-01"}).work_date, None
    for status in (None, EntryStatus.DRAFT):
        page = await entries.list(lawyer, Wanted(status, first, last), limit=10, after=None)
        found = {str(entry.fields.work_date) for entry in page.items}
        assert found == {"2026-01-01", "2026-01-31", "2026-02-01", "9999-12-31"}
        page = await entries.list(lawyer, Wanted(status, None, first), limit=10, after=None)
        assert {str(entry.fields.work_date) for entry in page.items} == {
            "0001-01-01",
            "2025-12-31",
            "2026-01-01",
        }
        page = await entries.list(lawyer, Wanted(status), limit=10, after=None)
        assert len(page.items) == len(days)
