"""Azurite as Azure is: over https, entered with an Entra token, so that it makes user delegation keys."""

import ipaddress
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
from azure.core.credentials import AccessToken
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.adapters.storage_connection import ServiceAddresses
from local.azurite import ACCOUNT, Azurite

_TENANT = "11111111-1111-4111-8111-111111111111"
_OBJECT = "22222222-2222-4222-8222-222222222222"


class TlsAzurite(Azurite):
    """An Azurite that listens on https only and takes bearer tokens, of which it checks the claims."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.certificate = folder / "certificate.pem"
        self._private_key = folder / "key.pem"
        _write_certificate(self.certificate, self._private_key)

    @property
    def addresses(self) -> ServiceAddresses:
        """The addresses of its services."""
        blob, queue, table = (f"https://127.0.0.1:{port}/{ACCOUNT}" for port in self.ports)
        return ServiceAddresses(blob, queue, table)

    def _command(self) -> list[str]:
        tls = ["--cert", str(self.certificate), "--key", str(self._private_key)]
        return [*super()._command(), "--oauth", "basic", *tls]


class TokenSource:
    """A credential whose tokens have the claims that Entra gives an app's identity for storage."""

    def __init__(self) -> None:
        self.asked_for: list[str] = []

    async def get_token(self, *scopes: str, **_options: object) -> AccessToken:
        self.asked_for += scopes
        now = int(time.time())
        ends = now + 3600
        claims = {
            "aud": "https://storage.azure.com",
            "iss": f"https://sts.windows.net/{_TENANT}/",
            "iat": now - 60,
            "nbf": now - 60,
            "exp": ends,
            "oid": _OBJECT,
            "tid": _TENANT,
        }
        return AccessToken(jwt.encode(claims, "k" * 32, algorithm="HS256"), ends)

    async def close(self) -> None:
        pass

    async def __aenter__(self) -> "TokenSource":
        return self

    async def __aexit__(self, *failure: object) -> None:
        pass


def _write_certificate(certificate: Path, private_key: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    private_key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
