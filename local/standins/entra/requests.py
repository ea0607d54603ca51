"""What the stand-in can be asked for in JSON."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from local.standins.entra.tokens import FLAWS, TokenRequest


class TokenAsk(BaseModel):
    """A token to mint; `lifetime` is in seconds, `flaw` names a function of `tokens` that spoils it."""

    model_config = ConfigDict(extra="forbid")

    tenant: UUID
    user: UUID
    audience: str = Field(min_length=1)
    scope: str
    name: str = "Alex Example"
    username: str = "alex@firm.example"
    lifetime: int = Field(default=75 * 60, ge=1, le=28 * 3600)
    flaw: str | None = None

    @field_validator("flaw")
    @classmethod
    def _known(cls, flaw: str | None) -> str | None:
        if flaw is not None and flaw not in FLAWS:
            raise ValueError(f"a flaw is one of {', '.join(FLAWS)}")
        return flaw

    def token_request(self, authority: str) -> TokenRequest:
        """The same, as the minting functions take it."""
        asked = self.model_dump(mode="json", exclude={"flaw", "lifetime"})
        return TokenRequest(authority=authority, lifetime=timedelta(seconds=self.lifetime), **asked)


class Rotation(BaseModel):
    """A change of the signing key; `withdraw` stops publishing the old ones at once."""

    model_config = ConfigDict(extra="forbid")

    withdraw: bool = False


async def read[Model: BaseModel](request: web.Request, model: type[Model]) -> Model:
    """Read a request's body; answers 400 in OAuth's form when it does not fit."""
    try:
        return model.model_validate_json(await request.text() or "{}")
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        raise _bad_request(faults) from error


def _bad_request(faults: Any) -> web.HTTPBadRequest:
    description = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in faults)
    body = {"error": "invalid_request", "error_description": description}
    return web.HTTPBadRequest(text=json.dumps(body), content_type="application/json")
