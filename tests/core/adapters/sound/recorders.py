"""Recordings as devices make them: a sample in each container, live or finished."""

import io
import tempfile
from array import array
from pathlib import Path
from typing import cast

import av
from av.audio.stream import AudioStream

from local.standins.recognition.audio import decode

SAMPLES = Path(__file__).parents[4] / "samples"
RECAP = SAMPLES / "recap.ogg"
OPUS_RATE = 48_000


class _Pipe:
    """Where a live recorder writes: it cannot go back."""

    def __init__(self) -> None:
        self.written = io.BytesIO()

    def write(self, data: bytes) -> int:
        return self.written.write(data)


def browser_webm() -> bytes:
    """The recap as a browser records it: live, without a length."""
    return _live("webm", "libopus", {"live": "1"})


def fragmented_mp4() -> bytes:
    """The recap as a browser records it that makes MP4: in fragments, without a length."""
    return _live("mp4", "aac", {"movflags": "frag_keyframe+empty_moov+default_base_moof"})


def streamed_flac() -> bytes:
    """The recap as a FLAC whose header was never gone back to."""
    return _live("flac", "flac", {})


def finished(container: str, codec: str, **options: str) -> bytes:
    """The recap in a file that was finished."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "recording"
        _record(str(path), container, codec, options)
        return path.read_bytes()


def _live(container: str, codec: str, options: dict[str, str]) -> bytes:
    pipe = _Pipe()
    _record(pipe, container, codec, options)
    return pipe.written.getvalue()


def _record(to: "str | _Pipe", container: str, codec: str, options: dict[str, str]) -> None:
    with av.open(str(RECAP)) as source, av.open(to, "w", format=container, options=options) as target:
        stream = cast("AudioStream", target.add_stream(codec, rate=OPUS_RATE, layout="mono"))
        resampler = av.AudioResampler(stream.format, "mono", OPUS_RATE, frame_size=stream.frame_size or None)
        for frame in [*source.decode(audio=0), None]:
            for piece in resampler.resample(frame):
                piece.pts = None
                target.mux(stream.encode(piece))
        target.mux(stream.encode(None))


def spoken(name: str = "smith-call.wav") -> array[int]:
    """The samples of a dictation, 16 kHz mono."""
    return decode((SAMPLES / name).read_bytes())


def peaking_at(samples: array[int], decibels: float) -> array[int]:
    """Samples made so soft that their peak lies so many dB below full scale."""
    factor = 10 ** (decibels / 20) * 32_767 / max(map(abs, samples))
    return array("h", (round(sample * factor) for sample in samples))


def mixed(*sounds: array[int]) -> array[int]:
    """Sounds heard at once, as long as the shortest."""
    return array("h", (max(-32_768, min(32_767, sum(at_once))) for at_once in zip(*sounds, strict=False)))
