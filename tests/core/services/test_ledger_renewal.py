"""Rows renewed outside the audit trail: claims that are kept alive."""

from datetime import timedelta

import pytest

from core.domain.audit import Actor
from core.ports import LedgerTable, RowConflict, RowWrite, Write
from core.services.change import Change
from core.services.rows import LEASES, Lease
from tests.core.services.bench import Bench
from tests.core.services.making import lease_at
from tests.core.services.seen import BEFORE
from tests.fakes import ALICE


async def test_a_lease_is_renewed_outside_the_audit_trail() -> None:
    bench = Bench()
    lease = lease_at(bench)

    async def take(change: Change) -> None:
        change.put(LEASES, lease)
        change.record(Actor.SYSTEM, "taken", lease.name)

    await bench.ledger.change(take)
    later = lease.model_copy(update={"until": lease.until + timedelta(minutes=1)})
    await bench.ledger.renew(LEASES, lease.name, lambda _: later)
    assert await bench.ledger.get(LEASES, lease.name) == later
    assert (await bench.ledger.head()).sequence == 1


async def test_what_is_not_to_be_renewed_or_not_there_stays_as_it_is() -> None:
    bench = Bench()
    lease = lease_at(bench)
    await bench.ledger.renew(LEASES, lease.name, _leave)
    assert bench.tables.of(ALICE).rows == {}
    await bench.tables.of(ALICE).commit([RowWrite(Write.INSERT, LEASES.rows(lease)[0])])
    before = dict(bench.tables.of(ALICE).rows)
    await bench.ledger.renew(LEASES, lease.name, _leave)
    assert bench.tables.of(ALICE).rows == before


def _leave(_: Lease | None) -> None:
    return None


async def test_renewing_what_another_has_just_changed_conflicts() -> None:
    bench = Bench()
    lease = lease_at(bench)
    table: LedgerTable = bench.tables.of(ALICE)
    await table.commit([RowWrite(Write.INSERT, LEASES.rows(lease)[0])])

    async def race(number: int, name: str, when: str) -> None:
        if (name, when) == ("table.commit", BEFORE):
            await table.commit([RowWrite(Write.PUT, LEASES.rows(lease)[0])])

    bench.seen.hook = race
    with pytest.raises(RowConflict):
        await bench.ledgers.of(ALICE).renew(LEASES, lease.name, lambda _: lease)
