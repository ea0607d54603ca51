"""What cannot be heard ends failed, with a sentence its lawyer understands and two ways on."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.lawyers import PATIENCE, SAMPLES, Lawyer
from tests.e2e.model import Model

pytestmark = pytest.mark.e2e

WAV = SAMPLES / "smith-call.wav"
MEGABYTE = 1024 * 1024
NOISE = hashlib.shake_256(b"no recording").digest(10_000)


def _cut(sample: Path, share: float) -> bytes:
    whole = sample.read_bytes()
    return whole[: int(len(whole) * share)]


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "garbage": ("memo.wav", lambda: NOISE * 5, "not_audio"),
    "empty": ("memo.m4a", lambda: b"", "empty"),
    "too large": ("memo.wav", lambda: WAV.read_bytes()[:44] + bytes(30 * MEGABYTE), "too_large"),
    "text": ("memo.wav", lambda: b"Three tenths of an hour. Smith matter.\n" * 99, "not_audio"),
    "a document": ("memo.mp3", lambda: b"%PDF-1.7\n" + bytes(9_000), "not_audio"),
    "a wav's head": ("memo.wav", lambda: WAV.read_bytes()[:44], "unreadable_audio"),
    "half a wav": ("memo.wav", lambda: _cut(WAV, 0.5), "unreadable_audio"),
    "half an m4a": ("memo.m4a", lambda: _cut(SAMPLES / "half-hour.m4a", 0.5), "unreadable_audio"),
    "half an ogg": ("memo.ogg", lambda: _cut(SAMPLES / "recap.ogg", 0.5), "unreadable_audio"),
    "half a webm": ("memo.webm", lambda: _cut(SAMPLES / "no-time.webm", 0.5), "unreadable_audio"),
    "half an mp3": ("memo.mp3", lambda: _cut(SAMPLES / "minutes.mp3", 0.5), "unreadable_audio"),
    "half a flac": ("memo.flac", lambda: _cut(SAMPLES / "hearing.flac", 0.5), "unreadable_audio"),
    "a flac of noise": ("memo.flac", lambda: b"fLaC" + NOISE, "unreadable_audio"),
    "silence": ("silence.flac", (SAMPLES / "silence.flac").read_bytes, "no_speech"),
    "a quiet room": ("noise.mp3", (SAMPLES / "noise.mp3").read_bytes, "no_speech"),
}
SENTENCES = {
    "not_audio": "not a recording",
    "empty": "empty",
    "too_large": "larger",
    "unreadable_audio": "damaged or cut off",
    "no_speech": "No speech",
}


@pytest.mark.parametrize("how", BAD)
async def test_what_cannot_be_heard_fails_unpaid_and_can_be_retried_or_typed(
    lawyer: Lawyer, model: Model, how: str
) -> None:
    name, make, reason = BAD[how]
    recording = (await lawyer.send(name, make()))["id"]

    failed = await lawyer.settled(recording, PATIENCE)
    _check_failed(failed, reason)
    again = await lawyer.retried(recording)
    _check_failed(again, reason)
    assert again["version"] > failed["version"]
    typed = await lawyer.typed(recording_id=recording)
    opened = await lawyer.recording(recording)
    assert opened["entry_ids"] == [typed["id"]]
    assert opened["entries"] == [typed]
    assert (await lawyer.call("POST", f"/entries/{typed['id']}/approve", 1))["status"] == "approved"

    assert await model.moments("transcriptions") == [], "what cannot be heard is not paid for"
    shown = [(event["action"], event["details"].get("reason")) for event in await lawyer.events()]
    assert shown.count(("recording.failed", reason)) == 2
    await lawyer.trail_holds()


@pytest.mark.parametrize("said", ["Thank you for watching.", "You", "Sous-titres réalisés par Amara.org"])
async def test_what_a_recogniser_makes_up_is_no_dictation(lawyer: Lawyer, model: Model, said: str) -> None:
    await model.hear(said)
    recording = await lawyer.dictate(SAMPLES / "half-hour.m4a")
    _check_failed(await lawyer.settled(recording, PATIENCE), "no_speech")
    assert (await model.billed())[1] == 0


async def test_a_last_packet_that_is_damaged_loses_no_dictation(lawyer: Lawyer) -> None:
    audio = (SAMPLES / "no-time.webm").read_bytes()[:-200]
    recording = (await lawyer.send("memo.webm", audio))["id"]
    assert (await lawyer.settled(recording, PATIENCE))["state"] == "drafted"


async def test_words_that_were_hard_to_hear_are_pointed_out(lawyer: Lawyer, model: Model) -> None:
    said = "Half an hour. Reviewed the agreement. Wilson matter."
    await model.fail("transcriptions", "scripted", times=1, text=said, avg_logprob=-0.9)
    recording = await lawyer.dictate(SAMPLES / "half-hour.m4a")
    opened = await lawyer.settled(recording, PATIENCE)
    assert opened["transcript"]["unclear"] == [[0, len(said)]]
    (entry,) = opened["entries"]
    unclear = {found["field"] for found in entry["findings"] if found["code"] == "speech_unclear"}
    assert {"hours", "matter"} <= unclear
    assert (entry["hours"], entry["matter_id"]) == ("0.5", "M-1002")


async def test_a_failed_recording_that_was_typed_for_keeps_what_was_typed(
    lawyer: Lawyer, model: Model
) -> None:
    await model.hear("...")
    recording = await lawyer.dictate(SAMPLES / "half-hour.m4a")
    _check_failed(await lawyer.settled(recording, PATIENCE), "no_speech")
    typed = await lawyer.typed(recording_id=recording)
    opened = await lawyer.retried(recording)
    assert opened["state"] == "drafted"
    assert opened["entry_ids"][0] == typed["id"]
    assert len(opened["entry_ids"]) == 2
    assert await lawyer.entry(typed["id"]) == typed


async def test_only_what_failed_or_waits_can_be_retried(lawyer: Lawyer, model: Model) -> None:
    announced = await lawyer.announce("memo.m4a")
    path = f"/recordings/{announced['id']}/retry"
    problem = await lawyer.refused("POST", path, 409, "recording_state")
    assert problem["state"] == "awaiting_upload"
    await model.hear("Half an hour. Reviewed the agreement. Smith matter.")
    await lawyer.upload(announced["upload"], (SAMPLES / "half-hour.m4a").read_bytes())
    drafted = await lawyer.settled(announced["id"], PATIENCE)
    assert not drafted["retryable"]
    problem = await lawyer.refused("POST", path, 409, "recording_state")
    assert problem["state"] == "drafted"
    assert await lawyer.recording(announced["id"]) == drafted


def _check_failed(recording: dict[str, object], reason: str) -> None:
    assert (recording["state"], recording["reason"]) == ("failed", reason)
    assert SENTENCES[reason] in str(recording["explanation"])
    assert recording["retryable"]
    assert recording["transcript"] is None
    assert recording["next_try_at"] is None


async def test_a_recording_shorter_than_its_device_says_is_not_drafted_from_its_half(lawyer: Lawyer) -> None:
    half = _cut(SAMPLES / "recap.ogg", 0.5)
    recording = (await lawyer.send("recap.ogg", half, duration_seconds=14))["id"]
    failed = await lawyer.settled(recording, PATIENCE)
    assert (failed["state"], failed["reason"], failed["entries"]) == ("failed", "cut_short", [])
    assert "Only part of the recording arrived" in failed["explanation"]
