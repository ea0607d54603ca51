"""Each draft shows what it cost and how long it took, and in which language it was heard."""

from decimal import Decimal
from typing import Any

import pytest

from tests.e2e.conftest import PRICES
from tests.e2e.lawyers import PATIENCE, SAMPLES, Lawyer
from tests.e2e.model import Model

pytestmark = pytest.mark.e2e

SPOKEN = "Point three. Telephone call with opposing counsel regarding scheduling. Smith matter."
DICTEE = "Trois dixièmes d'heure. Appel avec la cliente au sujet du bail. Dossier Smith."


def _price(making: dict[str, Any]) -> Decimal:
    """The price by the settings of this stack."""
    hours = Decimal(str(making["audio_seconds"] or 0)) / 3600
    audio = Decimal(PRICES["CASECLOCK_PRICE_AUDIO_HOUR"]) * hours
    read = Decimal(PRICES["CASECLOCK_PRICE_MILLION_INPUT_TOKENS"]) * making["prompt_tokens"]
    written = Decimal(PRICES["CASECLOCK_PRICE_MILLION_OUTPUT_TOKENS"]) * making["completion_tokens"]
    return Decimal(audio + (read + written) / 1_000_000)


async def test_drafts_of_speech_show_their_cost_and_times(lawyer: Lawyer) -> None:
    opened = await lawyer.settled(await lawyer.dictate(SAMPLES / "recap.ogg"), PATIENCE)
    making = opened["making"]
    assert making["entries"] == len(opened["entries"])
    assert making["audio_seconds"] == pytest.approx(14.26, abs=0.05)
    assert making["prompt_tokens"] > 100
    assert making["completion_tokens"] > 100
    assert making["speech_ms"] > 0
    assert making["drafting_ms"] > 0
    assert making["currency"] == "CAD"
    assert abs(Decimal(making["price"]) - _price(making)) <= Decimal("0.0000005")
    for entry in opened["entries"]:
        assert entry["making"] == making
        assert (await lawyer.entry(entry["id"]))["making"] == making


async def test_what_is_typed_costs_no_speech_and_by_hand_nothing(lawyer: Lawyer) -> None:
    said = {"text": SPOKEN, "time_zone": "America/Toronto"}
    answer = await lawyer.ask("POST", "/entries/dictation", json=said)
    opened = await lawyer.settled(answer.json()["id"], PATIENCE)
    (entry,) = opened["entries"]
    assert (entry["making"]["audio_seconds"], entry["making"]["speech_ms"]) == (None, None)
    assert Decimal(entry["making"]["price"]) > 0
    assert (await lawyer.typed())["making"] is None


async def test_a_retry_counts_what_came_to_nothing_and_pays_for_speech_once(
    lawyer: Lawyer, model: Model
) -> None:
    await model.hear(SPOKEN)
    await model.fail("completions", "malformed", times=1)
    recording = await lawyer.dictate(SAMPLES / "half-hour.m4a")
    assert (await lawyer.settled(recording, PATIENCE))["reason"] == "draft_unusable"
    retried = await lawyer.retried(recording)
    assert await model.billed() == (1, 2)
    fresh = await lawyer.settled(await _heard(lawyer, model), PATIENCE)
    assert retried["making"]["prompt_tokens"] == 2 * fresh["making"]["prompt_tokens"]


async def _heard(lawyer: Lawyer, model: Model) -> str:
    await model.hear(SPOKEN)
    recording: str = await lawyer.dictate(SAMPLES / "half-hour.m4a")
    return recording


async def test_a_language_that_is_left_out_is_detected(lawyer: Lawyer, model: Model) -> None:
    announced = await lawyer.announce("memo.m4a")
    assert announced["language"] is None
    await model.fail("transcriptions", "scripted", times=1, text=DICTEE, language="french")
    opened = await lawyer.settled(await lawyer.dictate(SAMPLES / "half-hour.m4a"), PATIENCE)
    assert (opened["language"], opened["transcript"]["language"]) == ("fr", "fr")
    assert [entry["hours"] for entry in opened["entries"]] == ["0.3"]
    english = await lawyer.settled(await lawyer.dictate(SAMPLES / "smith-call.wav"), PATIENCE)
    assert english["language"] == "en"


async def test_a_typed_dictation_is_drafted_in_its_own_language(lawyer: Lawyer) -> None:
    for text, said, language in ((DICTEE, {}, "fr"), (SPOKEN, {}, "en"), (SPOKEN, {"language": "en"}, "en")):
        body = {"text": text, "time_zone": "America/Montreal"} | said
        taken = (await lawyer.ask("POST", "/entries/dictation", json=body)).json()
        opened = await lawyer.settled(taken["id"], PATIENCE)
        assert opened["language"] == language
        assert [entry["hours"] for entry in opened["entries"]] == ["0.3"]
