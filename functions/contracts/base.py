"""What all wire models share, and the types that several of them use."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from core.domain.ids import ID_PATTERN
from core.domain.values import TimeZone as KnownZone
from core.ports import Grant


class Wire(BaseModel):
    """A closed, immutable wire model: unknown fields are an error, not a silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


TimeZone = Annotated[
    KnownZone,
    Field(
        description="An IANA time zone, such as America/Toronto; left out, the one of the settings.",
        examples=["America/Toronto"],
    ),
]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN), Field(description="An id that we gave.")]
Hours = Annotated[
    str,
    StringConstraints(pattern=r"^\d{1,2}(\.\d{1,2})?$"),
    Field(description="A decimal number of hours as text: 0.3 is 18 minutes.", examples=["0.3"]),
]
Limit = Annotated[int, Field(ge=1, le=200, description="How many at most on a page.")]
After = Annotated[
    str | None,
    StringConstraints(max_length=400),
    Field(description="Where to go on: the `after` of the page before."),
]


class PageQuery(Wire):
    """Which page of a list."""

    limit: Limit = 50
    after: After = None


class GrantView(Wire):
    """A short-lived right on one blob: send `headers` with `method` to `url`, before `expires_at`."""

    method: str
    url: str
    headers: dict[str, str]
    expires_at: datetime

    @classmethod
    def of(cls, grant: Grant) -> "GrantView":
        """The wire form of a grant."""
        return cls(
            method=grant.method, url=grant.url, headers=dict(grant.headers), expires_at=grant.expires_at
        )
