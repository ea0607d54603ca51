"""Short ways to make values and small changes."""

from datetime import date, timedelta

from core.domain.audit import Actor
from core.domain.entries import EntryFields, TimeEntry
from core.domain.ids import new_id
from core.domain.matters import Matter
from core.services.change import Change
from core.services.matters import MatterFields
from core.services.rows import MATTERS, Lease
from tests.core.services.bench import Bench

FULL = EntryFields(minutes=24, work_date=date(2026, 11, 20), matter_id="M-1", narrative="Reviewed the lease.")
CHEN = MatterFields(name="Chen Lease", client="Chen Holdings")


async def counted(change: Change) -> int:
    """Add one to the version of a matter; returns what it is then."""
    before = await change.find(MATTERS, "count")
    version = before.version + 1 if before else 1
    made = Matter(id="count", version=version, name="n", client="c", updated_at=change.now)
    change.put(MATTERS, made)
    change.record(Actor.LAWYER, "counted", "count", {"version": version})
    return version


def entry_at(bench: Bench, fields: EntryFields = FULL) -> TimeEntry:
    """A draft made now."""
    now = bench.clock.now()
    return TimeEntry(id=new_id(now), fields=fields, created_at=now, updated_at=now)


def lease_at(bench: Bench) -> Lease:
    """A claim on some recording, lapsing in a minute."""
    now = bench.clock.now()
    return Lease(name=new_id(now), token="token", until=now + timedelta(minutes=1))


async def promised(bench: Bench) -> Bench:
    """A bench whose lawyer has changed something within the hour: a digest is promised already."""
    await bench.ledger.change(counted)
    bench.host.sent.clear()
    return bench
