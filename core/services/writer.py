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
from core.domain.preferences import Tense
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

    def __init__(self, blobs: BlobStore, models: Models, max_bytes: int, style: Tense) -> None:
        self._blobs = blobs
        self._models = models
        self._max_bytes = max_bytes
        self._style = style

    async def hear(self, lawyer: Lawyer, recording: Recording, matters: Sequence[Matter]) -> Transcript:
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
        hints = matter_hints(matters)
        speech = await self._models.transcriber.transcribe(audio, name, recording.language, hints)
        check_speech(speech)
        check_length(speech, recording.duration_seconds)
        return await save_transcript(blobs, recording.id, speech)

    async def write(self, recording: Recording, transcript: Transcript, matters: Sequence[Matter]) -> Written:
        """What the model makes of a transcript, checked; raises PipelineFailure."""
        context = _context(recording, transcript, matters)
        answer = await self._models.drafting.complete(
            system_prompt(self._style),
            user_message(transcript.text, context, self._style),
            SCHEMA_NAME,
            SCHEMA,
        )
        return Written(DraftedBy.MODEL, drafts(parse(answer), transcript.text, context))

    def write_by_rules(
        self, recording: Recording, transcript: Transcript, matters: Sequence[Matter]
    ) -> Written | None:
        """What our own rules make of a transcript, checked; None when that is nothing."""
        try:
            made = drafts_by_rules(transcript.text, _context(recording, transcript, matters))
        except FinalFailure:
            return None
        return Written(DraftedBy.RULES, made)


async def _size(blobs: Blobs, name: str | None) -> int | None:
    return await blobs.audio_size(name) if name else None


def _context(recording: Recording, transcript: Transcript, matters: Sequence[Matter]) -> DraftContext:
    return DraftContext(recording.work_day, recording.language, offered(matters, transcript.text))
