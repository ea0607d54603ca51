"""HTTP functions that take or make several time entries at once: split, merge, approve many."""

from functions.base import new_blueprint
from functions.contracts.entries import EntryView
from functions.contracts.entry_sets import (
    ApprovalsView,
    ApprovalView,
    ApproveEntries,
    MergeEntries,
    SplitEntry,
    SplitView,
)
from functions.http.call import Answer, Call, versioned
from functions.http.endpoint import Contract, endpoint

blueprint = new_blueprint()

_ABSENT = {404: ("not_found",)}
_NO_SPLIT = ("entry_delivered", "entry_state", "no_split_proposed", "split_hours", "split_total")
_NO_MERGE = (
    "entries_differ",
    "entries_too_long",
    "entry_delivered",
    "entry_state",
    "hours_missing",
    "too_many_recordings",
)


@endpoint(
    blueprint,
    "POST",
    "entries/{id}/split",
    Contract(
        body=SplitEntry, gives=SplitView, status=201, if_match=True, refuses={**_ABSENT, 409: _NO_SPLIT}
    ),
)
async def split_entry(call: Call) -> Answer:
    """Split a draft into parts: as you say, or as its block-billed finding proposes."""
    entry_id, seen, asked = call.id(), call.seen, call.body(SplitEntry).asked()
    entry, parts = await call.app.regrouping.split(call.lawyer, entry_id, seen, asked)
    return Answer(SplitView.of(entry, parts), 201)


@endpoint(
    blueprint,
    "POST",
    "entries/merge",
    Contract(
        body=MergeEntries,
        gives=EntryView,
        status=201,
        refuses={**_ABSENT, 409: _NO_MERGE, 412: ("version_conflict",)},
    ),
)
async def merge_entries(call: Call) -> Answer:
    """Merge drafts into one with the sum of their hours; all parts of a split, untouched: undo it."""
    asked = call.body(MergeEntries)
    entry = await call.app.regrouping.merge(call.lawyer, asked.seen(), asked.narrative)
    return versioned(EntryView.of(entry), entry.version, 201)


@endpoint(blueprint, "POST", "entries/approve", Contract(body=ApproveEntries, gives=ApprovalsView))
async def approve_entries(call: Call) -> Answer:
    """Approve many, each exactly as you saw it; each has its own answer, and holds up no other."""
    asked = call.body(ApproveEntries)
    outcomes = await call.app.approvals.approve(call.lawyer, asked.seen())
    answers = zip(asked.entries, outcomes, strict=True)
    return Answer(ApprovalsView(entries=[ApprovalView.of(ref, outcome) for ref, outcome in answers]))
