"""From audio to drafts: claim, hear, write, commit.

`advance` is what every trigger calls. It may be called twice, late, or by two workers at once: a
recording gives one set of drafts, or a reason that its lawyer sees.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.audit import Actor
from core.domain.errors import FinalFailure, LostClaim, PassingFailure, PipelineFailure, Unavailable
from core.domain.identity import Lawyer
from core.domain.progress import Next, Step, next_step
from core.domain.reasons import Reason
from core.domain.recordings import GONE, Recording, RecordingState
from core.ports import BlobStore, Clock, Queue, Queues, Spans
from core.services import claims
from core.services.change import Change
from core.services.history import put_entry
from core.services.ledger import Ledger, Ledgers
from core.services.linting import linted_drafts
from core.services.matters import open_matters
from core.services.patience import Patience
from core.services.preferences import Firms
from core.services.recordings import drafting_message, erase_blobs
from core.services.rows import LEASES, RECORDINGS, Lease
from core.services.telling import tell_cost
from core.services.transcripts import Transcript
from core.services.writer import Known, Writer, Written

_log = logging.getLogger(__name__)

_WATCH_SLACK = timedelta(seconds=1)
_STORAGE_REST = timedelta(seconds=30)
_AWAITS_AUDIO = frozenset({RecordingState.AWAITING_UPLOAD, RecordingState.FAILED})


@dataclass(frozen=True, slots=True)
class World:
    """The ports that drafting stands on, and what firms have set."""

    ledgers: Ledgers
    blobs: BlobStore
    queues: Queues
    clock: Clock
    spans: Spans
    firms: Firms


class Drafting:
    """The use case that turns recordings into drafts."""

    def __init__(self, world: World, writer: Writer, patience: Patience) -> None:
        self._world = world
        self._writer = writer
        self._patience = patience

    async def advance(self, lawyer: Lawyer, recording_id: str) -> None:
        """Look at a recording and do what its state asks for; text typed for one that never was is erased."""
        ledger = self._world.ledgers.of(lawyer)
        recording = await ledger.find(RECORDINGS, recording_id)
        if recording is None:
            _log.warning("recording %s is not known", recording_id)
            await self._world.blobs.of(lawyer).delete_transcript(recording_id)
            return
        async with self._world.spans.span("advance recording", recording.trace, recording=recording_id):
            await self._take(ledger, recording, await self._next(ledger, recording))

    async def look_later(self, lawyer: Lawyer, recording_id: str) -> None:
        """Have a recording looked at once storage has had time to come back."""
        await self._watch(lawyer, recording_id, _STORAGE_REST)

    async def abandon(self, lawyer: Lawyer, recording_id: str) -> None:
        """End a recording whose message failed too often, unless someone is working on it."""
        ledger = self._world.ledgers.of(lawyer)
        recording = await ledger.find(RECORDINGS, recording_id)
        if recording is None:
            return
        following = await self._next(ledger, recording)
        # A queued recording was asked for again since: the message that failed is of an earlier round.
        asked_again = recording.state is RecordingState.QUEUED
        if following.step in {Step.CLAIM, Step.FAIL} and not asked_again:
            following = Next(Step.FAIL, reason=Reason.INTERNAL)
        await self._take(ledger, recording, following)

    async def _next(self, ledger: Ledger, recording: Recording) -> Next:
        lease, uploaded = await asyncio.gather(
            ledger.find(LEASES, recording.id), self._uploaded(ledger.lawyer, recording)
        )
        return next_step(recording, lease.until if lease else None, uploaded, self._world.clock.now())

    async def _uploaded(self, lawyer: Lawyer, recording: Recording) -> bool:
        if recording.state not in _AWAITS_AUDIO or recording.blob_name is None:
            return False
        return await self._world.blobs.of(lawyer).audio_size(recording.blob_name) is not None

    async def _take(self, ledger: Ledger, recording: Recording, following: Next) -> None:
        match following:
            case Next(Step.CLAIM):
                await self._work(ledger, recording.id)
            case Next(Step.LOOK_AGAIN, at=datetime() as at):
                await self._watch(ledger.lawyer, recording.id, at - self._world.clock.now())
            case Next(Step.FAIL, reason=Reason() as reason):
                await self._fail_unclaimed(ledger, recording, reason)
            case Next(Step.ERASE):
                await erase_blobs(self._world.blobs.of(ledger.lawyer), recording)

    async def _work(self, ledger: Ledger, recording_id: str) -> None:
        """Claim the recording and see it through; a message, sent first, covers this worker's death."""
        token, lasting = claims.new_token(), self._patience.claim
        await self._watch(ledger.lawyer, recording_id, lasting)
        try:
            recording = await self._claim(ledger, recording_id, token)
        except LostClaim:
            return
        lease = Lease(name=recording_id, token=token, until=self._world.clock.now() + lasting)
        try:
            async with claims.kept(ledger, self._world.clock, lease, lasting):
                await self._see_through(ledger, recording, token)
        except LostClaim:
            await self._let_go(ledger, recording)
        except BaseException:
            await claims.give_back(ledger, self._world.clock, lease)
            raise

    async def _let_go(self, ledger: Ledger, claimed: Recording) -> None:
        """Leave a recording to others; what was kept of it since it was deleted goes with it."""
        _log.info("recording %s went on without this worker", claimed.id)
        current = await ledger.find(RECORDINGS, claimed.id)
        if current is None or current.state in GONE:
            await erase_blobs(self._world.blobs.of(ledger.lawyer), claimed)

    async def _see_through(self, ledger: Ledger, recording: Recording, token: str) -> None:
        try:
            await self._draft(ledger, recording, token)
        except Unavailable:
            await self._wait(ledger, recording, token, PassingFailure(Reason.STORAGE_UNAVAILABLE))
        except PassingFailure as failure:
            await self._wait(ledger, recording, token, failure)
        except FinalFailure as failure:
            await self._end(ledger, recording.id, token, failure)

    async def _draft(self, ledger: Ledger, recording: Recording, token: str) -> None:
        spans = self._world.spans
        matters, settled = await asyncio.gather(open_matters(ledger), self._world.firms.settled(ledger))
        known = Known(matters, settled.preferences)
        async with spans.span("transcribe", recording=recording.id):
            transcript = await self._writer.hear(ledger.lawyer, recording, known)
        recording = await self._heard(ledger, recording.id, token, transcript)
        async with spans.span("draft", recording=recording.id):
            written = await self._written(recording, transcript, known)
        async with spans.span("commit", recording=recording.id):
            await self._commit(ledger, recording.id, token, written, known)

    async def _written(self, recording: Recording, transcript: Transcript, known: Known) -> Written:
        """What the model writes, or the rules if there is no waiting for it and they find something."""
        try:
            return await self._writer.write(recording, transcript, known)
        except PipelineFailure as failure:
            if not self._patience.is_over(recording, failure, self._world.clock.now()):
                raise
            _log.info("recording %s is drafted by rules: %s", recording.id, failure.reason)
            spent = recording.having_spent(failure.usage)
            if written := self._writer.write_by_rules(spent, transcript, known):
                return written
            raise

    async def _claim(self, ledger: Ledger, recording_id: str, token: str) -> Recording:
        async def work(change: Change) -> Recording:
            recording, lease = await asyncio.gather(
                change.get(RECORDINGS, recording_id), change.find(LEASES, recording_id)
            )
            if next_step(recording, lease.until if lease else None, True, change.now).step is not Step.CLAIM:
                raise LostClaim
            claims.take(change, recording_id, token, self._patience.claim)
            claimed = recording.moved(
                RecordingState.TRANSCRIBING, change.now, attempts=recording.attempts + 1
            )
            change.put(RECORDINGS, claimed)
            change.record(Actor.SYSTEM, "recording.claimed", recording_id, {"attempt": claimed.attempts})
            return claimed

        return await ledger.change(work)

    async def _heard(
        self, ledger: Ledger, recording_id: str, token: str, transcript: Transcript
    ) -> Recording:
        async def work(change: Change) -> Recording:
            recording = await claims.held(change, recording_id, token)
            said = {"has_transcript": True, "language": recording.language or transcript.language}
            heard = recording.moved(RecordingState.DRAFTING, change.now, **said)
            change.put(RECORDINGS, heard)
            change.record(Actor.SYSTEM, "recording.transcribed", recording_id)
            return heard

        return await ledger.change(work)

    async def _commit(
        self, ledger: Ledger, recording_id: str, token: str, written: Written, known: Known
    ) -> None:
        async def work(change: Change) -> None:
            recording = await claims.held(change, recording_id, token)
            made_now = written.entries(recording_id, change.now)
            entries = await linted_drafts(change, known.preferences, known.matters, made_now)
            seals = {entry.id: put_entry(change, entry, "drafted") for entry in entries}
            calm = {"attempts": 0, "failures": 0, "failing_since": None, "undrafted_since": None}
            made = {"entry_ids": (*recording.entry_ids, *seals), "making": written.making}
            change.put(RECORDINGS, recording.moved(RecordingState.DRAFTED, change.now, **made, **calm))
            change.remove(LEASES, recording_id)
            change.record(
                Actor.SYSTEM, "recording.drafted", recording_id, {"entries": seals, "by": written.by}
            )

        await ledger.change(work)
        tell_cost(recording_id, written.by, written.making)

    async def _wait(self, ledger: Ledger, recording: Recording, token: str, failure: PassingFailure) -> None:
        """Have the recording wait for its next try, or give up on a service that failed for days."""
        failures = recording.failures + 1
        delay = self._patience.next_try(recording, failure, self._world.clock.now())
        await self._watch(ledger.lawyer, recording.id, delay)

        async def work(change: Change) -> None:
            current = await claims.held(change, recording.id, token)
            since = current.failing_since or change.now
            if change.now - since > self._patience.give_up:
                raise FinalFailure(Reason.GAVE_UP)
            tried: dict[str, object] = {"attempts": 0, "failures": failures, "failing_since": since}
            if failure.reason is Reason.DRAFTING_UNAVAILABLE:
                tried["undrafted_since"] = current.undrafted_since or change.now
            waiting = current.moved(
                RecordingState.WAITING,
                change.now,
                reason=failure.reason,
                next_try_at=change.now + delay,
                **tried,
            )
            change.put(RECORDINGS, waiting)
            change.remove(LEASES, recording.id)
            details = {"reason": failure.reason, "failures": failures}
            change.record(Actor.SYSTEM, "recording.waiting", recording.id, details)

        try:
            await ledger.change(work)
        except FinalFailure as given_up:
            await self._end(ledger, recording.id, token, given_up)

    async def _end(self, ledger: Ledger, recording_id: str, token: str, failure: PipelineFailure) -> None:
        async def work(change: Change) -> None:
            recording = await claims.held(change, recording_id, token)
            change.remove(LEASES, recording_id)
            _put_failed(change, recording.having_spent(failure.usage), failure.reason)

        await ledger.change(work)

    async def _fail_unclaimed(self, ledger: Ledger, seen: Recording, reason: Reason) -> None:
        """Fail a recording as it was seen; if it has changed since, a message has it looked at again."""

        async def work(change: Change) -> bool:
            recording = await change.get(RECORDINGS, seen.id)
            lease = await change.find(LEASES, seen.id)
            if recording.version != seen.version or (lease and lease.until > change.now):
                return False
            if recording.can_move(RecordingState.FAILED):
                change.remove(LEASES, seen.id)
                _put_failed(change, recording, reason)
            return True

        if not await ledger.change(work):
            await self._watch(ledger.lawyer, seen.id, timedelta())

    async def _watch(self, lawyer: Lawyer, recording_id: str, delay: timedelta) -> None:
        message = drafting_message(lawyer, recording_id)
        await self._world.queues.send(Queue.DRAFTING, message, max(delay, timedelta()) + _WATCH_SLACK)


def _put_failed(change: Change, recording: Recording, reason: Reason) -> None:
    change.put(
        RECORDINGS, recording.moved(RecordingState.FAILED, change.now, reason=reason, undrafted_since=None)
    )
    change.record(Actor.SYSTEM, "recording.failed", recording.id, {"reason": reason})
