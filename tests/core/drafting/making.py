"""Short ways to make matters and proposals."""

from datetime import UTC, datetime, timedelta
from typing import Any

from core.domain.matters import Matter, MatterStatus
from core.drafting.context import DraftContext
from core.drafting.schema import Proposal
from core.drafting.verify import DraftedEntry, drafts

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


def matter(id_: str, name: str, client: str = "Client", **more: Any) -> Matter:
    days_old = more.pop("days_old", 0)
    return Matter(id=id_, name=name, client=client, updated_at=NOW - timedelta(days=days_old), **more)


SMITH = matter("M-1", "Smith v. Jones", "Sarah Smith", number="2026-014")
CHEN = matter("M-2", "Chen Lease", "Chen Holdings Ltd.", aliases=("the Granville lease",))
CLOSED = matter("M-9", "Old Smith Estate", status=MatterStatus.CLOSED)

CONTEXT = DraftContext("2026-11-20", "en", (SMITH, CHEN))


def entry(**fields: Any) -> dict[str, Any]:
    """An entry in which nothing was said, but for the fields given as (value, quote)."""
    empty: dict[str, Any] = {"hours": (None, None), "work_date": (None, None), "matter": (None, None)}
    empty |= {"narrative": ("", None), "activity_code": (None, None), "task_code": (None, None)}
    empty |= {"billing": ("billable", None)}
    kind = fields.pop("kind", "time")
    names = {"matter": "id", "narrative": "text"}
    pairs = {
        name: {names.get(name, "value"): value, "quote": quote}
        for name, (value, quote) in (empty | fields).items()
    }
    return {"kind": kind} | pairs


def proposal(*entries: dict[str, Any]) -> Proposal:
    return Proposal.model_validate({"entries": list(entries)})


def draft(transcript: str, context: DraftContext = CONTEXT, **fields: Any) -> DraftedEntry:
    (made,) = drafts(proposal(entry(**fields)), transcript, context)
    return made
