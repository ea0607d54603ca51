"""Dictations with what is true of them, from a data file, and the matters they are of."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.domain.codes import TaskSet
from core.domain.preferences import BillingRules
from core.drafting.context import DraftContext
from core.drafting.schema import Proposal
from tests.core.drafting.making import CHEN, SMITH, entry, matter, proposal

TRUTHS = Path(__file__).parent / "data" / "truths.txt"
MATTERS = (
    SMITH.model_copy(update={"rules": BillingRules(task_set=TaskSet.LITIGATION)}),
    CHEN,
    matter("M-3", "Succession Tremblay", "Luc Tremblay", number="2026-022"),
    matter(
        "M-4",
        "Northgate purchase",
        "Northgate Logistics Inc.",
        number="2026-031",
        rules=BillingRules(task_set=TaskSet.PROJECT),
    ),
    matter("M-5", "Roy divorce", "Nadia Roy", number="2026-040"),
    matter("M-6", "Baker estate", "Baker", number="2026-047"),
    matter("M-7", "Okonkwo appeal", "Ada Okonkwo", number="2026-058"),
)
_NAMES = ("hours", "work_date", "matter", "narrative")

type Fields = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Truth:
    """A dictation, the fields of its entries as a truthful model gives them, and days of something else."""

    language: str
    said: str
    entries: tuple[Fields, ...]
    other_days: tuple[tuple[str, str], ...] = field(default=())

    @property
    def context(self) -> DraftContext:
        return DraftContext("2026-11-20", self.language, MATTERS)

    def proposal(self) -> Proposal:
        return proposal(*(entry(**fields) for fields in self.entries))


def truths() -> list[Truth]:
    """All of them, in the order of the file."""
    text = TRUTHS.read_text(encoding="utf-8")
    return [_truth(part) for part in text.split("\n== ")[1:]]


def _truth(part: str) -> Truth:
    language, said, *lines = part.strip().splitlines()
    rows = [line for line in lines if line]
    days = tuple(_pair(row[2:]) for row in rows if row.startswith("! "))
    entries = tuple(dict(_fields(row)) for row in rows if not row.startswith("! "))
    return Truth(language, said, entries, tuple((day or "", words or "") for day, words in days))


def _fields(row: str) -> Iterator[tuple[str, Any]]:
    hours, day, named, told, activity, *more = (part.strip() for part in row.split("|"))
    yield from zip(_NAMES, map(_pair, (hours, day, named, told)), strict=True)
    yield "activity_code", (None if activity == "-" else activity, None)
    for each in more:
        value, words = _pair(each) if "=" in each else (each, None)
        if value == "bookmark":
            yield "kind", "bookmark"
        else:
            yield "task_code" if (value or "").startswith(("L", "P")) else "billing", (value, words)


def _pair(text: str) -> tuple[str | None, str | None]:
    value, _, words = text.partition("=")
    return (None, None) if text == "-" else (value, words)
