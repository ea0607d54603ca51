"""Azurite starts, answers, keeps its data, stops, and says in one sentence why it cannot."""

import os
import socket
from pathlib import Path

import pytest
from azure.storage.blob import BlobServiceClient

from local.azurite import Azurite, AzuriteError


def test_keeps_data_in_its_folder_between_runs(tmp_path: Path) -> None:
    with (
        Azurite(tmp_path) as first,
        BlobServiceClient.from_connection_string(first.connection_string) as blobs,
    ):
        blobs.create_container("kept")
        pid = first.pid
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with (
        Azurite(tmp_path) as second,
        BlobServiceClient.from_connection_string(second.connection_string) as blobs,
    ):
        assert [container.name for container in blobs.list_containers()] == ["kept"]


def test_taken_port_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(AzuriteError, match=f"port {port} is in use"):
            Azurite(ports=(port, 0, 0)).start()


def test_missing_binary_is_explained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AZURITE_BIN", str(tmp_path / "nothing"))
    with pytest.raises(AzuriteError, match="set AZURITE_BIN"):
        Azurite().start()
