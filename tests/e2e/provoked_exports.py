"""Exports with marker words wherever a lawyer's words can stand in one, right, refused and broken."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from local.client import Device
from tests.e2e.exports import AT_WORK
from tests.e2e.lawyers import until
from tests.e2e.provocation import Provocation, corrupt

MARCH = {"preset": "caseclock", "from": "2026-03-01", "to": "2026-03-31"}
INVOICE = {
    "number": "2026-1",
    "day": "2026-03-31",
    "description": "Qzxinvoicevk",
    "client_name": "Qzxclientvk",
}
WRONG: tuple[Any, ...] = (
    {"preset": "qzxwrongvk"},
    {"preset": "Qzxwrongvk Qzxwrongvk"},
    {"from": "qzxwrongvk"},
    {"matters": ["qzxwrongvk"]},
    {"clients": ["\u0000qzxwrongvk", {"qzxwrongvk": 1}]},
    {"preset": "ledes1998b", "invoice": {"number": "qzxwrongvk|"}},
)


async def export(at: Provocation, device: Device) -> None:
    """A file that is fetched, one that is refused, and every request that cannot be read."""
    await _approved(device)
    for wrong in WRONG:
        await device.http.post("/exports", json=MARCH | wrong)
    await device.http.post("/exports", content=b"qzxbodyvk", headers={"Content-Type": "application/json"})
    for path in ("/exports/qzxpathvk", "/exports?after=qzxqueryvk"):
        await device.http.get(path)
    refused = await _ended(
        device, {"preset": "ledes1998b", "clients": ["Qzxclientvk Inc."], "invoice": INVOICE}
    )
    assert refused["state"] == "refused"
    done = await _ended(device, {"clients": ["Qzxclientvk Inc."]})
    assert done["state"] == "done", done
    at.secrets |= set(parse_qs(urlsplit(done["download"]["url"]).query)["sig"])
    assert b"Qzxtypedvk" in (await device.storage.get(done["download"]["url"])).content
    await device.http.post(f"/exports/{done['id']}/retry")
    for text in ("qzxpoisonvk, not base64", '{"qzxpoisonvk": '):
        await at.stored.send("csv-export", text)


async def export_what_is_broken(at: Provocation) -> None:
    """An export of an entry that cannot be read, and then of a job that cannot."""
    key, device = await at.lawyer()
    async with device:
        await device.call("PUT", "/matters/M-1", json={"name": "Qzxmatternamevk", "client": "Qzxclientvk"})
        await _approved(device)
        await corrupt(at.stored, key, ("entry~", "day~"))
        failed = await _ended(device, {})
        assert failed["state"] == "failed"
        await corrupt(at.stored, key, ("job~", "work~"))
        for path in ("/exports", f"/exports/{failed['id']}"):
            assert (await device.http.get(path)).status_code == 500, path
        await at.stored.send_json("csv-export", {"lawyer": key, "export": "qzxpoisonvk"})


async def _approved(device: Device) -> None:
    typed = {"narrative": "Qzxtypedvk with Qzxclientvk.", "hours": "0.5", "work_date": "2026-03-03"}
    entry = await device.call("POST", "/entries", json=typed | {"matter_id": "M-1"})
    await device.call("POST", f"/entries/{entry['id']}/approve", entry["version"])


async def _ended(device: Device, changes: dict[str, Any]) -> Any:
    headers = {"Idempotency-Key": f"qzxkeyvk-export-{len(changes)}"}
    asked = await device.call("POST", "/exports", json=MARCH | changes, headers=headers)

    async def look() -> Any:
        shown = await device.call("GET", f"/exports/{asked['id']}")
        return None if shown["state"] in AT_WORK else shown

    return await until(look, "the export is over")
