"""Faults the stand-in can be told to show, in the order they were given."""

from typing import Literal, Self

from pydantic import Field, model_validator

from local.standins.management.errors import ManagementError, forbidden, not_found, unauthorized
from local.standins.serving import WorkFault

type FaultName = Literal[
    "region",
    "sku",
    "secondary",
    "unauthorized",
    "forbidden",
    "not_found",
    "server_error",
    "redirect",
    "malformed",
    "slow",
    "drop_before",
    "drop_after",
]
type Operation = Literal["*", "get_resource", "get_deployment"]

OPERATIONS: tuple[str, ...] = Operation.__value__.__args__[1:]
_TELLING = {"region": "get_resource", "secondary": "get_resource", "sku": "get_deployment"}


class Fault(WorkFault):
    """One fault: for how many calls (None: until cleared); region, secondary and sku say their `value`."""

    operation: Operation = "*"
    fault: FaultName
    value: str = Field(default="", description="region, secondary, sku: what is said instead")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if (asked := _TELLING.get(self.fault)) is not None:
            if not self.value:
                raise ValueError(f"{self.fault} needs a value")
            if self.operation != asked:
                raise ValueError(f"{self.fault} is a fault of {asked}")
        return self

    def error(self) -> ManagementError | None:
        """Return the error that is answered instead of doing the work, if this is such a fault."""
        match self.fault:
            case "unauthorized":
                return unauthorized()
            case "forbidden":
                return forbidden()
            case "not_found":
                return not_found()
            case "server_error":
                return ManagementError(500, "InternalServerError", "The service has failed.")
            case "redirect":
                moved = {"Location": "https://management.example/"}
                return ManagementError(307, "Redirect", "It is elsewhere.", moved)
            case _:
                return None
