"""Azurite as Azure is: over https, entered with an Entra token, so that it makes user delegation keys."""

import time
from pathlib import Path

import jwt
from azure.core.credentials import AccessToken

from core.adapters.storage_connection import ServiceAddresses
from local.azurite import ACCOUNT, Azurite
from local.standins.certificate import Certificate

_TENANT = "11111111-1111-4111-8111-111111111111"
_OBJECT = "22222222-2222-4222-8222-222222222222"


class TlsAzurite(Azurite):
    """An Azurite that listens on https only and takes bearer tokens, of which it checks the claims."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        kept = Certificate.kept_in(folder)
        self.certificate, self._private_key = kept.certificate, kept.private_key

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
