"""The stand-in's signing keys, kept in a folder so that tokens outlive a restart."""

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from jwt.algorithms import RSAAlgorithm

ANY_TENANT = "{tenantid}"
# The tenant of personal Microsoft accounts: real key sets hold keys for it alone.
CONSUMERS = "9188040d-6c67-4c5b-b112-36a304b66dad"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key, and the tenant it signs for: one tenant's id, or the placeholder for every one."""

    private: rsa.RSAPrivateKey
    tenant: str = ANY_TENANT

    @classmethod
    def generate(cls, tenant: str = ANY_TENANT) -> Self:
        """Make a new key."""
        return cls(rsa.generate_private_key(public_exponent=65537, key_size=2048), tenant)

    @classmethod
    def from_pem(cls, pem: str, tenant: str = ANY_TENANT) -> Self:
        """Read a key; raises ValueError unless it is an RSA key."""
        private = load_pem_private_key(pem.encode(), password=None)
        if not isinstance(private, rsa.RSAPrivateKey):
            raise ValueError("not an RSA key")  # noqa: TRY004 - the content is wrong, not the argument
        return cls(private, tenant)

    def pem(self) -> str:
        """The private key as text."""
        encoding = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return self.private.private_bytes(*encoding).decode()

    @property
    def kid(self) -> str:
        """The key id: a thumbprint of the public key, as long as Entra's."""
        public = self.private.public_key().public_numbers()
        digest = hashlib.sha256(public.n.to_bytes(256)).digest()[:20]
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def jwk(self, authority: str) -> dict[str, str]:
        """The public key as the key set shows it."""
        numbers = RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return {
            "kty": "RSA",
            "use": "sig",
            "kid": self.kid,
            "x5t": self.kid,
            "n": numbers["n"],
            "e": numbers["e"],
            "issuer": f"{authority}/{self.tenant}/v2.0",
        }


class KeyStore:
    """The published keys; the newest signs, and one signs for personal accounts only."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "entra-keys.json"
        if self._file.exists():
            held = json.loads(self._file.read_text())
            self._keys = [SigningKey.from_pem(pem) for pem in held["keys"]]
            self.consumers = SigningKey.from_pem(held["consumers"], CONSUMERS)
        else:
            self._keys = [SigningKey.generate()]
            self.consumers = SigningKey.generate(CONSUMERS)
            self._save()

    @property
    def signing(self) -> SigningKey:
        """The key that signs for every tenant now."""
        return self._keys[-1]

    def rotate(self, *, withdraw: bool = False) -> SigningKey:
        """Sign with a new key from now on; `withdraw` stops publishing the old ones at once."""
        self._keys = [*([] if withdraw else self._keys), SigningKey.generate()]
        self._save()
        return self.signing

    def jwks(self, authority: str) -> dict[str, Any]:
        """The key set."""
        return {"keys": [key.jwk(authority) for key in (*self._keys, self.consumers)]}

    def _save(self) -> None:
        held = {"keys": [key.pem() for key in self._keys], "consumers": self.consumers.pem()}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        draft = self._file.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(held))
        draft.replace(self._file)
