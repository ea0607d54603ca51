"""Run a function app: `python -m local.host --app DIR`."""

import argparse
import asyncio
import logging
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

from local.host.config import Cors, LocalSettings, load_host_config, load_local_settings, split_origins
from local.host.errors import HostError
from local.host.host import Host, HostOptions
from local.host.logs import apply_levels, configure_logging

_DEFAULT_PORT = 7071
_logger = logging.getLogger("Host.Startup")


def main() -> int:
    """Run until a signal; returns the process's exit status."""
    arguments = _parser().parse_args()
    configure_logging()
    try:
        finished = asyncio.run(_run(arguments))
    except HostError as error:
        print(error, file=sys.stderr)
        return 1
    if not finished:
        # A function stuck in a thread would keep the interpreter from ending.
        logging.shutdown()
        os._exit(0)
    return 0


async def _run(arguments: argparse.Namespace) -> bool:
    app: Path = arguments.app.resolve()
    local = load_local_settings(app)
    for name, value in local.values.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("AZURE_FUNCTIONS_ENVIRONMENT", "Development")  # as func start does
    config = load_host_config(app, os.environ)
    apply_levels(config.logging.log_level)
    host = Host(_options(arguments, app, local), config, os.environ)
    stopping = _stop_on_signals()
    try:
        await host.start()
    except BaseException:
        await host.close()
        raise
    await stopping.wait()
    _logger.info("Shutting down: waiting up to %g seconds for running functions", arguments.grace)
    finished = await host.stop(arguments.grace)
    _logger.info("Ended")
    return finished


def _options(arguments: argparse.Namespace, app: Path, local: LocalSettings) -> HostOptions:
    port = arguments.port if arguments.port is not None else local.port
    return HostOptions(
        app=app,
        port=_DEFAULT_PORT if port is None else port,
        cors=Cors(origins=arguments.cors) if arguments.cors else local.cors,
        blob_poll=timedelta(seconds=arguments.blob_poll),
        lock=timedelta(seconds=arguments.lock_seconds),
    )


def _stop_on_signals() -> asyncio.Event:
    stopping = asyncio.Event()

    def stop() -> None:
        if stopping.is_set():
            os._exit(1)
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    return stopping


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local.host", description=__doc__)
    parser.add_argument("--app", type=Path, default=Path(), help="the folder of function_app.py")
    parser.add_argument("--port", type=int, help=f"the HTTP port, 0 for any (default {_DEFAULT_PORT})")
    parser.add_argument("--cors", type=split_origins, help="origins that may call, separated by commas")
    parser.add_argument(
        "--blob-poll", type=float, default=1.0, metavar="SECONDS", help="how often to look for blobs"
    )
    parser.add_argument(
        "--lock-seconds",
        type=int,
        default=30,
        metavar="SECONDS",
        help="how long a crashed host's messages stay hidden",
    )
    parser.add_argument(
        "--grace",
        type=float,
        default=20.0,
        metavar="SECONDS",
        help="how long running functions may take to end",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
