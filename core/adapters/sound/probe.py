"""Listening to audio in a thread: decoding would hold up every other recording."""

import asyncio

from core.domain.recordings import AudioFormat
from core.ports import Sound


class FFmpegProbe:
    """An AudioProbe; FFmpeg comes within PyAV, which is imported with the first recording."""

    async def measure(self, audio: bytes, container: AudioFormat) -> Sound:
        """How it sounds; raises FinalFailure for what cannot be decoded, or is too long."""
        return await asyncio.to_thread(_measured, audio, container)


def _measured(audio: bytes, container: AudioFormat) -> Sound:
    from core.adapters.sound.decoding import measure  # noqa: PLC0415 - keeps cold starts short

    return measure(audio, container)
