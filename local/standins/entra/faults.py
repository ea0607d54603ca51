"""Faults the stand-in can be told to show when its metadata is fetched."""

from typing import Literal

from pydantic import Field

from local.standins.faults import Countdown


class Fault(Countdown):
    """One fault: which document shows it, for how many requests (None: until cleared); `slow` in seconds."""

    operation: Literal["discovery", "keys", "*"] = "keys"
    fault: Literal["slow", "server_error", "drop_before"]
    seconds: float = Field(default=30, ge=0, le=600)
