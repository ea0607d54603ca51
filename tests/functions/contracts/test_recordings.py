"""Recordings over the wire: which files are taken, and what is not kept of them."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from core.domain.ids import new_id
from core.domain.reasons import Reason, explain
from core.domain.recordings import AudioFormat, Recording, RecordingState
from functions.contracts.recordings import NewDictation, NewRecording, RecordingView

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
TORONTO = {"time_zone": "America/Toronto"}


@pytest.mark.parametrize(
    ("said", "taken_as"),
    [
        ({"file_name": "call.wav"}, AudioFormat.WAV),
        ({"file_name": "Memo 3.M4A"}, AudioFormat.M4A),
        ({"content_type": "audio/webm;codecs=opus"}, AudioFormat.WEBM),
        ({"content_type": "audio/mpeg"}, AudioFormat.MP3),
        ({"content_type": "Audio/FLAC"}, AudioFormat.FLAC),
        ({"file_name": "a.ogg", "content_type": "application/octet-stream"}, AudioFormat.OGG),
    ],
)
def test_the_container_comes_from_the_name_or_else_the_type(
    said: dict[str, str], taken_as: AudioFormat
) -> None:
    assert NewRecording.model_validate(TORONTO | said).announcement().audio_format is taken_as


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"file_name": "notes.txt"},
        {"file_name": "noextension"},
        {"content_type": "text/plain"},
        {"file_name": "a.wav", "time_zone": "Mars/Olympus"},
        {"file_name": "a.wav", "time_zone": "../etc/passwd"},
        {"file_name": "a.wav", "recorded_at": "2026-11-23T10:00:00"},
        {"file_name": "a.wav", "recorded_at": "0001-01-01T00:00:00Z"},
        {"file_name": "a.wav", "recorded_at": "9999-12-31T23:59:59Z"},
        {"file_name": "a.wav", "recorded_at": 1_700_000_000},
        {"file_name": "a.wav", "language": "de"},
        {"file_name": "a.wav", "duration_seconds": -1},
        {"file_name": "a.wav", "lawyer": "somebody else"},
    ],
)
def test_what_cannot_be_a_recording_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        NewRecording.model_validate_json(json.dumps(TORONTO | said))


def test_the_file_name_is_not_kept() -> None:
    said = NewRecording.model_validate(TORONTO | {"file_name": "Smith divorce.wav"}).announcement()
    assert "Smith" not in said.model_dump_json()


def test_a_failed_recording_explains_itself_and_can_be_retried() -> None:
    recording = Recording(
        id=new_id(NOW),
        state=RecordingState.FAILED,
        reason=Reason.NO_SPEECH,
        audio_format=AudioFormat.WAV,
        time_zone="America/Toronto",
        recorded_at=NOW,
        created_at=NOW,
        updated_at=NOW,
        upload_until=NOW + timedelta(minutes=15),
    )
    shown = RecordingView.of(recording)
    assert shown.explanation == explain(Reason.NO_SPEECH)
    assert shown.retryable


def test_a_typed_dictation_is_told_as_it_was_typed() -> None:
    typed = NewDictation.model_validate(
        {"text": "  Point two, call. ", "language": "fr-CA"} | TORONTO
    ).typed()
    assert (typed.text, typed.language, typed.recorded_at) == ("Point two, call.", "fr", None)


def test_a_language_that_is_left_out_or_null_is_detected() -> None:
    for said in ({}, {"language": None}):
        assert (
            NewRecording.model_validate(TORONTO | {"file_name": "a.wav"} | said).announcement().language
            is None
        )
        assert NewDictation.model_validate(TORONTO | {"text": "Call."} | said).typed().language is None
    set_to = NewRecording.model_validate(TORONTO | {"file_name": "a.wav", "language": "fr-CA"})
    assert set_to.announcement().language == "fr"


@pytest.mark.parametrize("text", ["", "   ", "a\x00b", "x" * 20_001])
def test_text_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        NewDictation.model_validate({"text": text} | TORONTO)
