"""Drafting by an Azure OpenAI chat deployment, with structured outputs.

Source: Microsoft Learn, "How to use structured outputs with Azure OpenAI".
"""

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from core.adapters.azure_openai.client import Answer, Client
from core.adapters.azure_openai.deployment import Deployment
from core.domain.errors import FinalFailure
from core.domain.making import Usage
from core.domain.reasons import Reason
from core.ports import Completion

if TYPE_CHECKING:
    from openai import AsyncAzureOpenAI

type TokenLimitParameter = Literal["max_completion_tokens", "max_tokens"]


class _Message(Answer):
    content: str | None = None
    refusal: str | None = None


class _Choice(Answer):
    finish_reason: str | None = None
    message: _Message = _Message()


class _Usage(Answer):
    prompt_tokens: int = Field(ge=0)
    completion_tokens: int = Field(ge=0)


class _Completion(Answer):
    choices: tuple[_Choice, ...]
    usage: _Usage | None = None


class AzureOpenAIDraftingModel:
    """A DraftingModel over one deployment.

    The token limit counts against the deployment's quota with every call. Reasoning models want it
    as `max_completion_tokens` and refuse a temperature, so None sends none.
    """

    def __init__(
        self,
        deployment: Deployment,
        *,
        token_limit: int,
        token_limit_parameter: TokenLimitParameter,
        temperature: float | None = None,
    ) -> None:
        self._model = deployment.name
        self._options: dict[str, Any] = {"model": self._model, "n": 1, token_limit_parameter: token_limit}
        if temperature is not None:
            self._options["temperature"] = temperature
        self._client = Client(deployment, Reason.DRAFTING_UNAVAILABLE)

    async def complete(self, system: str, user: str, schema_name: str, schema: dict[str, Any]) -> Completion:
        """The answer; raises PassingFailure, or FinalFailure with what an answer without use cost.

        `store` is never sent: a stored completion would keep a lawyer's words at the service.
        """
        options = self._options | {
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": schema_name, "strict": True, "schema": schema},
            },
        }

        async def send(sdk: "AsyncAzureOpenAI") -> Any:
            return await sdk.chat.completions.with_raw_response.create(**options)

        return _read(await self._client.call(send, _Completion))

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()


def _read(completion: _Completion) -> Completion:
    choice = completion.choices[0] if completion.choices else _Choice()
    billed = completion.usage
    usage = Usage(**billed.model_dump()) if billed else None
    if choice.message.refusal or choice.finish_reason == "content_filter":
        raise FinalFailure(Reason.BLOCKED, usage=usage)
    if choice.finish_reason != "stop" or not choice.message.content:
        raise FinalFailure(Reason.DRAFT_UNUSABLE, usage=usage)
    return Completion(choice.message.content, usage)
