"""Real speech becomes drafts that say where each field came from."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.e2e.lawyers import PATIENCE, SAMPLES, Lawyer

pytestmark = pytest.mark.e2e

# Half past ten in the evening of the ninth in Toronto, though already the tenth in UTC.
RECORDED_AT = "2026-03-10T02:30:00Z"
TODAY, YESTERDAY = "2026-03-09", "2026-03-08"
FIELD_OF = {"hours": "hours", "matter_id": "matter", "work_date": "work_date", "narrative": "narrative"}


@dataclass(frozen=True, slots=True)
class Draft:
    """What a draft must say; None is what must stay empty. The narrative is how it begins."""

    hours: str | None
    matter_id: str | None
    activity_code: str
    work_date: str | None
    narrative: str

    @property
    def fields(self) -> tuple[str | None, ...]:
        """Everything but the narrative."""
        return self.hours, self.matter_id, self.activity_code, self.work_date


HEARD = {
    "smith-call.wav": [
        Draft("0.3", "M-1001", "A107", None, "Telephone call with opposing counsel regarding scheduling.")
    ],
    "half-hour.m4a": [Draft("0.5", "M-1002", "A103", None, "Drafted the statement of claim")],
    "no-time.webm": [
        Draft(None, "M-1003", "A106", None, "Telephone call with the client regarding the closing date.")
    ],
    "no-matter.ogg": [Draft("1.5", None, "A104", TODAY, "Reviewed the documents.")],
    "minutes.mp3": [
        Draft("0.2", "M-1005", "A106", None, "Telephone call with the client regarding the settlement.")
    ],
    "hearing.flac": [Draft("1.5", "M-1008", "A109", YESTERDAY, "Attended the hearing.")],
    "recap.ogg": [
        Draft("0.3", "M-1001", "A106", TODAY, "Telephone call with the client."),
        Draft("0.5", "M-1002", "A103", TODAY, "Drafted the statement of claim"),
        Draft("0.2", "M-1004", "A104", TODAY, "Reviewed the agreement."),
    ],
}
MORE_MATTERS = {
    "M-1003": "Harrison Properties",
    "M-1004": "Baker",
    "M-1005": "Taylor",
    "M-1008": "Anderson",
}


@pytest.mark.parametrize("sample", HEARD)
async def test_a_dictation_becomes_the_drafts_it_speaks_of(lawyer: Lawyer, sample: str) -> None:
    for matter, client in MORE_MATTERS.items():
        await lawyer.call("PUT", f"/matters/{matter}", json={"name": f"{client} file", "client": client})

    recording = await lawyer.dictate(SAMPLES / sample, recorded_at=RECORDED_AT)
    opened = await lawyer.settled(recording, PATIENCE)

    assert (opened["state"], opened["reason"], opened["explanation"]) == ("drafted", None, None)
    assert opened["transcript"]["seconds"] > 5
    assert opened["transcript"]["unclear"] == [], "plain speech is not pointed out"
    assert [entry["id"] for entry in opened["entries"]] == opened["entry_ids"]
    drafts = opened["entries"]
    for draft, wanted in zip(drafts, HEARD[sample], strict=True):
        assert _said(draft) == wanted.fields
        assert draft["narrative"].startswith(wanted.narrative)
        assert await lawyer.entry(draft["id"]) == draft
        assert draft["status"] == "draft"
        assert draft["recording_id"] == recording
        _check_evidence(draft, opened["transcript"]["text"])
        _check_what_was_not_said(draft)
    await lawyer.trail_holds()


async def test_a_lawyer_can_listen_to_what_was_uploaded(lawyer: Lawyer) -> None:
    audio = (SAMPLES / "no-time.webm").read_bytes()
    body = {"content_type": "audio/webm;codecs=opus", "time_zone": "America/Vancouver", "language": "en-CA"}
    announced = await lawyer.call("POST", "/recordings", json=body)
    assert (announced["state"], announced["audio_format"]) == ("awaiting_upload", "webm")
    problem = await lawyer.refused("GET", f"/recordings/{announced['id']}/audio", 404, "no_audio")
    assert "audio" in problem["detail"]

    (await lawyer.upload(announced["upload"], audio)).raise_for_status()
    grant = await lawyer.call("GET", f"/recordings/{announced['id']}/audio")
    heard = await lawyer.storage.request(grant["method"], grant["url"], headers=grant["headers"])

    assert heard.content == audio
    assert heard.headers["content-type"] == "audio/webm"
    taken = await lawyer.upload(
        grant | {"method": "PUT", "headers": announced["upload"]["headers"]}, b"other"
    )
    assert taken.status_code == 403, "a grant to listen must not write"
    await lawyer.settled(announced["id"], PATIENCE)


async def test_an_upload_grant_only_creates_its_one_blob(lawyer: Lawyer) -> None:
    announced = await lawyer.announce("memo.wav")
    grant = announced["upload"]

    read = await lawyer.storage.get(grant["url"])
    path, _, signature = grant["url"].partition("?")
    elsewhere = grant | {"url": f"{path.rpartition('/')[0]}/other.wav?{signature}"}
    other = await lawyer.upload(elsewhere, b"RIFF")
    erased = await lawyer.storage.delete(grant["url"])

    assert [answer.status_code for answer in (read, other, erased)] == [403, 403, 403]
    assert grant["expires_at"] > announced["created_at"]


def _said(draft: dict[str, Any]) -> tuple[str | None, ...]:
    return draft["hours"], draft["matter_id"], draft["activity_code"], draft["work_date"]


def _check_evidence(draft: dict[str, Any], transcript: str) -> None:
    evidence = draft["evidence"]
    quoted = {item["field"] for item in evidence}
    for item in evidence:
        assert transcript[item["start"] : item["end"]] == item["quote"]
    for name, field in FIELD_OF.items():
        assert (field in quoted) == (draft[name] is not None), name


def _check_what_was_not_said(draft: dict[str, Any]) -> None:
    findings = draft["findings"]
    asked = {finding["field"] for finding in findings if finding["code"] == "not_said"}
    empty = {field for name, field in FIELD_OF.items() if draft[name] is None}
    assert asked == empty
    assert draft["missing"] == [field for field in ("hours", "work_date", "matter") if field in empty]
    proposals = {finding["field"]: finding["proposal"] for finding in findings}
    if "work_date" in empty:
        assert proposals["work_date"] == TODAY, "the lawyer's local day is proposed, never filled in"
