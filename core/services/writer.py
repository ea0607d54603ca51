"""What is heard and what is proposed: audio to transcript, transcript to checked drafts.

Nothing here is written to the ledger; the transcript is kept as soon as it is there, so that a
second attempt does not pay for speech again.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.entries import DraftedBy, TimeEntry
from core.domain.errors import FinalFailure
from core.domain.identity import Lawyer
from core.domain.ids import new_id
from core.domain.matters import Matter
from core.domain.preferences import Preferences
from core.domain.reasons import Reason
from core.domain.recordings import Recording
from core.drafting.audio import check_audio
from core.drafting.candidates import matter_hints, offered
from core.drafting.prompt import system_prompt, user_message
from core.drafting.rules.drafter import drafts_by_rules
from core.drafting.schema import SCHEMA, SCHEMA_NAME, parse
from core.drafting.speech import check_length, check_speech
from core.drafting.verify import DraftContext, DraftedEntry, drafts
from core.ports import Blobs, BlobStore, DraftingModel, Transcriber
from core.services.transcripts import Transcript, read_transcript, save_transcript


@dataclass(frozen=True, slots=True)
class Models:
    """The services that hear and propose."""

    transcriber: Transcriber
    drafting: DraftingModel


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a lawyer before a recording is heard: the open matters, and the preferences."""

    matters: Sequence[Matter]
    preferences: Preferences


@dataclass(frozen=True, slots=True)
class Written:
    """The checked drafts of a transcript, and who proposed them."""

    by: DraftedBy
    drafts: tuple[DraftedEntry, ...]

    def entries(self, recording_id: str, now: datetime) -> list[TimeEntry]:
        """The drafts as new time entries of a recording."""
        return [
            TimeEntry(
                id=new_id(now),
                fields=draft.fields,
                drafted_by=self.by,
                spoken_minutes=draft.spoken_minutes,
                rounded_minutes=draft.fields.minutes if draft.spoken_minutes else None,
                evidence=draft.evidence,
                findings=draft.findings,
                recording_id=recording_id,
                created_at=now,
                updated_at=now,
            )
            for draft in self.drafts
        ]


class Writer:
    """Hears recordings and writes drafts; every answer of a service is checked by our own code."""

    def __init__(self, blobs: BlobStore, models: Models, max_bytes: int) -> None:
        self._blobs = blobs
        self._models = models
        self._max_bytes = max_bytes

    async def hear(self, lawyer: Lawyer, recording: Recording, known: Known) -> Transcript:
        """The transcript, from storage if an earlier attempt got that far; raises PipelineFailure."""
        blobs, name = self._blobs.of(lawyer), recording.blob_name
        kept, size = await asyncio.gather(read_transcript(blobs, recording.id), _size(blobs, name))
        if kept:
            return kept
        if size is not None and size > self._max_bytes:
            raise FinalFailure(Reason.TOO_LARGE)
        audio = await blobs.read_audio(name) if name else None
        if audio is None or name is None:
            raise FinalFailure(Reason.NEVER_UPLOADED)
        check_audio(audio, self._max_bytes)
        hints = matter_hints(known.matters)
        speech = await self._models.transcriber.transcribe(audio, name, recording.language, hints)
        check_speech(speech)
        check_length(speech, recording.duration_seconds)
        return await save_transcript(blobs, recording.id, speech)

    async def write(self, recording: Recording, transcript: Transcript, known: Known) -> Written:
        """What the model makes of a transcript, checked; raises PipelineFailure."""
        context = _context(recording, transcript, known)
        tense = known.preferences.rules().tense
        answer = await self._models.drafting.complete(
            system_prompt(tense), user_message(transcript.text, context, tense), SCHEMA_NAME, SCHEMA
        )
        return Written(DraftedBy.MODEL, drafts(parse(answer), transcript.text, context))

    def write_by_rules(self, recording: Recording, transcript: Transcript, known: Known) -> Written | None:
        """What our own rules make of a transcript, checked; None when that is nothing."""
        try:
            made = drafts_by_rules(transcript.text, _context(recording, transcript, known))
        except FinalFailure:
            return None
        return Written(DraftedBy.RULES, made)


async def _size(blobs: Blobs, name: str | None) -> int | None:
    return await blobs.audio_size(name) if name else None


def _context(recording: Recording, transcript: Transcript, known: Known) -> DraftContext:
    matters = offered(known.matters, transcript.text)
    return DraftContext(recording.work_day, recording.language, matters, known.preferences)
