"""Small recordings for tests."""

import io
import math
import random
import wave
from array import array

SAMPLE_RATE = 16_000


def wav(samples: array[int]) -> bytes:
    """Return samples as a WAV file, 16 kHz mono."""
    file = io.BytesIO()
    with wave.open(file, "wb") as plain:
        plain.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        plain.writeframes(samples.tobytes())
    return file.getvalue()


def silence(seconds: float) -> array[int]:
    """Return digital silence."""
    return array("h", bytes(2 * int(seconds * SAMPLE_RATE)))


def noise(seconds: float, level: int) -> array[int]:
    """Return steady noise of a level (of 32768)."""
    chance = random.Random(7)  # noqa: S311 - noise that is the same each time, not a secret
    return array("h", (round(chance.gauss(0, level)) for _ in range(int(seconds * SAMPLE_RATE))))


def syllables(seconds: float, level: int) -> array[int]:
    """Return a tone that swells and fades four times a second, as speech does."""
    times = (number / SAMPLE_RATE for number in range(int(seconds * SAMPLE_RATE)))
    swell = ((time, math.sin(4 * math.pi * time) ** 4) for time in times)
    return array("h", (round(level * rise * math.sin(880 * math.pi * time)) for time, rise in swell))
