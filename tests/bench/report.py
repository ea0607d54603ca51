"""Measurements, how they are shown and how they are written."""

import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measurement:
    """One number to be held against its floor, which is the least it can be, both in the same unit.

    `means` says in one sentence what was compared, with the times behind the ratio.
    """

    name: str
    ratio: float
    unit: str
    floor: float
    means: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the printed table."""

    title: str
    text: Callable[[Measurement], str]


_COLUMNS = (
    Column("name", lambda one: one.name),
    Column("ratio", lambda one: f"{one.ratio:.2f}"),
    Column("floor", lambda one: f"{one.floor:.2f}"),
    Column("unit", lambda one: one.unit),
    Column("what it means", lambda one: one.means),
)


def table(measurements: Sequence[Measurement]) -> str:
    """The measurements as lines of aligned columns, the last one ragged."""
    rows = [[column.title for column in _COLUMNS]]
    rows += [[column.text(one) for column in _COLUMNS] for one in measurements]
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "\n".join(lines)


def write(measurements: Sequence[Measurement], file: Path) -> None:
    """Write name → ratio, unit and floor as JSON; makes the folder."""
    document = {
        one.name: {"ratio": round(one.ratio, 3), "unit": one.unit, "floor": one.floor} for one in measurements
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document, indent=2) + "\n")


def milliseconds(seconds: Sequence[float]) -> str:
    """The median of some times as text, in milliseconds."""
    return f"{statistics.median(seconds) * 1000:.1f} ms"


def ratio(ours: Sequence[float], bare: Sequence[float]) -> float:
    """The median of one series over the median of another."""
    return statistics.median(ours) / statistics.median(bare)
