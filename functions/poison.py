"""Poison handlers: work that failed too often ends in a state its lawyer sees, and is never dropped."""

from typing import TYPE_CHECKING

import azure.functions as func

from functions.base import new_blueprint
from functions.triggers import TriggerFailed, blob_subject, end, message_of, run

if TYPE_CHECKING:
    from core.bootstrap import Application

blueprint = new_blueprint()


@blueprint.function_name("end_poisoned_audio")
@blueprint.queue_trigger(
    arg_name="message", queue_name="webjobs-blobtrigger-poison", connection="CaseClockStorage"
)
async def end_poisoned_audio(message: func.QueueMessage) -> None:
    """The blob trigger gave up on audio: its recording fails visibly."""
    try:
        blob = str(message.get_json()["BlobName"])
    except (ValueError, KeyError, TypeError):
        raise TriggerFailed("a poison message names no blob") from None
    await end("end_poisoned_audio", *blob_subject(blob))


@blueprint.function_name("end_poisoned_drafting")
@blueprint.queue_trigger(arg_name="message", queue_name="drafting-poison", connection="CaseClockStorage")
async def end_poisoned_drafting(message: func.QueueMessage) -> None:
    """A drafting message failed too often: its recording fails visibly."""
    said = message_of(message)
    await end("end_poisoned_drafting", said.lawyer, said.recording)


@blueprint.function_name("put_off_poisoned_housekeeping")
@blueprint.queue_trigger(arg_name="message", queue_name="housekeeping-poison", connection="CaseClockStorage")
async def put_off_poisoned_housekeeping(message: func.QueueMessage) -> None:
    """Housekeeping failed too often: it is put off, for it must happen in the end."""
    said = message_of(message)
    await run(
        "put_off_poisoned_housekeeping",
        said.subject,
        lambda app: app.housekeeping.put_off(said.content),
        put_off=lambda app: app.housekeeping.put_off(said.content),
    )


@blueprint.function_name("put_off_poisoned_clio")
@blueprint.queue_trigger(arg_name="message", queue_name="clio-sync-poison", connection="CaseClockStorage")
async def put_off_poisoned_clio(message: func.QueueMessage) -> None:
    """Clio could not be seen to too often: it is put off, for what is approved must arrive in the end."""
    said = message_of(message)

    async def put_off(app: "Application") -> None:
        await app.clio.put_off_long(said.lawyer, said.content)

    await run("put_off_poisoned_clio", said.subject, put_off, put_off)


@blueprint.function_name("end_poisoned_export")
@blueprint.queue_trigger(arg_name="message", queue_name="csv-export-poison", connection="CaseClockStorage")
async def end_poisoned_export(message: func.QueueMessage) -> None:
    """An export failed too often: it fails visibly, and can be retried or withdrawn."""
    said = message_of(message)
    await run(
        "end_poisoned_export",
        said.subject,
        lambda app: app.exports.end(said.lawyer, said.content),
        put_off=lambda app: app.exports.put_off(said.lawyer, said.content),
    )
