"""Plants marker words wherever a lawyer's words can stand and provokes every failure they can leak from."""

import asyncio
import base64
import json
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from azure.storage.blob.aio import BlobServiceClient

from local.client import PENDING, Device
from local.demo import FIRM, LAWYERS
from local.stack import Stack
from tests.e2e.lawyers import until
from tests.e2e.quoting_model import (
    QuotingModel,
    Script,
    completion,
    cut,
    plain,
    quoting,
    redirect,
    transcript,
)
from tests.e2e.storage import StoredData
from tests.local.standins.sounds import syllables, wav

_SOUND = wav(syllables(0.5, 8_000)) + b"note" + (12).to_bytes(4, "little") + b"qzxaudiovk\0\0"
AUDIO = _SOUND[:4] + (len(_SOUND) - 8).to_bytes(4, "little") + _SOUND[8:]
PERSON = {"name": "Qzxpersonvk Quinn", "username": "qzxusernamevk@firm.example"}
MATTER = {
    "name": "Qzxmatternamevk v. Jones",
    "client": "Qzxclientvk Inc.",
    "number": "qzxnumbervk-1",
    "aliases": ["the Qzxaliasvk file"],
}
SETTINGS = {
    "timekeeper": "Qzxtimekeepervk Quinn",
    "time_zone": "America/Toronto",
    "clients": [{"client": "Qzxruledvk Corp.", "rules": {"increment": 15}}],
}
OWN: dict[str, dict[str, Any]] = {"/matters/M-1": MATTER, "/settings": SETTINGS}
OPENAI_KEY = "qzxopenaikeyvk"
SAID = "Twelve minutes on the qzxtranscriptvk with Qzxclientvk."

# The lawyer's own words: they may stand in entries, matters, transcripts and audio, nowhere else.
CONTENT = {
    "qzxmatternamevk", "qzxclientvk", "qzxnumbervk", "qzxaliasvk", "qzxtranscriptvk", "qzxnarrativevk",
    "qzxeditvk", "qzxtypedvk", "qzxaudiovk", "qzxcase", "qzxtimekeepervk", "qzxruledvk",
    "qzxinvoicevk",
}  # fmt: skip
# What passes by and is kept nowhere at all.
PASSING = {
    "qzxpersonvk", "qzxusernamevk", "qzxfilenamevk", "qzxkeyvk", "qzxtracestatevk", "qzxbaggagevk",
    "qzxheadervk", "qzxqueryvk", "qzxpathvk", "qzxwrongvk", "qzxbodyvk", "qzxtokenvk", "qzxmodelvk",
    OPENAI_KEY,
}  # fmt: skip
# What these tests write past the product into queues, rows and blobs, to be stumbled over.
PLANTED = {"qzxpoisonvk", "qzxcorruptvk", "qzxblobvk"}


def proposal(narrative: str, matter: str | None = "M-1") -> dict[str, Any]:
    """An answer as the model should give it."""
    nothing = {"value": None, "quote": None}
    entry = {
        "kind": "time",
        "hours": {"value": "0.2", "quote": "Twelve minutes"},
        "work_date": nothing,
        "matter": {"id": matter, "quote": "Qzxclientvk"},
        "narrative": {"text": narrative, "quote": SAID},
        "activity_code": nothing,
        "task_code": nothing,
        "billing": {"value": "billable", "quote": None},
    }
    return {"entries": [entry]}


GOOD = completion(proposal("Call regarding the qzxnarrativevk with Qzxclientvk."))
FILTER: dict[str, Any] = {
    "code": "content_filter",
    "innererror": {"code": "ResponsibleAIPolicyViolation", "say": "qzxmodelvk"},
}

# Each recording that goes wrong, by what its lawyer sees at first; None: it is heard as it should be.
SPEECH = {
    "breaks": ("waiting", quoting(500)),
    "throttled": ("waiting", quoting(429)),
    "refused": ("failed", quoting(400, "Audio file could not be decoded", param="file")),
    "forbidden": ("waiting", quoting(401)),
    "unreadable": ("waiting", plain("qzxmodelvk {")),
    "misshapen": ("waiting", plain('{"text": {"qzxmodelvk": 1}}')),
    "cut": ("waiting", cut),
    "redirected": ("waiting", redirect("http://127.0.0.1:9/qzxmodelvk")),
}
DRAFTING = {
    "breaks": ("waiting", quoting(503)),
    "filtered": ("drafted", quoting(400, **FILTER)),
    "toolong": ("failed", quoting(400, code="context_length_exceeded")),
    "notjson": ("failed", completion("Here you are: qzxmodelvk {")),
    "wrongshape": ("failed", completion({"entries": [{"kind": "qzxmodelvk"}], "qzxmodelvk": 1})),
    "refusing": ("drafted", completion("", refusal="qzxmodelvk: I cannot")),
    "cutshort": ("failed", completion('{"entries": [{"kind": "qzxmodelvk', finish="length")),
    "unreadable": ("waiting", plain("<html>qzxmodelvk</html>", "text/html")),
    "invented": ("drafted", completion(proposal("Billed qzxnarrativevk $500 to Mr. Invented.", "M-9"))),
}


class Patient(Device):
    """A device that asks again when there were too many changes at once."""

    async def call(self, method: str, path: str, seen: int | None = None, **options: Any) -> Any:
        """Call the API and return the JSON; raises httpx.HTTPStatusError for a refusal."""
        ask = super().call

        async def once() -> tuple[Any] | None:
            try:
                return (await ask(method, path, seen, **options),)
            except httpx.HTTPStatusError as error:
                if error.response.status_code == 503:
                    return None
                raise

        return (await until(once, f"{method} {path} is answered"))[0]


@dataclass
class Provocation:
    """Everything done, and what came back."""

    stack: Stack
    model: QuotingModel
    stored: StoredData
    secrets: set[str] = field(default_factory=set)
    problems: list[tuple[str, httpx.Response]] = field(default_factory=list)

    async def lawyer(self) -> tuple[str, Device]:
        """A new lawyer's partition key and device."""
        user = str(uuid.uuid4())
        device = Patient(self.stack.api, await self.token(user=user))
        device.http.event_hooks = {"response": [self._note]}
        return f"{FIRM}.{user}", device

    async def token(self, **changes: str) -> str:
        """A token, whose parts nobody may ever see again."""
        token = await asyncio.to_thread(
            self.stack.token, LAWYERS[0], timedelta(hours=1), **{**PERSON, **changes}
        )
        # The first part names the key and the algorithm, which anybody may know.
        self.secrets |= {part for part in token.split(".")[1:] if part}
        return token

    async def upload(self, device: Device, case: str, script: Script, **headers: str) -> str:
        """Announce and upload a recording that meets a script; returns its id."""
        said = {"file_name": "Qzxfilenamevk call.wav", "time_zone": "America/Toronto"}
        announced = await device.call("POST", "/recordings", json=said, headers=headers)
        self.model.scripts |= {announced["id"]: script, f"qzxcase{case}.": script}
        self._keep_signature(announced["upload"])
        (await device.upload(announced["upload"], AUDIO)).raise_for_status()
        recording: str = announced["id"]
        return recording

    async def settled(self, device: Device, recording: str, state: str) -> None:
        """Wait until a recording waits or is over, which must be in this state."""

        async def look() -> Any:
            shown = await device.call("GET", f"/recordings/{recording}")
            return None if shown["state"] in PENDING - {"waiting"} else shown

        shown = await until(look, f"recording {recording} is {state}")
        assert shown["state"] == state, (shown["state"], shown["reason"])

    async def listen(self, device: Device, recording: str) -> None:
        """Get a grant to listen, and use it."""
        grant = await device.call("GET", f"/recordings/{recording}/audio")
        self._keep_signature(grant)
        assert (await device.storage.get(grant["url"])).content == AUDIO

    def _keep_signature(self, grant: dict[str, Any]) -> None:
        self.secrets |= set(parse_qs(urlsplit(grant["url"]).query)["sig"])

    async def _note(self, response: httpx.Response) -> None:
        if response.status_code >= 400:
            await response.aread()
            self.problems.append((f"{response.request.method} {response.request.url}", response))


async def set_up(device: Device) -> None:
    """Store a matter and settings, then change both."""
    for number, headers in enumerate(({}, {"If-Match": '"1"'})):
        changes = {"/matters/M-1": {"number": f"qzxnumbervk{number}"}, "/settings": {"rate": f"30{number}"}}
        for path, body in OWN.items():
            given = body | changes[path]
            (await device.http.put(path, json=given, headers=headers)).raise_for_status()


async def dictate_wrongly(at: Provocation, device: Device) -> dict[str, str]:
    """Upload a recording for each failure of the model; returns each one's id by its case."""
    scripts = {f"speech{name}": (state, Script(say, GOOD)) for name, (state, say) in SPEECH.items()}
    for name, (state, say) in DRAFTING.items():
        scripts[f"draft{name}"] = state, Script(transcript(f"{SAID} Qzxcasedraft{name}. Done."), say)

    async def play(case: str, state: str, script: Script) -> str:
        recording = await at.upload(device, case, script)
        await at.settled(device, recording, state)
        return recording

    ids = await asyncio.gather(*(play(case, *scripted) for case, scripted in scripts.items()))
    return dict(zip(scripts, ids, strict=True))


async def ask_wrongly(at: Provocation, device: Device, entry: dict[str, Any]) -> None:
    """Send every kind of request that is refused, with a marker in each."""
    one, seen = f"/entries/{entry['id']}", {"If-Match": f'"{entry["version"]}"'}
    merge = seen | {"Content-Type": "application/merge-patch+json"}
    for name in ("hours", "work_date", "activity_code", "task_code", "kind", "billing", "recording_id"):
        await device.http.patch(one, headers=seen, json={name: "Qzxwrongvk"})
        await device.http.post("/entries", json={name: "Qzxwrongvk"})
    for value in ({"narrative": {"qzxwrongvk": 1}}, {"matter_id": "qzxwrongvk qzxwrongvk"}, ["qzxwrongvk"]):
        await device.http.patch(one, headers=seen, json=value)
    for body in (
        b'{"narrative": "qzxbodyvk',
        b"qzxbodyvk",
        b'{"narrative": "qzxbodyvk\xff"}',
        b"qzxbodyvk" * 60_000,
    ):
        await device.http.patch(one, headers=merge, content=body)
    await device.http.patch(one, headers=seen | {"Content-Type": "text/qzxheadervk"}, content=b"qzxbodyvk")
    await device.http.patch(one, headers={"If-Match": "qzxheadervk"}, json={"narrative": "qzxbodyvk"})
    await device.http.patch(one, headers={"If-Match": '"999"'}, json={"narrative": "qzxbodyvk"})
    await device.http.patch(one, json={"narrative": "qzxbodyvk"})
    await device.http.get(
        "/entries", params={"status": "qzxqueryvk", "from": "qzxqueryvk", "limit": "qzxqueryvk"}
    )
    await device.http.get("/entries", params={"after": "qzxqueryvk/\\"})
    await device.http.get("/recordings", params={"after": "qzxqueryvk#?", "limit": "0"})
    for path in ("/entries/qzxpathvk", "/recordings/qzxpathvk", "/qzxpathvk", "/recordings/qzxpathvk/audio"):
        await device.http.get(path)
    await device.http.put("/matters/qzxpathvk%20qzxpathvk", json=MATTER)
    await device.http.put("/matters/M-1", json={"name": "", "client": ["qzxwrongvk"]})
    await device.http.put("/settings", json=SETTINGS, headers={"If-Match": '"999"'})
    for wrong in ("Qzxwrongvk", ["qzxwrongvk"], [{"client": "qzxwrongvk"}]):
        for name in ("timekeeper", "rate", "language", "time_zone", "rules", "clients"):
            await device.http.put("/settings", json=SETTINGS | {name: wrong, "version": wrong})
    for name in ("increment", "rounding", "lint_on", "narrative_language"):
        await device.http.put("/settings", json={"rules": {name: "qzxwrongvk"}})
    twice = [{"client": "Qzxruledvk", "rules": {}}] * 2
    await device.http.put("/settings", json={"clients": twice})
    said = {"time_zone": "America/Qzxwrongvk", "language": "qzxwrongvk", "recorded_at": "qzxwrongvk"}
    await device.http.post("/recordings", json={"file_name": "qzxfilenamevk.qzxwrongvk", **said})
    await device.http.post(
        "/recordings", json={"content_type": "audio/qzxwrongvk", "time_zone": "America/Toronto"}
    )
    await device.http.post("/entries", headers={"Idempotency-Key": "qzxkeyvk qzxkeyvk"}, json={})
    await import_wrongly(device)
    await regroup(device)
    await ask_as_nobody(at, device)


async def import_wrongly(device: Device) -> None:
    """Send files of matters that are refused, or whose every line is rejected."""
    csv, plan = {"Content-Type": "text/csv"}, {"apply": "0" * 64}
    cells = ["qzxbodyvk"] * 7
    for separator, ending in (",", ""), (";", ""), (",", '\n"'), (",", "\xff"), (",", "\0"):
        data = (separator.join(cells) + ending).encode("latin-1")
        await device.http.post("/matters/import", params=plan, headers=csv, content=data)
        await device.http.post("/matters/import", headers=csv, content=data)
    await device.http.post("/matters/import", params={"apply": "qzxqueryvk"}, headers=csv, content=b"x")
    wrong = {"Content-Type": "text/csv; charset=qzxheadervk"}
    await device.http.post("/matters/import", headers=wrong, content=b"qzxbodyvk")


async def regroup(device: Device) -> None:
    """Split, merge and approve, rightly and wrongly."""
    typed = {"narrative": "Qzxtypedvk and Qzxclientvk.", "hours": "0.5", "matter_id": "M-1"}
    whole = await device.call("POST", "/entries", json=typed)
    path, seen = f"/entries/{whole['id']}/split", {"If-Match": '"1"'}
    wrong = {"narrative": "Qzxwrongvk"}
    for parts in ([wrong] * 2, [wrong | {"hours": "0.1"}] * 2, [wrong | {"hours": "qzxwrongvk"}] * 2, wrong):
        await device.http.post(path, headers=seen, json={"parts": parts})
    right = [{"narrative": "Qzxtypedvk.", "hours": "0.2"}, {"narrative": "Qzxclientvk."}]
    parts = (await device.call("POST", path, 1, json={"parts": right}))["parts"]
    refs = [{"id": part["id"], "version": 1} for part in parts]
    names = [{"id": "qzxwrongvk", "version": 1}, *refs]
    for where, body in (
        ("merge", {"entries": names, "narrative": "Qzxbodyvk"}),
        ("merge", {"entries": [*refs, refs[0] | {"id": "qzxwrongvk" * 9}]}),
        ("approve", {"entries": refs * 2, "narrative": "qzxbodyvk"}),
    ):
        await device.http.post(f"/entries/{where}", json=body)
    answer = await device.call("POST", "/entries/approve", json={"entries": refs})
    assert [one["problem"]["code"] for one in answer["entries"]] == ["entry_incomplete"] * 2
    await device.call("POST", "/entries/merge", json={"entries": refs, "narrative": "Qzxeditvk."})


async def ask_as_nobody(at: Provocation, device: Device) -> None:
    """Come with every kind of token that is refused."""
    flaws = ("wrong_audience", "expired", "alg_none", "wrong_tenant", "wrong_issuer", "hs256_with_public_key")
    tokens = [await at.token(user=str(uuid.uuid4()), flaw=flaw) for flaw in flaws]
    made_up = base64.urlsafe_b64encode(b'{"alg": "RS256", "kid": "qzxtokenvk"}').decode().rstrip("=")
    tokens += [
        "qzxtokenvk",
        "qzxtokenvk.qzxtokenvk.qzxtokenvk",
        f"{made_up}.{made_up}.qzxtokenvk",
        "qzxtokenvk" * 2000,
    ]
    for token in tokens:
        answer = await device.http.get("/me", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code in {401, 431}, answer.text
    await device.http.get("/me", headers={"Authorization": "Basic qzxtokenvk"}, params={"code": "qzxtokenvk"})
    assert (await device.http.get("/me", params={"access_token": "qzxqueryvk"})).is_success


async def poison(at: Provocation, key: str, good: str) -> None:
    """Put messages nobody of ours would send into the queues, and audio where none belongs."""
    await at.stored.send("drafting", "qzxpoisonvk, not base64")
    await at.stored.send("drafting", base64.b64encode(b'{"qzxpoisonvk": ').decode())
    await at.stored.send_json("drafting", {"lawyer": "qzxpoisonvk", "recording": good})
    await at.stored.send_json("drafting", {"lawyer": key, "recording": "qzxpoisonvk"})
    await at.stored.send_json("drafting", {"lawyer": key, "qzxpoisonvk": "qzxpoisonvk"})
    await at.stored.send_json("housekeeping", {"lawyer": key, "kind": "qzxpoisonvk"})
    await at.stored.send_json("housekeeping", {"lawyer": key, "kind": "purge", "entry": "qzxpoisonvk"})
    async with BlobServiceClient.from_connection_string(at.stack.storage) as service:
        await service.get_container_client("recordings").upload_blob("qzxblobvk/qzxblobvk.wav", AUDIO)
    await at.stored.send_json("webjobs-blobtrigger-poison", {"BlobName": "qzxpoisonvk/qzxpoisonvk.wav"})


async def corrupt(stored: StoredData, key: str, beginnings: tuple[str, ...]) -> None:
    """Spoil every row of a lawyer whose key begins so: what reads it stumbles over a marker."""
    for name, row in (await stored.rows(key)).items():
        if name.startswith(beginnings):
            broken = {column: value for column, value in row.items() if not column.startswith("b")}
            body = json.dumps({"id": "qzxcorruptvk", "narrative": "qzxcorruptvk", "sequence": "qzxcorruptvk"})
            await stored.put_row(broken | {"n": 1, "b0": body})
