"""Every setting of CaseClock: its name in the environment, type, default and help.

`core.settings_check.load` reads and checks them. `docs/settings.md` is made from here.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field, field_validator

from core.domain.residency import Jurisdiction
from core.settings_clio import ClioSettings
from core.settings_exports import ExportSettings
from core.settings_firms import DefaultsByFirm
from core.settings_prices import PriceSettings
from core.settings_residency import ResidencySettings


class Environment(StrEnum):
    """Development allows stand-ins and keys; production allows neither."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


# Of the four regions of Clio's API the two where our stacks are: docs.developers.clio.com/api-reference.
CLIO_ADDRESSES = {
    Jurisdiction.CANADA: "https://ca.app.clio.com",
    Jurisdiction.UNITED_STATES: "https://app.clio.com",
}


class SpeechService(StrEnum):
    """Who transcribes."""

    AZURE_OPENAI = "azure-openai"
    AZURE_SPEECH = "azure-speech"


class SpeechModel(StrEnum):
    """Which kind of Azure OpenAI speech model is deployed; it decides what answer can be asked for."""

    WHISPER = "whisper"
    GPT_TRANSCRIBE = "gpt-4o-transcribe"


class Settings(ResidencySettings, ClioSettings, PriceSettings, ExportSettings):
    """The settings of one stack, as the environment gives them."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    environment: Environment = Field(
        default=Environment.PRODUCTION,
        alias="CASECLOCK_ENVIRONMENT",
        description="production, or development on one's own machine.",
    )
    jurisdiction: Jurisdiction = Field(
        alias="CASECLOCK_JURISDICTION", description="Whose data this stack holds: ca or us."
    )
    storage: str = Field(
        default="",
        alias="CaseClockStorage",
        repr=False,
        description="A storage connection string; development only. In Azure, set the addresses below.",
    )
    blob_uri: str = Field(
        default="", alias="CaseClockStorage__blobServiceUri", description="The blob service's address."
    )
    queue_uri: str = Field(
        default="", alias="CaseClockStorage__queueServiceUri", description="The queue service's address."
    )
    table_uri: str = Field(
        default="", alias="CaseClockStorage__tableServiceUri", description="The table service's address."
    )
    identity_client_id: str = Field(
        default="",
        alias="CaseClockStorage__clientId",
        description="The client id of the user-assigned identity; empty for the default credential.",
    )
    ledger_table: str = Field(
        default="ledger",
        alias="CASECLOCK_LEDGER_TABLE",
        pattern=r"^[A-Za-z][A-Za-z0-9]{2,62}$",
        description="The table that holds every lawyer's partition.",
    )
    entra_authority: str = Field(
        default="https://login.microsoftonline.com",
        alias="CASECLOCK_ENTRA_AUTHORITY",
        description="Who signs access tokens.",
    )
    entra_audience: str = Field(
        alias="CASECLOCK_ENTRA_AUDIENCE",
        min_length=1,
        description="The audience of our access tokens: the application (client) id of the API.",
    )
    entra_firms: str = Field(
        alias="CASECLOCK_ENTRA_FIRMS",
        description="The tenant ids of the firms served here, separated by commas.",
    )
    entra_scope: str = Field(
        default="TimeEntries.ReadWrite",
        alias="CASECLOCK_ENTRA_SCOPE",
        min_length=1,
        description="The delegated permission a token must carry.",
    )
    openai_endpoint: str = Field(
        alias="CASECLOCK_OPENAI_ENDPOINT",
        description="The Azure OpenAI resource's address, such as https://NAME.openai.azure.com.",
    )
    openai_key: str = Field(
        default="",
        alias="CASECLOCK_OPENAI_KEY",
        repr=False,
        description="The resource's key; development only. In Azure the identity's token is used.",
    )
    openai_api_version: str = Field(
        default="2024-10-21",
        alias="CASECLOCK_OPENAI_API_VERSION",
        description="The dated API version of Azure OpenAI.",
    )
    openai_token_scope: str = Field(
        default="https://cognitiveservices.azure.com/.default",
        alias="CASECLOCK_OPENAI_TOKEN_SCOPE",
        description="The scope of the identity's token for Azure OpenAI.",
    )
    drafting_deployment: str = Field(
        default="drafting",
        alias="CASECLOCK_DRAFTING_DEPLOYMENT",
        min_length=1,
        description="The deployment that drafts time entries.",
    )
    drafting_token_limit: Literal["max_completion_tokens", "max_tokens"] = Field(
        default="max_completion_tokens",
        alias="CASECLOCK_DRAFTING_TOKEN_LIMIT",
        description="How the model names its answer limit: max_completion_tokens, or max_tokens if older.",
    )
    drafting_max_tokens: int = Field(
        default=4096,
        alias="CASECLOCK_DRAFTING_MAX_TOKENS",
        ge=256,
        description="The longest answer asked for, in tokens.",
    )
    speech_service: SpeechService = Field(
        default=SpeechService.AZURE_OPENAI,
        alias="CASECLOCK_SPEECH_SERVICE",
        description="Who transcribes: azure-openai, or azure-speech for Azure AI Speech.",
    )
    speech_endpoint: str = Field(
        default="",
        alias="CASECLOCK_SPEECH_ENDPOINT",
        description=(
            "The resource that transcribes: needed for azure-speech, such as"
            " https://NAME.cognitiveservices.azure.com; for azure-openai if it is another than the one"
            " that drafts."
        ),
    )
    speech_key: str = Field(
        default="",
        alias="CASECLOCK_SPEECH_KEY",
        repr=False,
        description="The key of that resource; development only.",
    )
    speech_api_version: str = Field(
        default="2025-10-15",
        alias="CASECLOCK_SPEECH_API_VERSION",
        min_length=1,
        description="azure-speech: the dated API version of Azure AI Speech.",
    )
    speech_deployment: str = Field(
        default="speech",
        alias="CASECLOCK_SPEECH_DEPLOYMENT",
        min_length=1,
        description="azure-openai: the deployment that transcribes.",
    )
    speech_model: SpeechModel = Field(
        default=SpeechModel.WHISPER,
        alias="CASECLOCK_SPEECH_MODEL",
        description="azure-openai: what is deployed, whisper, or gpt-4o-transcribe for that family.",
    )
    model_timeout_seconds: int = Field(
        default=120,
        alias="CASECLOCK_MODEL_TIMEOUT_SECONDS",
        ge=1,
        le=540,
        description="How long one answer of a model may take, in seconds.",
    )
    max_audio_megabytes: int = Field(
        default=25,
        alias="CASECLOCK_MAX_AUDIO_MEGABYTES",
        ge=1,
        le=25,
        description="The largest recording taken, in MiB; Azure OpenAI transcribes no more than 25.",
    )
    upload_grant_minutes: int = Field(
        default=15,
        alias="CASECLOCK_UPLOAD_GRANT_MINUTES",
        ge=1,
        le=60,
        description="How long an upload grant is good for, in minutes.",
    )
    audio_grant_minutes: int = Field(
        default=5,
        alias="CASECLOCK_AUDIO_GRANT_MINUTES",
        ge=1,
        le=60,
        description="How long a grant to listen is good for, in minutes.",
    )
    claim_seconds: int = Field(
        default=60,
        alias="CASECLOCK_CLAIM_SECONDS",
        ge=2,
        le=600,
        description="How long a worker that died keeps a recording from others, in seconds.",
    )
    guard_seconds: int = Field(
        default=60,
        alias="CASECLOCK_GUARD_SECONDS",
        ge=2,
        le=600,
        description="How long until messages that a worker died before sending are sent, in seconds.",
    )
    give_up_hours: int = Field(
        default=72,
        alias="CASECLOCK_GIVE_UP_HOURS",
        ge=1,
        description="How long a recording waits for a service that does not answer, in hours.",
    )
    rules_after_minutes: int = Field(
        default=10,
        alias="CASECLOCK_RULES_AFTER_MINUTES",
        ge=0,
        description="How long drafting fails before our own rules write the draft, in minutes.",
    )
    restore_days: int = Field(
        default=30,
        alias="CASECLOCK_RESTORE_DAYS",
        ge=1,
        description="How long a deleted draft can be restored, in days.",
    )
    firm_defaults: DefaultsByFirm = Field(
        default={},
        alias="CASECLOCK_FIRM_DEFAULTS",
        repr=False,
        description=(
            "What each firm sets for its lawyers: a JSON object by tenant id, of what `PUT /api/settings`"
            " takes but for the timekeeper and what goes with it."
        ),
    )
    insights: str = Field(
        default="",
        alias="APPLICATIONINSIGHTS_CONNECTION_STRING",
        repr=False,
        description="Where traces go; empty for nowhere.",
    )

    @field_validator("entra_firms")
    @classmethod
    def _firms_are_guids(cls, value: str) -> str:
        firms = [firm.strip() for firm in value.split(",") if firm.strip()]
        if not firms:
            raise ValueError("must name at least one tenant id")
        try:
            return ",".join(str(UUID(firm)) for firm in firms)
        except ValueError:
            raise ValueError("must be tenant ids (GUIDs), separated by commas") from None

    @property
    def firms(self) -> frozenset[str]:
        """The firms served here, as canonical tenant ids."""
        return frozenset(self.entra_firms.split(","))

    @property
    def development(self) -> bool:
        """Whether this runs on someone's own machine."""
        return self.environment is Environment.DEVELOPMENT

    @property
    def clio(self) -> str:
        """Clio's address, in the jurisdiction unless set."""
        return self.clio_address or CLIO_ADDRESSES[self.jurisdiction]

    @property
    def max_audio_bytes(self) -> int:
        """The largest recording taken, in bytes."""
        return self.max_audio_megabytes * 1024 * 1024

    @property
    def claim(self) -> timedelta:
        """How long a claim lasts unrenewed."""
        return timedelta(seconds=self.claim_seconds)
