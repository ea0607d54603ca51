"""Which deployment of Azure OpenAI is called, and as whom."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential

COGNITIVE_SERVICES_SCOPE = "https://cognitiveservices.azure.com/.default"


@dataclass(frozen=True, slots=True)
class Deployment:
    """Where a model is and how we may call it; `timeout` is in seconds, for a whole call.

    It takes a credential, or a key where there is no Entra (local use). Raises ValueError unless
    there is exactly one of the two.
    """

    endpoint: str
    name: str
    api_version: str
    credential: "AsyncTokenCredential | None" = field(default=None, repr=False)
    key: str | None = field(default=None, repr=False)
    scope: str = COGNITIVE_SERVICES_SCOPE
    timeout: float = 120.0

    def __post_init__(self) -> None:
        if (self.credential is None) == (self.key is None):
            raise ValueError("a deployment needs either a credential or a key")
