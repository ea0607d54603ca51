"""Table Storage: one table, in which every lawyer has a partition."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from core.adapters import table_rows
from core.adapters.storage_connection import StorageConnection
from core.adapters.storage_errors import committing, reaching
from core.domain.identity import Lawyer
from core.ports import Condition, Row, RowPage, RowWrite, Write

if TYPE_CHECKING:
    from azure.data.tables.aio import TableClient

_MOST_WRITES = 100
_MOST_PER_ANSWER = 1000
_OPERATORS = {"eq", "ge", "le"}

type _Operation = tuple[str, table_rows.Entity, dict[str, Any]]


class AzureTables:
    """The table that holds every lawyer's partition; implements the port `Tables`."""

    def __init__(self, connection: StorageConnection, table_name: str) -> None:
        self._connection = connection
        self.name = table_name

    def of(self, lawyer: Lawyer) -> "AzureLedgerTable":
        """That lawyer's partition."""
        return AzureLedgerTable(self._client, lawyer.key)

    async def ensure(self) -> None:
        """Create the table if it is not there; only the local stack does this at run time."""
        with reaching("table"):
            await self._connection.tables.create_table_if_not_exists(self.name)

    @cached_property
    def _client(self) -> "TableClient":
        return self._connection.tables.get_table_client(self.name)


class AzureLedgerTable:
    """The partition of one lawyer; implements the port `LedgerTable`."""

    def __init__(self, client: "TableClient", partition: str) -> None:
        self._client = client
        self._partition = partition

    async def get(self, key: str) -> Row | None:
        """The row with a key; raises Unavailable."""
        from azure.core.exceptions import ResourceNotFoundError  # noqa: PLC0415 - keeps cold starts short

        address = table_rows.address(self._partition, key)
        with reaching("table"):
            try:
                found = await self._client.get_entity(address["PartitionKey"], address["RowKey"])
            except ResourceNotFoundError as error:
                if _table_is_missing(error):
                    raise
                return None
        return table_rows.row(found, found.metadata["etag"])

    async def page(
        self,
        first: str,
        last: str,
        *,
        limit: int,
        after: str | None = None,
        where: Sequence[Condition] = (),
    ) -> RowPage:
        """Up to `limit` rows with first <= key < last, in key order, from behind `after`.

        Raises Unavailable.
        """
        if limit < 1:
            raise ValueError("a page holds at least one row")
        query, values = _query(self._partition, first, last, after, where)
        rows: list[Row] = []
        asked = min(limit + 1, _MOST_PER_ANSWER)
        with reaching("table"):
            # An answer may hold no row and still say where to go on.
            async for answer in self._client.query_entities(
                query, parameters=values, results_per_page=asked
            ).by_page():
                rows += [table_rows.row(found, found.metadata["etag"]) async for found in answer]
                if len(rows) > limit:
                    return RowPage(tuple(rows[:limit]), rows[limit - 1].key)
        return RowPage(tuple(rows), None)

    async def commit(self, writes: Sequence[RowWrite]) -> None:
        """Write all or none, at most 100 different rows, in one entity group transaction.

        Raises RowConflict or Unavailable (nothing was written) or UnknownOutcome (who knows), and
        ValueError for a transaction that can never be written.
        """
        _check(writes)
        operations = [_operation(self._partition, write) for write in writes]
        if not operations:
            return
        with committing():
            # By itself the SDK sends a transaction again after a 5xx, although it may be written.
            await self._client.submit_transaction(operations, retry_total=0)


def _table_is_missing(error: Exception) -> bool:
    return getattr(error, "error_code", None) == "TableNotFound"


def _query(
    partition: str, first: str, last: str, after: str | None, where: Sequence[Condition]
) -> tuple[str, dict[str, str]]:
    terms = ["PartitionKey eq @partition", "RowKey ge @first", "RowKey lt @last"]
    values = {"partition": partition, "first": first, "last": last}
    if after is not None:
        terms.append("RowKey gt @after")
        values["after"] = after
    for number, condition in enumerate(where):
        terms.append(f"{table_rows.column(condition.column)} {_operator(condition)} @where{number}")
        values[f"where{number}"] = condition.value
    return " and ".join(terms), values


def _operator(condition: Condition) -> str:
    if condition.operator not in _OPERATORS:
        raise ValueError("a condition compares with eq, ge or le")
    return condition.operator


def _check(writes: Sequence[RowWrite]) -> None:
    if len(writes) > _MOST_WRITES:
        raise ValueError("a transaction writes at most 100 rows")
    if len({write.row.key for write in writes}) < len(writes):
        raise ValueError("a transaction writes each row once")


def _operation(partition: str, write: RowWrite) -> _Operation:
    match write.how:
        case Write.INSERT:
            return "create", table_rows.entity(partition, write.row), {}
        case Write.PUT:
            return "upsert", table_rows.entity(partition, write.row), {"mode": "replace"}
        case Write.REPLACE:
            if write.row.etag is None:
                raise ValueError("a row that is replaced was read first")
            return "update", table_rows.entity(partition, write.row), _unchanged(write.row, mode="replace")
        case Write.DELETE:
            return "delete", table_rows.address(partition, write.row.key), _unchanged(write.row)


def _unchanged(row: Row, **options: str) -> dict[str, Any]:
    from azure.core import MatchConditions  # noqa: PLC0415 - keeps cold starts short

    if row.etag is None:
        return dict(options)
    return {**options, "etag": row.etag, "match_condition": MatchConditions.IfNotModified}
