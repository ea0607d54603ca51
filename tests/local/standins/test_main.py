"""The commands that run the stand-ins."""

import asyncio
import re
import signal
import socket
import sys

import aiohttp
import pytest


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("module", "service", "owner"),
    [
        ("openai", "Azure OpenAI", "Azure"),
        ("speech", "Azure AI Speech", "Azure"),
        ("clio", "Clio Manage", "Clio"),
        ("management", "Azure Resource Manager", "Azure"),
    ],
)
async def test_it_shouts_serves_and_ends_when_told(module: str, service: str, owner: str) -> None:
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", f"local.standins.{module}", "--port", str(port), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    try:
        async with asyncio.timeout(20), aiohttp.ClientSession() as session:
            shout = (await process.stdout.readuntil(f"{owner}:".encode())).decode()
            assert re.search(rf"STAND-IN for {service} on http://127.0.0.1:{port}\n.* NOT {owner}", shout)
            assert await _answers(session, port)
    finally:
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0


async def _answers(session: aiohttp.ClientSession, port: int) -> bool:
    while True:
        try:
            async with session.get(f"http://127.0.0.1:{port}/") as page:
                return page.status == 200
        except aiohttp.ClientConnectorError:
            await asyncio.sleep(0.05)
