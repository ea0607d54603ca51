"""Random use of the ledger against a plain model: rows, copies, versions, head and chain agree."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.audit import Actor
from core.domain.entries import MOVES, EntryFields, EntryStatus, TimeEntry
from core.domain.errors import CaseClockError
from core.services.change import Change
from core.services.entries import Wanted
from core.services.entry_access import Seen
from core.services.history import record_entry
from core.services.rows import AUDIT, ENTRIES, VERSIONS, under
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.fakes import ALICE

_DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 3, 1))
_STEPS = st.tuples(
    st.sampled_from(
        ["add", "edit", "approve", "reopen", "delete", "restore", "purge", "fail", "strip", "split", "merge"]
    ),
    st.integers(0, 5),
    _DAYS,
)


@dataclass
class Model:
    """What should be there: each entry's status, day and version, and how many events."""

    entries: dict[str, tuple[EntryStatus, date | None, int]] = field(default_factory=dict)
    events: int = 0
    made_from: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def pick(self, number: int) -> str | None:
        names = sorted(self.entries)
        return names[number % len(names)] if names else None

    def make(self, source: tuple[str, ...], end: EntryStatus, made: list[TimeEntry]) -> None:
        """The sources reach their end and the new drafts are there, all in one event."""
        before = self.events
        for name in source:
            self.step(name, end, self.entries[name][1])
        for entry in made:
            self.step(entry.id, EntryStatus.DRAFT, entry.fields.work_date)
            self.made_from[entry.id] = source
        self.events = before + 1

    def purge(self, name: str) -> None:
        """It is purged, and whatever it was made from once nothing else that came of that is left."""
        self.step(name, EntryStatus.PURGED, None)
        for source in self.made_from.get(name, ()):
            came = [made for made, sources in self.made_from.items() if source in sources]
            if all(self.entries[made][0] is EntryStatus.PURGED for made in came):
                self.purge(source)

    def step(self, name: str, status: EntryStatus, day: date | None) -> None:
        version = self.entries[name][2] + 1 if name in self.entries else 1
        self.entries[name] = (status, day, version)
        self.events += 1


_ENDS = {
    "approve": EntryStatus.APPROVED,
    "reopen": EntryStatus.DRAFT,
    "delete": EntryStatus.DELETED,
    "restore": EntryStatus.DRAFT,
}
_STARTS = {
    "approve": EntryStatus.DRAFT,
    "reopen": EntryStatus.APPROVED,
    "delete": EntryStatus.DRAFT,
    "restore": EntryStatus.DELETED,
}


@settings(max_examples=150, deadline=None)
@given(st.lists(_STEPS, min_size=4, max_size=25))
async def test_whatever_is_done_the_ledger_agrees_with_the_model(
    steps: list[tuple[str, int, date | None]],
) -> None:
    bench, model = Bench(), Model()
    for action, number, day in steps:
        await _do(bench, model, action, number, day)
        bench.clock.advance(timedelta(seconds=1))
    await _assert_agree(bench, model)


async def _do(bench: Bench, model: Model, action: str, number: int, day: date | None) -> None:
    name = model.pick(number)
    if action == "add" or name is None:
        added = await bench.entries.add(ALICE, EntryFields(work_date=day, minutes=6, narrative="Called."))
        model.step(added.id, EntryStatus.DRAFT, day)
    elif action in _ENDS:
        await _move(bench, model, action, name)
    else:
        await _OTHER[action](bench, model, name, day)


async def _move(bench: Bench, model: Model, action: str, name: str) -> None:
    status, day, version = model.entries[name]
    try:
        if action == "approve":
            await _approve(bench, name)
        else:
            await getattr(bench.entries, action)(ALICE, name, version)
    except CaseClockError:
        assert status is not _STARTS[action]
        return
    assert status is _STARTS[action]
    assert _ENDS[action] in MOVES[status]
    model.step(name, _ENDS[action], day)


async def _approve(bench: Bench, name: str) -> None:
    """Approve without looking at what is empty: that is not what is tested here."""

    async def work(change: Change) -> None:
        entry = await change.get(ENTRIES, name)
        moved = entry._moved(EntryStatus.APPROVED, change.now, approved_at=change.now)
        record_entry(change, moved, "approved", Actor.LAWYER)

    await bench.ledger.change(work)


async def _edit(bench: Bench, model: Model, name: str, day: date | None) -> None:
    status, before, version = model.entries[name]
    try:
        await bench.entries.edit(ALICE, name, version, {"work_date": day})
    except CaseClockError:
        assert status is not EntryStatus.DRAFT
        return
    assert status is EntryStatus.DRAFT
    if day != before:
        model.step(name, EntryStatus.DRAFT, day)


async def _purge(bench: Bench, model: Model, name: str, day: date | None) -> None:
    """The time of every deleted draft passes; purging any other does nothing."""
    bench.clock.advance(timedelta(days=31))
    deleted = [one for one, (status, _, _) in model.entries.items() if status is EntryStatus.DELETED]
    for one in {name, *deleted}:
        await bench.entries.purge(ALICE, one)
    for one in deleted:
        model.purge(one)


async def _split(bench: Bench, model: Model, name: str, day: date | None) -> None:
    status, _, version = model.entries[name]
    asked: list[dict[str, object]] = [
        {"narrative": "Part.", "minutes": 1, "work_date": day},
        {"narrative": "Rest."},
    ]
    try:
        _, parts = await bench.regrouping.split(ALICE, name, version, asked)
    except CaseClockError:
        minutes = (await bench.ledger.get(ENTRIES, name)).fields.minutes
        assert status is not EntryStatus.DRAFT or minutes == 1
        return
    assert status is EntryStatus.DRAFT
    model.make((name,), EntryStatus.SPLIT, parts)


async def _merge(bench: Bench, model: Model, name: str, day: date | None) -> None:
    """Merge with every other draft of its day."""
    status, own, version = model.entries[name]
    others = [
        other
        for other, (state, when, _) in sorted(model.entries.items())
        if state is EntryStatus.DRAFT and when == own and other != name
    ]
    wanted = [Seen(name, version), *(Seen(other, model.entries[other][2]) for other in others)]
    if not others:
        return
    try:
        made = await bench.regrouping.merge(ALICE, wanted, None)
    except CaseClockError:
        assert status is not EntryStatus.DRAFT
        return
    assert status is EntryStatus.DRAFT
    model.make(tuple(one.entry_id for one in wanted), EntryStatus.MERGED, [made])


async def _fail(bench: Bench, model: Model, name: str, day: date | None) -> None:
    """A change that puts many things and then fails leaves no trace."""

    async def work(change: Change) -> None:
        entry = await change.get(ENTRIES, name)
        record_entry(change, entry, "edited", Actor.LAWYER)
        change.remove(ENTRIES, name)
        raise LookupError

    try:
        await bench.ledger.change(work)
    except LookupError:
        return


async def _strip(bench: Bench, model: Model, name: str, day: date | None) -> None:
    async def work(change: Change) -> TimeEntry:
        entry = await change.get(ENTRIES, name)
        return record_entry(
            change, entry.without_recording(entry.id, change.now), "recording_deleted", Actor.LAWYER
        )

    status, before, _ = model.entries[name]
    if status is EntryStatus.PURGED:
        return
    await bench.ledger.change(work)
    model.step(name, status, before)


_OTHER = {
    "edit": _edit,
    "purge": _purge,
    "fail": _fail,
    "strip": _strip,
    "split": _split,
    "merge": _merge,
}


async def _assert_agree(bench: Bench, model: Model) -> None:
    stored = {
        entry.id: (entry.status, entry.fields.work_date, entry.version)
        for entry in await bench.stored_entries()
    }
    assert stored == model.entries
    assert (await bench.ledger.head()).sequence == model.events
    assert len((await bench.ledger.page(AUDIT, limit=1000)).items) == model.events
    await assert_whole(bench)
    await _assert_listed(bench, model)
    await _assert_history(bench, model)


async def _assert_listed(bench: Bench, model: Model) -> None:
    page = await bench.entries.list(ALICE, Wanted(status=EntryStatus.DRAFT), limit=100, after=None)
    drafts = {name for name, (status, _, _) in model.entries.items() if status is EntryStatus.DRAFT}
    assert {entry.id for entry in page.items} == drafts
    page = await bench.entries.list(ALICE, Wanted(), limit=100, after=None)
    shown = {EntryStatus.DRAFT, EntryStatus.APPROVED}
    assert {entry.id for entry in page.items} == {
        name for name, (status, _, _) in model.entries.items() if status in shown
    }


async def _assert_history(bench: Bench, model: Model) -> None:
    for name, (status, day, version) in model.entries.items():
        steps = (await bench.ledger.page(VERSIONS, under(VERSIONS.key(name)), limit=1000)).items
        if status is EntryStatus.PURGED:
            assert all(step.fields == EntryFields() for step in steps)
            continue
        assert [step.version for step in steps] == list(range(1, version + 1))
        assert (steps[-1].status, steps[-1].fields.work_date) == (status, day)
