"""What all stored values share: frozen, closed, and equal by content."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from core.domain.ids import ID_PATTERN


class Value(BaseModel):
    """An immutable value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
MATTER_ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
MatterId = Annotated[str, StringConstraints(pattern=MATTER_ID_PATTERN)]
Instant = AwareDatetime
