"""Calls to Clio over HTTP; imported late, with the first call.

Nothing is sent twice that could have an effect twice: aiohttp sends again by itself only what is
idempotent, which POST and PATCH are not.
"""

import logging
import re

import aiohttp
from yarl import URL

from core.adapters.clio.messages import Answer, Call, Silence

_CONNECT_SECONDS = 5.0
_REQUEST_ID = re.compile(r"[\w-]{1,64}")

_log = logging.getLogger(__name__)


class Wire:
    """One HTTP session; no exception of its library's leaves it. A whole call takes `timeout` seconds."""

    def __init__(self, timeout: float) -> None:
        self._http = aiohttp.ClientSession(
            # Connecting ends well before the whole does: a call that never went out is known as one.
            timeout=aiohttp.ClientTimeout(total=timeout, sock_connect=min(_CONNECT_SECONDS, timeout / 2)),
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    async def ask(self, call: Call) -> Answer | Silence:
        """What Clio answered, or why there is no answer."""
        try:
            answer = await self._send(call)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            _log.warning("Clio: %s: %s", call.name, type(error).__name__)
            return Silence.NOT_SENT
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            _log.warning("Clio: %s: %s", call.name, type(error).__name__)
            return Silence.NO_ANSWER
        if answer.status >= 300:  # noqa: PLR2004 - anything but a success
            _log.warning("Clio: %s: %s (request %s)", call.name, answer.status, _request_id(answer))
        return answer

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()

    async def _send(self, call: Call) -> Answer:
        # Kept as they are: the cursor in the address of a next page is Clio's, and an opaque one.
        address = URL(call.address, encoded=True)
        async with self._http.request(
            call.method,
            address.extend_query(dict(call.query)) if call.query else address,
            headers=call.headers,
            json=call.json,
            data=call.form,
            # A redirect could lead a token and a narrative out of the jurisdiction.
            allow_redirects=False,
        ) as answer:
            return Answer(answer.status, answer.headers, await answer.read())


def _request_id(answer: Answer) -> str | None:
    named = _REQUEST_ID.fullmatch(answer.headers.get("X-Request-Id", ""))
    return named[0] if named else None
