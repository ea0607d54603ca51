from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import FinalFailure
from core.domain.reasons import Reason
from core.domain.recordings import AudioFormat
from core.drafting.audio import check_audio, check_container

SAMPLES = Path(__file__).parents[3] / "samples"
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm"


@pytest.mark.parametrize(
    ("name", "container"),
    [
        ("smith-call.wav", AudioFormat.WAV),
        ("minutes.mp3", AudioFormat.MP3),
        ("half-hour.m4a", AudioFormat.M4A),
        ("no-time.webm", AudioFormat.WEBM),
        ("recap.ogg", AudioFormat.OGG),
        ("hearing.flac", AudioFormat.FLAC),
    ],
)
def test_knows_real_recordings(name: str, container: AudioFormat) -> None:
    assert check_audio((SAMPLES / name).read_bytes(), 10_000_000) is container


@pytest.mark.parametrize(
    ("head", "container"),
    [
        (b"\0\0\0\x1cftypisom\0\0\2\0", AudioFormat.MP4),
        (b"\0\0\0\x1cftypM4A \0\0\2\0", AudioFormat.M4A),
        (b"ID3\4\0\0\0\0\x0a\x0b", AudioFormat.MP3),
        (b"\xff\xfb\x90\x64\0\0", AudioFormat.MP3),
        (b"\xff\xf3\x40\xc4\0\0", AudioFormat.MP3),
        (WEBM, AudioFormat.WEBM),
        (WEBM.replace(b"\x84webm", b"\x88matroska"), None),
        (b"\xff\xf1\x50\x80\0\0", None),
        (b"\xff\xfb\xf0\x64\0\0", None),
        (b"\xff\xfe\x41\0B\0", None),
        (b"RIFF\0\0\0\0AVI LIST", None),
        (b"ID3 is a kind of tag", None),
        (b"The ftypM4A box", None),
        (b"%PDF-1.7 ", None),
        (b"PK\3\4", None),
    ],
)
def test_tells_containers_by_their_first_bytes(head: bytes, container: AudioFormat | None) -> None:
    assert check_container(head) is container


@pytest.mark.parametrize("kept", [0.01, 0.5, 0.999])
def test_a_wav_that_is_cut_off_is_no_whole_dictation(kept: float) -> None:
    whole = (SAMPLES / "smith-call.wav").read_bytes()
    with pytest.raises(FinalFailure) as refused:
        check_audio(whole[: int(len(whole) * kept)], 10_000_000)
    assert refused.value.reason is Reason.UNREADABLE_AUDIO


@pytest.mark.parametrize("declared", [0, 0xFFFFFFFF, 0x7FFFF024, 99, 98, 50])
def test_a_wav_whose_length_is_not_known_or_not_missed_is_taken(declared: int) -> None:
    wav = b"RIFF" + declared.to_bytes(4, "little") + b"WAVE" + b"\0" * 94
    assert check_audio(wav, 10_000_000) is AudioFormat.WAV


@pytest.mark.parametrize(
    ("audio", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"RIFF\0\0\0\0WAVE" + b"\0" * 90, Reason.TOO_LARGE),
        (b"Dear Sir or Madam, this is named dictation.wav", Reason.NOT_AUDIO),
    ],
)
def test_refuses_with_a_reason(audio: bytes, reason: Reason) -> None:
    with pytest.raises(FinalFailure) as caught:
        check_audio(audio, 100)
    assert caught.value.reason is reason


def test_takes_exactly_as_much_as_the_limit() -> None:
    assert check_audio(b"fLaC" + b"\0" * 96, 100) is AudioFormat.FLAC


@given(st.text(alphabet=st.characters(max_codepoint=0x7E, min_codepoint=0x20), max_size=80))
def test_no_plain_text_is_a_recording(text: str) -> None:
    known = ("OggS", "fLaC", "RIFF")
    assert text.startswith(known) or check_container(text.encode()) is None


@given(st.binary(max_size=80))
def test_any_bytes_are_judged(head: bytes) -> None:
    assert check_container(head) is None or head
