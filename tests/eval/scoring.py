"""What was drafted, held against what was expected: exact, flagged or silently wrong, field by field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.domain.entries import EntryKind
from core.domain.findings import Field, FindingCode
from core.drafting.verify import DraftedEntry
from tests.eval.scripts import Expected, Script

# It says how a time is billed, and casts no doubt on how it was read.
_NO_DOUBT = frozenset({FindingCode.HOURS_ROUNDED})
COUNT = "count"
FIELDS = (COUNT, "kind", "hours", "work_date", "matter", "billing")


class Outcome(StrEnum):
    """How one field turned out; only what is wrong without a finding on it is silently wrong."""

    EXACT = "exact"
    FLAGGED = "flagged"
    SILENT = "silently_wrong"


@dataclass(frozen=True, slots=True)
class Score:
    """The outcome of one field of one entry; `detail` says what was expected and what came."""

    script: Script
    heard: str
    field: str
    outcome: Outcome
    detail: str


type Pairs = list[tuple[int, int]]


def score(script: Script, heard: str, drafted: Sequence[DraftedEntry]) -> list[Score]:
    """The scores of one dictation; nothing drafted is a failure that its lawyer sees."""
    pairs = _aligned(script.expected, drafted)
    scores = [Score(script, heard, COUNT, *_count(script, drafted, pairs))]
    for one, other in pairs:
        for name, outcome, detail in _fields(script.expected[one], drafted[other]):
            scores.append(Score(script, heard, name, outcome, detail))
    return scores


def _count(script: Script, drafted: Sequence[DraftedEntry], pairs: Pairs) -> tuple[Outcome, str]:
    wanted, got = len(script.expected), len(drafted)
    detail = f"expected {wanted}, got {got}"
    if wanted == got:
        return Outcome.EXACT, detail
    extra = [draft for at, draft in enumerate(drafted) if at not in {other for _, other in pairs}]
    if got > wanted:
        sure = [
            draft for draft in extra if not _doubts(draft, Field.HOURS) and not _doubts(draft, Field.MATTER)
        ]
        return (Outcome.SILENT if sure else Outcome.FLAGGED), detail
    doubted = (Field.HOURS, Field.MATTER)
    seen = not drafted or any(_doubts(draft, field) for draft in drafted for field in doubted)
    return (Outcome.FLAGGED if seen else Outcome.SILENT), detail


def _fields(expected: Expected, draft: DraftedEntry) -> Iterator[tuple[str, Outcome, str]]:
    fields = draft.fields
    yield _compared("kind", expected.kind, fields.kind.value, draft, Field.KIND)
    yield _compared("hours", expected.minutes, draft.spoken_minutes, draft, Field.HOURS)
    day = str(fields.work_date) if fields.work_date else None
    yield _compared("work_date", expected.work_date, day, draft, Field.WORK_DATE)
    yield _compared("matter", expected.matter, fields.matter_id, draft, Field.MATTER)
    yield _compared("billing", expected.billing, fields.billing.value, draft, Field.BILLING)


def _compared(
    name: str, wanted: object, got: object, draft: DraftedEntry, field: Field
) -> tuple[str, Outcome, str]:
    detail = f"expected {wanted or 'to be asked'}, got {got or 'asked'}"
    doubts = _doubts(draft, field)
    # A bookmark is billed to nobody: what it does not say need not be asked.
    is_settled = wanted is not None or doubts or draft.fields.kind is EntryKind.BOOKMARK
    if wanted == got and is_settled:
        return name, Outcome.EXACT, detail
    return name, Outcome.FLAGGED if doubts else Outcome.SILENT, detail


def _doubts(draft: DraftedEntry, field: Field) -> bool:
    return any(
        found.field is field and isinstance(found.code, FindingCode) and found.code not in _NO_DOUBT
        for found in draft.findings
    )


def _aligned(expected: Sequence[Expected], drafted: Sequence[DraftedEntry]) -> Pairs:
    """The pairs in order that agree best: as many as there can be, and then those alike."""
    best: dict[tuple[int, int], tuple[int, Pairs]] = {}
    for one in range(len(expected), -1, -1):
        for other in range(len(drafted), -1, -1):
            options: list[tuple[int, Pairs]] = [(0, [])]
            if one < len(expected):
                options.append(best[one + 1, other])
            if other < len(drafted):
                options.append(best[one, other + 1])
            if one < len(expected) and other < len(drafted):
                worth, rest = best[one + 1, other + 1]
                alike = 10 + _alike(expected[one], drafted[other])
                options.append((worth + alike, [(one, other), *rest]))
            best[one, other] = max(options, key=lambda option: option[0])
    return best[0, 0][1]


def _alike(expected: Expected, draft: DraftedEntry) -> int:
    """How many fields agree; an equal time or matter tells most."""
    same_time = expected.minutes is not None and expected.minutes == draft.spoken_minutes
    same_matter = expected.matter is not None and expected.matter == draft.fields.matter_id
    fields = sum(outcome is Outcome.EXACT for _, outcome, _ in _fields(expected, draft))
    return fields + same_time + same_matter
