"""Calls through the official SDK; the one module that imports it, and it is itself imported late.

The SDK never retries: every retry is CaseClock's own, so it is counted and the lawyer sees it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from azure.core.exceptions import AzureError
from azure.identity.aio import get_bearer_token_provider
from openai import APIStatusError, AsyncAzureOpenAI, DefaultAsyncHttpxClient, OpenAIError, Timeout

from core.adapters.azure_openai.deployment import Deployment
from core.adapters.azure_openai.failures import failure_of
from core.domain.errors import PassingFailure, PipelineFailure
from core.domain.reasons import Reason

type Send = Callable[[AsyncAzureOpenAI], Awaitable[Any]]

_CONNECT_SECONDS = 5.0

_log = logging.getLogger(__name__)


class Wire:
    """One SDK client; no exception of the SDK's or of Azure Identity's leaves it."""

    def __init__(self, deployment: Deployment, unavailable: Reason) -> None:
        self._deployment = deployment
        self._unavailable = unavailable
        self._sdk = _sdk_for(deployment)

    async def body(self, send: Send) -> bytes:
        """The body of the answer to one raw request; raises PassingFailure or FinalFailure."""
        try:
            # The SDK's own timeout starts anew with every byte; this one does not.
            async with asyncio.timeout(self._deployment.timeout):
                content: bytes = (await send(self._sdk)).content
                return content
        except APIStatusError as error:
            self._warn(str(error.status_code), error.response.headers.get("apim-request-id"))
            failure: PipelineFailure = failure_of(
                error.status_code, error.response.headers, error.body, self._unavailable
            )
        except (OpenAIError, AzureError, TimeoutError) as error:
            self._warn(type(error).__name__, None)
            failure = PassingFailure(self._unavailable)
        # Raised out here it has no context: what the service said does not travel with it.
        raise failure

    async def close(self) -> None:
        """Close the connections."""
        await self._sdk.close()

    def _warn(self, outcome: str, request_id: str | None) -> None:
        name = self._deployment.name
        _log.warning("Azure OpenAI deployment %s: %s (request %s)", name, outcome, request_id)


def _sdk_for(deployment: Deployment) -> AsyncAzureOpenAI:
    return AsyncAzureOpenAI(
        azure_endpoint=deployment.endpoint,
        api_version=deployment.api_version,
        api_key=deployment.key,
        azure_ad_token_provider=_token_provider(deployment),
        timeout=Timeout(deployment.timeout, connect=min(_CONNECT_SECONDS, deployment.timeout)),
        max_retries=0,
        # A redirect could lead a lawyer's words out of the jurisdiction.
        http_client=DefaultAsyncHttpxClient(follow_redirects=False),
    )


def _token_provider(deployment: Deployment) -> Callable[[], Awaitable[str]] | None:
    if deployment.credential is None:
        return None
    return get_bearer_token_provider(deployment.credential, deployment.scope)
