"""Everything about oneself in one file: what it holds is what the API says, and nothing of anybody else."""

import io
import json
import zipfile
from typing import Any

import pytest

from core.domain.audit import AuditEvent, ChainHead, ChainWalk
from tests.e2e.clio import approved
from tests.e2e.conftest import NewLawyer
from tests.e2e.exports import ended, exported, fetched
from tests.e2e.lawyers import PATIENCE, SAMPLES, Lawyer
from tests.e2e.model import Model

pytestmark = pytest.mark.e2e


async def archive_of(lawyer: Lawyer, key: str | None = None) -> dict[str, str]:
    """The files of an archive that is asked for now, by name."""
    headers = {"Idempotency-Key": key} if key else {}
    answer = await lawyer.ask("POST", "/me/archive", headers=headers)
    assert answer.status_code == 202, answer.text
    job = await ended(lawyer, answer.json()["id"])
    assert (job["state"], job["kind"], job["wanted"]) == ("done", "archive", None)
    with zipfile.ZipFile(io.BytesIO(await fetched(job))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def lines_of(text: str) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in text.splitlines()]


async def test_an_archive_holds_what_the_api_says(lawyer: Lawyer, model: Model) -> None:
    await model.hear("Half an hour. Reviewed the agreement. Smith matter.")
    recording = await lawyer.settled(await lawyer.dictate(SAMPLES / "half-hour.m4a"), PATIENCE)
    entry = await approved(lawyer, narrative="\u00c9lan \u00abodd\u00bb\n\U0001f642")
    job = await exported(lawyer)
    aside = await lawyer.typed(narrative="Put aside.")
    await lawyer.call("DELETE", f"/entries/{aside['id']}", aside["version"])
    files = await archive_of(lawyer)

    stored = {one["id"]: one for one in lines_of(files["entries.jsonl"])}
    assert stored.keys() == {entry["id"], aside["id"], *recording["entry_ids"]}
    for one in stored.values():
        shown = await lawyer.entry(one["id"])
        assert (shown["narrative"], shown["status"], shown["version"]) == (
            one["fields"]["narrative"],
            one["status"],
            one["version"],
        )
    assert [mark["job_id"] for mark in stored[entry["id"]]["exports"]] == [job["id"]]
    told = (await lawyer.recording(recording["id"]))["transcript"]
    assert json.loads(files[f"transcripts/{recording['id']}.json"])["text"] == told["text"]
    assert [one["id"] for one in lines_of(files["recordings.jsonl"])] == [recording["id"]]
    history = [one["action"] for one in lines_of(files["history.jsonl"]) if one["entry_id"] == entry["id"]]
    assert history == [step["action"] for step in await lawyer.history(entry["id"])]
    matters = (await lawyer.call("GET", "/matters"))["items"]
    assert [one["id"] for one in lines_of(files["matters.jsonl"])] == [one["id"] for one in matters]
    assert len(files["matters.csv"].splitlines()) == len(matters) + 1
    assert [one["kind"] for one in lines_of(files["jobs.jsonl"])] == ["archive", "export"]
    assert files["README.txt"].startswith("Everything that CaseClock keeps about you")

    walk = ChainWalk()
    for line in lines_of(files["audit.jsonl"]):
        assert walk.add(AuditEvent.model_validate(line)) is None
    assert walk.end(ChainHead.model_validate_json(files["audit-head.json"])).intact
    await lawyer.trail_holds()


async def test_an_archive_is_ones_own_and_made_once_for_a_key(lawyer: Lawyer, new_lawyer: NewLawyer) -> None:
    colleague = await new_lawyer()
    theirs = await approved(colleague, narrative="Nobody else's business.")
    await approved(lawyer, narrative="Mine.")
    files = await archive_of(lawyer, "once")
    for name, text in files.items():
        assert "business" not in text, name
        assert theirs["id"] not in text, name
    assert "Mine." in files["entries.jsonl"]
    again = await lawyer.ask("POST", "/me/archive", headers={"Idempotency-Key": "once"})
    jobs = (await lawyer.call("GET", "/exports"))["items"]
    assert [one["id"] for one in jobs] == [again.json()["id"]]
    refused = await colleague.ask("GET", f"/exports/{jobs[0]['id']}")
    assert refused.status_code == 404
