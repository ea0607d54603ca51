"""The sample dictations are heard as they were scripted, and drafted as they were meant."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from openai import AsyncAzureOpenAI

from tests.local.standins.openai.dictations import RESPONSE_FORMAT, messages

pytestmark = pytest.mark.asyncio(loop_scope="session")

SAMPLES = Path(__file__).parents[4] / "samples"
NOTHING_SAID = {"silence.flac", "noise.mp3"}
MEANT: dict[str, list[tuple[str | None, str | None, str, str | None, str | None]]] = {
    "smith-call.wav": [
        ("0.3", "m-smith", "Telephone call with opposing counsel regarding scheduling.", "A107", None)
    ],
    "recap.ogg": [
        ("0.3", "m-smith", "Telephone call with the client.", "A106", "2026-11-22"),
        ("0.5", "m-wilson", "Drafted the statement of claim.", "A103", "2026-11-22"),
        ("0.2", "m-baker", "Reviewed the agreement.", "A104", "2026-11-22"),
    ],
    "no-time.webm": [
        (None, "m-harrison", "Telephone call with the client regarding the closing date.", "A106", None)
    ],
    "no-matter.ogg": [("1.5", None, "Reviewed the documents.", "A104", "2026-11-22")],
    "minutes.mp3": [
        ("0.2", "m-taylor", "Telephone call with the client regarding the settlement.", "A106", None)
    ],
    "half-hour.m4a": [("0.5", "m-wilson", "Drafted the statement of claim.", "A103", None)],
    "hearing.flac": [("1.5", "m-anderson", "Attended the hearing.", "A109", "2026-11-21")],
    "silence.flac": [],
    "noise.mp3": [],
}


def words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


async def test_every_recording_is_tested_and_all_are_small() -> None:
    recordings = {path for path in SAMPLES.iterdir() if path.suffix not in (".py", ".md", ".txt")}
    assert {path.name for path in recordings if path.is_file()} == set(MEANT)
    assert {path.suffix for path in recordings} >= {".wav", ".mp3", ".m4a", ".webm", ".ogg", ".flac"}
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < 1_000_000


@pytest.mark.parametrize("name", sorted(MEANT))
async def test_recording_is_heard_and_drafted_as_meant(azure: AsyncAzureOpenAI, name: str) -> None:
    path = SAMPLES / name
    heard: Any = await azure.audio.transcriptions.create(
        model="whisper", file=path, response_format="verbose_json"
    )
    assert words(heard.text) == words(path.with_suffix(".txt").read_text())
    assert all((segment.no_speech_prob > 0.9) == (name in NOTHING_SAID) for segment in heard.segments)
    answer = await azure.chat.completions.create(
        model="drafter", messages=messages(heard.text), response_format=RESPONSE_FORMAT
    )
    entries = json.loads(answer.choices[0].message.content or "")["entries"]
    assert [_facts(entry) for entry in entries] == MEANT[name]


def _facts(entry: dict[str, Any]) -> tuple[str | None, ...]:
    return (
        entry["hours"]["value"],
        entry["matter"]["id"],
        entry["narrative"]["text"],
        entry["activity_code"]["value"],
        entry["work_date"]["value"],
    )
