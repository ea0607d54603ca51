"""Decoding of uploaded audio to what the recogniser hears: 16 kHz, mono, 16-bit samples."""

import io
import math
from array import array
from collections.abc import Iterator

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer

SAMPLE_RATE = 16_000
LOUDNESS_FRAME = SAMPLE_RATE // 50


class UndecodableAudioError(Exception):
    """The bytes are not audio in any format the decoder knows."""


def decode(data: bytes) -> array[int]:
    """Return the samples of a recording in any common container; raise UndecodableAudioError."""
    try:
        with av.open(io.BytesIO(data), mode="r") as container:
            samples = _resampled(container)
    except av.FFmpegError:
        raise UndecodableAudioError from None
    if not samples:
        raise UndecodableAudioError
    return samples


def _resampled(container: InputContainer) -> array[int]:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)
    samples: array[int] = array("h")
    for frame in [*_frames(container), None]:
        for out in resampler.resample(frame):
            samples.frombytes(bytes(out.planes[0])[: out.samples * 2])
    return samples


def _frames(container: InputContainer) -> Iterator[AudioFrame]:
    if not container.streams.audio:
        raise UndecodableAudioError
    stream: AudioStream = container.streams.audio[0]
    for packet in container.demux(stream):
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            continue  # players skip a damaged packet too; audio with none intact is refused above


def loudness(samples: array[int]) -> list[float]:
    """Return the level of each 20 ms in dB below full scale (digital silence is -96)."""
    frames = (samples[i : i + LOUDNESS_FRAME] for i in range(0, len(samples), LOUDNESS_FRAME))
    return [_decibels(frame) for frame in frames]


def _decibels(frame: array[int]) -> float:
    power = math.sumprod(frame, frame) / len(frame)
    return 10 * math.log10(max(power, 1) / 32768**2) if power > 0 else -96.0


def no_speech_probability(samples: array[int]) -> float:
    """Return how unlikely speech is: near 1 for what is quiet throughout or steady as noise is.

    Speech swings by 20 dB and more between syllables; noise of a room stays within a few.
    """
    levels = sorted(loudness(samples))
    if not levels:
        return 1.0
    loud, quiet = (levels[round(share * (len(levels) - 1))] for share in (0.95, 0.1))
    return max(_falling(loud, around=-50.0), _falling(loud - quiet, around=8.0))


def _falling(value: float, around: float) -> float:
    return round(1 / (1 + math.exp(min(value - around, 50.0))), 4)
