"""How good the guideline lint is on the lines and days in data/: precision and recall, rule by rule.

`python -m tests.eval.lint` prints the report and the misses of the lines the rules were made on; those of the
held-out lines are counted and not shown, so that nobody tunes on them.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from core.domain.clock import ClockRange
from core.domain.codes import Billing
from core.domain.guidelines import Guideline
from core.domain.hours import minutes_of_hours
from core.domain.preferences import Rules
from core.drafting.lint import Line, lint

DATA = Path(__file__).parent / "data"
TODAY = date(2026, 3, 20)
DAY_RULES = frozenset({Guideline.LONG_DAY, Guideline.OVERLAPS, Guideline.NEAR_DUPLICATE})
LINE_RULES = frozenset(Guideline) - DAY_RULES
ALL = "all rules"
HELD, WHOLE = "held", "whole"


@dataclass(frozen=True, slots=True)
class Judged:
    """A line of a table, what the lint must say of it, and what it says."""

    set: str
    narrative: str
    expected: frozenset[str]
    found: frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """How often a rule was right, wrong, and silent when it should not have been."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of what was said, how much was right; 1 if nothing was said."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of what should have been said, how much was; 1 if there was nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def shown(self) -> dict[str, Any]:
        """The counts and both measures, to three places."""
        counts = {"right": self.right, "wrong": self.wrong, "missed": self.missed}
        return counts | {"precision": round(self.precision, 3), "recall": round(self.recall, 3)}


def judged() -> list[Judged]:
    """Every line of both tables, linted."""
    return [*_judged_lines(), *_judged_days()]


def score(lines: Iterable[Judged], rule: str | None = None) -> Score:
    """The score of one rule on some lines, or of all."""
    right = wrong = missed = 0
    for line in lines:
        expected, found = (
            {code for code in codes if rule in {None, code}} for codes in (line.expected, line.found)
        )
        right += len(expected & found)
        wrong += len(found - expected)
        missed += len(expected - found)
    return Score(right, wrong, missed)


def lint_report() -> dict[str, Any]:
    """Per set of lines and rule: counts, precision and recall; and the misses on the lines tuned on."""
    lines = judged()
    sets = {
        name: [one for one in lines if name in {one.set, WHOLE}] for name in ("tune", "seen", HELD, WHOLE)
    }
    return {
        "lines": {name: len(chosen) for name, chosen in sets.items()},
        "good_lines": sum(not one.expected for one in lines),
        "scores": {name: _scores(chosen) for name, chosen in sets.items()},
        "misses": [_miss(one) for one in lines if one.set != HELD and one.found != one.expected],
    }


def lint_table(report: dict[str, Any]) -> str:
    """The report as a table for people."""
    rows = [f"{'rule':20}" + "".join(f"{name + ' (precision, recall)':>30}" for name in (HELD, WHOLE))]
    for rule in (*Guideline, ALL):
        shown = (report["scores"][name][rule] for name in (HELD, WHOLE))
        cells = (
            f"{one['precision']:.3f} {one['recall']:.3f} of {one['right'] + one['missed']}" for one in shown
        )
        rows.append(f"{rule:20}" + "".join(f"{cell:>30}" for cell in cells))
    return "\n".join(rows)


def _scores(lines: Sequence[Judged]) -> dict[str, dict[str, Any]]:
    return {rule: score(lines, rule).shown() for rule in Guideline} | {ALL: score(lines).shown()}


def _miss(line: Judged) -> dict[str, Any]:
    return {
        "narrative": line.narrative,
        "missed": sorted(line.expected - line.found),
        "wrong": sorted(line.found - line.expected),
    }


def _rows(table: str) -> Iterator[list[str]]:
    """The rows of a table but for its head."""
    lines = (DATA / table).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    yield from rows[1:]


def _judged_lines() -> Iterator[Judged]:
    for name, hours, billing, expected, narrative in _rows("lint_lines.tsv"):
        line = Line(
            id="line", narrative=narrative, seen_on=TODAY, minutes=_minutes(hours), billing=Billing(billing)
        )
        yield Judged(name, narrative, _codes(expected), _found(line, LINE_RULES))


def _judged_days() -> Iterator[Judged]:
    rows = list(enumerate(_rows("lint_days.tsv")))
    lines = [_line_of_day(str(number), row) for number, row in rows]
    for number, (name, day, _, _, _, expected, narrative) in rows:
        others = [lines[other] for other, row in rows if row[1] == day and other != number]
        yield Judged(name, narrative, _codes(expected), _found(lines[number], DAY_RULES, others))


def _line_of_day(name: str, row: list[str]) -> Line:
    _, _, hours, clock, matter, _, narrative = row
    return Line(
        id=name,
        narrative=narrative,
        seen_on=TODAY,
        minutes=_minutes(hours),
        work_date=TODAY,
        matter_id=None if matter == "-" else matter,
        clock=_clock(clock),
    )


def _clock(text: str) -> ClockRange | None:
    if text == "-":
        return None
    ends = [time.split(":") for time in text.split("-")]
    start, end = (int(hour) * 60 + int(minute) for hour, minute in ends)
    return ClockRange(start=start, end=end)


def _minutes(hours: str) -> int | None:
    return None if hours == "-" else minutes_of_hours(hours)


def _codes(text: str) -> frozenset[str]:
    return frozenset() if text == "-" else frozenset(text.split(","))


def _found(line: Line, rules: frozenset[Guideline], others: Sequence[Line] = ()) -> frozenset[str]:
    return frozenset(str(one.code) for one in lint(line, Rules(guidelines=rules), others))


def main() -> None:
    """Print the report."""
    report = lint_report()
    sys.stdout.write(f"{lint_table(report)}\n")
    for miss in report["misses"]:
        sys.stdout.write(f"{miss['narrative']}  missed {miss['missed']} wrong {miss['wrong']}\n")


if __name__ == "__main__":
    main()
