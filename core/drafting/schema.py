"""The contract with the model: its answer's shape, and that shape as a strict JSON schema.

Azure OpenAI's structured outputs know a subset of JSON Schema only: every property required, no
others allowed, no lengths, patterns or ranges (Microsoft Learn, "How to use structured outputs").
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from core.domain.codes import ActivityCode, Billing
from core.domain.entries import EntryKind
from core.domain.errors import FinalFailure
from core.domain.reasons import Reason

SCHEMA_NAME = "time_entries"

_NOT_SENT = frozenset({"title", "description"})


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ProposedText(_Part):
    """A value as the model reads it, and the words it read it from."""

    value: str | None
    quote: str | None


class ProposedMatter(_Part):
    """The id of an offered matter, and the words that name it."""

    id: str | None
    quote: str | None


class ProposedNarrative(_Part):
    """The narrative, and the words it was made of."""

    text: str
    quote: str | None


class ProposedActivity(_Part):
    """A UTBMS activity code, and the words that call for it."""

    value: ActivityCode | None
    quote: str | None


class ProposedBilling(_Part):
    """Whether to bill, and the words that say so."""

    value: Billing
    quote: str | None


class ProposedEntry(_Part):
    """One time entry or bookmark as the model proposes it; `hours` are decimal hours as text."""

    kind: EntryKind
    hours: ProposedText
    work_date: ProposedText
    matter: ProposedMatter
    narrative: ProposedNarrative
    activity_code: ProposedActivity
    task_code: ProposedText
    billing: ProposedBilling


class Proposal(_Part):
    """Everything the model proposes for one recording, in the order it was said."""

    entries: tuple[ProposedEntry, ...]


def parse(text: str) -> Proposal:
    """The proposal in a model's answer; raises FinalFailure when it is not one."""
    try:
        return Proposal.model_validate_json(text)
    except ValidationError:
        pass
    # Raised out here it has no context: a validation error quotes what it could not read.
    raise FinalFailure(Reason.DRAFT_UNUSABLE)


def _strict(node: Any) -> Any:
    """A JSON schema without what the model need not see; its objects are closed already."""
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {key: _strict(value) for key, value in node.items() if not _is_label(key, value)}


def _is_label(key: str, value: Any) -> bool:
    # A property may be called "title" too; then its value is a schema, not text.
    return key in _NOT_SENT and isinstance(value, str)


SCHEMA: dict[str, Any] = _strict(Proposal.model_json_schema())
