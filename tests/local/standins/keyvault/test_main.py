"""The command that runs the stand-in."""

import asyncio
import re
import signal
import ssl
import sys
from pathlib import Path

import aiohttp

COMMAND = (sys.executable, "-m", "local.standins.keyvault", "--port", "0", "--identity-port")


async def test_it_shouts_serves_over_https_and_ends_when_told(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *COMMAND, "0", "--data", str(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    try:
        async with asyncio.timeout(20):
            shout = (await process.stdout.readuntil(b"certificate.pem\n")).decode()
        found = re.search(r"STAND-IN for Azure Key Vault on (https://127\.0\.0\.1:\d+)\n.* NOT Azure", shout)
        assert found
        trust = aiohttp.TCPConnector(ssl=ssl.create_default_context(cafile=tmp_path / "certificate.pem"))
        async with aiohttp.ClientSession(connector=trust) as session, session.get(found[1]) as page:
            assert "It is NOT Azure" in await page.text()
    finally:
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    taken = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    async with taken:
        port = taken.sockets[0].getsockname()[1]
        process = await asyncio.create_subprocess_exec(
            *COMMAND, str(port), "--data", str(tmp_path), stderr=asyncio.subprocess.PIPE
        )
        _, errors = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 1
    assert b"Address already in use" in errors
    assert b"Are the ports free?" in errors
