"""Faults the stand-in can be told to show, in the order they were given, or by chance."""

import hashlib
import random
from collections import Counter
from typing import Literal

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from local.standins.clio.errors import ClioError
from local.standins.serving import Refusal, WorkFault

type FaultName = Literal[
    "slow",
    "slow_before",
    "rate_limited",
    "server_error",
    "server_error_after",
    "error",
    "expired_token",
    "drop_before",
    "drop_after",
    "malformed",
    "only_id",
    "unseen",
    "other_stored",
]
type Operation = Literal[
    "*",
    "authorize",
    "token",
    "deauthorize",
    "who_am_i",
    "list_users",
    "show_user",
    "list_contacts",
    "show_contact",
    "list_matters",
    "show_matter",
    "list_activities",
    "show_activity",
    "create_activity",
    "update_activity",
    "delete_activity",
    "list_activity_descriptions",
    "show_activity_description",
    "list_utbms_codes",
    "show_utbms_code",
    "list_utbms_sets",
    "show_billing_settings",
]

OPERATIONS: tuple[str, ...] = Operation.__value__.__args__[1:]


class ServerError(Refusal):
    """A 5xx, of which Clio says nothing: a page of a proxy, an empty body, or its envelope."""

    def __init__(self, http_status: int, shape: Literal["html", "empty", "json"]) -> None:
        body = {"error": {"type": "InternalServerError", "message": "Something went wrong"}}
        super().__init__("server error", http_status, body, {})
        self._shape = shape

    def response(self) -> web.Response:
        """Return the answer in the shape asked for."""
        if self._shape == "json":
            return super().response()
        page = "<html><body><h1>We are sorry</h1></body></html>" if self._shape == "html" else ""
        return web.Response(text=page, status=self.status, content_type="text/html")


class Fault(WorkFault):
    """One fault: for how many calls (None: until cleared), and its particulars."""

    operation: Operation
    fault: FaultName
    retry_after: int | None = Field(default=1, ge=0, description="rate_limited: seconds; None: unsaid")
    status: int = Field(default=500, ge=400, le=599, description="server_error…, error: the status")
    shape: Literal["html", "empty", "json"] = Field(default="html", description="server_error…: its body")
    type: str = Field(default="ArgumentError", description="error: its type")
    message: str = Field(default="As asked for", description="error: its message")

    def error(self) -> Refusal | None:
        """Return the error that is answered instead of doing the work, if this is such a fault."""
        match self.fault:
            case "rate_limited":
                said = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
                return ClioError(429, "RateLimitedError", "Rate limit exceeded", said)
            case "server_error":
                return ServerError(self.status, self.shape)
            case "error":
                return ClioError(self.status, self.type, self.message)
            case _:
                return None


class ChanceFault(Fault):
    """A fault that a request shows with a probability."""

    probability: float = Field(gt=0, le=1)


class Chance(BaseModel):
    """Faults by chance. The same seed gives the same request the same faults, in whatever order they come."""

    model_config = ConfigDict(extra="forbid")

    seed: int = Field(default_factory=lambda: random.SystemRandom().randrange(2**31))
    faults: list[ChanceFault]


class Dice:
    """Throws for each request: by the seed, by who asks for what, and by how often it was asked before."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        self._thrown: Counter[str] = Counter()

    def throw(self, operation: str, user_id: int | None, body: bytes) -> Fault | None:
        """Return the fault that this request shows, if it shows one."""
        request = f"{operation}/{user_id}/{hashlib.sha256(body).hexdigest()}"
        self._thrown[request] += 1
        named = f"{self.chance.seed}/{request}/{self._thrown[request]}"
        left = random.Random(named).random()  # noqa: S311 - to be repeated, not a secret
        for fault in self.chance.faults:
            if fault.fits(operation):
                left -= fault.probability
                if left < 0:
                    return fault
        return None
