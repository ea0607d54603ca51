"""Microsoft Entra ID: an access token that stands up to every check becomes a principal."""

from core.adapters.entra.fetch import fetch_json
from core.adapters.entra.verifier import EntraVerifier

__all__ = ["EntraVerifier", "fetch_json"]
