"""Triggers that do the work: audio that arrived, recordings to look at, housekeeping, Clio, exports."""

import azure.functions as func

from functions.base import new_blueprint
from functions.triggers import blob_subject, look_at, message_of, run, see_to_clio

blueprint = new_blueprint()


@blueprint.function_name("draft_uploaded_audio")
@blueprint.blob_trigger(
    arg_name="audio",
    path="recordings/{lawyer}/{recording}.{extension}",
    connection="CaseClockStorage",
    source=func.BlobSource.EVENT_GRID,
)
async def draft_uploaded_audio(audio: func.InputStream) -> None:
    """Audio arrived: look at its recording."""
    await look_at("draft_uploaded_audio", *blob_subject(audio.name or ""))


@blueprint.function_name("look_at_recording")
@blueprint.queue_trigger(arg_name="message", queue_name="drafting", connection="CaseClockStorage")
async def look_at_recording(message: func.QueueMessage) -> None:
    """A retry, a wait that is over, or a watch: look at the recording."""
    said = message_of(message)
    await look_at("look_at_recording", said.lawyer, said.recording)


@blueprint.function_name("keep_house")
@blueprint.queue_trigger(arg_name="message", queue_name="housekeeping", connection="CaseClockStorage")
async def keep_house(message: func.QueueMessage) -> None:
    """Messages still owed, deletions to finish, deleted drafts to purge."""
    said = message_of(message)
    await run(
        "keep_house",
        said.subject,
        lambda app: app.housekeeping.handle(said.lawyer, said.content),
        put_off=lambda app: app.housekeeping.put_off(said.content),
    )


@blueprint.function_name("sync_clio")
@blueprint.queue_trigger(arg_name="message", queue_name="clio-sync", connection="CaseClockStorage")
async def sync_clio(message: func.QueueMessage) -> None:
    """Entries approved, matters wanted, a wait that is over, an operator who asks: see to Clio."""
    await see_to_clio("sync_clio", message_of(message))


@blueprint.function_name("run_export")
@blueprint.queue_trigger(arg_name="message", queue_name="csv-export", connection="CaseClockStorage")
async def run_export(message: func.QueueMessage) -> None:
    """An export was asked for, retried or withdrawn, or goes on: see to the lawyer's exports."""
    said = message_of(message)
    await run(
        "run_export",
        said.subject,
        lambda app: app.exports.run(said.lawyer, said.content),
        put_off=lambda app: app.exports.put_off(said.lawyer, said.content),
    )
