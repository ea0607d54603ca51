"""Only a JSON object of modest size, from the very address that was asked, counts as an answer."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from core.adapters.entra import fetch_json
from core.adapters.entra.metadata import MetadataError


async def answer(request: web.Request) -> web.Response:
    match request.match_info["what"]:
        case "object":
            return web.json_response({"keys": []})
        case "elsewhere":
            raise web.HTTPFound("/object", text="{}", content_type="application/json")
        case "large":
            return web.json_response({"keys": "x" * 600_000})
        case "list":
            return web.json_response([{"keys": []}])
        case "deep":
            return web.Response(text="[" * 100_000)
        case "bytes":
            return web.Response(body=b'{"keys": "\xff"}')
        case _:
            raise web.HTTPNotFound(text="{}", content_type="application/json")


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    app = web.Application()
    app.router.add_get("/{what}", answer)
    running = TestServer(app)
    async with running:
        yield running


async def test_an_object_is_fetched(server: TestServer) -> None:
    assert await fetch_json(str(server.make_url("/object"))) == {"keys": []}


@pytest.mark.parametrize("what", ["elsewhere", "large", "list", "deep", "bytes", "nothing"])
async def test_anything_else_is_an_error(server: TestServer, what: str) -> None:
    with pytest.raises(MetadataError):
        await fetch_json(str(server.make_url(f"/{what}")))


async def test_nobody_there_is_an_error(server: TestServer) -> None:
    address = str(server.make_url("/object"))
    await server.close()

    with pytest.raises(MetadataError):
        await fetch_json(address)
