"""What operators see of committed work: fixed lines with ids, codes and counts."""

import re

import pytest

from core.domain.audit import Actor
from core.domain.errors import PassingFailure, Unavailable
from core.domain.ids import is_id
from core.domain.reasons import Reason
from core.services.change import Change
from core.services.rows import RECORDINGS
from core.services.telling import GONE, NO_REASON
from tests.core.services.bench import Bench
from tests.core.services.making import CHEN
from tests.fakes import ALICE, FakeTranscriber

STANDING = re.compile(r"standing=(\w+) subject=(\S+) state=(\w+) reason=([\w-]+)")
COST = re.compile(
    r"cost subject=(\S+) by=(\w+) entries=(\d+) read=(\d+|-) written=(\d+|-) "
    r"price=([\d.]+|-) currency=(\w+|-)"
)


@pytest.fixture(autouse=True)
def told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="core.services.telling")


def _lines(caplog: pytest.LogCaptureFixture, begins: str) -> list[str]:
    return [message for message in caplog.messages if message.startswith(begins)]


def _standings(caplog: pytest.LogCaptureFixture) -> list[tuple[str, ...]]:
    found = [STANDING.fullmatch(line) for line in _lines(caplog, "standing=")]
    return [match.groups() for match in found if match]


async def test_each_state_of_a_recording_is_told_once_it_is_committed(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    recording = await bench.uploaded()
    await bench.drafting.advance(ALICE, recording.id)
    assert [(kind, state) for kind, _, state, _ in _standings(caplog)] == [
        ("recording", "awaiting_upload"),
        ("recording", "transcribing"),
        ("recording", "drafting"),
        ("recording", "drafted"),
    ]
    assert {subject for _, subject, _, _ in _standings(caplog)} == {recording.id}
    assert is_id(recording.id)


async def test_a_wait_is_told_with_its_reason(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    bench.hears = FakeTranscriber(PassingFailure(Reason.SPEECH_UNAVAILABLE))
    bench.build()
    recording = await bench.uploaded()
    await bench.drafting.advance(ALICE, recording.id)
    assert _standings(caplog)[-1] == ("recording", recording.id, "waiting", "speech_unavailable")


async def test_what_was_not_committed_is_not_told(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    recording = await bench.uploaded()
    caplog.clear()

    async def fails(change: Change) -> None:
        change.put(RECORDINGS, await change.get(RECORDINGS, recording.id))
        raise Unavailable("no")

    with pytest.raises(Unavailable):
        await bench.ledger.change(fails)
    assert _standings(caplog) == []


async def test_what_is_removed_is_told_as_gone(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    recording = await bench.uploaded()

    async def remove(change: Change) -> None:
        await change.get(RECORDINGS, recording.id)
        change.remove(RECORDINGS, recording.id)
        change.record(Actor.SYSTEM, "recording.removed", recording.id)

    await bench.ledger.change(remove)
    assert _standings(caplog)[-1] == ("recording", recording.id, GONE, NO_REASON)


async def test_nothing_but_recordings_deliveries_and_jobs_is_told(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    await bench.matters.store(ALICE, "M-1", CHEN, None)
    assert caplog.messages == []


async def test_drafts_are_told_with_their_cost(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    recording = await bench.uploaded()
    await bench.drafting.advance(ALICE, recording.id)
    (line,) = _lines(caplog, "cost ")
    found = COST.fullmatch(line)
    assert found
    assert found.groups()[:5] == (recording.id, "model", "2", "900", "120")
    assert found[6] != "-"
    assert found[7] == "CAD"
