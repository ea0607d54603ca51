"""Nobody who speaks is refused, and silence is not paid for: real audio, really decoded."""

import math
import random
from array import array
from collections.abc import Callable

import pytest

from core.adapters.sound import FFmpegProbe
from core.domain.errors import FinalFailure
from core.domain.reasons import Reason
from core.domain.recordings import AudioFormat
from core.drafting.sound import Pauses, check_heard, check_whole
from core.ports import Sound
from tests.core.adapters.sound.recorders import (
    SAMPLES,
    browser_webm,
    finished,
    fragmented_mp4,
    mixed,
    peaking_at,
    spoken,
)
from tests.local.standins.sounds import SAMPLE_RATE, noise, silence, wav

DICTATIONS = ["smith-call.wav", "minutes.mp3", "half-hour.m4a", "no-time.webm", "recap.ogg", "hearing.flac"]


async def _heard(audio: bytes, container: AudioFormat = AudioFormat.WAV) -> Sound:
    return await FFmpegProbe().measure(audio, container)


def _format(name: str) -> AudioFormat:
    return AudioFormat(name.rpartition(".")[2])


def _rms(samples: array[int]) -> float:
    return math.sqrt(math.sumprod(samples, samples) / len(samples))


def _refused(check: Callable[[], None]) -> Reason:
    with pytest.raises(FinalFailure) as caught:
        check()
    return caught.value.reason


def _rumble(seconds: float, level: float) -> array[int]:
    """Low noise, as of ventilation."""
    chance, state, samples = random.Random(5), 0.0, []  # noqa: S311 - not a secret
    for _ in range(int(seconds * SAMPLE_RATE)):
        state = 0.9 * state + chance.gauss(0, 1)
        samples.append(state)
    factor = level / math.sqrt(math.sumprod(samples, samples) / len(samples))
    return array("h", (round(sample * factor) for sample in samples))


@pytest.mark.parametrize("name", DICTATIONS)
async def test_every_dictation_is_heard(name: str) -> None:
    check_heard(await _heard((SAMPLES / name).read_bytes(), _format(name)))


@pytest.mark.parametrize("name", DICTATIONS)
@pytest.mark.parametrize("peak", [-30, -45, -55, -60])
async def test_a_soft_voice_far_from_the_phone_is_heard(name: str, peak: int) -> None:
    soft = peaking_at(spoken(name), peak)
    check_heard(await _heard(wav(soft)))
    check_heard(await _heard(wav(mixed(soft, noise(60, 2)))))


@pytest.mark.parametrize("name", DICTATIONS)
@pytest.mark.parametrize("below", [6, 0, -3])
@pytest.mark.parametrize("make", [noise, _rumble], ids=["hiss", "rumble"])
async def test_a_voice_is_heard_in_noise(
    name: str, below: int, make: Callable[[float, int], array[int]]
) -> None:
    """The noise is so many dB below the voice, or above it."""
    voice = peaking_at(spoken(name), -12)
    around = make(len(voice) / SAMPLE_RATE, round(_rms(voice) / 10 ** (below / 20)))
    check_heard(await _heard(wav(mixed(voice, around))))


async def test_one_word_in_a_minute_of_hiss_is_heard() -> None:
    word = peaking_at(spoken("hearing.flac"), -40)[int(0.5 * SAMPLE_RATE) : int(1.3 * SAMPLE_RATE)]
    check_heard(await _heard(wav(mixed(silence(30) + word + silence(30), noise(61, 20)))))


@pytest.mark.parametrize("seconds", [0.1, 1.0, 30.0])
@pytest.mark.parametrize("level", [0, 1])
async def test_silence_and_its_dither_are_refused(seconds: float, level: int) -> None:
    sound = await _heard(wav(noise(seconds, level) if level else silence(seconds)))
    if level == 0 or seconds >= 1:
        assert _refused(lambda: check_heard(sound)) is Reason.NO_SPEECH


@pytest.mark.parametrize("level", [3, 20, 200, 2_000])
@pytest.mark.parametrize("seconds", [2, 120])
async def test_the_steady_hiss_of_a_room_is_refused(seconds: int, level: int) -> None:
    sound = await _heard(wav(noise(seconds, level)))
    assert _refused(lambda: check_heard(sound)) is Reason.NO_SPEECH


@pytest.mark.parametrize("name", ["silence.flac", "noise.mp3"])
async def test_the_samples_without_speech_are_refused(name: str) -> None:
    sound = await _heard((SAMPLES / name).read_bytes(), _format(name))
    assert _refused(lambda: check_heard(sound)) is Reason.NO_SPEECH


async def test_a_click_is_no_speech() -> None:
    hiss = noise(20, 5)
    hiss[160_000:160_400] = array("h", [20_000, -20_000] * 200)
    sound = await _heard(wav(hiss))
    assert _refused(lambda: check_heard(sound)) is Reason.NO_SPEECH


async def test_what_is_too_short_to_be_called_steady_is_heard() -> None:
    check_heard(await _heard(wav(noise(0.6, 500))))


async def test_pauses_are_quiet_and_words_are_not() -> None:
    hissing = mixed(silence(2) + spoken() + silence(5), noise(20, 8))
    pauses = Pauses(await _heard(wav(hissing)))
    assert pauses.hold(0.5, 2.0)
    assert pauses.hold(11.0, 15.0)
    assert not pauses.hold(2.4, 4.0)
    assert not pauses.hold(0.0, 10.0)
    assert pauses.hold(15.5, 30.0), "there is nothing behind the end"


@pytest.mark.parametrize(
    "name", ["recap.ogg", "no-time.webm", "hearing.flac", "minutes.mp3", "half-hour.m4a"]
)
async def test_a_whole_recording_is_whole_whatever_its_device_says(name: str) -> None:
    audio = (SAMPLES / name).read_bytes()
    sound = await _heard(audio, _format(name))
    for recorded in (None, 0, int(sound.seconds), round(sound.seconds) + 2):
        check_whole(audio, _format(name), sound, recorded)


CUT: dict[str, tuple[AudioFormat, Callable[[], bytes]]] = {
    "ogg": (AudioFormat.OGG, (SAMPLES / "recap.ogg").read_bytes),
    "webm": (AudioFormat.WEBM, (SAMPLES / "no-time.webm").read_bytes),
    "flac": (AudioFormat.FLAC, (SAMPLES / "hearing.flac").read_bytes),
    "mp3": (AudioFormat.MP3, (SAMPLES / "minutes.mp3").read_bytes),
    "m4a": (AudioFormat.M4A, lambda: finished("ipod", "aac", movflags="faststart")),
}


@pytest.mark.parametrize("share", [0.25, 0.5, 0.8])
@pytest.mark.parametrize("name", CUT)
async def test_half_a_recording_shows_it(name: str, share: float) -> None:
    container, make = CUT[name]
    audio = make()
    cut = audio[: int(len(audio) * share)]
    sound = await _heard(cut, container)
    assert _refused(lambda: check_whole(cut, container, sound, None)) is Reason.UNREADABLE_AUDIO


@pytest.mark.parametrize("name", CUT)
async def test_a_few_bytes_less_lose_no_dictation(name: str) -> None:
    container, make = CUT[name]
    cut = make()[:-12]
    check_whole(cut, container, await _heard(cut, container), None)


@pytest.mark.parametrize(
    ("make", "container"),
    [(browser_webm, AudioFormat.WEBM), (fragmented_mp4, AudioFormat.MP4)],
    ids=["webm", "mp4"],
)
async def test_what_a_browser_records_needs_no_length(
    make: Callable[[], bytes], container: AudioFormat
) -> None:
    whole = make()
    for audio in (whole, whole[:-12]):
        check_whole(audio, container, await _heard(audio, container), None)
    half = whole[: len(whole) // 2]
    sound = await _heard(half, container)
    assert _refused(lambda: check_whole(half, container, sound, 14)) is Reason.CUT_SHORT


async def test_a_device_that_says_how_long_it_was_settles_a_file_that_breaks_off() -> None:
    ogg = (SAMPLES / "recap.ogg").read_bytes()
    cut = ogg[: ogg.rindex(b"OggS") - 10]
    sound = await _heard(cut, AudioFormat.OGG)
    check_whole(cut, AudioFormat.OGG, sound, 14)
    assert _refused(lambda: check_whole(cut, AudioFormat.OGG, sound, None)) is Reason.UNREADABLE_AUDIO


@pytest.mark.parametrize(
    ("heard", "recorded"), [(60.0, None), (60.0, 60), (57.0, 60), (54.0, 60), (2.0, 5), (90.0, 60), (9.0, 0)]
)
def test_a_device_rounds(heard: float, recorded: int | None) -> None:
    check_whole(b"", AudioFormat.WAV, Sound(heard, (-20.0,), 0.05), recorded)


@pytest.mark.parametrize(("heard", "recorded"), [(30.0, 60), (53.9, 60), (1.9, 5), (0.0, 4)])
def test_what_its_device_says_was_longer_is_cut_short(heard: float, recorded: int) -> None:
    sound = Sound(heard, (-20.0,), 0.05)
    assert _refused(lambda: check_whole(b"", AudioFormat.WAV, sound, recorded)) is Reason.CUT_SHORT
