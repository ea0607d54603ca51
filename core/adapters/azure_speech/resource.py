"""Which Speech resource is called, and as whom."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential

TOKEN_SCOPE = "https://cognitiveservices.azure.com/.default"  # noqa: S105 - the name of a scope


@dataclass(frozen=True, slots=True)
class SpeechResource:
    """Where speech is transcribed and how we may call it; `timeout` is in seconds, for a whole call.

    It takes a credential, or a key where there is no Entra (local use). Raises ValueError unless
    there is exactly one of the two.
    """

    endpoint: str
    api_version: str
    credential: "AsyncTokenCredential | None" = field(default=None, repr=False)
    key: str | None = field(default=None, repr=False)
    timeout: float = 120.0

    def __post_init__(self) -> None:
        if (self.credential is None) == (self.key is None):
            raise ValueError("a speech resource needs either a credential or a key")
