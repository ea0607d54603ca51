"""What the measurement of exports rests on: a table that makes up its rows, and services that work on it."""

from core.services.rows import ENTRIES, day_range
from tests.bench.export_once import WANTED, done, exports_over, main
from tests.bench.streamed import ALICE, StreamedTable


async def test_rows_are_made_up_in_the_order_of_their_keys() -> None:
    table, stretch, keys, after = StreamedTable(25), day_range(WANTED.first, WANTED.last), list[str](), None
    while True:
        page = await table.page(stretch.first, stretch.last, limit=10, after=after)
        keys += [row.key for row in page.rows]
        assert all(ENTRIES.copies(ENTRIES.read(row)) == (row.key,) for row in page.rows)
        if (after := page.after) is None:
            break
    assert keys == sorted(set(keys))
    assert len(keys) == 25
    assert all(stretch.first <= key < stretch.last for key in keys)


async def test_an_export_and_an_archive_go_through() -> None:
    for kind in ("export", "archive"):
        exports = exports_over(StreamedTable(450))
        job = await done(exports, kind)
        assert job.done >= 450
        assert [one.id for one in (await exports.list(ALICE, limit=9, after=None)).items] == [job.id]


def test_what_it_took_is_told() -> None:
    took = main("export", 250)
    assert took["seconds"] > took["bare"] > 0
    assert took["peak"] > 1024 * 1024
