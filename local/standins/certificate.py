"""A certificate for 127.0.0.1 that a stand-in makes for itself, where an SDK insists on https.

It can be good for the names of services too that the stand-in plays.
"""

import ipaddress
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_ADDRESS = "127.0.0.1"
_LIFETIME = timedelta(days=30)
_LEAST_LEFT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Certificate:
    """The files of a certificate that is its own authority, and of its private key."""

    certificate: Path
    private_key: Path

    @classmethod
    def kept_in(cls, folder: Path, names: Sequence[str] = ()) -> Self:
        """Return the one that a folder keeps; a new one, for these names too, if there is none or it ends."""
        kept = cls(folder / "certificate.pem", folder / "key.pem")
        if not kept._good():
            folder.mkdir(parents=True, exist_ok=True)
            kept._write(names)
        return kept

    def server_context(self) -> ssl.SSLContext:
        """Return what a server needs to show it."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.private_key)
        return context

    def _good(self) -> bool:
        if not (self.certificate.exists() and self.private_key.exists()):
            return False
        ends = x509.load_pem_x509_certificate(self.certificate.read_bytes()).not_valid_after_utc
        return ends - datetime.now(UTC) > _LEAST_LEFT

    def _write(self, names: Sequence[str]) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        self.private_key.touch(mode=0o600)
        self.private_key.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        self.certificate.write_bytes(_signed(key, names).public_bytes(serialization.Encoding.PEM))


def _signed(key: ec.EllipticCurvePrivateKey, names: Sequence[str]) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _ADDRESS)])
    played = [x509.DNSName(each) for each in names]
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(_ADDRESS)), *played])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + _LIFETIME)
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
