"""`make run` as a person meets it: the main job, a second run, and what it says when it cannot."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.processes import free_port
from local.run import _PORTS, RUN_FILE

pytestmark = pytest.mark.e2e

_PATIENCE = 120


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    azurite = _three_free_ports()
    ports = {
        "PORT": free_port(),
        "OPENAI_PORT": free_port(),
        "ENTRA_PORT": free_port(),
        "CLIO_PORT": free_port(),
        "VAULT_PORT": free_port(),
        "IDENTITY_PORT": free_port(),
        "MANAGEMENT_PORT": free_port(),
        "AZURITE_PORT": azurite,
    }
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CASECLOCK_", "CaseClockStorage"))
    }
    return own | {name: str(port) for name, port in ports.items()} | {"DATA": str(tmp_path / "data")}


@pytest.fixture
def serving(environment: dict[str, str], tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A `make run` that serves, its output in `out`, started with Ctrl-C ignored as in a background job."""
    ignoring = ["/bin/sh", "-c", 'trap "" INT; exec "$@"', "sh"]
    with (tmp_path / "out").open("w") as out:
        process = subprocess.Popen(  # noqa: S603 - our own module
            [*ignoring, *_COMMAND], env=environment, stdout=out, stderr=out, text=True
        )
    try:
        _wait_for(tmp_path / "out", "Serving, until Ctrl-C", process)
        yield process
    finally:
        process.terminate()
        process.wait(_PATIENCE)


_COMMAND = [sys.executable, "-m", "local.run"]


def _once(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own module
        _COMMAND,
        env=environment | {"ONCE": "1"},
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )


def test_the_main_job_ends_in_clio_and_in_a_file_twice_over(environment: dict[str, str]) -> None:
    for _ in range(2):
        done = _once(environment)
        assert done.returncode == 0, done.stderr
        assert "approved: 0.3 h" in done.stdout
        assert "M-1001" in done.stdout
        assert "synced: activity" in done.stdout
        assert f"see http://127.0.0.1:{environment['CLIO_PORT']}" in done.stdout
        assert re.search(r"caseclock-[0-9-]+-to-[0-9-]+\.csv: 1 rows, 0\.3 h", done.stdout)
        assert "Date,Duration (hours),Client" in done.stdout


def test_a_port_in_use_is_one_sentence(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = _once(environment | {"PORT": str(port)})
    assert done.returncode == 1
    expected = f"Port {port} is in use: stop what uses it, or choose another with PORT=…"
    assert done.stderr.strip().splitlines() == [expected]


def test_settings_that_need_mending_are_listed(environment: dict[str, str]) -> None:
    done = _once(environment | {"CASECLOCK_OPENAI_ENDPOINT": "https://api.example.com"})
    assert done.returncode == 1
    assert "CASECLOCK_OPENAI_ENDPOINT: must be an Azure OpenAI address" in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_stops_all_of_it(serving: subprocess.Popen[str], environment: dict[str, str]) -> None:
    assert RUN_FILE.exists()
    serving.send_signal(signal.SIGINT)
    assert serving.wait(_PATIENCE) == 0
    for name in environment.keys() & _PORTS.keys():
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", int(environment[name]))) != 0, name


def test_a_dead_azurite_is_one_sentence(
    serving: subprocess.Popen[str], environment: dict[str, str], tmp_path: Path
) -> None:
    os.kill(_listener(int(environment["AZURITE_PORT"])), signal.SIGKILL)
    assert serving.wait(_PATIENCE) == 1
    assert "Azurite has ended by itself" in (tmp_path / "out").read_text()


def _wait_for(out: Path, words: str, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while words not in out.read_text():
        assert process.poll() is None, out.read_text()
        assert time.monotonic() < deadline, out.read_text()
        time.sleep(0.1)


def _three_free_ports() -> int:
    while True:
        first = free_port()
        try:
            for port in range(first, first + 3):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return first


def _listener(port: int) -> int:
    """The id of the process that listens on a port, as /proc knows it."""
    wanted = f"0100007F:{port:04X}"
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    inode = next(line[9] for line in lines if line[1] == wanted and line[3] == "0A")
    for folder in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if folder.readlink().name == f"socket:[{inode}]":
                return int(folder.parts[2])
        except OSError:
            continue
    raise LookupError(f"nobody listens on {port}")
