"""host.json and local.settings.json are read as Azure reads them."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from local.host.config import load_host_config, load_local_settings, parse_timespan
from local.host.errors import HostError


def _host_json(folder: Path, **content: object) -> Path:
    (folder / "host.json").write_text(json.dumps({"version": "2.0", **content}))
    return folder


def test_defaults_are_azure_s(tmp_path: Path) -> None:
    config = load_host_config(_host_json(tmp_path), {})
    queues = config.extensions.queues
    assert config.extensions.http.route_prefix == "api"
    assert (queues.batch_size, queues.new_batch_threshold, queues.max_dequeue_count) == (16, None, 5)
    assert (queues.visibility_timeout, queues.message_encoding) == (timedelta(), "base64")
    assert config.extensions.blobs.poison_blob_threshold == 5
    assert config.function_timeout == timedelta(minutes=30)


def test_app_settings_override_host_json(tmp_path: Path) -> None:
    app = _host_json(tmp_path, extensions={"queues": {"batchSize": 4, "maxDequeueCount": 3}})
    settings = {"AzureFunctionsJobHost__extensions__queues__batchSize": "2"}
    queues = load_host_config(app, settings).extensions.queues
    assert (queues.batch_size, queues.max_dequeue_count) == (2, 3)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("00:00:30", 30.0), ("00:00:00.3", 0.3), ("1.00:00:01", 86401.0), ("10:00:00", 36000.0)],
)
def test_time_spans(text: str, seconds: float) -> None:
    assert parse_timespan(text).total_seconds() == seconds


def test_timeout_of_minus_one_is_none(tmp_path: Path) -> None:
    assert load_host_config(_host_json(tmp_path, functionTimeout="-1"), {}).function_timeout is None


@pytest.mark.parametrize(
    "content",
    [
        {"functionTimeout": "ten"},
        {"version": "1.0"},
        {"extensions": {"queues": {"messageEncoding": "hex"}}},
        {"extensions": {"blobs": {"maxDegreeOfParallelism": 0}}},
    ],
)
def test_wrong_values_are_named(tmp_path: Path, content: dict[str, object]) -> None:
    with pytest.raises(HostError, match=r"host\.json is wrong at"):
        load_host_config(_host_json(tmp_path, **content), {})


def test_local_settings_are_optional(tmp_path: Path) -> None:
    assert load_local_settings(tmp_path).values == {}


def test_local_settings_give_port_and_origins(tmp_path: Path) -> None:
    content = {"Values": {"A": "1"}, "Host": {"LocalHttpPort": 7080, "CORS": "https://a.example/, *"}}
    (tmp_path / "local.settings.json").write_text(json.dumps(content))
    local = load_local_settings(tmp_path)
    assert (local.port, local.values) == (7080, {"A": "1"})
    assert local.cors.origins == ("https://a.example", "*")
