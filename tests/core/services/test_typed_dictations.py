"""Typed dictations: the same pipeline without audio, once per key, and no text kept for nothing."""

import json
from datetime import timedelta

import pytest

from core.domain.entries import DraftedBy
from core.domain.errors import FinalFailure, KeyReused, NotFound, Unavailable
from core.domain.reasons import Reason
from core.domain.recordings import Recording, RecordingState
from core.services.recordings import Typed
from tests.core.services.bench import TALK, Bench, answer
from tests.core.services.checks import assert_whole
from tests.core.services.seen import nothing
from tests.fakes import ALICE, BILLED, FakeModel

S = RecordingState
TYPED = Typed(text=TALK, time_zone="America/Toronto")


async def _typed(bench: Bench, key: str | None = None, typed: Typed = TYPED) -> Recording:
    return await bench.recordings.take_text(ALICE, typed, key)


async def test_a_typed_dictation_is_drafted_with_its_evidence(bench: Bench) -> None:
    taken = await _typed(bench)
    assert (taken.state, taken.has_transcript, taken.audio_format) == (S.QUEUED, True, None)
    await bench.host.run(timedelta(minutes=1))
    opened = await bench.recordings.open(ALICE, taken.id)
    assert opened.recording.state is S.DRAFTED
    assert opened.transcript is not None
    assert opened.transcript.text == TALK
    assert len(opened.entries) == 2
    assert opened.entries[0].drafted_by is DraftedBy.MODEL
    assert opened.entries[0].evidence[0].quote == "point four"
    assert (bench.hears.asked, bench.proposes.asked) == (0, 1)
    await bench.host.run()
    await assert_whole(bench)


@pytest.mark.parametrize(
    ("text", "wanted", "language"),
    [
        (TALK, None, "en"),
        ("Trois dixièmes, appel avec le client.", None, "fr"),
        ("Trois dixièmes, appel avec le client.", "en", "en"),
        ("Smith.", None, "en"),
    ],
)
async def test_its_language_is_told_by_its_words_unless_set(
    bench: Bench, text: str, wanted: str | None, language: str
) -> None:
    taken = await _typed(bench, typed=Typed(text=text, language=wanted, time_zone="America/Toronto"))
    assert taken.language == wanted
    await bench.host.run(timedelta(minutes=1))
    assert (await bench.recording(taken.id)).language == language
    assert json.loads(bench.proposes.calls[0][1])["language"] == language


async def test_it_costs_no_audio(bench: Bench) -> None:
    taken = await _typed(bench)
    await bench.host.run(timedelta(minutes=1))
    making = (await bench.recording(taken.id)).making
    assert making is not None
    assert (making.audio_seconds, making.speech_ms) == (None, None)
    assert making.prompt_tokens == BILLED.prompt_tokens


async def test_the_same_key_gives_the_same_recording_and_keeps_one_text(bench: Bench) -> None:
    first, again = await _typed(bench, "key"), await _typed(bench, "key")
    assert first.id == again.id
    await bench.host.run()
    assert list(bench.blobs.of(ALICE).transcripts) == [first.id]
    assert len(await bench.stored_entries()) == 2


async def test_text_that_no_recording_came_of_is_erased(bench: Bench) -> None:
    await _typed(bench, "key")
    with pytest.raises(KeyReused):
        await _typed(bench, "key", Typed(text="Other work.", time_zone="America/Toronto"))
    assert len(bench.blobs.of(ALICE).transcripts) == 2
    await bench.host.run()
    assert len(bench.blobs.of(ALICE).transcripts) == 1


async def test_a_worker_that_dies_before_the_commit_leaves_no_text(bench: Bench) -> None:
    async def out(number: int, name: str, moment: str) -> None:
        if name == "table.commit":
            raise Unavailable("no answer")

    bench.seen.hook = out
    with pytest.raises(Unavailable):
        await _typed(bench)
    bench.seen.hook = nothing
    await bench.host.run()
    assert bench.blobs.of(ALICE).transcripts == {}
    assert await bench.stored_entries() == ()


async def test_it_can_be_retried_and_is_erased_like_a_recording(bench: Bench) -> None:
    bench.proposes = FakeModel(FinalFailure(Reason.DRAFT_UNUSABLE), answer())
    bench.build()
    taken = await _typed(bench)
    await bench.host.run()
    assert (await bench.recording(taken.id)).reason is Reason.DRAFT_UNUSABLE
    await bench.recordings.retry(ALICE, taken.id)
    await bench.host.run()
    assert (await bench.recording(taken.id)).state is S.DRAFTED
    await bench.recordings.delete(ALICE, taken.id)
    assert bench.blobs.of(ALICE).transcripts == {}
    assert all(entry.evidence == () for entry in await bench.stored_entries())
    await assert_whole(bench)


async def test_there_is_no_audio_to_listen_to(bench: Bench) -> None:
    taken = await _typed(bench)
    with pytest.raises(NotFound) as absent:
        await bench.recordings.listen(ALICE, taken.id)
    assert absent.value.code == "no_audio"
