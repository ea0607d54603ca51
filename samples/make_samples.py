"""Make the sample dictations with Debian's `flite`; run by hand: `python samples/make_samples.py`.

Each recording is written beside its script, and README.md lists them all. The wordings and voices are
those that the local recogniser hears right; speech is in phrases with a pause after each, as dictated.
"""

import io
import random
import shutil
import subprocess
import tempfile
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream

HERE = Path(__file__).parent
SAMPLE_RATE = 16_000
EDGE_SECONDS = 0.3
PAUSE_SECONDS = 0.6
NOISE_LEVEL = 40  # of 32768: the hiss of a quiet room
CONTAINERS = {
    ".m4a": ("ipod", "aac", 32_000),
    ".webm": ("webm", "libopus", 24_000),
    ".ogg": ("ogg", "libopus", 24_000),
    ".mp3": ("mp3", "libmp3lame", 32_000),
    ".flac": ("flac", "flac", None),
}
INTRODUCTION = """# Sample dictations

Synthetic speech: Debian's `flite` read the scripts (`NAME.txt`) and `make_samples.py` made the recordings.
No person is heard, and the names are invented. All are mono, 16 kHz.

| recording | what it is for | script |
|---|---|---|
"""


@dataclass(frozen=True)
class Sample:
    """One recording: its phrases, with a pause after each, and how the voice says them."""

    name: str
    purpose: str
    phrases: tuple[str, ...]
    voice: str = "rms"
    stretch: float = 1.0
    noise: int = 0

    @property
    def script(self) -> str:
        """Return the words that are spoken."""
        sentences = ". ".join(self.phrases).split(". ")
        return " ".join(f"{sentence.capitalize()}." for sentence in sentences) if self.phrases else ""


SAMPLES = [
    Sample(
        "smith-call.wav",
        "one entry: time, task, matter",
        (
            "three tenths of an hour",
            "telephone call with opposing counsel regarding scheduling",
            "smith matter",
        ),
        voice="slt",
    ),
    Sample(
        "recap.ogg",
        "three entries on three matters in one recording",
        (
            "today. point three. telephone call with the client. smith matter",
            "point five. drafting the statement of claim. wilson matter",
            "point two. reviewed the agreement. baker matter",
        ),
    ),
    Sample(
        "no-time.webm",
        "no time is named: the hours stay empty",
        ("telephone call with the client regarding the closing date", "harrison matter"),
    ),
    Sample(
        "no-matter.ogg",
        "no matter is named: the matter stays empty",
        ("today", "an hour and a half", "reviewed the documents"),
    ),
    Sample(
        "minutes.mp3",
        "time in minutes",
        ("twelve minutes", "telephone call with the client regarding the settlement", "taylor matter"),
    ),
    Sample(
        "half-hour.m4a",
        "half an hour, drafting",
        ("half an hour. drafting the statement of claim", "wilson matter"),
        stretch=1.2,
    ),
    Sample(
        "hearing.flac",
        "a date word and over an hour",
        ("yesterday", "an hour and a half. attended the hearing", "anderson matter"),
        voice="slt",
    ),
    Sample("silence.flac", "nothing at all", ()),
    Sample("noise.mp3", "a quiet room's noise, no speech", (), noise=NOISE_LEVEL),
]


def main() -> None:
    """Write every recording, its script and the table."""
    rows = []
    for sample in SAMPLES:
        path = HERE / sample.name
        path.write_bytes(recorded(sample))
        path.with_suffix(".txt").write_text(f"{sample.script}\n" if sample.phrases else "")
        rows.append(f"| `{sample.name}` | {sample.purpose} | {sample.script or '(nothing is said)'} |\n")
    (HERE / "README.md").write_text(INTRODUCTION + "".join(rows))


def recorded(sample: Sample) -> bytes:
    """Return the recording of a sample, in the container that its name says."""
    return _encoded(_samples(sample), Path(sample.name).suffix)


def _samples(sample: Sample) -> array[int]:
    sound = _silence(EDGE_SECONDS)
    for phrase in sample.phrases:
        sound += _spoken(phrase, sample) + _silence(PAUSE_SECONDS)
    if not sample.phrases:
        sound += _silence(2.0)
    chance = random.Random(1)  # noqa: S311 - noise that is the same each time, not a secret
    return array("h", (round(level + chance.gauss(0, sample.noise)) for level in sound))


def _silence(seconds: float) -> array[int]:
    return array("h", bytes(2 * int(seconds * SAMPLE_RATE)))


def _spoken(phrase: str, sample: Sample) -> array[int]:
    flite = shutil.which("flite") or "flite"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spoken.wav"
        stretch = f"duration_stretch={sample.stretch}"
        subprocess.run(  # noqa: S603 - fixed words for a program of the system
            [flite, "-voice", sample.voice, "--setf", stretch, "-t", phrase, "-o", str(path)], check=True
        )
        with wave.open(str(path)) as spoken:
            return array("h", spoken.readframes(spoken.getnframes()))


def _encoded(sound: array[int], suffix: str) -> bytes:
    file = io.BytesIO()
    if suffix == ".wav":
        with wave.open(file, "wb") as plain:
            plain.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
            plain.writeframes(sound.tobytes())
        return file.getvalue()
    container_format, codec, bit_rate = CONTAINERS[suffix]
    with av.open(file, "w", format=container_format) as container:
        stream = cast("AudioStream", container.add_stream(codec, rate=SAMPLE_RATE, layout="mono"))
        if bit_rate:
            stream.bit_rate = bit_rate
        resampler = av.AudioResampler(stream.format, "mono", stream.rate, frame_size=stream.frame_size)
        for frame in [*resampler.resample(_frame(sound)), *resampler.resample(None), None]:
            container.mux(stream.encode(frame))
    return file.getvalue()


def _frame(sound: array[int]) -> AudioFrame:
    frame = AudioFrame(format="s16", layout="mono", samples=len(sound), align=1)
    frame.planes[0].update(sound.tobytes())
    frame.sample_rate = SAMPLE_RATE
    return frame


if __name__ == "__main__":
    main()
