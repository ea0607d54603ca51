"""A transaction is sent once, and the caller learns what is known of it: no more, no less."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from core.adapters.storage_connection import StorageConnection
from core.adapters.tables import AzureTables
from core.domain.errors import Unavailable
from core.domain.identity import Lawyer
from core.ports import UnknownOutcome
from local.azurite import ACCOUNT, ACCOUNT_KEY, connection_string
from tests.core.adapters.faulty_proxy import Fault, FaultyProxy, faulty_proxy, port_of, unused_port
from tests.core.adapters.storage_fixtures import insert, new_lawyer, unique

pytestmark = pytest.mark.azurite

_BATCH = f"POST /{ACCOUNT}/$batch ".encode()


@asynccontextmanager
async def _opened(text: str) -> AsyncIterator[StorageConnection]:
    opened = StorageConnection.with_key(text, read_timeout=0.5)
    try:
        yield opened
    finally:
        await opened.close()


async def _commit_through(
    proxy: FaultyProxy, azurite: str, direct: StorageConnection, lawyer: Lawyer
) -> AzureTables:
    """Commit two rows through the proxy; the same table, reached directly, for looking after."""
    name = unique("t")
    tables = AzureTables(direct, name)
    await tables.ensure()
    async with _opened(proxy.connection_string(azurite, "Table")) as through:
        partition = AzureTables(through, name).of(lawyer)
        with pytest.raises(UnknownOutcome):
            await partition.commit([insert("entry~1"), insert("entry~2")])
    return tables


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.CLOSE, Fault.HALF_AN_ANSWER, Fault.SILENCE])
async def test_a_lost_answer_is_an_unknown_outcome_of_one_transaction(
    azurite: str, connection: StorageConnection, fault: Fault
) -> None:
    lawyer = new_lawyer()
    async with faulty_proxy(port_of(azurite, "Table"), fault) as proxy:
        tables = await _commit_through(proxy, azurite, connection, lawyer)
        page = await tables.of(lawyer).page("entry~", "entry~~", limit=10)
        assert [row.key for row in page.rows] == ["entry~1", "entry~2"]
        assert proxy.times(_BATCH) == 1


async def test_a_commit_through_a_sound_proxy_succeeds(azurite: str, tables: AzureTables) -> None:
    async with (
        faulty_proxy(port_of(azurite, "Table")) as proxy,
        _opened(proxy.connection_string(azurite, "Table")) as through,
    ):
        partition = AzureTables(through, tables.name).of(new_lawyer())
        await partition.commit([insert("entry~1")])
        assert await partition.get("entry~1")
        assert proxy.times(_BATCH) == 1


def _answer(status: str, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Length: 0", *headers, "", ""]
    return "\r\n".join(lines).encode()


@pytest.mark.parametrize(
    "status", ["500 Internal Server Error", "502 Bad Gateway", "504 Gateway Timeout", "408 Request Timeout"]
)
async def test_a_gateway_that_gave_up_waiting_says_nothing_of_the_outcome(azurite: str, status: str) -> None:
    async with (
        faulty_proxy(port_of(azurite, "Table"), reply=_answer(status)) as proxy,
        _opened(proxy.connection_string(azurite, "Table")) as through,
    ):
        with pytest.raises(UnknownOutcome):
            await AzureTables(through, unique("t")).of(new_lawyer()).commit([insert("entry~1")])
        assert proxy.times(_BATCH) == 1


@pytest.mark.parametrize("status", ["503 Server Busy", "429 Too Many Requests", "403 Forbidden"])
async def test_being_turned_away_is_a_definite_no(azurite: str, status: str) -> None:
    async with (
        faulty_proxy(port_of(azurite, "Table"), reply=_answer(status, "Retry-After: 7")) as proxy,
        _opened(proxy.connection_string(azurite, "Table")) as through,
    ):
        with pytest.raises(Unavailable) as refused:
            await AzureTables(through, unique("t")).of(new_lawyer()).commit([insert("entry~1")])
        assert refused.value.extra["retry_after"] == 7
        assert proxy.times(_BATCH) == 1


async def test_nothing_listening_is_a_definite_no() -> None:
    port = unused_port()
    async with _opened(connection_string((port, port, port))) as nowhere:
        partition = AzureTables(nowhere, unique("t")).of(new_lawyer())
        with pytest.raises(Unavailable):
            await partition.commit([insert("entry~1")])
        with pytest.raises(Unavailable):
            await partition.get("entry~1")
        with pytest.raises(Unavailable):
            await partition.page("a", "b", limit=1)


async def test_a_missing_table_is_not_a_row_conflict(connection: StorageConnection) -> None:
    partition = AzureTables(connection, unique("t")).of(new_lawyer())
    with pytest.raises(Unavailable):
        await partition.commit([insert("entry~1")])
    with pytest.raises(Unavailable):
        await partition.get("entry~1")


async def test_an_answer_without_rows_may_still_have_a_sequel() -> None:
    """Azurite never does this, the service does: a query that ran for five seconds without a match."""
    asked: list[str | None] = []

    async def query(request: web.Request) -> web.Response:
        asked.append(request.query.get("NextRowKey"))
        found = [{"PartitionKey": "p", "RowKey": "entry~9", "n": 0, "odata.etag": "e"}]
        if len(asked) < 3:
            goes_on = {"x-ms-continuation-NextPartitionKey": "p", "x-ms-continuation-NextRowKey": "k"}
            return web.json_response({"value": []}, headers=goes_on)
        return web.json_response({"value": found})

    app = web.Application()
    app.router.add_get("/{path:.*}", query)
    async with TestServer(app) as server:
        assert server.port
        text = (
            f"AccountName={ACCOUNT};AccountKey={ACCOUNT_KEY};"
            f"TableEndpoint=http://127.0.0.1:{server.port}/{ACCOUNT}"
        )
        async with _opened(text) as through:
            page = await AzureTables(through, "entries").of(new_lawyer()).page("a", "z", limit=5)
    assert [row.key for row in page.rows] == ["entry~9"]
    assert page.after is None
    assert asked == [None, "k", "k"]
