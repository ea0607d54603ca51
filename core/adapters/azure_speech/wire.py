"""Calls to a Speech resource over HTTP; imported late, with the first call.

Nothing is retried here: every retry is CaseClock's own, so it is counted and the lawyer sees it.
"""

import asyncio
import io
import logging
from dataclasses import dataclass
from http import HTTPStatus

import aiohttp
from azure.core.exceptions import AzureError

from core.adapters.azure_speech.failures import failure_of
from core.adapters.azure_speech.resource import TOKEN_SCOPE, SpeechResource
from core.domain.errors import PassingFailure, PipelineFailure
from core.domain.reasons import Reason

_CONNECT_SECONDS = 5.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upload:
    """A recording to be sent: its bytes, bare file name and media type, and what is asked of it."""

    audio: bytes
    name: str
    content_type: str
    definition: str


class Wire:
    """One HTTP session; no exception of its library's or of Azure Identity's leaves it."""

    def __init__(self, resource: SpeechResource) -> None:
        self._resource = resource
        connect = min(_CONNECT_SECONDS, resource.timeout)
        self._http = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=resource.timeout, sock_connect=connect),
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    async def transcription(self, upload: Upload) -> bytes:
        """The body of a success; raises PassingFailure or FinalFailure."""
        try:
            # The token takes its part of the time too.
            async with asyncio.timeout(self._resource.timeout):
                answer, body = await self._answer(upload)
            if answer.status == HTTPStatus.OK:
                return body
            self._warn(str(answer.status), answer.headers.get("apim-request-id"))
            failure: PipelineFailure = failure_of(answer.status, answer.headers, body)
        except (aiohttp.ClientError, AzureError, TimeoutError, OSError) as error:
            self._warn(type(error).__name__, None)
            failure = PassingFailure(Reason.SPEECH_UNAVAILABLE)
        # Raised out here it has no context: what the service said does not travel with it.
        raise failure

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()

    async def _answer(self, upload: Upload) -> tuple[aiohttp.ClientResponse, bytes]:
        address = f"{self._resource.endpoint.rstrip('/')}/speechtotext/transcriptions:transcribe"
        async with self._http.post(
            address,
            params={"api-version": self._resource.api_version},
            headers=await self._authorization(),
            data=_form(upload),
            # A redirect could lead a lawyer's words out of the jurisdiction.
            allow_redirects=False,
        ) as answer:
            return answer, await answer.read()

    async def _authorization(self) -> dict[str, str]:
        if self._resource.credential is None:
            return {"Ocp-Apim-Subscription-Key": self._resource.key or ""}
        token = await self._resource.credential.get_token(TOKEN_SCOPE)
        return {"Authorization": f"Bearer {token.token}"}

    def _warn(self, outcome: str, request_id: str | None) -> None:
        _log.warning("Azure AI Speech: %s (request %s)", outcome, request_id)


def _form(upload: Upload) -> aiohttp.FormData:
    form = aiohttp.FormData()
    # A stream, since bytes of this size would be taken for a mistake.
    form.add_field("audio", io.BytesIO(upload.audio), filename=upload.name, content_type=upload.content_type)
    form.add_field("definition", upload.definition)
    return form
