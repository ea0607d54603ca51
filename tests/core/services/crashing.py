"""One fault at one call of a port: a worker's death, a bug, a cancellation, or no answer."""

from dataclasses import dataclass

from core.domain.errors import PassingFailure, Unavailable
from core.domain.reasons import Reason
from core.ports import UnknownOutcome
from tests.core.services.seen import AFTER, BEFORE


class Death(BaseException):
    """The worker process is gone: no call it makes after this reaches anything."""


class Stopped(BaseException):
    """The work was cancelled, but the worker lives and may tidy up."""


@dataclass
class Fault:
    """At its call, and only there, something goes wrong."""

    at: int
    moment: str
    kind: str
    fired: bool = False
    dead: bool = False

    async def __call__(self, number: int, name: str, moment: str) -> None:
        if self.dead:
            raise Death
        if number == self.at and moment == self.moment and not self.fired:
            self.fired = True
            self.dead = self.kind == "death"
            raise self._error(name)

    def restart(self) -> None:
        """A new worker takes the next message."""
        self.dead = False

    def _error(self, name: str) -> BaseException:
        match self.kind:
            case "death":
                return Death()
            case "stopped":
                return Stopped()
            case "bug":
                return RuntimeError("a bug")
            case _:
                return _silence(name)


def _silence(name: str) -> Exception:
    """What a port raises when the service behind it does not answer."""
    if name in {"table.commit", "clio.create", "clio.update"}:
        return UnknownOutcome()
    if name.startswith("speech"):
        return PassingFailure(Reason.SPEECH_UNAVAILABLE)
    if name.startswith("model"):
        return PassingFailure(Reason.DRAFTING_UNAVAILABLE)
    return Unavailable("no answer")


KINDS = ["death", "stopped", "bug", "silence"]
MOMENTS = [BEFORE, AFTER]
