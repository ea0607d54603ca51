"""Exports as a lawyer's device has them made, looks at them and fetches their files."""

import csv
import io
from typing import Any

import httpx

from tests.e2e.lawyers import Lawyer, until

AT_WORK = {"queued", "checking", "marking", "writing", "withdrawing"}
MARCH = {"preset": "caseclock", "from": "2026-03-01", "to": "2026-03-31"}
PATIENCE = 90.0


async def requested(lawyer: Lawyer, key: str | None = None, **changes: Any) -> Any:
    """A job that was asked for, of the work of March unless said otherwise."""
    headers = {"Idempotency-Key": key} if key else {}
    answer = await lawyer.ask("POST", "/exports", json=MARCH | changes, headers=headers)
    assert answer.status_code == 202, answer.text
    job = answer.json()
    assert answer.headers["location"] == f"/api/exports/{job['id']}"
    return job


async def opened(lawyer: Lawyer, job_id: str) -> Any:
    """A job as it stands."""
    return await lawyer.call("GET", f"/exports/{job_id}")


async def ended(lawyer: Lawyer, job_id: str, timeout: float = PATIENCE) -> Any:
    """The job once nobody works on it any more; raises TimeoutError."""

    async def look() -> Any:
        shown = await opened(lawyer, job_id)
        return None if shown["state"] in AT_WORK else shown

    return await until(look, f"export {job_id} is over", timeout)


async def exported(lawyer: Lawyer, **changes: Any) -> Any:
    """A job that is done, of the work of March unless said otherwise."""
    job = await ended(lawyer, (await requested(lawyer, **changes))["id"])
    assert job["state"] == "done", (job["state"], job["findings"], job["failure"])
    return job


async def withdrawn(lawyer: Lawyer, job_id: str) -> Any:
    """The job once it is taken back."""
    answer = await lawyer.ask("POST", f"/exports/{job_id}/withdraw")
    assert answer.status_code == 202, answer.text
    job = await ended(lawyer, job_id)
    assert job["state"] == "withdrawn", job["state"]
    return job


async def fetched(job: Any) -> bytes:
    """The file, fetched by somebody who holds the grant and nothing else."""
    async with httpx.AsyncClient(timeout=60, trust_env=False) as stranger:
        answer = await stranger.request(
            job["download"]["method"], job["download"]["url"], headers=job["download"]["headers"]
        )
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"] == f'attachment; filename="{job["file"]["name"]}"'
    assert len(answer.content) == job["file"]["bytes"]
    return answer.content


def table(content: bytes, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    """The rows of a CSV file by their columns, with every line break as it was."""
    return list(csv.DictReader(io.StringIO(content.decode(encoding), newline="")))


def without_grant(job: Any) -> dict[str, Any]:
    """All but the grant, which is new each time."""
    return {name: value for name, value in job.items() if name != "download"}


def totals(job: Any) -> tuple[int, str, str | None, str]:
    """What the lines come to: how many, hours, money before tax, tax."""
    shown = job["totals"]
    return shown["rows"], shown["hours"], shown["amount"], shown["tax"]
