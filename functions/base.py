"""What every function stands on: a blueprint to register with, and the application to call."""

from typing import TYPE_CHECKING

import azure.functions as func

if TYPE_CHECKING:
    from core.bootstrap import Application


def new_blueprint() -> func.Blueprint:
    """An empty blueprint."""
    return func.Blueprint()  # type: ignore[no-untyped-call] # the SDK leaves it unannotated


def application() -> "Application":
    """The worker's application; what it imports is heavy, so not before the first invocation."""
    from core.bootstrap import application as made  # noqa: PLC0415 - keeps indexing short

    return made()
