"""Loudness and the probability that nobody spoke."""

import pytest

from local.standins.recognition.audio import UndecodableAudioError, decode, loudness, no_speech_probability
from tests.local.standins.sounds import noise, silence, syllables, wav


def test_decoding_gives_back_what_was_recorded() -> None:
    recorded = syllables(0.3, 8000)
    assert decode(wav(recorded)) == recorded


@pytest.mark.parametrize("data", [b"", b"words, not audio", wav(silence(0.0))])
def test_what_is_not_audio_is_refused(data: bytes) -> None:
    with pytest.raises(UndecodableAudioError):
        decode(data)


def test_loudness_is_measured_against_full_scale() -> None:
    (level,) = loudness(noise(0.02, 3277))
    assert level == pytest.approx(-20, abs=1)
    assert loudness(silence(0.04)) == [-96.0, -96.0]


@pytest.mark.parametrize("level", [0, 10, 100, 1000, 5000])
def test_silence_and_steady_noise_are_not_speech(level: int) -> None:
    assert no_speech_probability(noise(2, level)) > 0.99


@pytest.mark.parametrize("level", [2000, 20000])
def test_what_swells_and_fades_may_be_speech(level: int) -> None:
    assert no_speech_probability(syllables(2, level)) < 0.01
