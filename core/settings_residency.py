"""The settings that say where a stack's services lie, so that it can check, and whose stack is another."""

import re
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from core.settings_firms import TenantId, read_json

MANAGEMENT = "https://management.azure.com"
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"https://{_LABEL}(\.{_LABEL})+(:[0-9]{{2,5}})?/?")


def _address(text: str) -> str:
    """An address without its closing slash; raises ValueError without a word of the text."""
    if not _ADDRESS.fullmatch(text):
        raise ValueError("must be an https address and no more, such as https://us.caseclock.example")
    return text.removesuffix("/")


StackAddress = Annotated[str, AfterValidator(_address)]
AddressesByFirm = Annotated[dict[TenantId, StackAddress], BeforeValidator(read_json)]


class ResidencySettings(BaseModel):
    """Where this stack lies, and who belongs to another; a part of `core.settings.Settings`."""

    storage_resource: str = Field(
        default="",
        alias="CASECLOCK_STORAGE_RESOURCE",
        description=(
            "The storage account's Azure resource id, so that the stack can check where it lies:"
            " /subscriptions/…/storageAccounts/NAME. Needed in production."
        ),
    )
    openai_resource: str = Field(
        default="",
        alias="CASECLOCK_OPENAI_RESOURCE",
        description="The Azure OpenAI resource's Azure resource id. Needed in production.",
    )
    speech_resource: str = Field(
        default="",
        alias="CASECLOCK_SPEECH_RESOURCE",
        description=(
            "The Azure resource id of the resource that transcribes. Needed in production where"
            " CASECLOCK_SPEECH_ENDPOINT is set."
        ),
    )
    vault_resource: str = Field(
        default="",
        alias="CASECLOCK_VAULT_RESOURCE",
        description=(
            "The Key Vault's Azure resource id. Needed in production where CASECLOCK_VAULT_ADDRESS is set."
        ),
    )
    management_address: str = Field(
        default=MANAGEMENT,
        alias="CASECLOCK_MANAGEMENT_ADDRESS",
        description="Who says where a resource lies: Azure Resource Manager; another only in development.",
    )
    region: str = Field(
        default="",
        alias="REGION_NAME",
        description="The region the app runs in. Azure App Service sets it: leave it to it.",
    )
    elsewhere: AddressesByFirm = Field(
        default={},
        alias="CASECLOCK_ELSEWHERE",
        description=(
            "The firms that belong to a stack elsewhere: a JSON object, of each one's tenant id and the"
            " https address its lawyers are told."
        ),
    )
    digest_minutes: int = Field(
        default=60,
        alias="CASECLOCK_DIGEST_MINUTES",
        ge=1,
        le=1440,
        description="How often at most a lawyer's audit trail is sealed out of reach, in minutes.",
    )

    @property
    def digest_every(self) -> timedelta:
        """How long after the first change a digest is written."""
        return timedelta(minutes=self.digest_minutes)
