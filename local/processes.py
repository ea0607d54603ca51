"""Child processes that are started, watched and stopped by us, and ports for them."""

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx

from local.endings import end_process

_STOP_SECONDS = 25
_LOOK_SECONDS = 0.05


class StackError(Exception):
    """The local stack cannot run; the message is one sentence that says what to do."""


class Child:
    """One Python module running as a process; its output goes to a log file."""

    def __init__(
        self, name: str, arguments: Sequence[str], environment: Mapping[str, str], log: Path
    ) -> None:
        self.name = name
        self._arguments = arguments
        self._environment = environment
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C is for whoever started us to handle."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *self._arguments],
                env={**os.environ, **self._environment},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until(self, address: str, timeout: float = 60, certificate: Path | None = None) -> None:
        """Wait until it answers at an address; raises StackError when it ends or takes too long.

        It may show a certificate of its own, in that file.
        """
        trust = ssl.create_default_context(cafile=certificate) if certificate else True
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if self.pid is None:
                raise StackError(f"{self.name} ended while starting: {self.last_words()}")
            if _answers(address, trust):
                return
            time.sleep(_LOOK_SECONDS)
        raise StackError(f"{self.name} did not answer in {timeout:.0f} seconds: see {self._log}.")

    def stop(self) -> None:
        """Ask it to end, and insist if it does not."""
        if self._process is None:
            return
        end_process(self._process, _STOP_SECONDS)
        self._process = None

    def kill(self) -> None:
        """End it without warning, as a crash would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def last_words(self) -> str:
        """The last line of its log."""
        lines = self._log.read_text(errors="replace").strip().splitlines() if self._log.exists() else []
        return lines[-1] if lines else f"see {self._log}."


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def require_free(port: int, setting: str) -> None:
    """Raise StackError when a port is taken, naming the setting that moves it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            message = f"Port {port} is in use: stop what uses it, or choose another with {setting}=…"
            raise StackError(message) from None


def _answers(address: str, trust: ssl.SSLContext | bool) -> bool:
    try:
        return httpx.get(address, timeout=2, trust_env=False, verify=trust).is_success
    except httpx.HTTPError:
        return False
