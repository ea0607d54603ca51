"""A verifier, the stand-in for Entra that it trusts, and a clock that stands still."""

import traceback
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.adapters.entra import EntraVerifier
from core.domain.errors import Unauthenticated
from core.domain.identity import Lawyer
from local.standins.entra import tokens
from local.standins.entra.faults import Fault
from local.standins.entra.keys import SigningKey
from local.standins.entra.server import EntraStandIn

FIRM = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
USER = "6fa459ea-ee8a-4ca4-894e-db77e160355e"
API = "16fd2706-8baf-433b-82eb-8c7fada847da"
SCOPE = "TimeEntries.ReadWrite"
NAME = "Marguerite Unmistakable"
USERNAME = "marguerite@unmistakable.example"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that goes on only when it is told to."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Bench:
    standin: EntraStandIn
    clock: Clock = field(default_factory=Clock)

    @property
    def request(self) -> tokens.TokenRequest:
        return tokens.TokenRequest(
            self.standin.authority, FIRM, USER, API, f"openid {SCOPE}", NAME, USERNAME, timedelta(hours=1)
        )

    def verifier(self, **changes: Any) -> EntraVerifier:
        settings: dict[str, Any] = {
            "authority": self.standin.authority,
            "audiences": [API],
            "firms": frozenset({FIRM}),
            "scope": SCOPE,
            "clock": self.clock,
        }
        return EntraVerifier(**settings | changes)

    def token(self, mint: tokens.Mint = tokens.good, key: SigningKey | None = None) -> str:
        return mint(self.request, key or self.standin.keys.signing, self.clock.now)

    def signed(self, **claims: Any) -> str:
        """A good token but for these claims."""
        return tokens.sign(tokens.claims_of(self.request, self.clock.now) | claims, self.standin.keys.signing)

    def fail(self, fault: str, times: int | None = 1, operation: str = "keys") -> None:
        self.standin.faults.add(
            Fault.model_validate({"operation": operation, "fault": fault, "times": times})
        )

    @property
    def served(self) -> dict[str, int]:
        return dict(self.standin.served)


async def accepted(verifier: EntraVerifier, token: str) -> bool:
    """Return whether the token speaks for the lawyer that the bench's tokens name."""
    return (await verifier.verify(token)).lawyer == Lawyer(FIRM, USER)


async def refusal(verifier: EntraVerifier, token: str) -> str:
    """Return the code a token is refused with, having looked that nothing of it is told."""
    with pytest.raises(Unauthenticated) as caught:
        await verifier.verify(token)
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value.extra)
    assert_discreet(told, token)
    return caught.value.code


def assert_discreet(text: str, token: str) -> None:
    """Look for the token, its parts, and what it says about somebody."""
    secrets = {token, *token.split("."), FIRM, USER, API, NAME, USERNAME, SCOPE} - {""}
    assert not [secret for secret in secrets if secret in text]
