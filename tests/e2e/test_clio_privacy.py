"""Tokens for Clio stay in the vault, words in the lawyer's own rows and in Clio, whatever goes wrong."""

import asyncio
import json
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.domain.identity import Lawyer as Key
from local.client import Device
from local.consent import consent
from local.demo import FIRM, LAWYERS
from local.stack import Stack, StackOptions
from local.standins.clio.registration import CLIENT_SECRET
from local.standins.keyvault.tokens import mint
from tests.collector import Collector
from tests.e2e.clio import ClioStandIn
from tests.e2e.conftest import HOST, HOST_JSON, SETTINGS
from tests.e2e.lawyers import until
from tests.e2e.markers import files_with, found
from tests.e2e.provocation import MATTER, Patient, corrupt
from tests.e2e.storage import StoredData
from tests.e2e.test_privacy import LOUDEST

# One run feeds every test here, so one worker has to take them all.
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

PERSON = "Qzxpersonvk Quinn"
CONTENT = {"qzxtypedvk", "qzxmatternamevk", "qzxclientvk", "qzxaliasvk", "qzxtheirsvk", "qzxbyhandvk"}
# What passes by and is kept nowhere at all.
PASSING = {"qzxpersonvk", "qzxwrongvk", "qzxbodyvk", "qzxsaysvk", CLIENT_SECRET}
PLANTED = {"qzxpoisonvk", "qzxcorruptvk"}
DELIVERIES = {"delivery", "sync", "attention", "arrived", "synced"}
MAY_HOLD_WORDS = {"entry", "open", "day", "version", "matter", "reconciliation", *DELIVERIES}
FAULTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("create_activity", "error", {"status": 422, "message": "qzxsaysvk"}),
    ("create_activity", "error", {"status": 400, "type": "qzxsaysvk", "message": "qzxsaysvk"}),
    ("create_activity", "drop_after", {}),
    ("create_activity", "malformed", {}),
    ("create_activity", "server_error_after", {"shape": "json"}),
    ("create_activity", "expired_token", {}),
)


@dataclass
class Evidence:
    """What a run left behind, wherever it left it."""

    data: Path
    collector: Collector
    secrets: set[str] = field(default_factory=set, repr=False)
    problems: list[bytes] = field(default_factory=list, repr=False)
    answers: list[bytes] = field(default_factory=list, repr=False)
    audits: list[bytes] = field(default_factory=list, repr=False)
    rows: list[tuple[str, bytes]] = field(default_factory=list, repr=False)
    arrived: bytes = b""

    @property
    def passing(self) -> set[str]:
        """What may be kept nowhere."""
        return PASSING | self.secrets

    @property
    def log(self) -> Path:
        """The host's log, in which the app's own lines stand."""
        return self.data / "logs" / "host.log"


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    """One run with everything planted and everything provoked."""
    data = tmp_path_factory.mktemp("stack")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (HOST_JSON | LOUDEST).items():
            patch.setenv(name, value)
        yield asyncio.run(_run(data, patch))


async def _run(data: Path, patch: pytest.MonkeyPatch) -> Evidence:
    async with Collector() as collector:
        patch.setenv("APPLICATIONINSIGHTS_CONNECTION_STRING", collector.connection_string)
        stack, evidence = Stack(StackOptions(data, settings=SETTINGS, host=HOST)), Evidence(data, collector)
        await asyncio.to_thread(stack.__enter__)
        try:
            async with StoredData(stack.storage) as stored, ClioStandIn(stack.clio) as clio:
                await _Run(stack, stored, clio, evidence).provoke()
        finally:
            await asyncio.to_thread(stack.stop)
    return evidence


class _Run:
    """Everything done."""

    def __init__(self, stack: Stack, stored: StoredData, clio: ClioStandIn, evidence: Evidence) -> None:
        self._stack, self._stored, self._clio, self._evidence = stack, stored, clio, evidence
        self._user = "7b1de7a8-6a1c-4a51-b4c5-3b44cbb40001"

    async def provoke(self) -> None:
        await self._clio.turn(refresh_rotates=True)
        await self._clio.add("users", name=PERSON, email="qzx@demo.example", rate="300")
        theirs = {"number": 77, "display_number": "77", "description": "Qzxtheirsvk"}
        await self._clio.add("matters", **theirs)
        token = await asyncio.to_thread(self._token)
        async with Patient(self._stack.api, token) as device:
            device.http.event_hooks = {"response": [self._note]}
            (await device.http.put("/matters/M-1", json=MATTER | {"number": "2026-001"})).raise_for_status()
            await self._connect(device)
            for fault in FAULTS:
                await self._deliver(device, *fault)
            await self._clio.expire_tokens()
            await self._deliver(device)
            await self._keep_tokens()
            await self._decide(device)
            await self._reconcile(device)
            await self._refuse(device)
            await self._collect(device)
            await self._stumble(device)

    def _token(self) -> str:
        return self._stack.token(LAWYERS[0], user=self._user)

    async def _connect(self, device: Device) -> None:
        """Connect, wrongly at first; what passes by is never to be seen again."""
        wrong = {"code": "Qzxwrongvk", "state": "Qzxwrongvk"}
        for body in (
            wrong,
            {"code": ["Qzxwrongvk"]},
            {"code": "qzxbodyvk", "state": 7},
            wrong | {"code": "Q" * 3000},
        ):
            await device.http.post("/clio/callback", json=body)
        answer = await consent((await device.call("GET", "/clio/connect"))["address"], PERSON)
        await device.http.post("/clio/callback", json=answer | {"code": "Qzxwrongvk"})
        answer = await consent((await device.call("GET", "/clio/connect"))["address"], PERSON)
        (await device.http.post("/clio/callback", json=answer)).raise_for_status()
        self._evidence.secrets |= set(answer.values())
        await self._keep_tokens()

        async def pulled() -> Any:
            link = await device.call("GET", "/clio")
            return None if link["pulling"] else link

        await until(pulled, "the matters are here")

    async def _keep_tokens(self) -> None:
        """Remember what the vault holds of the lawyer."""
        certificate = self._evidence.data / "keyvault" / "certificate.pem"
        trust = ssl.create_default_context(cafile=certificate)
        name = f"clio-{FIRM}-{self._user}"
        headers = {"Authorization": f"Bearer {mint('https://vault.azure.net')[0]}"}
        async with httpx.AsyncClient(verify=trust, trust_env=False) as http:
            answer = await http.get(f"{self._stack.vault}/secrets/{name}?api-version=7.4", headers=headers)
        kept = json.loads(answer.raise_for_status().json()["value"])
        self._evidence.secrets |= {kept["access"], kept["refresh"]}

    async def _deliver(
        self, device: Device, operation: str = "", fault: str = "", particulars: dict[str, Any] | None = None
    ) -> None:
        """Approve an entry that meets a fault, and wait until it is there or stuck."""
        if fault:
            await self._clio.fail(operation, fault, **(particulars or {}))
        await device.delivered(await self._approve(device))

    async def _approve(self, device: Device) -> str:
        body = {"narrative": "Qzxtypedvk with Qzxclientvk.", "hours": "0.5", "work_date": "2026-03-09"}
        entry = await device.call("POST", "/entries", json=body | {"matter_id": "M-1"})
        await device.call("POST", f"/entries/{entry['id']}/approve", 1)
        name: str = entry["id"]
        return name

    async def _decide(self, device: Device) -> None:
        stuck = (await device.call("GET", "/clio"))["stuck"]
        assert stuck
        path = f"/entries/{stuck[0]['entry_id']}/delivery"
        await device.call("GET", path)
        for body in (
            {"choice": "qzxwrongvk"},
            {"choice": "adopt", "clio_id": "qzxwrongvk"},
            {"choice": "adopt"},
        ):
            await device.http.post(path, json=body)
        for one in stuck:
            await device.call("POST", f"/entries/{one['entry_id']}/delivery", json={"choice": "retry"})
            await device.delivered(one["entry_id"])

    async def _reconcile(self, device: Device) -> None:
        """Have an entry told of that somebody has changed in Clio for a while."""
        number = (await self._clio.all("activities"))[0]["id"]
        before = (await self._clio.all("activities"))[0]["note"]
        await self._clio.change("activities", number, note="Qzxbyhandvk.")

        async def told() -> bool | None:
            report = await device.call("GET", "/clio/reconciliation")
            if report["changed"] == 0 and not report["under_way"]:
                await device.call("POST", "/clio/reconciliation")
            return True if report["changed"] == 1 else None

        await until(told, "the change is told")
        await self._clio.change("activities", number, note=before)

    async def _refuse(self, device: Device) -> None:
        """Lose access, with an entry on its way, and messages nobody of ours would send."""
        key = Key(FIRM, self._user).key
        for message in (
            {"lawyer": "qzxpoisonvk"},
            {"lawyer": key, "kind": "redrive", "entry": "qzxpoisonvk"},
            {"lawyer": key, "after": "qzxpoisonvk"},
        ):
            await self._stored.send_json("clio-sync", message)
        await self._clio.revoke_tokens()
        entry = await self._approve(device)

        async def waits() -> bool | None:
            shown = await device.call("GET", f"/entries/{entry}")
            return True if shown["delivery"]["reason"] == "reconnect_needed" else None

        await until(waits, "the entry waits for access")

    async def _stumble(self, device: Device) -> None:
        """Have corrupt rows read by every kind of function."""
        key = Key(FIRM, self._user).key
        await corrupt(self._stored, key, ("clio~", "delivery~", "sync~", "attention~"))
        for path in ("/clio", "/clio/connect"):
            assert (await device.http.get(path)).status_code == 500, path
        await self._stored.send_json("clio-sync", {"lawyer": key})

        async def given_up() -> bool | None:
            # Three of those planted, and this one.
            return True if self._evidence.log.read_text().count("is moved to poison after") >= 4 else None

        await until(given_up, "messages end as poison")

    async def _collect(self, device: Device) -> None:
        evidence = self._evidence
        after: str | None = ""
        while after is not None:
            more = {"after": after} if after else {}
            answer = await device.http.get("/audit", params={"limit": "50"} | more)
            evidence.audits.append(answer.raise_for_status().content)
            after = answer.json()["after"]
        async for row in self._stored.table.list_entities():
            evidence.rows.append((row["RowKey"], repr(dict(row)).encode()))
        evidence.arrived = json.dumps(await self._clio.all("activities")).encode()

    async def _note(self, response: httpx.Response) -> None:
        await response.aread()
        where = self._evidence.problems if response.status_code >= 400 else self._evidence.answers
        where.append(response.content)


def test_no_log_holds_a_word_or_a_token(evidence: Evidence) -> None:
    assert " DEBUG " in evidence.log.read_text()
    assert files_with(CONTENT | PLANTED | evidence.passing, evidence.log) == {}


def test_no_span_holds_a_word_or_a_token(evidence: Evidence) -> None:
    sent = b"\n".join(evidence.collector.bodies)
    assert sent
    assert found(sent, CONTENT | PLANTED | evidence.passing) == set()


def test_no_queue_message_ever_held_a_word_or_a_token(evidence: Evidence) -> None:
    queues = sorted((evidence.data / "azurite").glob("__*queue*"))
    assert files_with(CONTENT | evidence.passing, *queues) == {}
    # What was planted there is found, so the messages can be read there.
    assert set().union(*files_with(PLANTED, *queues).values()) == {"qzxpoisonvk"}


def test_words_stand_in_entries_matters_and_deliveries_only_and_tokens_in_no_row(evidence: Evidence) -> None:
    held: dict[str, set[str]] = {}
    for key, row in evidence.rows:
        held.setdefault(key.partition("~")[0], set()).update(found(row, CONTENT | evidence.passing))
    assert {"clio", "utbms", "audit", "lease", "arrived", "delivery"} <= set(held)
    assert {kind: words for kind, words in held.items() if words and kind not in MAY_HOLD_WORDS} == {}
    assert held["delivery"] == {"qzxtypedvk", "qzxclientvk"}
    assert held["reconciliation"] == {"qzxtypedvk", "qzxclientvk", "qzxbyhandvk"}
    assert held["matter"] >= {"qzxtheirsvk", "qzxaliasvk"}
    assert set().union(*held.values()) <= CONTENT


def test_the_audit_trail_holds_no_word_and_no_token(evidence: Evidence) -> None:
    trail = b"\n".join(evidence.audits)
    for action in (
        b"clio.connected",
        b"delivery.sent",
        b"delivery.arrived",
        b"delivery.found",
        b"clio.broken",
        b"clio.reconciled",
    ):
        assert action in trail
    assert found(trail, CONTENT | evidence.passing) == set()


def test_no_problem_holds_a_word_and_no_answer_a_token(evidence: Evidence) -> None:
    assert len(evidence.problems) >= 8
    assert found(b"\n".join(evidence.problems), CONTENT | PLANTED | evidence.passing) == set()
    # The state stands in the authorize address, which is its lawyer's to have.
    tokens = {
        secret for secret in evidence.secrets if b"state=" + secret.encode() not in b"".join(evidence.answers)
    }
    assert len(tokens) >= 4
    assert found(b"\n".join(evidence.answers), tokens | PASSING) == set()


def test_what_was_meant_to_arrive_did(evidence: Evidence) -> None:
    arrived = json.loads(evidence.arrived)
    assert [one["note"] for one in arrived] == ["Qzxtypedvk with Qzxclientvk."] * (len(FAULTS) + 1)
