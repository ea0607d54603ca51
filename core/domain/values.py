"""What all stored values share: frozen, closed, and equal by content."""

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, StringConstraints

from core.domain.ids import ID_PATTERN


class Value(BaseModel):
    """An immutable value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("must be an IANA time zone, such as America/Toronto") from None
    return name


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
TimeZone = Annotated[str, StringConstraints(min_length=1, max_length=64), AfterValidator(_known_zone)]
MATTER_ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
MatterId = Annotated[str, StringConstraints(pattern=MATTER_ID_PATTERN)]
CLIENT_ID_PATTERN = r"^([A-Za-z0-9][A-Za-z0-9._-]{0,63})?$"
ClientId = Annotated[str, StringConstraints(pattern=CLIENT_ID_PATTERN)]
ONE_LINE = r"^[^\x00-\x1f\x7f]*$"
Instant = AwareDatetime
