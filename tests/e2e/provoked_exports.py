"""Exports with a marker word wherever a lawyer's words can stand, right and wrong."""

from local.client import Device
from tests.e2e.provocation import Provocation

# What a job was asked for by, and what it was found to hold: of the lawyer's words it keeps only these.
JOB_WORDS = {"qzxclientvk", "qzxinvoicevk"}
# What a file holds.
FILE_WORDS = {"qzxexportedvk", "qzxclientvk", "qzxmatternamevk", "qzxnumbervk", "qzxtimekeepervk"}


async def export(at: Provocation, device: Device) -> None:
    """Export approved work, fetch it, take it back; then ask wrongly, with a marker in each place."""
    typed = {"narrative": "Qzxexportedvk for Qzxclientvk.", "hours": "0.5", "matter_id": "M-1"}
    entry = await device.call("POST", "/entries", json=typed | {"work_date": "2025-03-03"})
    await device.call("POST", f"/entries/{entry['id']}/approve", 1)
    spring = {
        "preset": "caseclock",
        "from": "2025-03-01",
        "to": "2025-03-31",
        "clients": ["Qzxclientvk Inc."],
    }
    job = await device.exported(**spring)
    at.keep_signature(job["download"])
    assert b"qzxexportedvk" in (await device.fetch(job["download"])).content.lower()
    invoice = {"number": "7", "day": "2025-04-01", "description": "Qzxinvoicevk"}
    wrong = await device.exported(**spring | {"preset": "ledes1998b"}, include_exported=True, invoice=invoice)
    assert wrong["state"] == "refused"
    await device.call("POST", f"/exports/{job['id']}/withdraw")
    await device.ended(job["id"])
    for name in ("preset", "from", "to", "matters", "clients", "invoice", "include_exported"):
        await device.http.post("/exports", json=spring | {name: "Qzxwrongvk"})
    for body in (spring | {"matters": ["qzxwrongvk"]}, spring | {"invoice": {"number": "Qzxwrongvk;"}}):
        await device.http.post("/exports", json=body, headers={"Idempotency-Key": "qzxkeyvk-export"})
    await device.http.post("/exports/qzxpathvk/retry", content=b"qzxbodyvk")
    await device.http.get("/exports", params={"after": "qzxqueryvk", "limit": "qzxqueryvk"})
    await device.exported(**spring)
