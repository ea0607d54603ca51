"""The client of one deployment, made with the first call and closed once."""

import logging
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from core.adapters.azure_openai.deployment import Deployment
from core.domain.errors import PassingFailure
from core.domain.reasons import Reason

if TYPE_CHECKING:
    from core.adapters.azure_openai.wire import Send, Wire

_log = logging.getLogger(__name__)


class Answer(BaseModel):
    """The part of an answer that we read; the rest is ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Client:
    """Calls one deployment; `unavailable` is the reason a passing failure carries."""

    def __init__(self, deployment: Deployment, unavailable: Reason) -> None:
        self._deployment = deployment
        self._unavailable = unavailable
        self._wire: Wire | None = None

    async def call[T: Answer](self, send: "Send", shape: type[T]) -> T:
        """The answer to the one raw request `send` makes; raises PassingFailure or FinalFailure."""
        body = await self._connected().body(send)
        try:
            return shape.model_validate_json(body)
        except ValidationError:
            _log.warning("Azure OpenAI deployment %s: unreadable answer", self._deployment.name)
        # Raised out here it has no context: a validation error quotes what it could not read.
        raise PassingFailure(self._unavailable)

    async def close(self) -> None:
        """Close the connections; the credential is its owner's to close."""
        if self._wire is not None:
            await self._wire.close()
            self._wire = None

    def _connected(self) -> "Wire":
        if self._wire is None:
            from core.adapters.azure_openai.wire import Wire  # noqa: PLC0415 - keeps cold starts short

            self._wire = Wire(self._deployment, self._unavailable)
        return self._wire
