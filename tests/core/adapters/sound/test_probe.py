"""How real audio sounds, in every container we take."""

import io
import logging
import math
import tracemalloc
import wave
from array import array

import pytest

from core.adapters.sound import FFmpegProbe
from core.adapters.sound.decoding import LOWEST, STEP
from core.domain.errors import FinalFailure
from core.domain.reasons import Reason
from core.domain.recordings import AudioFormat
from tests.core.adapters.sound.recorders import (
    SAMPLES,
    browser_webm,
    finished,
    fragmented_mp4,
    peaking_at,
    spoken,
)
from tests.local.standins.sounds import SAMPLE_RATE, silence, syllables, wav

PROBE = FFmpegProbe()
LENGTHS = {
    "smith-call.wav": 8.235,
    "minutes.mp3": 8.04,
    "half-hour.m4a": 7.05,
    "no-time.webm": 6.62,
    "recap.ogg": 14.26,
    "hearing.flac": 7.22,
}


def _format(name: str) -> AudioFormat:
    return AudioFormat(name.rpartition(".")[2])


def _channels(*channels: array[int]) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as plain:
        plain.setparams((len(channels), 2, SAMPLE_RATE, 0, "NONE", ""))
        plain.writeframes(
            array("h", (sample for at_once in zip(*channels, strict=True) for sample in at_once))
        )
    return file.getvalue()


@pytest.mark.parametrize("name", LENGTHS)
async def test_every_container_has_its_length_and_its_pauses(name: str) -> None:
    sound = await PROBE.measure((SAMPLES / name).read_bytes(), _format(name))
    assert sound.seconds == pytest.approx(LENGTHS[name], abs=0.1)
    assert len(sound.levels) * sound.step == pytest.approx(sound.seconds, abs=0.15)
    assert -20 < max(sound.levels) < 0
    assert min(sound.levels) < -90


async def test_digital_silence_has_the_lowest_level() -> None:
    sound = await PROBE.measure((SAMPLES / "silence.flac").read_bytes(), AudioFormat.FLAC)
    assert set(sound.levels) == {LOWEST}


async def test_a_level_is_that_of_the_signal() -> None:
    square = array("h", ([3277] * 20 + [-3277] * 20) * 400)
    sound = await PROBE.measure(wav(square), AudioFormat.WAV)
    assert sound.levels[5] == pytest.approx(-20, abs=1)


async def test_a_step_is_where_it_was_heard() -> None:
    samples = silence(1.0) + syllables(0.5, 8_000) + silence(1.5)
    sound = await PROBE.measure(wav(samples), AudioFormat.WAV)
    heard = [index * STEP for index, level in enumerate(sound.levels) if level > -60]
    assert 0.9 < heard[0] < 1.2
    assert 1.2 < heard[-1] < 1.55


@pytest.mark.parametrize("count", [2, 3, 6, 8])
async def test_any_channel_is_enough(count: int) -> None:
    one, quiet = spoken(), silence(len(spoken()) / SAMPLE_RATE)
    sound = await PROBE.measure(_channels(one, *[quiet] * (count - 1)), AudioFormat.WAV)
    alone = await PROBE.measure(wav(one), AudioFormat.WAV)
    assert max(sound.levels) == pytest.approx(max(alone.levels), abs=1)


async def test_two_channels_the_wrong_way_round_are_no_silence() -> None:
    one = spoken()
    sound = await PROBE.measure(_channels(one, array("h", (-max(s, -32_767) for s in one))), AudioFormat.WAV)
    assert max(sound.levels) > -20


async def test_a_constant_offset_is_no_sound() -> None:
    sound = await PROBE.measure(wav(array("h", [900] * SAMPLE_RATE * 2)), AudioFormat.WAV)
    assert max(sound.levels[2:-2]) < -80


async def test_soft_speech_is_as_soft_as_it_is() -> None:
    loud = await PROBE.measure(wav(spoken()), AudioFormat.WAV)
    soft = await PROBE.measure(wav(peaking_at(spoken(), -45)), AudioFormat.WAV)
    softer = 45 + 20 * math.log10(max(map(abs, spoken())) / 32_767)
    assert max(loud.levels) - max(soft.levels) == pytest.approx(softer, abs=0.5)


@pytest.mark.parametrize(
    ("made", "container"),
    [(browser_webm, AudioFormat.WEBM), (fragmented_mp4, AudioFormat.MP4)],
    ids=["webm", "mp4"],
)
async def test_what_a_browser_records_is_measured_to_its_end(made: object, container: AudioFormat) -> None:
    assert callable(made)
    sound = await PROBE.measure(made(), container)
    assert sound.seconds == pytest.approx(14.26, abs=0.1)


@pytest.mark.parametrize("name", [name for name in LENGTHS if not name.endswith(("wav", "mp3"))])
async def test_a_damaged_last_packet_does_not_lose_a_dictation(name: str) -> None:
    audio = bytearray((SAMPLES / name).read_bytes())
    if name.endswith("m4a"):
        end = audio.index(b"moov") - 4
    elif name.endswith("webm"):
        end = audio.index(b"\x1c\x53\xbb\x6b")
    else:
        end = len(audio)
    audio[end - 40 : end] = b"\xff" * 40
    sound = await PROBE.measure(bytes(audio), _format(name))
    assert sound.seconds > LENGTHS[name] - 1


@pytest.mark.parametrize("container", AudioFormat)
@pytest.mark.parametrize(
    "audio",
    [
        b"",
        b"RIFF",
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n",
        b"ffconcat version 1.0\nfile '/etc/hostname'\n",
        bytes(5_000),
        b"fLaC" + bytes(range(256)) * 40,
        b"OggS" + bytes(range(256)) * 40,
        b"ID3\4\0\0\0\0\0\0" + b"Dear Sir or Madam. " * 99,
    ],
    ids=lambda audio: repr(audio[:4]),
)
async def test_what_is_no_audio_cannot_be_read(audio: bytes, container: AudioFormat) -> None:
    with pytest.raises(FinalFailure) as caught:
        await PROBE.measure(audio, container)
    assert caught.value.reason is Reason.UNREADABLE_AUDIO
    assert caught.value.__context__ is None


async def test_nothing_of_a_recording_is_logged(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """FFmpeg would tell of titles and of what is damaged."""
    caplog.set_level(logging.DEBUG)
    titled = (
        b"ID3\4\0\0\0\0\0\x15TIT2\0\0\0\x0b\0\0\3qzxtitlevk" + (SAMPLES / "minutes.mp3").read_bytes()[45:]
    )
    await PROBE.measure(titled[:9_000] + bytes(900) + titled[9_900:], AudioFormat.MP3)
    with pytest.raises(FinalFailure):
        await PROBE.measure(b"fLaC" + titled, AudioFormat.FLAC)
    assert not [record for record in caplog.records if record.name.startswith(("av", "libav"))]
    assert capfd.readouterr() == ("", "")


async def test_a_file_that_is_mostly_damaged_is_another_dictation() -> None:
    audio = bytearray(finished("flac", "flac"))
    for start in range(len(audio) // 5, len(audio), 2_000):
        audio[start : start + 200] = bytes(200)
    with pytest.raises(FinalFailure) as caught:
        await PROBE.measure(bytes(audio), AudioFormat.FLAC)
    assert caught.value.reason is Reason.UNREADABLE_AUDIO


async def test_half_an_hour_is_not_held_in_memory() -> None:
    audio = wav(array("h", bytes(2 * 1800 * SAMPLE_RATE)))
    tracemalloc.start()
    try:
        sound = await PROBE.measure(audio, AudioFormat.WAV)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sound.seconds == pytest.approx(1800, abs=1)
    assert peak < len(audio) / 10


async def test_days_of_audio_are_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.adapters.sound.decoding.LONGEST_SECONDS", 5)
    with pytest.raises(FinalFailure) as caught:
        await PROBE.measure((SAMPLES / "recap.ogg").read_bytes(), AudioFormat.OGG)
    assert caught.value.reason is Reason.TOO_LONG
