"""The faults a stand-in was told to show, in the order they were given."""

from pydantic import BaseModel, ConfigDict, Field


class Countdown(BaseModel):
    """What every fault has: how many requests show it (None: until cleared)."""

    model_config = ConfigDict(extra="forbid")

    times: int | None = Field(default=1, ge=1)

    def fits(self, operation: str) -> bool:
        """Whether a request for this operation shows the fault; "*" stands for any."""
        return getattr(self, "operation", None) in {"*", operation}


class FaultQueue[F: Countdown]:
    """The faults still to be shown; each request takes the first one that fits it."""

    def __init__(self) -> None:
        self._faults: list[F] = []

    def add(self, fault: F) -> None:
        """Queue a fault behind those already given."""
        self._faults.append(fault.model_copy())

    def take(self, operation: str) -> F | None:
        """Return the fault this request shows, and use up one of its times."""
        fault = next((each for each in self._faults if each.fits(operation)), None)
        if fault and fault.times is not None:
            fault.times -= 1
            if not fault.times:
                self._faults.remove(fault)
        return fault

    def clear(self) -> None:
        """Behave well again."""
        self._faults.clear()

    def as_json(self) -> list[dict[str, object]]:
        """Operation, fault and remaining times; scripted content stays inside."""
        return [fault.model_dump(include={"operation", "fault", "times"}) for fault in self._faults]
