"""Whose work a message or a blob is, and how a trigger fails."""

import base64
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import azure.functions as func
import pytest

from core.domain.errors import Unavailable, WrongJurisdiction
from core.domain.ids import new_id
from functions import triggers
from functions.triggers import Message, TriggerFailed, blob_subject, message_of, run, see_to_clio
from tests.fakes import ALICE, InItsPlace

RECORDING = new_id(datetime(2026, 11, 23, tzinfo=UTC))


def _app(**parts: object) -> SimpleNamespace:
    return SimpleNamespace(residency=InItsPlace(), **parts)


class _Message(func.QueueMessage):
    def __init__(self, body: bytes) -> None:
        super().__init__(body=body)


def test_a_message_of_ours_names_its_lawyer_and_recording() -> None:
    said = message_of(_Message(json.dumps({"lawyer": ALICE.key, "recording": RECORDING}).encode()))
    assert (said.lawyer, said.recording, said.subject) == (ALICE, RECORDING, RECORDING)


@pytest.mark.parametrize("name", ["recording", "entry", "export"])
def test_a_message_is_about_what_it_names(name: str) -> None:
    body = json.dumps({"lawyer": ALICE.key, "kind": "any", name: RECORDING}).encode()
    assert message_of(_Message(body)).subject == RECORDING


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"null",
        b"{}",
        b'{"lawyer": "somebody"}',
        b'{"lawyer": 7}',
        json.dumps({"lawyer": ALICE.key, "recording": "../x"}).encode(),
        json.dumps({"lawyer": ALICE.key, "export": "../x"}).encode(),
        base64.b64encode(b'{"lawyer": "x"}'),
    ],
)
def test_any_other_message_is_refused_without_its_text(body: bytes) -> None:
    with pytest.raises(TriggerFailed) as refused:
        message_of(_Message(body))
    assert str(refused.value).startswith("a queue message")


def test_a_blob_names_its_lawyer_and_recording() -> None:
    assert blob_subject(f"recordings/{ALICE.key}/{RECORDING}.wav") == (ALICE, RECORDING)
    assert blob_subject(f"{ALICE.key}/{RECORDING}.wav") == (ALICE, RECORDING)


@pytest.mark.parametrize(
    "name", ["", "abc.wav", "recordings/somebody/abc.wav", "recordings/../abc.wav", f"{ALICE.key}/abc.wav"]
)
def test_any_other_blob_is_refused(name: str) -> None:
    with pytest.raises(TriggerFailed):
        blob_subject(name)


async def test_what_goes_wrong_leaves_without_its_words(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(triggers, "application", _app)

    async def work(_app: object) -> None:
        raise ValueError("privileged words")

    with pytest.raises(TriggerFailed) as failed:
        await run("look", "r1", work, work)
    assert str(failed.value) == "look: ValueError"
    assert failed.value.__cause__ is None
    assert failed.value.__suppress_context__
    assert "privileged" not in caplog.text
    assert "r1" in caplog.text


async def test_while_storage_is_away_work_is_put_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triggers, "application", _app)
    later: list[object] = []

    async def work(_app: object) -> None:
        raise Unavailable("storage did not answer")

    async def put_off(app: object) -> None:
        later.append(app)

    await run("look", "r1", work, put_off)
    assert len(later) == 1


async def test_in_the_wrong_jurisdiction_work_is_put_off_and_never_begun(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Unwilling:
        async def hold(self) -> None:
            raise WrongJurisdiction(["it lies in westeurope."], retry_after=300)

    done: list[str] = []

    async def work(_app: object) -> None:
        done.append("work")

    async def put_off(_app: object) -> None:
        done.append("put off")

    monkeypatch.setattr(triggers, "application", lambda: SimpleNamespace(residency=Unwilling()))
    await run("look", "r1", work, put_off)
    assert done == ["put off"]
    assert "wrong_jurisdiction" in caplog.text


async def test_what_cannot_even_be_put_off_is_left_to_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triggers, "application", _app)

    async def work(_app: object) -> None:
        raise Unavailable("storage did not answer")

    with pytest.raises(TriggerFailed, match="look: Unavailable"):
        await run("look", "r1", work, work)


@pytest.mark.parametrize(("client", "done"), [("app-1", "handle"), ("", "put_off_long")])
async def test_while_clio_is_not_set_up_its_messages_are_kept_for_later(
    monkeypatch: pytest.MonkeyPatch, client: str, done: str
) -> None:
    seen: list[tuple[str, object, object]] = []

    def noting(name: str) -> Callable[[object, object], Awaitable[None]]:
        async def note(lawyer: object, message: object) -> None:
            seen.append((name, lawyer, message))

        return note

    clio = SimpleNamespace(handle=noting("handle"), put_off_long=noting("put_off_long"))
    app = _app(settings=SimpleNamespace(clio_client_id=client), clio=clio)
    monkeypatch.setattr(triggers, "application", lambda: app)
    await see_to_clio("sync_clio", Message(ALICE, {"lawyer": ALICE.key}))
    assert seen == [(done, ALICE, {"lawyer": ALICE.key})]
