"""Decoding a recording frame by frame; the one module that imports PyAV, and it is itself imported late.

Memory is bounded: of each stretch only its level is kept.
"""

import io
import math
from array import array
from collections.abc import Iterator

import av
from av.audio.frame import AudioFrame
from av.container import InputContainer

from core.domain.errors import FinalFailure
from core.domain.reasons import Reason
from core.domain.recordings import AudioFormat
from core.ports import Sound

STEP = 0.05
LOWEST = -96.0
LONGEST_SECONDS = 12 * 3600

# Speech lies below 4 kHz.
_RATE = 8_000
_FRAME = round(STEP * _RATE)
_FULL_SCALE = 32_768
_DAMAGED_PACKETS = 3
_DAMAGED_SHARE = 0.1
# Named, so that what is no recording is never taken for a playlist, which could have files or addresses read.
_DEMUXERS = {
    AudioFormat.WAV: "wav",
    AudioFormat.MP3: "mp3",
    AudioFormat.M4A: "mov",
    AudioFormat.MP4: "mov",
    AudioFormat.WEBM: "matroska",
    AudioFormat.OGG: "ogg",
    AudioFormat.FLAC: "flac",
}


def measure(audio: bytes, container: AudioFormat) -> Sound:
    """The length and levels of a recording; raises FinalFailure."""
    try:
        with av.open(io.BytesIO(audio), mode="r", format=_DEMUXERS[container]) as opened:
            sound = _sound(opened)
    except av.FFmpegError:
        sound = None
    # Raised out here it has no context: FFmpeg's words stay out of it.
    if sound is None:
        raise FinalFailure(Reason.UNREADABLE_AUDIO)
    if sound.seconds > LONGEST_SECONDS:
        raise FinalFailure(Reason.TOO_LONG)
    return sound


def _sound(opened: InputContainer) -> Sound | None:
    """How the first audio stream sounds; None if there is no sound in it, or much of it is damaged."""
    if not opened.streams.audio:
        return None
    packets, levels = _Packets(opened), array("f")
    resampler, samples, end = _Resampler(), 0, 0.0
    for frame in packets:
        end = max(end, _end(frame))
        for piece in resampler.pieces(frame):
            levels.append(_level(piece))
            samples += piece.samples
        if samples > LONGEST_SECONDS * _RATE:
            break
    for piece in resampler.rest():
        levels.append(_level(piece))
        samples += piece.samples
    if not samples or packets.mostly_damaged:
        return None
    # Where packets were lost, the timestamps know better how long it was.
    return Sound(max(samples / _RATE, end), levels, STEP, packets.declared)


class _Packets:
    """Every frame that can be decoded: a damaged packet costs a moment of speech, not the dictation."""

    def __init__(self, opened: InputContainer) -> None:
        self._opened = opened
        self._stream = opened.streams.audio[0]
        self._read = 0
        self._damaged = 0

    def __iter__(self) -> Iterator[AudioFrame]:
        for packet in self._opened.demux(self._stream):
            self._read += 1
            try:
                yield from packet.decode()
            except av.FFmpegError:
                self._damaged += 1

    @property
    def mostly_damaged(self) -> bool:
        """Whether so much is missing that what is left is another dictation."""
        return self._damaged > max(_DAMAGED_PACKETS, _DAMAGED_SHARE * self._read)

    @property
    def declared(self) -> float | None:
        """The length in the header of the stream, or else of the container, in seconds."""
        if self._stream.duration and self._stream.time_base:
            return float(self._stream.duration * self._stream.time_base)
        return self._opened.duration / av.time_base if self._opened.duration else None


class _Resampler:
    """Frames as pieces of `STEP` seconds, all channels kept; made anew when the audio changes its form."""

    def __init__(self) -> None:
        self._kind: tuple[str, str, int] | None = None
        self._resampler: av.AudioResampler | None = None

    def pieces(self, frame: AudioFrame) -> Iterator[AudioFrame]:
        """What a frame completes."""
        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        if self._resampler is None or kind != self._kind:
            yield from self.rest()
            self._kind = kind
            self._resampler = av.AudioResampler(format="s16", rate=_RATE, frame_size=_FRAME)
        yield from self._resampler.resample(frame)

    def rest(self) -> Iterator[AudioFrame]:
        """What is left over."""
        if self._resampler is not None:
            yield from self._resampler.resample(None)
            self._resampler = None


def _end(frame: AudioFrame) -> float:
    start = frame.time if frame.time is not None else 0.0
    return start + frame.samples / frame.sample_rate


def _level(piece: AudioFrame) -> float:
    """The level of the loudest channel: mixed, two that are the wrong way round would be silence."""
    channels = piece.layout.nb_channels
    samples = array("h", bytes(piece.planes[0])[: piece.samples * channels * 2])
    return max(_decibels(samples[channel::channels]) for channel in range(channels))


def _decibels(samples: array[int]) -> float:
    # A microphone's constant offset is no sound.
    mean = sum(samples) / len(samples)
    power = math.sumprod(samples, samples) / len(samples) - mean * mean
    return max(10 * math.log10(power / _FULL_SCALE**2), LOWEST) if power > 0 else LOWEST
