"""No word of a lawyer's, no name and no secret leaves the places they are kept in, whatever goes wrong."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from azure.storage.blob.aio import BlobServiceClient

from local.azurite import ACCOUNT_KEY
from local.client import Device
from local.stack import Stack, StackOptions
from tests.collector import Collector
from tests.e2e.conftest import HOST, HOST_JSON, SETTINGS
from tests.e2e.lawyers import until
from tests.e2e.markers import files_with, found
from tests.e2e.provocation import (
    AUDIO,
    CONTENT,
    GOOD,
    OPENAI_KEY,
    OWN,
    PASSING,
    PLANTED,
    SAID,
    Provocation,
    ask_wrongly,
    corrupt,
    dictate_wrongly,
    poison,
    set_up,
)
from tests.e2e.provoked_exports import export, export_what_is_broken
from tests.e2e.quoting_model import QuotingModel, Script, transcript
from tests.e2e.storage import StoredData

# One run feeds every test here, so one worker has to take them all.
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

LIBRARIES = ("azure", "openai", "httpx", "httpx2", "httpcore", "httpcore2", "aiohttp", "urllib3", "msal",
             "asyncio")  # fmt: skip
LOUDEST = {f"AzureFunctionsJobHost__logging__logLevel__{name}": "Trace" for name in ("default", *LIBRARIES)}
MAY_HOLD_WORDS = {"entry", "open", "day", "version", "matter", "settings"}
CALLER = "4bf92f3577b34da6a3ce929d0e0e4736"
UNSAMPLED = "ffffffffffffffffffffffffffffff00"


@dataclass
class Evidence:
    """What a run left behind, wherever it left it."""

    data: Path
    scratch: Path
    collector: Collector
    secrets: set[str] = field(default_factory=set, repr=False)
    problems: list[tuple[str, int, bytes]] = field(default_factory=list, repr=False)
    audits: list[bytes] = field(default_factory=list, repr=False)
    rows: list[tuple[str, bytes]] = field(default_factory=list, repr=False)
    blobs: list[tuple[str, str, bytes]] = field(default_factory=list, repr=False)

    @property
    def passing(self) -> set[str]:
        """What may be kept nowhere."""
        return PASSING | self.secrets

    @property
    def log(self) -> str:
        """The host's log, in which the app's own lines stand."""
        return (self.data / "logs" / "host.log").read_text(errors="replace")


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    """One run with everything planted and everything provoked."""
    data, scratch = tmp_path_factory.mktemp("stack"), tmp_path_factory.mktemp("scratch")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (HOST_JSON | LOUDEST | {"OPENAI_LOG": "debug", "TMPDIR": str(scratch)}).items():
            patch.setenv(name, value)
        yield asyncio.run(_run(data, scratch, patch))


async def _run(data: Path, scratch: Path, patch: pytest.MonkeyPatch) -> Evidence:
    async with QuotingModel() as model, Collector() as collector:
        patch.setenv("APPLICATIONINSIGHTS_CONNECTION_STRING", collector.connection_string)
        services = {
            f"CASECLOCK_{service}_{part}": value
            for service in ("OPENAI", "SPEECH")
            for part, value in (("ENDPOINT", model.address), ("KEY", OPENAI_KEY))
        }
        stack = Stack(StackOptions(data, settings=SETTINGS | services, host=HOST))
        evidence = Evidence(data, scratch, collector)
        await asyncio.to_thread(stack.__enter__)
        try:
            async with StoredData(stack.storage) as stored:
                at = Provocation(stack, model, stored)
                await _provoke(at, evidence)
        finally:
            await asyncio.to_thread(stack.stop)
    evidence.secrets = at.secrets | {ACCOUNT_KEY}
    evidence.problems = [(what, answer.status_code, _without_current(answer)) for what, answer in at.problems]
    return evidence


async def _provoke(at: Provocation, evidence: Evidence) -> None:
    key, device = await at.lawyer()
    other, victim = await at.lawyer()
    async with AsyncExitStack() as devices:
        for one in (device, victim):
            await devices.enter_async_context(one)
            await set_up(one)
        traced = await _dictate(at, device, "traced", traceparent=f"00-{CALLER}-00f067aa0ba902b7-01",
                                tracestate="qzx=qzxtracestatevk", baggage="qzx=qzxbaggagevk")  # fmt: skip
        await asyncio.gather(
            poison(at, key, traced["id"]),
            _dictate(at, device, "unsampled", traceparent=f"00-{UNSAMPLED}-00f067aa0ba902b7-00"),
            _work(at, device, traced),
            _dictate(at, victim, "victim"),
        )
        await asyncio.gather(export(at, device), export_what_is_broken(at))
        wrong = await dictate_wrongly(at, device)
        for recording in wrong.values():
            await device.call("DELETE", f"/recordings/{recording}")
        await _stumble(at, other, victim)
        await _poisoned(evidence)
        await _collect(at, device, evidence)
        await _lose_storage(at, device, wrong["draftinvented"])


async def _dictate(at: Provocation, device: Device, case: str, **headers: str) -> Any:
    script = Script(transcript(f"{SAID} Qzxcase{case}. Done."), GOOD)
    recording = await at.upload(device, case, script, **headers, **{"Idempotency-Key": f"qzxkeyvk-{case}"})
    await at.settled(device, recording, "drafted")
    await at.listen(device, recording)
    return await device.call("GET", f"/recordings/{recording}")


async def _work(at: Provocation, device: Device, recording: Any) -> None:
    """A lawyer's day with an entry, right and wrong."""
    (entry,) = recording["entries"]
    assert {"qzxnarrativevk", "qzxtranscriptvk"} <= found(str(recording).encode(), CONTENT)
    one = f"/entries/{entry['id']}"
    changes = {"narrative": "Qzxeditvk with Qzxclientvk.", "work_date": "2026-03-02", "matter_id": "M-1"}
    entry = await device.call("PATCH", one, entry["version"], json=changes)
    await ask_wrongly(at, device, entry)
    entry = await device.call("POST", f"{one}/approve", entry["version"])
    await device.http.delete(one, headers={"If-Match": f'"{entry["version"]}"'})
    entry = await device.call("POST", f"{one}/reopen", entry["version"])
    entry = await device.call("DELETE", one, entry["version"])
    await device.call("POST", f"{one}/restore", entry["version"])
    assert "qzxeditvk" in str(await device.call("GET", f"{one}/history")).lower()
    typed = {"narrative": "Qzxtypedvk for Qzxclientvk.", "matter_id": "M-1"}
    for body in (typed, typed, {"narrative": "Qzxtypedvk otherwise."}):
        await device.http.post("/entries", json=body, headers={"Idempotency-Key": "qzxkeyvk-typed"})
    await device.call("DELETE", f"/recordings/{recording['id']}")


async def _stumble(at: Provocation, key: str, device: Device) -> None:
    """Have every kind of corrupt row read by every kind of function."""
    (recording,) = (await device.call("GET", "/recordings"))["items"]
    (entry,) = (await device.call("GET", "/entries"))["items"]
    waiting = await device.call(
        "POST", "/recordings", json={"file_name": "a.wav", "time_zone": "America/Toronto"}
    )
    one, seen = f"/entries/{entry['id']}", {"If-Match": '"2"'}
    await device.call("PATCH", one, entry["version"], json={"work_date": "2026-03-02"})
    await corrupt(at.stored, key, ("entry~", "open~", "day~", "version~", "matter~", "settings~"))
    for path in (one, "/entries", "/entries?from=2020-01-01", f"{one}/history", "/matters", "/settings"):
        assert (await device.http.get(path)).status_code == 500, path
    for path in ("approve", "reopen", "restore"):
        await device.http.post(f"{one}/{path}", headers=seen)
    await device.http.patch(one, headers=seen, json={"narrative": "qzxbodyvk"})
    for path, body in OWN.items():
        await device.http.put(path, json=body)
    (await device.upload(waiting["upload"], AUDIO)).raise_for_status()
    await at.settled(device, waiting["id"], "failed")  # after every try of its message
    await corrupt(at.stored, key, ("recording~", "audit~"))
    await at.stored.send_json("drafting", {"lawyer": key, "recording": recording["id"]})
    for path in ("/recordings", f"/recordings/{recording['id']}", "/audit", "/audit/verify"):
        await device.http.get(path)
    await corrupt(at.stored, key, ("head~", "lease~"))
    await device.http.post("/entries", json={"narrative": "qzxbodyvk"})


async def _poisoned(evidence: Evidence) -> None:
    """Wait until every message that can be given up has been."""

    async def look() -> bool | None:
        given_up = evidence.log.count("is moved to poison after")
        return True if given_up >= 12 else None

    await until(look, "messages end as poison")


async def _collect(at: Provocation, device: Device, evidence: Evidence) -> None:
    """Read everything that storage and the audit trail hold while storage is there."""
    after: str | None = ""
    while after is not None:
        answer = await device.http.get("/audit", params={"limit": "50"} | ({"after": after} if after else {}))
        evidence.audits.append(answer.raise_for_status().content)
        after = answer.json()["after"]
    evidence.audits.append((await device.http.get("/audit/verify")).raise_for_status().content)
    async for row in at.stored.table.list_entities():
        evidence.rows.append((row["RowKey"], repr(dict(row)).encode()))
    async with BlobServiceClient.from_connection_string(at.stack.storage) as service:
        async for container in service.list_containers():
            client = service.get_container_client(container.name)
            async for blob in client.list_blob_names():
                content = await (await client.download_blob(blob)).readall()
                evidence.blobs.append((container.name, blob, content))


async def _lose_storage(at: Provocation, device: Device, gone: str) -> None:
    """Take storage away under requests that carry words."""
    await asyncio.to_thread(at.stack._azurite.stop)  # type: ignore[union-attr]
    typed = {"narrative": "Qzxtypedvk while nothing answers."}
    answers = await asyncio.gather(
        device.http.get("/entries", params={"after": "qzxqueryvk"}),
        device.http.post("/entries", json=typed, headers={"Idempotency-Key": "qzxkeyvk-lost"}),
        *(device.http.put(path, json=body) for path, body in OWN.items()),
        device.http.get(f"/recordings/{gone}"),
        device.http.get("/health"),
    )
    assert [answer.status_code for answer in answers[:-1]] == [503] * 5


def _without_current(answer: Any) -> bytes:
    """A problem's document; a conflict shows its lawyer the entry as it is now, which is no leak."""
    shown = answer.json() if answer.content else {}
    return repr({key: value for key, value in shown.items() if key != "current"}).encode()


def test_no_log_holds_a_word(evidence: Evidence) -> None:
    log = evidence.data / "logs" / "host.log"
    assert files_with(CONTENT | PLANTED | evidence.passing, log) == {}


def test_the_log_was_as_loud_as_it_can_be(evidence: Evidence) -> None:
    assert " DEBUG " in evidence.log


def test_each_refusal_failure_and_trigger_left_a_line(evidence: Evidence) -> None:
    entry = "[0-9a-z]{26}"
    for level, function, subject, outcome in (
        ("INFO", "edit_entry", entry, "invalid_input"),
        ("INFO", "edit_entry", entry, "version_conflict"),
        ("INFO", "who_am_i", "-", "token_audience"),
        ("INFO", "draft_uploaded_audio", entry, "done"),
        ("INFO", "keep_house", entry, "done"),
        ("INFO", "run_export", entry, "done"),
        ("ERROR", "run_export", entry, "ValidationError"),
        ("ERROR", "draft_uploaded_audio", entry, "ValidationError"),
        ("ERROR", "open_entry", entry, "ValidationError"),
    ):
        line = rf"Z {level} functions\.use: function={function} subject={subject} outcome={outcome} ms=\d+\n"
        assert re.search(line, evidence.log), f"no line for {function}: {outcome}"


def test_no_span_holds_a_word(evidence: Evidence) -> None:
    sent = b"\n".join(evidence.collector.bodies)
    assert found(sent, CONTENT | PLANTED | evidence.passing) == set()
    assert {name for span in evidence.collector.spans for name in span["properties"]} == {"recording"}


def test_only_our_own_spans_are_sent(evidence: Evidence) -> None:
    kinds = {item["data"]["baseType"] for item in evidence.collector.items}
    others = {span["name"] for span in evidence.collector.spans if not span["name"].startswith("http ")}
    assert kinds == {"RemoteDependencyData"}
    assert others == {"advance recording", "transcribe", "draft", "commit"}


@pytest.mark.parametrize("by_caller", [True, False], ids=["the caller's trace", "a trace of our own"])
def test_one_trace_joins_an_upload_to_its_draft(evidence: Evidence, by_caller: bool) -> None:
    commits = [span for span in evidence.collector.named("commit") if (span["trace"] == CALLER) is by_caller]
    assert commits
    for commit in commits:
        spans = {span["id"]: span for span in evidence.collector.spans if span["trace"] == commit["trace"]}
        advance = spans[commit["parent"]]
        work = [span for span in spans.values() if span["parent"] == advance["id"]]
        assert {span["name"] for span in work} == {"transcribe", "draft", "commit"}
        assert {span["properties"]["recording"] for span in (advance, *work)} == {
            commit["properties"]["recording"]
        }
        assert advance["name"] == "advance recording"
        assert spans[advance["parent"]]["name"] == "http announce_recording"


def test_what_a_caller_does_not_sample_is_not_sent(evidence: Evidence) -> None:
    assert UNSAMPLED not in {span["trace"] for span in evidence.collector.spans}


def test_no_queue_message_ever_held_a_word(evidence: Evidence) -> None:
    queues = sorted((evidence.data / "azurite").glob("__*queue*"))
    assert files_with(CONTENT | evidence.passing, *queues) == {}
    # What was planted there is found, so the messages can be read there.
    assert set().union(*files_with(PLANTED, *queues).values()) == {"qzxpoisonvk", "qzxblobvk"}


def test_only_entries_matters_and_settings_hold_words(evidence: Evidence) -> None:
    held: dict[str, set[str]] = {}
    for key, row in evidence.rows:
        kind = key.partition("~")[0]
        held.setdefault(kind, set()).update(found(row, CONTENT | evidence.passing))
    assert {"audit", "head", "key", "recording", *MAY_HOLD_WORDS} <= set(held)
    # Of a job its lawyer's own request is kept: the clients that were asked for, and the invoice.
    assert held.pop("job") == {"qzxclientvk", "qzxinvoicevk"}
    assert held.pop("work", set()) <= {"qzxclientvk", "qzxinvoicevk"}
    assert {kind: words for kind, words in held.items() if words and kind not in MAY_HOLD_WORDS} == {}
    assert held["entry"] >= {"qzxnarrativevk", "qzxeditvk", "qzxtypedvk"}
    assert held["settings"] == {"qzxtimekeepervk", "qzxruledvk"}
    assert set().union(*held.values()) <= CONTENT


def test_only_audio_transcripts_and_exports_hold_words_among_blobs(evidence: Evidence) -> None:
    words = CONTENT | evidence.passing
    held = {
        (container, name): found(name.encode() + content, words)
        for container, name, content in evidence.blobs
    }
    may = {"recordings": {"qzxaudiovk"}, "transcripts": CONTENT, "exports": CONTENT}
    wrong = {place: marks - may.get(place[0], set()) for place, marks in held.items()}
    assert {place: marks for place, marks in wrong.items() if marks} == {}
    assert {container for container, _, _ in evidence.blobs} >= may.keys()


def test_no_audit_answer_holds_a_word(evidence: Evidence) -> None:
    answers = b"\n".join(evidence.audits)
    assert b"recording.drafted" in answers
    assert found(answers, CONTENT | PLANTED | evidence.passing) == set()


def test_no_problem_quotes_what_was_sent(evidence: Evidence) -> None:
    words = CONTENT | PLANTED | evidence.passing
    quoted = [(what, found(document, words)) for what, _, document in evidence.problems]
    assert [(what, marks) for what, marks in quoted if marks] == []
    assert {status for _, status, _ in evidence.problems} >= {400, 401, 404, 409, 412, 428, 500, 503}


def test_nothing_is_written_to_temporary_files(evidence: Evidence) -> None:
    assert files_with(CONTENT | PLANTED | evidence.passing, evidence.scratch) == {}
