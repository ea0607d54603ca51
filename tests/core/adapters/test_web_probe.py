"""A probe says whether anything answers, and asks for nothing that costs."""

from http import HTTPStatus

import pytest
from aiohttp import web

from core.adapters.web_probe import WebProbe


async def _serving(status: int) -> tuple[web.AppRunner, str]:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


@pytest.mark.parametrize(("status", "reachable"), [(200, True), (401, True), (404, True), (503, False)])
async def test_any_answer_of_the_service_is_a_sign_of_life(status: int, reachable: bool) -> None:
    runner, address = await _serving(status)
    try:
        reach = await WebProbe("speech", address).check()
    finally:
        await runner.cleanup()
    assert (reach.name, reach.configured, reach.reachable) == ("speech", True, reachable)
    assert reach.detail == f"answered {HTTPStatus(status).value}"


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "no url", "http://[", "ftp://x"])
async def test_a_probe_never_raises(address: str) -> None:
    reach = await WebProbe("speech", address).check()
    assert (reach.configured, reach.reachable, reach.detail) == (True, False, "no answer")
