"""Speech by Azure AI Speech, on a stack of its own that is told to use it."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterator

import pytest

from local.demo import LAWYERS
from local.stack import Stack, StackOptions
from tests.e2e.conftest import HOST, SETTINGS
from tests.e2e.contract import ApiContract
from tests.e2e.lawyers import PATIENCE, SAMPLES, Lawyer
from tests.e2e.model import Model

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def speaking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A stack whose speech goes to Azure AI Speech."""
    settings = SETTINGS | {"CASECLOCK_SPEECH_SERVICE": "azure-speech"}
    with Stack(StackOptions(tmp_path_factory.mktemp("speech"), settings=settings, host=HOST)) as running:
        yield running


@pytest.fixture
async def dictating(speaking: Stack, contract: ApiContract) -> AsyncIterator[Lawyer]:
    """A lawyer with two matters there."""
    user = str(uuid.uuid4())
    token = await asyncio.to_thread(speaking.token, LAWYERS[0], user=user)
    async with Lawyer(speaking.api, token, user, contract) as lawyer:
        await lawyer.store_matters()
        yield lawyer


async def test_a_dictation_is_heard_by_azure_speech_and_waits_while_it_is_away(
    speaking: Stack, dictating: Lawyer
) -> None:
    assert speaking.speech != speaking.openai
    async with Model(speaking.speech) as speech, Model(speaking.openai) as openai:
        await speech.fail("transcriptions", "error", times=1, status=403, code="Forbidden", shape="wrapped")
        recording = await dictating.dictate(SAMPLES / "half-hour.m4a")
        opened = await dictating.settled(recording, PATIENCE)

        assert opened["state"] == "drafted"
        assert opened["transcript"]["seconds"] > 5
        (entry,) = opened["entries"]
        assert (entry["hours"], entry["matter_id"]) == ("0.5", "M-1002")
        assert await speech.billed() == (1, 0)
        assert len(await speech.moments("transcriptions")) == 2
        assert await openai.billed() == (0, 1)


async def test_silence_is_said_as_such_and_costs_nothing(speaking: Stack, dictating: Lawyer) -> None:
    async with Model(speaking.speech) as speech:
        recording = await dictating.dictate(SAMPLES / "silence.flac")
        failed = await dictating.reaches(recording, "failed")
        assert failed["reason"] == "no_speech"
        assert await speech.moments("transcriptions") == []


async def test_a_french_dictation_is_detected_and_drafted_in_french(
    speaking: Stack, dictating: Lawyer
) -> None:
    async with Model(speaking.speech) as speech:
        said = "Trois dixièmes d'heure. Appel avec la cliente. Dossier Smith."
        await speech.fail("transcriptions", "scripted", times=1, text=said, locale="fr-CA")
        recording = await dictating.dictate(SAMPLES / "half-hour.m4a")
        opened = await dictating.settled(recording, PATIENCE)
    assert (opened["language"], opened["transcript"]["language"]) == ("fr", "fr")
    assert [entry["hours"] for entry in opened["entries"]] == ["0.3"]


async def test_a_format_it_does_not_take_is_said_as_such(speaking: Stack, dictating: Lawyer) -> None:
    async with Model(speaking.speech) as speech:
        await speech.fail("transcriptions", "error", times=1, status=415, code="UnsupportedMediaType")
        recording = await dictating.dictate(SAMPLES / "half-hour.m4a")
        failed = await dictating.reaches(recording, "failed")
    assert failed["reason"] == "unreadable_audio"
