"""Transcripts, kept beside the audio because they can outgrow a table row."""

from core.domain.values import Value
from core.ports import Blobs, Speech


class Transcript(Value):
    """What was heard; `language` is what the recogniser took it for."""

    text: str
    language: str | None = None
    seconds: float | None = None


async def save_transcript(blobs: Blobs, recording_id: str, speech: Speech) -> Transcript:
    """Keep what was heard, before anything is drafted from it."""
    transcript = Transcript(text=speech.text, language=speech.language, seconds=speech.seconds)
    await blobs.save_transcript(recording_id, transcript.model_dump_json())
    return transcript


async def read_transcript(blobs: Blobs, recording_id: str) -> Transcript | None:
    """What was heard, if it is still kept."""
    body = await blobs.read_transcript(recording_id)
    return Transcript.model_validate_json(body) if body else None
