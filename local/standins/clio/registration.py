"""The app as it is registered in Clio's developer portal."""

from dataclasses import dataclass
from urllib.parse import urlsplit

APP_NAME = "CaseClock (development)"
CLIENT_ID = "caseclock-development"
CLIENT_SECRET = "the-stand-in-keeps-no-secret"  # noqa: S105 - known to everyone, protects nothing
_THIS_MACHINE = frozenset({"127.0.0.1", "localhost"})


@dataclass(frozen=True, slots=True)
class Registration:
    """Its id and secret, and the addresses a lawyer may be sent back to (none: any on this machine)."""

    name: str = APP_NAME
    client_id: str = CLIENT_ID
    client_secret: str = CLIENT_SECRET
    redirects: tuple[str, ...] = ()

    def allows(self, redirect_uri: str) -> bool:
        """Whether a lawyer may be sent back to an address."""
        if self.redirects:
            return redirect_uri in self.redirects
        return urlsplit(redirect_uri).hostname in _THIS_MACHINE
