"""Where what a column must not lack comes from."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.domain.presets import Source

_SETTINGS: Final[Mapping[Source, str]] = MappingProxyType(
    {
        Source.TIMEKEEPER: "timekeeper",
        Source.TIMEKEEPER_ID: "timekeeper_id",
        Source.TIMEKEEPER_CLASS: "timekeeper_class",
    }
)
_ELSEWHERE: Final[Mapping[Source, str]] = MappingProxyType(
    {
        Source.RATE: "set a rate in your settings, or on the matter.",
        Source.AMOUNT: "set a rate in your settings, or on the matter.",
        Source.CLIENT_ID: "give the matter its client's id.",
        Source.MATTER_NUMBER: "give the matter its number.",
        Source.ACTIVITY_CODE: "reopen the entry and choose an activity code.",
        Source.TASK_CODE: "reopen the entry and choose a task code.",
    }
)


def setting_of(source: Source) -> str | None:
    """The setting that a column shows, None for what is not set once for all lines."""
    return _SETTINGS.get(source)


def how_to_give(source: Source) -> str:
    """What to do about a column that would be empty."""
    if setting := setting_of(source):
        return f"set `{setting}` in your settings."
    return _ELSEWHERE.get(source, "give it in the entry, or its matter.")
