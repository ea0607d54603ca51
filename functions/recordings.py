"""HTTP functions of recordings."""

from functions.base import new_blueprint
from functions.contracts.base import GrantView, PageQuery
from functions.contracts.recordings import (
    NewRecording,
    RecordingAnnounced,
    RecordingDeleted,
    RecordingOpened,
    RecordingPage,
    RecordingView,
)
from functions.http.call import Answer, Call, versioned
from functions.http.endpoint import Contract, endpoint

blueprint = new_blueprint()

_ABSENT = {404: ("not_found",)}


@endpoint(
    blueprint,
    "POST",
    "recordings",
    Contract(
        body=NewRecording,
        gives=RecordingAnnounced,
        status=201,
        also={200: "Announced before, with the same key."},
        idempotent=True,
        refuses={409: ("idempotency_key_reused",)},
    ),
)
async def announce_recording(call: Call) -> Answer:
    """Announce a recording and get a grant to upload it straight to storage."""
    said = call.body(NewRecording).announcement()
    trace = call.app.spans.current()
    announced = await call.app.recordings.announce(call.lawyer, said, call.idempotency_key, trace)
    answer = RecordingAnnounced.of_announced(announced)
    return versioned(answer, answer.version, 200 if announced.replayed else 201)


@endpoint(blueprint, "GET", "recordings", Contract(query=PageQuery, gives=RecordingPage))
async def list_recordings(call: Call) -> Answer:
    """List recordings, newest first."""
    query = call.query(PageQuery)
    page = await call.app.recordings.list(call.lawyer, limit=query.limit, after=query.after)
    return Answer(RecordingPage(items=[RecordingView.of(item) for item in page.items], after=page.after))


@endpoint(blueprint, "GET", "recordings/{id}", Contract(gives=RecordingOpened, refuses=_ABSENT))
async def open_recording(call: Call) -> Answer:
    """Look at a recording: its state and reason, its transcript, its entries."""
    opened = RecordingOpened.of_opened(await call.app.recordings.open(call.lawyer, call.id()))
    return versioned(opened, opened.version)


@endpoint(
    blueprint,
    "POST",
    "recordings/{id}/retry",
    Contract(gives=RecordingView, status=202, refuses={**_ABSENT, 409: ("recording_state",)}),
)
async def retry_recording(call: Call) -> Answer:
    """Have a failed or waiting recording drafted again, now."""
    recording = RecordingView.of(await call.app.recordings.retry(call.lawyer, call.id()))
    return versioned(recording, recording.version, 202)


@endpoint(
    blueprint,
    "GET",
    "recordings/{id}/audio",
    Contract(gives=GrantView, refuses={404: ("not_found", "no_audio")}),
)
async def listen_to_recording(call: Call) -> Answer:
    """Get a short-lived grant to read the audio."""
    return Answer(GrantView.of(await call.app.recordings.listen(call.lawyer, call.id())))


@endpoint(blueprint, "DELETE", "recordings/{id}", Contract(gives=RecordingDeleted, refuses=_ABSENT))
async def delete_recording(call: Call) -> Answer:
    """Erase the audio, the transcript and the evidence for good; entries stay, marked. No undo."""
    gone = await call.app.recordings.delete(call.lawyer, call.id())
    return versioned(RecordingDeleted.of(gone), gone.version)
