"""An export over a real table: its filters, its largest transactions and its longest texts."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from core.adapters.storage_connection import StorageConnection
from core.adapters.tables import AzureTables
from core.domain.jobs import JobState
from tests.core.adapters.storage_fixtures import unique
from tests.core.services.bench import Bench
from tests.core.services.exports.making import (
    NOVEMBER,
    approved,
    assert_exported,
    entry_now,
    exported,
    job_now,
    many,
    with_matter,
    work,
)
from tests.fakes import ALICE

pytestmark = pytest.mark.azurite


@pytest.fixture
async def real(azurite: str) -> AsyncIterator[Bench]:
    """The services over a table of their own."""
    connection = StorageConnection.with_key(azurite)
    tables = AzureTables(connection, unique("t"))
    await tables.ensure()
    bench = Bench()
    bench.tables = tables  # type: ignore[assignment]
    bench.build()
    yield await with_matter(bench)
    await connection.close()


async def test_entries_are_marked_written_and_unmarked(real: Bench) -> None:
    entries = [*await many(real, 48), *[await approved(real, work(1, narrative=text)) for text in LONG]]
    job = await exported(real)
    assert job.state is JobState.DONE
    await assert_exported(real, job, entries)
    again = await exported(real, NOVEMBER.model_copy(update={"include_exported": True}))
    await assert_exported(real, again, entries)
    await real.exports.withdraw(ALICE, job.id)
    await real.host.run(timedelta(hours=1))
    assert (await job_now(real, job)).state is JobState.WITHDRAWN
    for entry in entries:
        assert [mark.job_id for mark in (await entry_now(real, entry)).exports] == [again.id]
    assert (await real.audit.verify(ALICE)).intact


LONG = ["\U0001f642" * 20_000, '"\\' * 16_000, "é" * 32_000, "x" * 32_000] * 2
