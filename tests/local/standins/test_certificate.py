"""The certificate a stand-in makes for itself."""

import ssl
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509

from local.standins import certificate
from local.standins.certificate import Certificate


async def connects(kept: Certificate, trusted: Path) -> bool:
    """Whether a client that trusts a file alone gets through to a server that shows the certificate."""
    trust = aiohttp.TCPConnector(ssl=ssl.create_default_context(cafile=trusted))
    server = TestServer(web.Application(), host="127.0.0.1")
    await server.start_server(ssl=kept.server_context())
    async with server, aiohttp.ClientSession(connector=trust) as session:
        try:
            async with session.get(f"https://127.0.0.1:{server.port}/") as answer:
                return answer.status == 404
        except aiohttp.ClientConnectorCertificateError:
            return False


async def test_who_trusts_it_gets_through_and_nobody_else(tmp_path: Path) -> None:
    ours, other = Certificate.kept_in(tmp_path / "ours"), Certificate.kept_in(tmp_path / "other")
    assert await connects(ours, ours.certificate)
    assert not await connects(ours, other.certificate)


def test_it_is_kept_and_its_key_is_the_owners_alone(tmp_path: Path) -> None:
    kept = Certificate.kept_in(tmp_path)
    before = kept.certificate.read_bytes()
    assert Certificate.kept_in(tmp_path).certificate.read_bytes() == before
    assert kept.private_key.stat().st_mode & 0o077 == 0


def test_one_that_soon_ends_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificate, "_LIFETIME", timedelta(hours=1))
    before = Certificate.kept_in(tmp_path).certificate.read_bytes()
    monkeypatch.undo()
    assert Certificate.kept_in(tmp_path).certificate.read_bytes() != before


def test_it_is_good_for_the_names_it_is_told(tmp_path: Path) -> None:
    kept = Certificate.kept_in(tmp_path, ["a.vault.azure.net", "b.openai.azure.com"])
    read = x509.load_pem_x509_certificate(kept.certificate.read_bytes())
    names = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["a.vault.azure.net", "b.openai.azure.com"]
