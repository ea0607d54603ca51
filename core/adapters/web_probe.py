"""Whether a service answers over HTTP at all; nothing is asked of it that costs anything."""

from http import HTTPStatus

from core.ports import Reach

_SECONDS = 3.0


class WebProbe:
    """Asks an address without credentials: any answer below 500 is a sign of life."""

    def __init__(self, name: str, address: str) -> None:
        self._name = name
        self._address = address

    async def check(self) -> Reach:
        """What came back within three seconds; never raises."""
        status = await _status(self._address)
        if status is None:
            return Reach(self._name, configured=True, reachable=False, detail="no answer")
        reachable = status < HTTPStatus.INTERNAL_SERVER_ERROR
        return Reach(self._name, configured=True, reachable=reachable, detail=f"answered {status}")


async def _status(address: str) -> int | None:
    import aiohttp  # noqa: PLC0415 - keeps cold starts short

    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(address, allow_redirects=False) as answer,
        ):
            return answer.status
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
        return None
