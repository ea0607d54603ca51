"""Run the host on the tiny app as its own process, and see what its functions report."""

import base64
import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from azure.storage.blob import BlobServiceClient
from azure.storage.queue import QueueClient, QueueServiceClient

_ROOT = Path(__file__).parents[3]
TINY_APP = Path(__file__).parent / "tiny_app"
_DEADLINE = 15.0

type Report = dict[str, Any]


def wait_until[T](probe: Callable[[], T], what: str, deadline: float = _DEADLINE) -> T:
    """Return the first true value of a probe, or fail."""
    end = time.monotonic() + deadline
    while time.monotonic() < end:
        if found := probe():
            return found
        time.sleep(0.03)
    raise AssertionError(f"{what} did not happen within {deadline} seconds")


class HostProcess:
    """One run of `python -m local.host`."""

    def __init__(self, log: Path, app: Path, options: list[str], settings: dict[str, str]) -> None:
        self.log_path = log
        with log.open("w") as stderr:
            self._process = subprocess.Popen(  # noqa: S603  # our own module, no shell
                [sys.executable, "-m", "local.host", "--app", str(app), "--port", "0", *options],
                cwd=_ROOT,
                env={**os.environ, **settings},
                stderr=stderr,
            )

    @property
    def log(self) -> str:
        return self.log_path.read_text()

    def wait_listening(self) -> httpx.Client:
        """Return a client of the host once it listens."""
        marker = "Listening on "
        wait_until(lambda: marker in self.log or self._process.poll() is not None, "listening")
        assert marker in self.log, self.log
        address = self.log.split(marker)[1].split()[0]
        return httpx.Client(base_url=address, timeout=20)

    def send_signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def wait(self, timeout: float = _DEADLINE) -> int:
        return self._process.wait(timeout)

    def kill(self) -> None:
        """End the process as a crash would."""
        self._process.kill()
        self._process.wait()


class TinyApp:
    """The tiny app with queues and a container of its own, which outlive a run of the host."""

    def __init__(self, connection: str, folder: Path) -> None:
        mark = uuid.uuid4().hex[:10]
        self.connection = connection
        self.queue_name = f"tiny-{mark}"
        self.container_name = f"tiny-{mark}"
        self.host_id = mark
        self.reports: list[Report] = []
        self._folder = folder
        self._runs: list[HostProcess] = []
        self._clients: list[httpx.Client] = []
        self.queues = QueueServiceClient.from_connection_string(connection)
        self.blobs = BlobServiceClient.from_connection_string(connection)
        self._reports = self.queues.create_queue(f"reports-{mark}")
        self._settings = {
            "AzureWebJobsStorage": connection,
            "TINY_STORAGE": connection,
            "TINY_QUEUE": self.queue_name,
            "TINY_CONTAINER": self.container_name,
            "TINY_REPORTS": self._reports.queue_name,
            "TINY_SCHEDULE": "0 0 0 1 1 *",
            "AzureFunctionsWebHost__hostId": mark,
        }

    @property
    def run(self) -> HostProcess:
        """The latest run."""
        return self._runs[-1]

    def start(self, *options: str, **settings: str) -> httpx.Client:
        """Start the host and return a client of it once it listens."""
        log = self._folder / f"{self.host_id}-{len(self._runs)}.log"
        chosen = ["--blob-poll", "0.2", "--lock-seconds", "2", *options]
        self._runs.append(HostProcess(log, TINY_APP, chosen, {**self._settings, **settings}))
        client = self.run.wait_listening()
        self._clients.append(client)
        return client

    def close(self) -> None:
        for client in self._clients:
            client.close()
        for run in self._runs:
            run.kill()
        self.queues.close()
        self.blobs.close()

    def queue(self, suffix: str = "") -> QueueClient:
        return self.queues.get_queue_client(self.queue_name + suffix)

    def send(self, body: str) -> None:
        self.queue().send_message(base64.b64encode(body.encode()).decode())

    def upload(self, name: str, content: bytes) -> None:
        container = self.blobs.get_container_client(self.container_name)
        if not container.exists():
            container.create_container()
        container.upload_blob(name, content, overwrite=True, metadata={"origin": "phone"})

    def seen(self, **wanted: object) -> list[Report]:
        """Return the reports so far that carry these values."""
        for message in self._reports.receive_messages(messages_per_page=32):
            self.reports.append(json.loads(message.content))
            self._reports.delete_message(message)
        return [report for report in self.reports if wanted.items() <= report.items()]

    def wait_for(self, count: int = 1, **wanted: object) -> list[Report]:
        """Wait until so many reports carry these values, and return them."""
        return wait_until(
            lambda: found if len(found := self.seen(**wanted)) >= count else [], f"{count} x {wanted}"
        )


def most_at_once(reports: list[Report]) -> int:
    """Return how many invocations overlapped at most, going by their first and last reports."""
    running = most = 0
    for report in reports:
        running += -1 if report.get("state") == "finished" else 1
        most = max(most, running)
    return most
