"""How triggers without a caller learn whose work it is, and how they fail."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import azure.functions as func

from core.domain.errors import Unavailable
from core.domain.identity import Lawyer
from core.domain.ids import is_id
from functions.base import application
from functions.use import Use

if TYPE_CHECKING:
    from core.bootstrap import Application

_log = logging.getLogger(__name__)

# What a message can be about, by id.
_SUBJECTS = ("recording", "entry", "export")

type Work = "Callable[[Application], Awaitable[None]]"


class TriggerFailed(Exception):
    """The work failed; the host tries again. Carries the function's name and an error type, no content."""


@dataclass(frozen=True, slots=True)
class Message:
    """A queue message of ours: whose work, and which."""

    lawyer: Lawyer
    content: dict[str, str]

    @property
    def recording(self) -> str:
        """The recording to look at."""
        return self.content["recording"]

    @property
    def subject(self) -> str:
        """The id the message is about, for the log."""
        return next((self.content[name] for name in _SUBJECTS if name in self.content), self.lawyer.key)


def message_of(message: func.QueueMessage) -> Message:
    """The message we sent; raises TriggerFailed for any other, without its text."""
    try:
        content = {str(name): str(value) for name, value in message.get_json().items()}
        lawyer = Lawyer.of_key(content["lawyer"])
    except (ValueError, KeyError, AttributeError):
        raise TriggerFailed("a queue message is not one of ours") from None
    if not all(is_id(content[name]) for name in _SUBJECTS if name in content):
        raise TriggerFailed("a queue message names no id of ours")
    return Message(lawyer, content)


def blob_subject(name: str) -> tuple[Lawyer, str]:
    """The lawyer and the recording that a blob's path names; raises TriggerFailed for any other path."""
    folders, _, file = name.rpartition("/")
    recording = file.partition(".")[0]
    try:
        lawyer = Lawyer.of_key(folders.rpartition("/")[2])
    except ValueError:
        raise TriggerFailed("a blob's path is not one of ours") from None
    if not is_id(recording):
        raise TriggerFailed("a blob's path names no recording of ours")
    return lawyer, recording


async def look_at(name: str, lawyer: Lawyer, recording: str) -> None:
    """Do what a recording's state asks for."""
    await run(
        name,
        recording,
        lambda app: app.drafting.advance(lawyer, recording),
        lambda app: app.drafting.look_later(lawyer, recording),
    )


async def see_to_clio(name: str, said: Message) -> None:
    """See to a lawyer's Clio as a message says; while Clio is not set up, the message is kept for later."""

    async def work(app: "Application") -> None:
        set_up = app.settings.clio_client_id
        await (app.clio.handle if set_up else app.clio.put_off_long)(said.lawyer, said.content)

    await run(name, said.subject, work, lambda app: app.clio.messages.put_off(said.lawyer, said.content))


async def end(name: str, lawyer: Lawyer, recording: str) -> None:
    """End a recording whose message failed too often."""
    await run(
        name,
        recording,
        lambda app: app.drafting.abandon(lawyer, recording),
        lambda app: app.drafting.look_later(lawyer, recording),
    )


async def run(name: str, subject: str, work: Work, put_off: Work) -> None:
    """Do a trigger's work; whatever goes wrong leaves as a TriggerFailed without content.

    While storage does not answer, or the stack must not work, the work is put off by a message of its own:
    that must not use up the few tries after which a message is taken for poison.
    """
    use = Use(name, subject)
    try:
        try:
            app = application()
            await app.residency.hold()
            await work(app)
            use.ended("done")
        except Unavailable as error:
            _log.warning("%s put off on %s: %s", name, subject, error.code)
            await put_off(application())
            use.ended("put_off")
    except Exception as error:  # noqa: BLE001 - not even its text may reach the host's log
        use.failed(error)
        raise TriggerFailed(f"{name}: {type(error).__name__}") from None
