"""Transcripts, kept beside the audio because they can outgrow a table row."""

from core.domain.values import Value
from core.ports import Blobs


class Transcript(Value):
    """What was heard or typed; `language` is what it is drafted in, as set or as detected.

    `unclear` is where the recogniser was unsure (character offsets), `seconds` the length of the audio and
    `speech_ms` how long recognition took, None for what was typed.
    """

    text: str
    language: str | None = None
    unclear: tuple[tuple[int, int], ...] = ()
    seconds: float | None = None
    speech_ms: int | None = None


async def save_transcript(blobs: Blobs, recording_id: str, transcript: Transcript) -> Transcript:
    """Keep what was heard, before anything is drafted from it."""
    await blobs.save_transcript(recording_id, transcript.model_dump_json())
    return transcript


async def read_transcript(blobs: Blobs, recording_id: str) -> Transcript | None:
    """What was heard, if it is still kept."""
    body = await blobs.read_transcript(recording_id)
    return Transcript.model_validate_json(body) if body else None
