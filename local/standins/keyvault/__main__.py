"""Run the stand-in: `python -m local.standins.keyvault --port 8105 --identity-port 8106 --data FOLDER`."""

import argparse
import asyncio
import signal
from pathlib import Path

from local.standins.keyvault.app import running

SHOUT = """
*** STAND-IN for Azure Key Vault on {vault}
*** This is NOT Azure: secrets are in memory, guarded by nothing, and gone when it ends.
*** Tokens of the app's identity are at {identity}, the certificate to trust is {certificate}
"""


async def _run(options: argparse.Namespace) -> None:
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    protected = not options.purgeable
    async with running(options.data, options.port, options.identity_port, purge_protection=protected) as at:
        print(SHOUT.format(vault=at.vault, identity=at.identity, certificate=at.certificate), flush=True)
        await ended.wait()


def main() -> None:
    """Serve on this machine only, until interrupted."""
    parser = argparse.ArgumentParser(description="A stand-in for Azure Key Vault; not Azure.")
    parser.add_argument("--port", type=int, default=8105, help="0 takes any free port")
    parser.add_argument("--identity-port", type=int, default=8106, help="0 takes any free port")
    parser.add_argument("--data", type=Path, required=True, help="the folder that keeps the certificate")
    parser.add_argument("--purgeable", action="store_true", help="without purge protection")
    options = parser.parse_args()
    try:
        asyncio.run(_run(options))
    except OSError as error:
        parser.exit(1, f"The stand-in cannot run: {error.strerror}. Are the ports free?\n")


if __name__ == "__main__":
    main()
