"""Run the stand-in for Microsoft Entra ID until it is interrupted."""

import argparse
import asyncio
import signal
from pathlib import Path

from local.standins.entra.server import EntraStandIn


async def _run(data: Path, port: int, authority: str) -> None:
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with EntraStandIn(data, port, authority) as standin:
        print(f"STAND-IN for Microsoft Entra ID, not the real one: {standin.authority}", flush=True)
        await ended.wait()


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m local.standins.entra", description=__doc__)
    parser.add_argument("--port", type=int, default=8102, help="0 takes any free port")
    parser.add_argument("--data", type=Path, required=True, help="the folder that keeps the signing keys")
    parser.add_argument("--authority", default="", help="whom it plays, if reached by another address")
    given = parser.parse_args()
    try:
        asyncio.run(_run(given.data, given.port, given.authority))
    except OSError as error:
        parser.exit(1, f"The stand-in cannot run: {error.strerror}. Is port {given.port} free?\n")


if __name__ == "__main__":
    main()
