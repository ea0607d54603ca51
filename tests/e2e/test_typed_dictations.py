"""A dictation that is typed goes the way of one that is spoken, without audio."""

from typing import Any

import pytest

from tests.e2e.lawyers import PATIENCE, Lawyer
from tests.e2e.model import Model

pytestmark = pytest.mark.e2e

TEXT = "Point three. Telephone call with opposing counsel regarding scheduling. Smith matter."
SAID = {"text": TEXT, "time_zone": "America/Toronto"}


async def _typed(lawyer: Lawyer, key: str | None = None, **said: Any) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    answer = await lawyer.ask("POST", "/entries/dictation", json=SAID | said, headers=headers)
    assert answer.status_code == 202, answer.text
    return answer.json()


async def test_typed_words_become_a_draft_with_its_evidence(lawyer: Lawyer, model: Model) -> None:
    await lawyer.store_matters()
    taken = await _typed(lawyer)
    assert (taken["state"], taken["audio_format"]) == ("queued", None)
    opened = await lawyer.settled(taken["id"], PATIENCE)
    assert (opened["state"], opened["transcript"]["text"]) == ("drafted", TEXT)
    (draft,) = opened["entries"]
    assert (draft["hours"], draft["matter_id"], draft["drafted_by"]) == ("0.3", "M-1001", "model")
    assert all(TEXT[e["start"] : e["end"]] == e["quote"] for e in draft["evidence"])
    assert (await model.billed())[0] == 0, "nothing was transcribed"
    await lawyer.refused("GET", f"/recordings/{taken['id']}/audio", 404, "no_audio")
    await lawyer.trail_holds()


async def test_the_same_key_is_one_dictation(lawyer: Lawyer) -> None:
    first, again = await _typed(lawyer, "a-key"), await _typed(lawyer, "a-key")
    assert first["id"] == again["id"]
    assert len((await lawyer.settled(first["id"], PATIENCE))["entries"]) == 1
    other, headers = SAID | {"text": "Other work."}, {"Idempotency-Key": "a-key"}
    code = "idempotency_key_reused"
    await lawyer.refused("POST", "/entries/dictation", 409, code, json=other, headers=headers)


async def test_it_can_be_retried_and_erased(lawyer: Lawyer, model: Model) -> None:
    await model.fail("completions", "malformed")
    taken = await _typed(lawyer)
    assert (await lawyer.settled(taken["id"], PATIENCE))["reason"] == "draft_unusable"
    await model.clear()
    assert (await lawyer.retried(taken["id"]))["state"] == "drafted"
    gone = await lawyer.call("DELETE", f"/recordings/{taken['id']}")
    assert gone["state"] == "deleted"
    opened = await lawyer.recording(taken["id"])
    assert opened["transcript"] is None
    assert [draft["evidence"] for draft in opened["entries"]] == [[]]
