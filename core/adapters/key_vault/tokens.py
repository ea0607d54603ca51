"""The tokens that lawyers gave us for Clio, one secret each: the port `TokenVault`."""

import logging

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from core.adapters.key_vault.vault import KeyVault
from core.domain.identity import Lawyer
from core.ports_clio import ClioToken

_CONTENT_TYPE = "application/json"

_log = logging.getLogger(__name__)


class _Kept(BaseModel):
    """What a secret holds."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    access: str = Field(min_length=1)
    refresh: str = Field(min_length=1)
    expires_at: AwareDatetime


class KeyVaultTokens:
    """Tokens in a vault."""

    def __init__(self, vault: KeyVault) -> None:
        self._vault = vault

    async def read(self, lawyer: Lawyer) -> ClioToken | None:
        """The lawyer's token; None where none is kept, or none that can be read. Raises Unavailable."""
        value = await self._vault.find(_name(lawyer))
        return None if value is None else _token(value)

    async def write(self, lawyer: Lawyer, token: ClioToken) -> None:
        """Keep a token, over one that is there and over one that was deleted. Raises Unavailable."""
        kept = _Kept(access=token.access, refresh=token.refresh, expires_at=token.expires_at)
        await self._vault.keep(_name(lawyer), kept.model_dump_json(), _CONTENT_TYPE)

    async def forget(self, lawyer: Lawyer) -> None:
        """Delete the token; forgetting what is not there is no error. Raises Unavailable."""
        await self._vault.delete(_name(lawyer))


def _name(lawyer: Lawyer) -> str:
    """The name of the lawyer's secret: 78 letters, digits and dashes, of the 127 that a vault takes."""
    return f"clio-{lawyer.firm_id}-{lawyer.user_id}"


def _token(value: str) -> ClioToken | None:
    try:
        kept = _Kept.model_validate_json(value)
    except ValidationError:
        _log.warning("Key Vault: a token that cannot be read")
        return None
    return ClioToken(kept.access, kept.refresh, kept.expires_at)
