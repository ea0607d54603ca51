"""What containers say of their own end."""

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.domain.recordings import AudioFormat
from core.drafting.containers import breaks_off, gives_length
from tests.core.adapters.sound.recorders import (
    SAMPLES,
    browser_webm,
    finished,
    fragmented_mp4,
    streamed_flac,
)

F = AudioFormat


def _sample(name: str) -> Callable[[], bytes]:
    return (SAMPLES / name).read_bytes


MADE: dict[str, tuple[F, bool, Callable[[], bytes]]] = {
    "finished flac": (F.FLAC, True, _sample("hearing.flac")),
    "finished webm": (F.WEBM, True, _sample("no-time.webm")),
    "finished m4a": (F.M4A, True, _sample("half-hour.m4a")),
    "finished mp3": (F.MP3, True, _sample("minutes.mp3")),
    "finished ogg": (F.OGG, False, _sample("recap.ogg")),
    "wav": (F.WAV, False, _sample("smith-call.wav")),
    "m4a for streaming": (F.M4A, True, lambda: finished("ipod", "aac", movflags="faststart")),
    "mp3 without a count": (F.MP3, False, lambda: finished("mp3", "libmp3lame", write_xing="0")),
    "mp3 without a tag": (F.MP3, True, lambda: finished("mp3", "libmp3lame", id3v2_version="0")),
    "webm of a browser": (F.WEBM, False, browser_webm),
    "mp4 of a browser": (F.MP4, False, fragmented_mp4),
    "flac of a stream": (F.FLAC, False, streamed_flac),
}


@cache
def made(name: str) -> bytes:
    return MADE[name][2]()


@pytest.mark.parametrize("name", MADE)
def test_a_length_is_given_by_what_was_finished(name: str) -> None:
    container, gives, _ = MADE[name]
    assert gives_length(made(name), container) is gives


@pytest.mark.parametrize("name", MADE)
def test_what_is_whole_does_not_break_off(name: str) -> None:
    assert not breaks_off(made(name), MADE[name][0], 0)


@pytest.mark.parametrize("name", ["finished webm", "m4a for streaming", "finished ogg", "mp4 of a browser"])
@pytest.mark.parametrize("share", [0.35, 0.55, 0.85])
def test_what_is_cut_breaks_off(name: str, share: float) -> None:
    whole = made(name)
    assert breaks_off(whole[: int(len(whole) * share)], MADE[name][0], 0)


def test_so_many_bytes_may_be_missing() -> None:
    webm = made("finished webm")
    assert not breaks_off(webm[:-100], F.WEBM, 100)
    assert breaks_off(webm[:-100], F.WEBM, 99)


def test_the_last_page_of_an_ogg_may_be_there_in_part_and_no_other() -> None:
    ogg = made("finished ogg")
    last = ogg.rindex(b"OggS")
    assert not breaks_off(ogg[:-10], F.OGG, 0)
    assert not breaks_off(ogg[: last + 30], F.OGG, 0)
    assert breaks_off(ogg[: last - 10], F.OGG, 0)
    assert breaks_off(ogg[:last] + bytes(len(ogg) - last), F.OGG, 0)


def test_an_ogg_that_ends_with_a_page_is_whole_though_nothing_says_so() -> None:
    """Some recorders never mark the last page."""
    ogg = made("finished ogg")
    assert not breaks_off(ogg[: ogg.rindex(b"OggS")], F.OGG, 0)


@pytest.mark.parametrize("container", AudioFormat)
@example(tail=b"", head="finished mp3", kept=3)
@example(tail=b"", head="finished mp3", kept=8)
@given(tail=st.binary(max_size=200), head=st.sampled_from(sorted(MADE)), kept=st.integers(0, 400))
def test_any_bytes_are_judged(container: AudioFormat, tail: bytes, head: str, kept: int) -> None:
    audio = made(head)[:kept] + tail
    assert gives_length(audio, container) in {True, False}
    assert breaks_off(audio, container, 0) in {True, False}
