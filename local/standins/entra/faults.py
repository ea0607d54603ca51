"""Faults the stand-in can be told to show when its metadata is fetched."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Fault(BaseModel):
    """One fault: which document shows it, for how many requests (None: until cleared); `slow` in seconds."""

    model_config = ConfigDict(extra="forbid")

    operation: Literal["discovery", "keys", "*"] = "keys"
    fault: Literal["slow", "server_error", "drop_before"]
    times: int | None = Field(default=1, ge=1)
    seconds: float = Field(default=30, ge=0, le=600)


class FaultQueue:
    """The faults still to be shown; each request takes the first one that fits it."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Queue a fault behind those already given."""
        self._faults.append(fault.model_copy())

    def take(self, operation: str) -> Fault | None:
        """Return the fault this request shows, and use up one of its times."""
        fault = next((each for each in self._faults if each.operation in ("*", operation)), None)
        if fault and fault.times is not None:
            fault.times -= 1
            if not fault.times:
                self._faults.remove(fault)
        return fault

    def clear(self) -> None:
        """Behave well again."""
        self._faults.clear()
