"""The evaluation as a table, a list and a file."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.eval.pipeline import Run
from tests.eval.scoring import FIELDS, Outcome, Score, score


@dataclass(frozen=True, slots=True)
class Group:
    """The runs of one kind, and their scores."""

    name: str
    runs: Sequence[Run]
    scores: Sequence[Score]

    @classmethod
    def of(cls, name: str, runs: Sequence[Run]) -> "Group":
        """The group of some runs."""
        return cls(name, runs, [one for run in runs for one in score(run.script, run.heard, run.drafted)])

    def counts(self, field: str) -> Mapping[Outcome, int]:
        """How often a field turned out how."""
        return Counter(one.outcome for one in self.scores if one.field == field)

    def with_outcome(self, outcome: Outcome) -> list[Score]:
        """The scores of one outcome."""
        return [one for one in self.scores if one.outcome is outcome]


def silently_wrong(groups: Sequence[Group]) -> int:
    """How many fields are wrong without a finding on them."""
    return sum(len(group.with_outcome(Outcome.SILENT)) for group in groups)


def failures(groups: Sequence[Group]) -> list[str]:
    """The dictations of work that gave no draft, each with its reason."""
    runs = [(group.name, run) for group in groups for run in group.runs]
    return [
        f"{name} / {run.script.name}: {run.failure}"
        for name, run in runs
        if run.failure and run.script.expected
    ]


def table(groups: Sequence[Group]) -> str:
    """Exact, flagged and silently wrong for each group and field."""
    lines = [f"{'':22}{'field':12}{'exact':>7}{'flagged':>9}{'silently wrong':>16}"]
    for group in groups:
        for at, field in enumerate(FIELDS):
            counts = group.counts(field)
            title = f"{group.name} ({len(group.runs)})" if at == 0 else ""
            numbers = f"{counts.get(Outcome.EXACT, 0):>7}{counts.get(Outcome.FLAGGED, 0):>9}"
            lines.append(f"{title:22}{field:12}{numbers}{counts.get(Outcome.SILENT, 0):>16}")
    return "\n".join(lines)


def listed(groups: Sequence[Group], outcome: Outcome) -> str:
    """Every score of one outcome, with its script and what was heard."""
    lines = []
    for group in groups:
        for one in group.with_outcome(outcome):
            lines.append(f"  {group.name} / {one.script.name}: {one.field}, {one.detail}")
            lines.append(f"      {one.heard!r}")
    return "\n".join(lines)


def write(groups: Sequence[Group], more: Mapping[str, Any], file: Path) -> None:
    """Write the numbers as JSON; makes the folder."""
    document = {
        "silently_wrong": silently_wrong(groups),
        "groups": {group.name: _numbers(group) for group in groups},
        **more,
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _numbers(group: Group) -> dict[str, Any]:
    fields = {name: {one.value: group.counts(name).get(one, 0) for one in Outcome} for name in FIELDS}
    wrong = [
        {"script": one.script.name, "field": one.field, "detail": one.detail}
        for one in group.with_outcome(Outcome.SILENT)
    ]
    seconds = [run.seconds for run in group.runs]
    return {
        "dictations": len(group.runs),
        "fields": fields,
        "silently_wrong": wrong,
        "seconds": round(sum(seconds), 2),
        "slowest_seconds": round(max(seconds, default=0.0), 2),
    }
