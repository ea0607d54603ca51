"""Recordings as their lawyer handles them: announce, list, look, listen, retry, delete."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import Field as Constraint

from core.domain.audit import Actor
from core.domain.entries import REPLACED, TimeEntry
from core.domain.errors import NotFound, NotPossible
from core.domain.identity import Lawyer
from core.domain.ids import new_id
from core.domain.recordings import GONE, AudioFormat, Recording, RecordingState
from core.domain.values import Instant, Value
from core.ports import Blobs, BlobStore, Clock, Condition, Grant, Queue, Queues
from core.services.change import Change
from core.services.idempotency import made_before, remember
from core.services.ledger import Ledger, Ledgers, Page
from core.services.preferences import Firms
from core.services.rows import ENTRIES, LEASES, RECORDINGS
from core.services.stripping import STRIPPED_AT_ONCE, strip_entries
from core.services.transcripts import Transcript, read_transcript, save_transcript

_WATCH_SLACK = timedelta(minutes=1)


class Announcement(Value):
    """What a device says about a recording before it uploads it; without a language it is detected."""

    audio_format: AudioFormat
    language: str | None = None
    time_zone: str | None = None
    recorded_at: Instant | None = None
    duration_seconds: int | None = Constraint(default=None, ge=0)


class Typed(Value):
    """A dictation that was typed instead of spoken; without a language it is detected."""

    text: str
    language: str | None = None
    time_zone: str | None = None
    recorded_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Announced:
    """A recording and the grant to upload it; no grant once the audio was taken in."""

    recording: Recording
    grant: Grant | None
    replayed: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A recording with its transcript, while that is kept, and the entries drafted from it.

    The parts of one that was split, or the one that several were merged into, stand in its place.
    """

    recording: Recording
    transcript: Transcript | None
    entries: tuple[TimeEntry, ...]


@dataclass(frozen=True, slots=True)
class GrantTimes:
    """How long a grant to upload and a grant to listen are good for."""

    upload: timedelta
    listen: timedelta


class Recordings:
    """The use cases of recordings."""

    def __init__(
        self,
        ledgers: Ledgers,
        blobs: BlobStore,
        queues: Queues,
        clock: Clock,
        times: GrantTimes,
        firms: Firms,
    ) -> None:
        self._ledgers = ledgers
        self._firms = firms
        self._blobs = blobs
        self._queues = queues
        self._clock = clock
        self._times = times

    async def announce(
        self, lawyer: Lawyer, said: Announcement, key: str | None = None, trace: str | None = None
    ) -> Announced:
        """Make a recording and grant its upload; the same idempotency key gives the same recording.

        A message watches the grant from before the recording exists, so that audio which arrives
        without its event, or never arrives, still ends where the lawyer sees it.
        """
        now = self._clock.now()
        zone = await self._firms.time_zone(self._ledgers.of(lawyer), said.time_zone)
        fresh = _recording(said, zone, now, now + self._times.upload, trace)
        await self.watch(lawyer, fresh.id, self._times.upload + _WATCH_SLACK)

        async def work(change: Change) -> tuple[Recording, bool]:
            if made := await made_before(change, key, said.model_dump_json()):
                return await change.get(RECORDINGS, made), True
            change.put(RECORDINGS, fresh)
            remember(change, key, said.model_dump_json(), fresh.id)
            change.record(Actor.LAWYER, "recording.announced", fresh.id)
            return fresh, False

        recording, replayed = await self._ledgers.of(lawyer).change(work)
        if replayed:
            await self.watch(lawyer, recording.id, self._times.upload + _WATCH_SLACK)
        return Announced(recording, await self._upload_grant(lawyer, recording), replayed)

    async def take_text(
        self, lawyer: Lawyer, typed: Typed, key: str | None = None, trace: str | None = None
    ) -> Recording:
        """Have a typed dictation drafted as a spoken one is; the same key gives the same recording.

        The text is kept as the transcript before the recording exists; the watch sent first erases it
        should the recording never come to be.
        """
        zone = await self._firms.time_zone(self._ledgers.of(lawyer), typed.time_zone)
        fresh = _typed(typed, zone, self._clock.now(), trace)
        blobs = self._blobs.of(lawyer)
        await self.watch(lawyer, fresh.id, self._times.upload + _WATCH_SLACK)
        await save_transcript(blobs, fresh.id, Transcript(text=typed.text, language=typed.language))

        async def work(change: Change) -> Recording:
            if made := await made_before(change, key, typed.model_dump_json()):
                return await change.get(RECORDINGS, made)
            change.put(RECORDINGS, fresh)
            remember(change, key, typed.model_dump_json(), fresh.id)
            change.record(Actor.LAWYER, "recording.typed", fresh.id)
            change.owe(Queue.DRAFTING, drafting_message(lawyer, fresh.id))
            return fresh

        recording = await self._ledgers.of(lawyer).change(work)
        if recording.id != fresh.id:
            await blobs.delete_transcript(fresh.id)
        return recording

    async def list(self, lawyer: Lawyer, *, limit: int, after: str | None) -> Page[Recording]:
        """The lawyer's recordings, newest first, without deleted ones."""
        where = [Condition("listed", "eq", "yes")]
        return await self._ledgers.of(lawyer).page(RECORDINGS, limit=limit, after=after, where=where)

    async def open(self, lawyer: Lawyer, recording_id: str) -> Opened:
        """One recording with transcript and entries; raises NotFound."""
        ledger = self._ledgers.of(lawyer)
        recording = await ledger.get(RECORDINGS, recording_id)
        transcript = None
        if recording.has_transcript:
            transcript = await read_transcript(self._blobs.of(lawyer), recording.id)
        return Opened(recording, transcript, await _entries(ledger, recording))

    async def listen(self, lawyer: Lawyer, recording_id: str) -> Grant:
        """A short-lived grant to read the audio; raises NotFound when there is none (any more)."""
        recording = await self._ledgers.of(lawyer).get(RECORDINGS, recording_id)
        blobs = self._blobs.of(lawyer)
        name = None if recording.state in GONE else recording.blob_name
        if name is None or await blobs.audio_size(name) is None:
            raise NotFound("There is no audio for this recording.", code="no_audio")
        return await blobs.audio_grant(name, self._clock.now() + self._times.listen)

    async def retry(self, lawyer: Lawyer, recording_id: str) -> Recording:
        """Have a failed or waiting recording drafted again, now; raises NotPossible in any other state."""

        async def work(change: Change) -> Recording:
            recording = await change.get(RECORDINGS, recording_id)
            if not recording.can_move(RecordingState.QUEUED):
                problem = f"A recording that is {recording.state} cannot be retried."
                raise NotPossible(problem, code="recording_state", state=recording.state)
            calm = {"attempts": 0, "failures": 0, "failing_since": None}
            queued = recording.moved(RecordingState.QUEUED, change.now, **calm)
            change.put(RECORDINGS, queued)
            change.record(Actor.LAWYER, "recording.retried", recording.id)
            change.owe(Queue.DRAFTING, drafting_message(lawyer, recording.id))
            return queued

        return await self._ledgers.of(lawyer).change(work)

    async def delete(self, lawyer: Lawyer, recording_id: str) -> Recording:
        """Erase audio, transcript and evidence for good; the entries stay, marked."""

        async def work(change: Change) -> Recording:
            recording = await change.get(RECORDINGS, recording_id)
            if recording.state in GONE:
                return recording
            going = recording.moved(RecordingState.DELETING, change.now, has_transcript=False)
            change.put(RECORDINGS, going)
            await change.find(LEASES, recording.id)
            change.remove(LEASES, recording.id)
            seals = await strip_entries(change, recording_id, recording.entry_ids[:STRIPPED_AT_ONCE])
            change.record(Actor.LAWYER, "recording.deleted", recording.id, {"entries": seals})
            message = {"kind": "erase", "lawyer": lawyer.key, "recording": recording.id}
            change.owe(Queue.HOUSEKEEPING, message)
            return going

        await self._ledgers.of(lawyer).change(work)
        return await self.erase(lawyer, recording_id)

    async def erase(self, lawyer: Lawyer, recording_id: str) -> Recording:
        """Finish a deletion: blobs and what evidence is left go, then the recording says so.

        Safe to repeat. Entries are many only when the lawyer typed them: a transaction takes so many.
        """
        ledger, blobs = self._ledgers.of(lawyer), self._blobs.of(lawyer)
        recording = await ledger.get(RECORDINGS, recording_id)
        await erase_blobs(blobs, recording)

        async def work(change: Change) -> Recording:
            current = await change.get(RECORDINGS, recording_id)
            if current.state is not RecordingState.DELETING:
                return current
            if seals := await strip_entries(change, recording_id, current.entry_ids[STRIPPED_AT_ONCE:]):
                change.record(Actor.SYSTEM, "recording.stripped", recording_id, {"entries": seals})
                return current
            gone = current.moved(RecordingState.DELETED, change.now)
            change.put(RECORDINGS, gone)
            change.record(Actor.SYSTEM, "recording.erased", recording_id)
            return gone

        while (current := await ledger.change(work)).state is RecordingState.DELETING:
            pass
        return current

    async def watch(self, lawyer: Lawyer, recording_id: str, delay: timedelta) -> None:
        """Have the recording looked at again after a while, whatever happens to this worker."""
        await self._queues.send(Queue.DRAFTING, drafting_message(lawyer, recording_id), delay)

    async def _upload_grant(self, lawyer: Lawyer, recording: Recording) -> Grant | None:
        name, container = recording.blob_name, recording.audio_format
        if recording.state is not RecordingState.AWAITING_UPLOAD or name is None or container is None:
            return None
        until = max(recording.upload_until, self._clock.now() + self._times.upload)
        return await self._blobs.of(lawyer).upload_grant(name, container.content_type, until)


async def erase_blobs(blobs: Blobs, recording: Recording) -> None:
    """Remove every blob of a recording from storage."""
    if recording.blob_name:
        await blobs.delete_audio(recording.blob_name)
    await blobs.delete_transcript(recording.id)


def drafting_message(lawyer: Lawyer, recording_id: str) -> dict[str, str]:
    """The message that has a recording looked at."""
    return {"lawyer": lawyer.key, "recording": recording_id}


def _recording(said: Announcement, zone: str, now: datetime, until: datetime, trace: str | None) -> Recording:
    return Recording(
        id=new_id(now),
        audio_format=said.audio_format,
        language=said.language,
        time_zone=zone,
        recorded_at=said.recorded_at or now,
        duration_seconds=said.duration_seconds,
        created_at=now,
        updated_at=now,
        upload_until=until,
        trace=trace,
    )


def _typed(typed: Typed, zone: str, now: datetime, trace: str | None) -> Recording:
    return Recording(
        id=new_id(now),
        state=RecordingState.QUEUED,
        language=typed.language,
        time_zone=zone,
        recorded_at=typed.recorded_at or now,
        created_at=now,
        updated_at=now,
        upload_until=now,
        has_transcript=True,
        trace=trace,
    )


async def _entries(ledger: Ledger, recording: Recording) -> tuple[TimeEntry, ...]:
    found = await asyncio.gather(*(ledger.find(ENTRIES, entry_id) for entry_id in recording.entry_ids))
    return tuple(entry for entry in found if entry is not None and entry.status not in REPLACED)
