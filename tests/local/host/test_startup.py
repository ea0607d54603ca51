"""What keeps the host from starting is told in one sentence, with exit status 1."""

import json
import socket
from pathlib import Path

import pytest

from tests.local.host.running import HostProcess

_HTTP_ONLY = """
import os
import azure.functions as func
app = func.FunctionApp()

@app.route("hello")
def hello(req: func.HttpRequest) -> str:
    return os.environ["GREETING"] + os.environ["OTHER"]
"""
_QUEUE = """
import azure.functions as func
app = func.FunctionApp()

@app.route("hello")
def hello(req: func.HttpRequest) -> str:
    return ""

@app.queue_trigger("message", "waiting", "{connection}")
def take(message: func.QueueMessage) -> None:
    pass
"""
_UNKNOWN = """
import azure.functions as func
app = func.FunctionApp()

@app.route("hello")
@app.table_output("rows", "things", "AzureWebJobsStorage")
def store(req: func.HttpRequest, rows: func.Out[str]) -> str:
    return ""
"""
_STOPPED = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=a2V5;{endpoints}"


def _write_app(folder: Path, code: str, host: dict[str, object] | None = None) -> Path:
    (folder / "function_app.py").write_text(code)
    (folder / "host.json").write_text(json.dumps(host or {"version": "2.0"}))
    return folder


def _unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _sentence(app: Path, *options: str, **settings: str) -> str:
    run = HostProcess(app / "stderr.log", app, list(options), {"AzureWebJobsStorage": "", **settings})
    try:
        assert run.wait() == 1
    finally:
        run.kill()
    lines = run.log.strip().splitlines()
    assert len(lines) == 1, run.log
    return lines[0]


def test_error_in_the_app_is_told_with_its_place(tmp_path: Path) -> None:
    app = _write_app(tmp_path, "import azure.functions\n\nraise RuntimeError('no settings')\n")
    assert _sentence(app).endswith("cannot be indexed (at function_app.py line 3): RuntimeError: no settings")


def test_missing_module_is_told(tmp_path: Path) -> None:
    sentence = _sentence(_write_app(tmp_path, "import nowhere_to_be_found\n"))
    assert "ModuleNotFoundError: No module named 'nowhere_to_be_found'" in sentence
    assert "sys.path" not in sentence


def test_unknown_binding_names_the_function(tmp_path: Path) -> None:
    sentence = _sentence(_write_app(tmp_path, _UNKNOWN))
    assert sentence == "Function 'store' uses the output binding 'table', which this host lacks."


def test_missing_setting_names_the_function(tmp_path: Path) -> None:
    app = _write_app(tmp_path, _QUEUE.format(connection="X").replace("waiting", "%WAITING%"))
    assert _sentence(app) == "Function 'take' needs the app setting 'WAITING', which is not set."


def test_missing_connection_is_told(tmp_path: Path) -> None:
    sentence = _sentence(_write_app(tmp_path, _QUEUE.format(connection="X")))
    assert sentence.startswith("The storage connection 'AzureWebJobsStorage' is not set")


def test_storage_that_does_not_answer_is_told(tmp_path: Path) -> None:
    port = _unused_port()
    endpoints = "".join(f"{name}Endpoint=http://127.0.0.1:{port}/a;" for name in ("Blob", "Queue"))
    app = _write_app(tmp_path, _QUEUE.format(connection="AzureWebJobsStorage"))
    sentence = _sentence(app, AzureWebJobsStorage=_STOPPED.format(endpoints=endpoints))
    assert sentence.startswith(f"Storage at 127.0.0.1:{port} does not answer: start Azurite")


def test_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        sentence = _sentence(_write_app(tmp_path, _HTTP_ONLY), "--port", str(port))
    assert sentence.startswith(f"Port {port} cannot be used (")


def test_wrong_host_json_is_told(tmp_path: Path) -> None:
    host: dict[str, object] = {"version": "2.0", "extensions": {"queues": {"batchSize": 33}}}
    sentence = _sentence(_write_app(tmp_path, _HTTP_ONLY, host))
    assert sentence.startswith("host.json is wrong at 'extensions.queues.batchSize'")


def test_app_without_storage_runs_on_local_settings_that_the_environment_overrides(tmp_path: Path) -> None:
    app = _write_app(tmp_path, _HTTP_ONLY)
    settings = {
        "IsEncrypted": False,
        "Values": {"GREETING": "from the file", "OTHER": " and the file"},
        "Host": {"CORS": "https://one.example,https://two.example", "CORSCredentials": True},
    }
    (app / "local.settings.json").write_text(json.dumps(settings))
    run = HostProcess(app / "stderr.log", app, [], {"GREETING": "from the environment"})
    try:
        with run.wait_listening() as client:
            response = client.get("/api/hello", headers={"Origin": "https://two.example"})
    finally:
        run.kill()
    assert response.text == "from the environment and the file"
    assert response.headers["access-control-allow-credentials"] == "true"


@pytest.mark.parametrize("missing", ["host.json", "function_app.py"])
def test_folder_that_is_no_app_is_told(tmp_path: Path, missing: str) -> None:
    app = _write_app(tmp_path, _HTTP_ONLY)
    (app / missing).unlink()
    assert missing in _sentence(app)
