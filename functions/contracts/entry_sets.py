"""Several entries at once over the wire: splits, merges and approvals."""

from collections.abc import Sequence
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, StringConstraints, field_validator

from core.domain.entries import MAX_NARRATIVE, TimeEntry
from core.domain.errors import CaseClockError
from core.drafting.regrouping import MOST_PARTS
from core.services.approvals import Outcome
from core.services.entry_access import Seen
from functions.contracts.base import Wire
from functions.contracts.entries import EntryChanges, EntryView, Narrative
from functions.http.problems import Problem, problem_of

MOST_APPROVALS = 100


def _not_blank(narrative: str) -> str:
    if not narrative.strip():
        raise ValueError("must not be blank")
    return narrative


# A pattern of its own would take the place of the narrative's.
Said = Annotated[Narrative, AfterValidator(_not_blank)]


class SplitPart(EntryChanges):
    """One part of a split: its narrative, and what else differs from the entry that is split."""

    narrative: Said


class SplitEntry(Wire):
    """How to split a draft; without `parts`, as its block-billed finding proposes.

    The hours of the parts make up those of the entry, exactly; one part without hours gets what is left.
    """

    parts: Annotated[list[SplitPart], Field(min_length=2, max_length=MOST_PARTS)] | None = None

    @field_validator("parts")
    @classmethod
    def _no_longer_than_an_entry(cls, parts: list[SplitPart] | None) -> list[SplitPart] | None:
        if sum(len(part.narrative) for part in parts or ()) > MAX_NARRATIVE:
            raise ValueError(f"the narratives together have over {MAX_NARRATIVE} characters")
        return parts

    def asked(self) -> list[dict[str, Any]] | None:
        """What differs in each part; None for the proposed split."""
        return None if self.parts is None else [part.changes() for part in self.parts]


class SplitView(Wire):
    """The entry as it stays behind, in no list any more, and the drafts that it was split into."""

    entry: EntryView
    parts: list[EntryView]

    @classmethod
    def of(cls, entry: TimeEntry, parts: Sequence[TimeEntry]) -> Self:
        """The wire form of a split."""
        return cls(entry=EntryView.of(entry), parts=[EntryView.of(part) for part in parts])


class EntryRef(Wire):
    """An entry, and the version of it that you saw."""

    id: Annotated[str, StringConstraints(max_length=64)]
    version: Annotated[int, Field(strict=True, ge=0, le=999_999_999)]


def _each_once(refs: list[EntryRef]) -> list[EntryRef]:
    ids = [ref.id for ref in refs]
    twice = [str(place) for place, name in enumerate(ids) if name in ids[:place]]
    if twice:
        raise ValueError(f"each entry may stand here once; again at: {', '.join(twice)}")
    return refs


class MergeEntries(Wire):
    """The drafts to merge, in the order of their narratives, and the narrative if it is not theirs joined."""

    entries: Annotated[list[EntryRef], Field(min_length=2, max_length=MOST_PARTS)]
    narrative: Said | None = None

    _once = field_validator("entries")(_each_once)

    def seen(self) -> list[Seen]:
        """The entries as the service takes them."""
        return [Seen(ref.id, ref.version) for ref in self.entries]


class ApproveEntries(Wire):
    """The drafts to approve, each exactly as you saw it."""

    entries: Annotated[list[EntryRef], Field(min_length=1, max_length=MOST_APPROVALS)]

    _once = field_validator("entries")(_each_once)

    def seen(self) -> list[Seen]:
        """The entries as the service takes them."""
        return [Seen(ref.id, ref.version) for ref in self.entries]


class ApprovalView(Wire):
    """What became of one: the approved entry, or the problem a single approval would have answered with."""

    id: str
    entry: EntryView | None
    problem: Problem | None

    @classmethod
    def of(cls, ref: EntryRef, outcome: Outcome) -> Self:
        """The wire form of an outcome."""
        if isinstance(outcome, CaseClockError):
            return cls(id=ref.id, entry=None, problem=problem_of(outcome))
        return cls(id=ref.id, entry=EntryView.of(outcome), problem=None)


class ApprovalsView(Wire):
    """What became of each, in the order asked."""

    entries: list[ApprovalView]
