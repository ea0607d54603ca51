"""Short ways to a connected lawyer and approved entries, and what must hold of them in the end."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from core.domain.clio_link import ClioLink
from core.domain.deliveries import Delivery, DeliveryState
from core.domain.entries import EntryFields, TimeEntry
from core.services.clio.activities import activity_of, intent_of
from core.services.rows import DELIVERIES, ENTRIES
from tests.core.services.bench import Bench
from tests.core.services.making import FULL
from tests.fake_clio import FIRST_MATTER
from tests.fakes import ALICE

MATTER = f"clio-{FIRST_MATTER}"
WORK = FULL.model_copy(update={"matter_id": MATTER})

# The matters are fetched again for ever: a run that is to end ends before.
A_WHILE = timedelta(hours=5)


async def connected(bench: Bench) -> ClioLink:
    """Alice's link, with the matters fetched."""
    invited = await bench.connection.connect(ALICE)
    state = parse_qs(urlsplit(invited.address).query)["state"][0]
    await bench.connection.callback(ALICE, state, "good")
    await bench.host.run(timedelta(minutes=2))
    return await bench.connection.status(ALICE)


async def approved(bench: Bench, fields: EntryFields = WORK) -> TimeEntry:
    """An entry of Alice's, approved a second after whatever was before."""
    bench.clock.advance(timedelta(seconds=1))
    entry = await bench.entries.add(ALICE, fields)
    return await bench.entries.approve(ALICE, entry.id, entry.version)


async def delivery(bench: Bench, entry: TimeEntry) -> Delivery:
    """An entry's delivery as it stands."""
    return await bench.ledger.get(DELIVERIES, entry.id)


async def entry_now(bench: Bench, entry: TimeEntry) -> TimeEntry:
    """An entry as it stands."""
    return await bench.ledger.get(ENTRIES, entry.id)


async def assert_all_there_once(bench: Bench, entries: list[TimeEntry]) -> None:
    """Clio holds exactly what was approved: none missing, none double, none different."""
    wanted = Counter[object]()
    for entry in entries:
        intent = await intent_of(bench.ledger, entry.fields)
        assert not isinstance(intent, str), intent
        wanted[activity_of(intent)] += 1
    unnamed = {"id": None, "etag": None, "created_at": None}
    held = Counter(replace(one, **unnamed) for one in bench.clio.activities.values())  # type: ignore[arg-type]
    assert held == wanted
    ids = set[int]()
    for entry in entries:
        one = await delivery(bench, entry)
        assert (one.state, one.sent_at) == (DeliveryState.SYNCED, None), one
        assert one.there is not None
        assert bench.clio.activities[one.there.clio_id].note == entry.fields.narrative
        assert (await entry_now(bench, entry)).delivery == one.standing
        ids.add(one.there.clio_id)
    assert len(ids) == len(entries)
