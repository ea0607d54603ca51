"""How clients are made and closed."""

import subprocess
import sys

import pytest
from azure.core.credentials import AccessToken

from core.adapters.storage_connection import ServiceAddresses, StorageConnection
from local.azurite import ACCOUNT_KEY, connection_string

_MODULES = "storage_connection, storage_errors, storage_probe, tables, table_rows, queues, blobs, grants"
_ADDRESSES = ServiceAddresses(
    blob="https://acct.blob.core.windows.net",
    queue="https://acct.queue.core.windows.net",
    table="https://acct.table.core.windows.net",
)


class _Identity:
    """A credential that notes what happens to it."""

    def __init__(self) -> None:
        self.closed = 0

    async def get_token(self, *scopes: str, **options: object) -> AccessToken:
        raise AssertionError(scopes, options)

    async def close(self) -> None:
        self.closed += 1

    async def __aenter__(self) -> "_Identity":
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.close()


def test_importing_the_adapters_loads_no_sdk() -> None:
    script = (
        f"import sys\nfrom core.adapters import {_MODULES}\n"
        "print([name for name in sys.modules if name.partition('.')[0] in {'azure', 'aiohttp'}])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"


async def test_clients_are_made_once() -> None:
    connection = StorageConnection.with_key(connection_string())
    assert connection.blobs is connection.blobs
    assert connection.queues is connection.queues
    assert connection.tables is connection.tables
    await connection.close()


async def test_an_identity_enters_all_services_and_is_closed_once() -> None:
    identity = _Identity()
    connection = StorageConnection.with_identity(_ADDRESSES, lambda: identity)
    assert connection.blobs.url.startswith(_ADDRESSES.blob)
    assert connection.queues.url.startswith(_ADDRESSES.queue)
    assert connection.tables.url.startswith(_ADDRESSES.table)
    assert connection.blobs.account_name == "acct"
    await connection.close()
    await connection.close()
    assert identity.closed == 1


async def test_closing_what_was_never_used_makes_nothing() -> None:
    def make() -> _Identity:
        raise AssertionError("made")

    await StorageConnection.with_identity(_ADDRESSES, make).close()


def test_a_connection_does_not_show_its_key() -> None:
    assert ACCOUNT_KEY not in repr(StorageConnection.with_key(connection_string()))


def test_a_connection_to_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="connection string, or addresses"):
        _ = StorageConnection().blobs
    with pytest.raises(ValueError, match="no identity"):
        _ = StorageConnection(addresses=_ADDRESSES).tables
