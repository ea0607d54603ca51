"""Fetch one of Entra's public documents."""

import json
from http import HTTPStatus
from typing import Any

import aiohttp

from core.adapters.entra.metadata import MetadataError

# Entra's key set is about 20 kB; what is many times larger is something else.
_MOST_BYTES = 512 * 1024


async def fetch_json(url: str) -> dict[str, Any]:
    """Return the JSON object at `url`; raises MetadataError when there is none.

    Redirects are not followed: they would lead past the check of the host. The time is bounded by
    the caller. A session of its own is cheap here, because a worker fetches about once a day.
    """
    try:
        async with aiohttp.ClientSession() as session:
            return _object(await _content(session, url))
    except aiohttp.ClientError as error:
        raise MetadataError(type(error).__name__) from error


async def _content(session: aiohttp.ClientSession, url: str) -> bytes:
    async with session.get(url, allow_redirects=False) as response:
        if response.status != HTTPStatus.OK:
            raise MetadataError(f"the answer was {response.status}")
        content = bytearray()
        async for chunk in response.content.iter_any():
            content += chunk
            if len(content) > _MOST_BYTES:
                raise MetadataError("the document is too large")
        return bytes(content)


def _object(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise MetadataError("the document is not JSON") from error
    if not isinstance(document, dict):
        raise MetadataError("the document is not a JSON object")
    return document
