"""`kill -9` of the host around changes that owe more: what was committed is finished without being asked."""

import asyncio
import contextlib
from dataclasses import dataclass

import httpx
import pytest

from core.ports import Blobs
from tests.faults.bench import PATIENCE, Bench, Tried
from tests.faults.proxy import Fault, Harm, Moment
from tests.faults.truth import actions, closed_books, drafted_once, rested, waiting

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(480)]

# Owed messages that were not sent wait for their guard.
_GUARDED = PATIENCE + 90.0


@dataclass(frozen=True, slots=True)
class Kill:
    """When the host dies; `committed` says whether what the lawyer asked for was, by then."""

    step: str
    moment: Moment
    number: int = 1
    committed: bool = True

    def of(self, tried: Tried) -> Fault:
        """This kill for one lawyer."""
        return Fault(tried.owner, self.step, Harm.KILL, self.moment, self.number)


_DELETE = (
    Kill("send housekeeping", Moment.BEFORE, committed=False),
    Kill("send housekeeping", Moment.AFTER, committed=False),
    Kill("commit recording.deleted", Moment.BEFORE, committed=False),
    Kill("commit recording.deleted", Moment.AFTER),
    Kill("send housekeeping", Moment.BEFORE, number=2),
    Kill("send housekeeping", Moment.AFTER, number=2),
    Kill("commit outbox", Moment.BEFORE),
    Kill("commit outbox", Moment.AFTER),
    Kill("erase recordings", Moment.BEFORE),
    Kill("erase recordings", Moment.AFTER),
    Kill("erase transcripts", Moment.BEFORE),
    Kill("erase transcripts", Moment.AFTER),
    Kill("commit recording.erased", Moment.BEFORE),
    Kill("commit recording.erased", Moment.AFTER),
    Kill("receive housekeeping", Moment.AFTER),
    Kill("finish housekeeping", Moment.BEFORE),
)
_RETRY = (
    Kill("send housekeeping", Moment.AFTER, committed=False),
    Kill("commit recording.retried", Moment.AFTER),
    Kill("send drafting", Moment.BEFORE),
    Kill("send drafting", Moment.AFTER),
    Kill("commit outbox", Moment.BEFORE),
)


async def test_what_was_committed_is_finished(bench: Bench) -> None:
    """Deletions and retries together: both wait for the same guard."""
    before = await waiting(bench)
    async with contextlib.AsyncExitStack() as lawyers:
        deleting = [await lawyers.enter_async_context(bench.lawyer()) for _ in _DELETE]
        retrying = [await lawyers.enter_async_context(bench.lawyer()) for _ in _RETRY]
        drafted = await asyncio.gather(*(_ended(bench, one, None) for one in deleting))
        failed = await asyncio.gather(*(_ended(bench, one, b"This is no recording.") for one in retrying))
        before["drafting"] += len(drafted) + len(failed)
        for one, recording, kill in zip(deleting, drafted, _DELETE, strict=True):
            await _cut_short(bench, one, kill, "DELETE", f"/recordings/{recording}")
        for one, recording, kill in zip(retrying, failed, _RETRY, strict=True):
            await _cut_short(bench, one, kill, "POST", f"/recordings/{recording}/retry")
        await rested(bench, before, _GUARDED)
        for one, recording, kill in zip(deleting, drafted, _DELETE, strict=True):
            await (_erased if kill.committed else drafted_once)(bench, one, recording)
        for one, recording, kill in zip(retrying, failed, _RETRY, strict=True):
            await _failed(bench, one, recording, 2 if kill.committed else 1)


async def _ended(bench: Bench, tried: Tried, audio: bytes | None) -> str:
    """A recording that has come to its end."""
    announced = await bench.announce(tried)
    await bench.upload(tried, announced, audio)
    shown = await tried.device.settled(announced["id"])
    assert shown["state"] == ("failed" if audio else "drafted")
    recording: str = announced["id"]
    return recording


async def _cut_short(bench: Bench, tried: Tried, kill: Kill, method: str, path: str) -> None:
    """Make a call during or after which the host dies, and start it again; nobody asks a second time."""
    fault = kill.of(tried)
    bench.proxy.arm(fault)
    with contextlib.suppress(httpx.TransportError):
        (await tried.device.http.request(method, path)).raise_for_status()
    await bench.restarted_after(fault)


async def _erased(bench: Bench, tried: Tried, recording: str) -> None:
    """The recording says that it is gone, and so it is; its entries stay, without evidence."""
    shown = await tried.device.call("GET", f"/recordings/{recording}")
    assert (shown["state"], shown["transcript"]) == ("deleted", None)
    assert [entry["recording_deleted"] for entry in shown["entries"]] == [True, True, True]
    assert [entry["evidence"] for entry in shown["entries"]] == [[], [], []]
    async with bench.storage() as storage:
        blobs: Blobs = storage.blobs.of(tried.lawyer)
        assert await blobs.audio_size(f"{recording}.{shown['audio_format']}") is None
        assert await blobs.read_transcript(recording) is None
    happened = await actions(tried)
    assert (happened["recording.deleted"], happened["recording.erased"]) == (1, 1)
    await closed_books(bench, tried, {"recording": 1, "entry": 3, "version": 6, "open": 3, "day": 3})


async def _failed(bench: Bench, tried: Tried, recording: str, times: int) -> None:
    """The recording was looked at so many times, and each time it was no recording."""
    shown = await tried.device.settled(recording)
    assert (shown["state"], shown["reason"]) == ("failed", "not_audio")
    assert (await actions(tried))["recording.failed"] == times
    await closed_books(bench, tried, {"recording": 1})
