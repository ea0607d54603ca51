"""Whether an Azure OpenAI endpoint answers at all: no deployment is called, so nothing is billed."""

from http import HTTPStatus

import aiohttp

from core.ports import Reach

_SECONDS = 3.0


class AzureOpenAIProbe:
    """Asks the endpoint for its root, without credentials: any answer below 500 is a sign of life."""

    def __init__(self, name: str, endpoint: str | None) -> None:
        self._name = name
        self._endpoint = endpoint

    async def check(self) -> Reach:
        """What came back within three seconds; never raises."""
        if not self._endpoint:
            return Reach(self._name, configured=False, reachable=False, detail="no endpoint is set")
        status = await _status(self._endpoint)
        if status is None:
            return Reach(self._name, configured=True, reachable=False, detail="no answer")
        reachable = status < HTTPStatus.INTERNAL_SERVER_ERROR
        return Reach(self._name, configured=True, reachable=reachable, detail=f"answered {status}")


async def _status(endpoint: str) -> int | None:
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(endpoint, allow_redirects=False) as answer,
        ):
            return answer.status
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
        return None
