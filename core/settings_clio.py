"""The settings for Clio and for the vault that keeps its tokens; without a client id Clio is not set up."""

from pydantic import BaseModel, Field


class ClioSettings(BaseModel):
    """How time reaches Clio; a part of `core.settings.Settings`."""

    clio_client_id: str = Field(
        default="",
        alias="CASECLOCK_CLIO_CLIENT_ID",
        description="The key of the app registered with Clio; empty where time does not go to Clio.",
    )
    clio_redirect: str = Field(
        default="",
        alias="CASECLOCK_CLIO_REDIRECT",
        description=(
            "The page of yours that Clio sends a lawyer's browser back to, as registered there; it posts"
            " code and state to /api/clio/callback. Needed for Clio."
        ),
    )
    clio_secret_name: str = Field(
        default="clio-client-secret",
        alias="CASECLOCK_CLIO_SECRET_NAME",
        pattern=r"^[0-9A-Za-z-]{1,127}$",
        description="The secret in the vault that holds the app's secret.",
    )
    clio_client_secret: str = Field(
        default="",
        alias="CASECLOCK_CLIO_CLIENT_SECRET",
        repr=False,
        description="The app's secret itself; development only.",
    )
    clio_address: str = Field(
        default="",
        alias="CASECLOCK_CLIO_ADDRESS",
        description=(
            "Clio's address, if not that of the jurisdiction: ca https://ca.app.clio.com, us"
            " https://app.clio.com. Another is for development only."
        ),
    )
    clio_timeout_seconds: int = Field(
        default=30,
        alias="CASECLOCK_CLIO_TIMEOUT_SECONDS",
        ge=1,
        le=230,
        description="How long one answer of Clio may take, in seconds.",
    )
    clio_settle_seconds: int = Field(
        default=180,
        alias="CASECLOCK_CLIO_SETTLE_SECONDS",
        ge=10,
        le=3600,
        description=(
            "How long after an unanswered request what Clio does not show is taken for not arrived, in"
            " seconds: at least twice the timeout, and longer than Clio takes to show what is new."
        ),
    )
    vault_address: str = Field(
        default="",
        alias="CASECLOCK_VAULT_ADDRESS",
        description="The Key Vault that keeps Clio's tokens: https://NAME.vault.azure.net. Needed for Clio.",
    )
    vault_certificate: str = Field(
        default="",
        alias="CASECLOCK_VAULT_CERTIFICATE",
        description="The file of the certificate to trust in the vault's place; development only.",
    )
