"""HTTP functions of time entries."""

from core.domain.entries import TimeEntry
from functions.base import new_blueprint
from functions.contracts.base import PageQuery
from functions.contracts.entries import (
    EntryChanges,
    EntryPage,
    EntryQuery,
    EntryView,
    HistoryPage,
    NewEntry,
    StepView,
)
from functions.contracts.recordings import NewDictation, RecordingView
from functions.http.call import Answer, Call, versioned
from functions.http.endpoint import Contract, endpoint

blueprint = new_blueprint()

_ABSENT = {404: ("not_found",)}
_STATE = {**_ABSENT, 409: ("entry_state",)}
_NO_DELETION = {**_ABSENT, 409: ("entry_state", "entry_delivered")}
_NO_REOPENING = ("entry_state", "entry_billed", "entry_delivered", "entry_on_its_way")


@endpoint(blueprint, "GET", "entries", Contract(query=EntryQuery, gives=EntryPage))
async def list_entries(call: Call) -> Answer:
    """List entries: open drafts newest first, anything else by work date, newest first."""
    query = call.query(EntryQuery)
    page = await call.app.entries.list(call.lawyer, query.wanted(), limit=query.limit, after=query.after)
    return Answer(EntryPage(items=[EntryView.of(item) for item in page.items], after=page.after))


@endpoint(
    blueprint,
    "POST",
    "entries",
    Contract(
        body=NewEntry,
        gives=EntryView,
        status=201,
        idempotent=True,
        refuses={**_ABSENT, 409: ("idempotency_key_reused",)},
    ),
)
async def type_entry(call: Call) -> Answer:
    """Type a draft by hand, perhaps for a recording that failed."""
    new = call.body(NewEntry)
    key = call.idempotency_key
    return _shown(await call.app.entries.add(call.lawyer, new.fields(), new.recording_id, key), 201)


@endpoint(
    blueprint,
    "POST",
    "entries/dictation",
    Contract(
        body=NewDictation,
        gives=RecordingView,
        status=202,
        idempotent=True,
        refuses={409: ("idempotency_key_reused",)},
    ),
)
async def type_dictation(call: Call) -> Answer:
    """Have a typed dictation drafted as a spoken one is; look at its recording for the entries."""
    typed, trace = call.body(NewDictation).typed(), call.app.spans.current()
    taken = await call.app.recordings.take_text(call.lawyer, typed, call.idempotency_key, trace)
    recording = RecordingView.of(taken)
    return versioned(recording, recording.version, 202)


@endpoint(blueprint, "GET", "entries/{id}", Contract(gives=EntryView, refuses=_ABSENT))
async def open_entry(call: Call) -> Answer:
    """Look at an entry, with the evidence and findings of each field."""
    return _shown(await call.app.entries.open(call.lawyer, call.id()))


@endpoint(
    blueprint,
    "PATCH",
    "entries/{id}",
    Contract(body=EntryChanges, gives=EntryView, if_match=True, refuses=_STATE),
)
async def edit_entry(call: Call) -> Answer:
    """Change fields of a draft (RFC 7396 merge patch)."""
    changes = call.body(EntryChanges).changes()
    entry = await call.app.entries.edit(call.lawyer, call.id(), call.seen, changes)
    offer = await call.app.matters.alias_offer(call.lawyer, entry) if "matter_id" in changes else None
    return versioned(EntryView.of(entry, offer), entry.version)


@endpoint(
    blueprint,
    "POST",
    "entries/{id}/approve",
    Contract(gives=EntryView, if_match=True, refuses={**_ABSENT, 409: ("entry_state", "entry_incomplete")}),
)
async def approve_entry(call: Call) -> Answer:
    """Approve exactly the version you saw; refused while hours, date, matter or narrative is empty."""
    return _shown(await call.app.entries.approve(call.lawyer, call.id(), call.seen))


@endpoint(
    blueprint,
    "POST",
    "entries/{id}/reopen",
    Contract(gives=EntryView, if_match=True, refuses={**_ABSENT, 409: _NO_REOPENING}),
)
async def reopen_entry(call: Call) -> Answer:
    """Make an approved entry a draft again; what Clio has of it is changed by approving it anew."""
    return _shown(await call.app.entries.reopen(call.lawyer, call.id(), call.seen))


@endpoint(blueprint, "DELETE", "entries/{id}", Contract(gives=EntryView, if_match=True, refuses=_NO_DELETION))
async def delete_entry(call: Call) -> Answer:
    """Delete a draft; it can be restored for a while."""
    return _shown(await call.app.entries.delete(call.lawyer, call.id(), call.seen))


@endpoint(blueprint, "POST", "entries/{id}/restore", Contract(gives=EntryView, if_match=True, refuses=_STATE))
async def restore_entry(call: Call) -> Answer:
    """Bring a deleted draft back."""
    return _shown(await call.app.entries.restore(call.lawyer, call.id(), call.seen))


@endpoint(
    blueprint, "GET", "entries/{id}/history", Contract(query=PageQuery, gives=HistoryPage, refuses=_ABSENT)
)
async def entry_history(call: Call) -> Answer:
    """Read every step of an entry, oldest first."""
    query = call.query(PageQuery)
    page = await call.app.entries.history(call.lawyer, call.id(), limit=query.limit, after=query.after)
    return Answer(HistoryPage(items=[StepView.of(step) for step in page.items], after=page.after))


def _shown(entry: TimeEntry, status: int = 200) -> Answer:
    return versioned(EntryView.of(entry), entry.version, status)
