"""Rows on a real Azurite: what is written comes back, in order, all or none, and only to its lawyer."""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.adapters.tables import AzureTables
from core.ports import Condition, LedgerTable, Row, RowConflict, RowWrite, Write
from tests.core.adapters.storage_fixtures import big_body, insert, new_lawyer, unique

pytestmark = pytest.mark.azurite

# Surrogates are no characters; the rest of the exclusions are what the service forbids in a key.
_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_KEY = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\#?"), min_size=1, max_size=60
)


@pytest.fixture
def partition(tables: AzureTables) -> LedgerTable:
    return tables.of(new_lawyer())


async def _read(partition: LedgerTable, key: str) -> Row:
    row = await partition.get(key)
    assert row is not None
    return row


async def test_a_row_that_was_never_written_is_none(partition: LedgerTable) -> None:
    assert await partition.get("entry~1") is None


@given(key=_KEY, body=_TEXT, column=_TEXT)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_keys_bodies_and_columns_come_back_as_they_were(
    tables: AzureTables, key: str, body: str, column: str
) -> None:
    partition = tables.of(new_lawyer())
    await partition.commit([insert(key, body, status=column)])
    row = await _read(partition, key)
    assert (row.key, row.body, row.columns) == (key, body, {"status": column})
    page = await partition.page(key, key + "~", limit=10, where=[Condition("status", "eq", column)])
    assert [found.key for found in page.rows] == [key]


async def test_a_long_body_comes_back_as_it_was(partition: LedgerTable) -> None:
    body = big_body()
    await partition.commit([insert("entry~1", body)])
    assert (await _read(partition, "entry~1")).body == body


async def test_a_body_that_no_entity_can_hold_is_refused(partition: LedgerTable) -> None:
    with pytest.raises(ValueError, match="too long"):
        await partition.commit([insert("entry~1", "x" * 600_000)])


@pytest.mark.parametrize("key", ["a/b", "a\\b", "a#b", "a?b", "a\nb", "x" * 600])
async def test_a_key_the_service_cannot_hold_is_refused(partition: LedgerTable, key: str) -> None:
    with pytest.raises(ValueError, match="row key"):
        await partition.commit([insert(key)])


async def test_inserting_over_a_row_conflicts_and_writes_nothing(partition: LedgerTable) -> None:
    await partition.commit([insert("entry~1", '"first"')])
    with pytest.raises(RowConflict):
        await partition.commit([insert("entry~0"), insert("entry~1", '"second"'), insert("entry~2")])
    page = await partition.page("entry~", "entry~~", limit=10)
    assert [(row.key, row.body) for row in page.rows] == [("entry~1", '"first"')]


async def test_replacing_wants_the_row_as_it_was_read(partition: LedgerTable) -> None:
    await partition.commit([insert("entry~1", "1", status="draft")])
    seen = await _read(partition, "entry~1")
    await partition.commit([RowWrite(Write.REPLACE, replace(seen, body="2", columns={}))])
    changed = await _read(partition, "entry~1")
    assert (changed.body, changed.columns) == ("2", {})
    assert changed.etag != seen.etag
    with pytest.raises(RowConflict):
        await partition.commit([insert("entry~2"), RowWrite(Write.REPLACE, replace(seen, body="3"))])
    assert (await _read(partition, "entry~1")).body == "2"
    assert await partition.get("entry~2") is None


async def test_a_shorter_body_leaves_nothing_of_the_longer_one(partition: LedgerTable) -> None:
    await partition.commit([insert("entry~1", big_body())])
    await partition.commit([RowWrite(Write.PUT, Row("entry~1", "{}"))])
    assert (await _read(partition, "entry~1")).body == "{}"


async def test_replacing_a_row_that_is_gone_conflicts(partition: LedgerTable) -> None:
    await partition.commit([insert("entry~1")])
    seen = await _read(partition, "entry~1")
    await partition.commit([RowWrite(Write.DELETE, seen)])
    with pytest.raises(RowConflict):
        await partition.commit([RowWrite(Write.REPLACE, seen)])


async def test_putting_wants_nothing(partition: LedgerTable) -> None:
    for body in ("1", "2"):
        await partition.commit([RowWrite(Write.PUT, Row("matter~1", body))])
        assert (await _read(partition, "matter~1")).body == body


async def test_deleting_wants_the_row_as_it_was_read_or_any(partition: LedgerTable) -> None:
    await partition.commit([insert("outbox~1", "1")])
    seen = await _read(partition, "outbox~1")
    await partition.commit([RowWrite(Write.PUT, Row("outbox~1", "2"))])
    with pytest.raises(RowConflict):
        await partition.commit([RowWrite(Write.DELETE, seen)])
    await partition.commit([RowWrite(Write.DELETE, Row("outbox~1", ""))])
    assert await partition.get("outbox~1") is None
    with pytest.raises(RowConflict):
        await partition.commit([RowWrite(Write.DELETE, Row("outbox~1", ""))])


async def test_a_hundred_rows_are_one_transaction_and_more_are_refused(partition: LedgerTable) -> None:
    writes = [insert(f"entry~{number:03}") for number in range(101)]
    with pytest.raises(ValueError, match="100"):
        await partition.commit(writes)
    await partition.commit(writes[:100])
    page = await partition.page("entry~", "entry~~", limit=200)
    assert len(page.rows) == 100


async def test_writing_a_row_twice_is_refused(partition: LedgerTable) -> None:
    with pytest.raises(ValueError, match="once"):
        await partition.commit([insert("entry~1"), RowWrite(Write.PUT, Row("entry~1", ""))])


async def test_replacing_without_having_read_is_refused(partition: LedgerTable) -> None:
    with pytest.raises(ValueError, match="read first"):
        await partition.commit([RowWrite(Write.REPLACE, Row("entry~1", ""))])


@pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")
async def test_a_transaction_too_large_for_the_service_is_refused(partition: LedgerTable) -> None:
    body = "x" * 480_000
    with pytest.raises(ValueError, match=r"refused a request: 4(13|00)"):
        await partition.commit([insert(f"entry~{number}", body) for number in range(12)])
    assert (await partition.page("entry~", "entry~~", limit=1)).rows == ()


async def test_pages_follow_on_in_key_order(partition: LedgerTable) -> None:
    keys = [f"entry~{number:02}" for number in range(25)]
    shuffled = random.Random(7).sample(keys, len(keys))  # noqa: S311
    await partition.commit([insert(key) for key in [*shuffled, "entrx~9", "entrz~0"]])
    seen: list[str] = []
    after: str | None = None
    sizes = []
    while True:
        page = await partition.page("entry~", "entry~~", limit=10, after=after)
        seen += [row.key for row in page.rows]
        sizes.append(len(page.rows))
        after = page.after
        if after is None:
            break
    assert seen == keys
    assert sizes == [10, 10, 5]


async def test_a_page_that_ends_with_the_last_row_is_the_last(partition: LedgerTable) -> None:
    await partition.commit([insert("entry~1"), insert("entry~2")])
    assert (await partition.page("entry~", "entry~~", limit=2)).after is None
    assert (await partition.page("entry~", "entry~~", limit=1)).after == "entry~1"


async def test_a_range_includes_its_first_key_and_excludes_its_last(partition: LedgerTable) -> None:
    await partition.commit([insert(key) for key in ("a", "b", "c")])
    page = await partition.page("a", "c", limit=10)
    assert [row.key for row in page.rows] == ["a", "b"]


async def test_the_end_of_a_prefix_may_be_a_delete_character(partition: LedgerTable) -> None:
    await partition.commit([insert("entry~1"), insert("entry~z"), insert("entryx")])
    page = await partition.page("entry~", "entry\x7f", limit=10)
    assert [row.key for row in page.rows] == ["entry~1", "entry~z"]


async def test_conditions_filter_on_columns(partition: LedgerTable) -> None:
    days = ("2026-01-05", "2026-02-05", "2026-03-05")
    await partition.commit([insert(f"entry~{day}", day=day, status="draft") for day in days])
    where = [
        Condition("day", "ge", "2026-02-01"),
        Condition("day", "le", "2026-02-28"),
        Condition("status", "eq", "draft"),
    ]
    page = await partition.page("entry~", "entry~~", limit=10, where=where)
    assert [row.columns["day"] for row in page.rows] == ["2026-02-05"]


async def test_a_value_cannot_break_out_of_a_filter(partition: LedgerTable) -> None:
    await partition.commit([insert("entry~1", status="draft")])
    for value in ("x' or RowKey ge '", "draft' or 'a' eq 'a", "@partition", "x\\' or true"):
        page = await partition.page("entry~", "entry~~", limit=10, where=[Condition("status", "eq", value)])
        assert page.rows == ()
    page = await partition.page("entry~' or RowKey ge '", "entry~~", limit=10)
    assert [row.key for row in page.rows] == ["entry~1"]


@pytest.mark.parametrize(
    "condition", [Condition("status eq 'x' or c_status", "eq", "x"), Condition("status", "ne", "x")]
)
async def test_columns_and_operators_are_not_taken_from_anywhere(
    partition: LedgerTable, condition: Condition
) -> None:
    with pytest.raises(ValueError, match=r"a column is|a condition compares"):
        await partition.page("a", "b", limit=1, where=[condition])


async def test_a_lawyer_meets_only_rows_of_their_own(tables: AzureTables) -> None:
    mine, yours = tables.of(new_lawyer()), tables.of(new_lawyer())
    await mine.commit([insert("entry~1", '"mine"')])
    await yours.commit([insert("entry~1", '"yours"'), insert("entry~2")])
    assert (await _read(mine, "entry~1")).body == '"mine"'
    assert await mine.get("entry~2") is None
    page = await mine.page(" ", "~~~~", limit=100)
    assert [row.body for row in page.rows] == ['"mine"']


async def test_an_empty_transaction_asks_nothing_of_the_service(partition: LedgerTable) -> None:
    await partition.commit([])
    assert (await partition.page(" ", "~~", limit=1)).rows == ()


async def test_ensuring_a_table_twice_is_no_error(tables: AzureTables) -> None:
    await tables.ensure()
    assert await tables.of(new_lawyer()).get(unique("k")) is None
