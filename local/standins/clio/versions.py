"""Minor versions of the API, and what changed in them that matters here."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from local.standins.clio.errors import gone

_NEWEST = 13
_LAST_WITH_HOURS = 3
_FIRST_WITH_RATE_VISIBILITY = 5
_FIRST_WITH_HOURS_VISIBILITY = 8


@dataclass(frozen=True, slots=True)
class Version:
    """A minor version, as `4.0.13`."""

    patch: int

    def __str__(self) -> str:
        return f"4.0.{self.patch}"

    @property
    def counts_hours(self) -> bool:
        """Whether `quantity` is hours; later versions count seconds."""
        return self.patch <= _LAST_WITH_HOURS

    @property
    def hides_rates(self) -> bool:
        """Whether it knows of users who may not see rates."""
        return self.patch >= _FIRST_WITH_RATE_VISIBILITY

    @property
    def hides_hours(self) -> bool:
        """Whether it knows of users who may not see hours."""
        return self.patch >= _FIRST_WITH_HOURS_VISIBILITY


def version(asked: str | None, default: str, retired: Collection[str]) -> Version:
    """Return the version a request is for; raises Clio's 410 where there is none such, or none any more."""
    wanted = default if asked is None else asked
    match = re.fullmatch(r"4\.0\.(0|[1-9]\d?)", wanted)
    if not match or int(match[1]) > _NEWEST or wanted in retired:
        raise gone(wanted)
    return Version(int(match[1]))
