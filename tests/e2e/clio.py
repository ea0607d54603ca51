"""The stand-in for Clio as tests lead it: its people, what it holds, how it fails."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpx

from tests.e2e.lawyers import Lawyer, until


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the firm in Clio, whom nobody else in the test run is."""

    id: int
    name: str


class ClioStandIn:
    """Faults are shown to whoever calls next, so whoever sets them clears them; use it in a `with`."""

    def __init__(self, address: str) -> None:
        self._http = httpx.AsyncClient(base_url=f"{address}/standin", timeout=30, trust_env=False)

    async def __aenter__(self) -> Self:
        await self.behave()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.behave()
        await self._http.aclose()

    async def behave(self) -> None:
        """Show no more faults, and be as it is unless told otherwise."""
        for what in ("faults", "switches", "chance", "clock"):
            await self._send("DELETE", f"/{what}")

    async def fail(self, operation: str, fault: str, times: int | None = 1, **particulars: Any) -> None:
        """Show a fault to the next so many calls; None: until it is to behave."""
        await self._send(
            "POST", "/faults", {"operation": operation, "fault": fault, "times": times} | particulars
        )

    async def roll(self, seed: int, faults: Mapping[str, Sequence[str]], probability: float) -> None:
        """Show faults by chance, each with that probability."""
        asked = [
            {"operation": operation, "fault": fault, "probability": probability}
            for operation, names in faults.items()
            for fault in names
        ]
        await self._send("POST", "/chance", {"seed": seed, "faults": asked})

    async def turn(self, **switches: Any) -> None:
        """Turn switches."""
        await self._send("PATCH", "/switches", switches)

    async def person(self) -> Person:
        """A new person of the firm."""
        name = f"Person {uuid.uuid4()}"
        await self.add("users", name=name, email="person@demo.example", rate="300")
        return Person(next(one["id"] for one in await self.all("users") if one["name"] == name), name)

    async def add(self, kind: str, **record: Any) -> None:
        """Add a record as if by hand."""
        await self._send("POST", "/data", {kind: [record]})

    async def change(self, kind: str, number: int, **values: Any) -> None:
        """Change a record as if by hand."""
        await self._send("PATCH", f"/data/{kind}/{number}", values)

    async def remove(self, kind: str, number: int) -> None:
        """Take a record away as if by hand."""
        await self._send("DELETE", f"/data/{kind}/{number}")

    async def all(self, kind: str) -> list[Any]:
        """Every record of a kind."""
        held: list[Any] = (await self._send("GET", "/data")).json()[kind]
        return held

    async def matter(self, number: str) -> Any:
        """The matter with that number."""
        return next(one for one in await self.all("matters") if one["display_number"] == number)

    async def of(self, person: Person) -> list[Any]:
        """The activities of a person, oldest first."""
        return [one for one in await self.all("activities") if one["user_id"] == person.id]

    async def requests(self, person: Person) -> list[Any]:
        """The requests made as a person, oldest first."""
        seen = (await self._send("GET", "/requests")).json()
        return [one for one in seen if one["user_id"] == person.id]

    async def faults_shown(self) -> Counter[str]:
        """How many calls have shown each fault."""
        calls = (await self._send("GET", "/calls")).json()["calls"]
        return Counter(call["fault"] for call in calls if call["fault"])

    async def expire_tokens(self) -> None:
        """End every access token; they can be refreshed."""
        await self._send("POST", "/tokens/expire")

    async def revoke_tokens(self) -> None:
        """End every grant."""
        await self._send("POST", "/tokens/revoke")

    async def _send(self, method: str, path: str, body: Any = None) -> httpx.Response:
        answer = await self._http.request(method, path, json=body)
        assert answer.is_success, answer.text
        return answer


async def approved(lawyer: Lawyer, **fields: Any) -> Any:
    """An entry typed and approved."""
    entry = await lawyer.typed(**fields)
    return await lawyer.call("POST", f"/entries/{entry['id']}/approve", entry["version"])


async def reaches(lawyer: Lawyer, entry_id: str, state: str, reason: str | None = None) -> Any:
    """The entry once its delivery is in a state, for that reason; raises TimeoutError."""

    async def look() -> Any:
        shown = await lawyer.entry(entry_id)
        delivery = shown["delivery"] or {"state": None, "reason": None}
        return shown if (delivery["state"], delivery["reason"]) == (state, reason) else None

    return await until(look, f"the delivery of {entry_id} is {state} {reason or ''}")
