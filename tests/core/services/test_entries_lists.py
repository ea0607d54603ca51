"""Lists of entries: a plain filter, in a promised order, page by page."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.entries import EntryFields, EntryStatus, TimeEntry
from core.services.entries import Wanted
from tests.core.services.bench import Bench
from tests.core.services.making import CHEN
from tests.fakes import ALICE


async def test_a_deleted_draft_is_in_no_list(bench: Bench, entry: TimeEntry) -> None:
    await bench.entries.delete(ALICE, entry.id, 1)
    for status in (None, EntryStatus.DRAFT, EntryStatus.APPROVED):
        assert (await bench.entries.list(ALICE, Wanted(status), limit=9, after=None)).items == ()


async def test_open_drafts_are_listed_newest_first(bench: Bench) -> None:
    made = []
    for day in (date(2026, 3, 1), None, date(2026, 1, 1)):
        made.append(await bench.entries.add(ALICE, EntryFields(work_date=day)))
        bench.clock.advance(timedelta(seconds=1))
    page = await bench.entries.list(ALICE, Wanted(EntryStatus.DRAFT), limit=9, after=None)
    assert [entry.id for entry in page.items] == [entry.id for entry in reversed(made)]


async def test_a_list_goes_on_where_its_page_ended(bench: Bench) -> None:
    for number in range(7):
        await bench.entries.add(ALICE, EntryFields(work_date=date(2026, 1, 1 + number % 3)))
    found, after = [], None
    while True:
        page = await bench.entries.list(ALICE, Wanted(), limit=3, after=after)
        found += [str(entry.fields.work_date) for entry in page.items]
        if (after := page.after) is None:
            break
    assert found == sorted(found, reverse=True)
    assert len(found) == 7


_DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 20))


_FIELDS = st.builds(EntryFields, work_date=_DAYS, matter_id=st.sampled_from([None, "M-1", "M-2"]))


@settings(max_examples=50, deadline=None)
@given(
    st.lists(_FIELDS, max_size=8),
    st.sampled_from([None, EntryStatus.DRAFT]),
    _DAYS,
    _DAYS,
    st.sampled_from([None, "M-1"]),
)
async def test_a_list_is_a_plain_filter(
    made: list[EntryFields],
    status: EntryStatus | None,
    first: date | None,
    last: date | None,
    matter: str | None,
) -> None:
    bench = Bench()
    for matter_id in ("M-1", "M-2"):
        await bench.matters.store(ALICE, matter_id, CHEN, None)
    entries = [await bench.entries.add(ALICE, fields) for fields in made]
    wanted = Wanted(status, first, last, matter)
    page = await bench.entries.list(ALICE, wanted, limit=100, after=None)
    assert {entry.id for entry in page.items} == {
        entry.id for entry in entries if _fits(entry.fields, wanted)
    }


def _fits(fields: EntryFields, wanted: Wanted) -> bool:
    """With either bound, an entry without a day is out, whatever its status."""
    if wanted.matter_id and fields.matter_id != wanted.matter_id:
        return False
    if fields.work_date is None:
        return wanted.first is None and wanted.last is None
    after = wanted.first is None or wanted.first <= fields.work_date
    return after and (wanted.last is None or fields.work_date <= wanted.last)
