"""What is heard and what is proposed: audio to transcript, transcript to checked drafts.

Nothing here is written to the ledger; the transcript is kept as soon as it is there, so that a
second attempt does not pay for speech again.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from core.domain.entries import DraftedBy, TimeEntry
from core.domain.errors import FinalFailure
from core.domain.identity import Lawyer
from core.domain.ids import new_id
from core.domain.making import Making, Prices, Usage
from core.domain.matters import Matter
from core.domain.preferences import Preferences
from core.domain.reasons import Reason
from core.domain.recordings import Recording
from core.drafting.audio import check_audio
from core.drafting.candidates import matter_hints, offered
from core.drafting.check_speech import mark_unclear
from core.drafting.prompt import system_prompt, user_message
from core.drafting.rules.drafter import drafts_by_rules
from core.drafting.schema import SCHEMA, SCHEMA_NAME, parse
from core.drafting.sound import check_heard, check_whole
from core.drafting.speech import heard
from core.drafting.spoken_language import language_of
from core.drafting.verify import DraftContext, DraftedEntry, drafts
from core.ports import AudioProbe, Blobs, BlobStore, DraftingModel, Sound, Transcriber
from core.services.transcripts import Transcript, read_transcript, save_transcript

_UNKNOWN = Prices()


@dataclass(frozen=True, slots=True)
class Models:
    """Who hears and who proposes, who listens before they are paid, and what they cost."""

    transcriber: Transcriber
    drafting: DraftingModel
    probe: AudioProbe
    prices: Prices = _UNKNOWN


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a lawyer before a recording is heard: the open matters, and the preferences."""

    matters: Sequence[Matter]
    preferences: Preferences


@dataclass(frozen=True, slots=True)
class Written:
    """The checked drafts of a transcript, who proposed them, and what they cost."""

    by: DraftedBy
    drafts: tuple[DraftedEntry, ...]
    making: Making

    def entries(self, recording_id: str, now: datetime) -> list[TimeEntry]:
        """The drafts as new time entries of a recording."""
        return [
            TimeEntry(
                id=new_id(now),
                fields=draft.fields,
                drafted_by=self.by,
                spoken_minutes=draft.spoken_minutes,
                rounded_minutes=draft.fields.minutes if draft.spoken_minutes else None,
                clock=draft.clock,
                evidence=draft.evidence,
                findings=draft.findings,
                recording_id=recording_id,
                making=self.making,
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
            return kept.model_copy(update={"language": _language(recording, kept, known)})
        if size is not None and size > self._max_bytes:
            raise FinalFailure(Reason.TOO_LARGE)
        audio = await blobs.read_audio(name) if name else None
        if audio is None or name is None:
            raise FinalFailure(Reason.NEVER_UPLOADED)
        sound = await self._listen(audio, recording)
        wanted, started = recording.language or known.preferences.language, perf_counter()
        speech = await self._models.transcriber.transcribe(audio, name, wanted, matter_hints(known.matters))
        took = _milliseconds_since(started)
        said = heard(speech, sound)
        transcript = Transcript(
            text=said.text,
            language=language_of(wanted, speech.language, said.text),
            unclear=said.unclear,
            seconds=round(sound.seconds, 2),
            speech_ms=took,
        )
        return await save_transcript(blobs, recording.id, transcript)

    async def write(self, recording: Recording, transcript: Transcript, known: Known) -> Written:
        """What the model makes of a transcript, checked; raises PipelineFailure."""
        context, started = _context(recording, transcript, known), perf_counter()
        answer = await self._models.drafting.complete(
            system_prompt(), user_message(transcript.text, context), SCHEMA_NAME, SCHEMA
        )
        try:
            made = drafts(parse(answer.text), transcript.text, context)
        except FinalFailure as failure:
            failure.usage = answer.usage
            raise
        usage = recording.spent.plus(answer.usage) if answer.usage else None
        return self._written(DraftedBy.MODEL, made, transcript, usage, started)

    def write_by_rules(self, recording: Recording, transcript: Transcript, known: Known) -> Written | None:
        """What our own rules make of a transcript, checked; None when that is nothing."""
        started = perf_counter()
        try:
            made = drafts_by_rules(transcript.text, _context(recording, transcript, known))
        except FinalFailure:
            return None
        return self._written(DraftedBy.RULES, made, transcript, recording.spent, started)

    async def _listen(self, audio: bytes, recording: Recording) -> Sound:
        """How the audio sounds; raises FinalFailure for what nobody need be paid to hear."""
        container = check_audio(audio, self._max_bytes)
        sound = await self._models.probe.measure(audio, container)
        check_whole(audio, container, sound, recording.duration_seconds)
        check_heard(sound)
        return sound

    def _written(
        self,
        by: DraftedBy,
        made: tuple[DraftedEntry, ...],
        transcript: Transcript,
        usage: Usage | None,
        started: float,
    ) -> Written:
        price = self._models.prices.of(transcript.seconds, usage)
        making = Making(
            entries=len(made),
            audio_seconds=transcript.seconds,
            prompt_tokens=usage.prompt_tokens if usage else None,
            completion_tokens=usage.completion_tokens if usage else None,
            price=price,
            currency=self._models.prices.currency if price else None,
            speech_ms=transcript.speech_ms,
            drafting_ms=_milliseconds_since(started),
        )
        return Written(by, mark_unclear(made, transcript.unclear), making)


def _milliseconds_since(started: float) -> int:
    return round((perf_counter() - started) * 1000)


async def _size(blobs: Blobs, name: str | None) -> int | None:
    return await blobs.audio_size(name) if name else None


def _language(recording: Recording, transcript: Transcript, known: Known) -> str:
    """What is typed is read in the language it is in, whatever its lawyer usually dictates in."""
    usual = known.preferences.language
    return language_of(recording.language, transcript.language, transcript.text, usual)


def _context(recording: Recording, transcript: Transcript, known: Known) -> DraftContext:
    language, matters = _language(recording, transcript, known), offered(known.matters, transcript.text)
    return DraftContext(recording.work_day, language, matters, known.preferences)
