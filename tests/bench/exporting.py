"""Exports against the plainest writer of the same rows, and the memory they take for few rows and many."""

import asyncio
import csv
import io
import json
import sys
import time
from dataclasses import dataclass
from decimal import Decimal

from core.domain.exports import Tally
from core.domain.preferences import Preferences
from core.exporting.lines import Line, Sender
from core.exporting.sheets import sheet_of
from local.stack import ROOT
from tests.bench.export_once import WANTED
from tests.bench.report import Measurement
from tests.bench.streamed import NOW, entry, matter

_FEW, _MANY = 10_000, 100_000
_LINES = 10_000
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: seconds of the processor, those of `csv.writer`, and bytes."""

    seconds: float
    bare: float
    peak: int
    bytes: int


async def measure() -> list[Measurement]:
    """Export and archive few entries and many, each in a fresh process."""
    few, many = await _run("export", _FEW), await _run("export", _MANY)
    few_kept, many_kept = await _run("archive", _FEW), await _run("archive", _MANY)
    speed = (
        f"an export of {_MANY:,} entries, checked, marked and written through its services over a table that "
        f"makes them up: {many.seconds:.1f} s ({_MANY / many.seconds:,.0f} rows/s); csv.writer alone: "
        f"{many.bare:.2f} s"
    )
    return [
        Measurement("export_rows", many.seconds / many.bare, "times csv.writer", 1.0, speed),
        _lines(),
        _memory("export_memory", "export", few, many),
        _memory("archive_memory", "archive", few_kept, many_kept),
    ]


def _memory(name: str, what: str, few: Run, many: Run) -> Measurement:
    means = (
        f"peak of a process that does one {what}: {many.peak / _MEBIBYTE:.1f} MiB at {_MANY:,} rows, "
        f"{few.peak / _MEBIBYTE:.1f} MiB at {_FEW:,}"
    )
    return Measurement(name, many.peak / few.peak, "times the memory", 1.0, means)


def _lines() -> Measurement:
    """Only what makes a cell of a field, without table and ledger."""
    sheet, lines = sheet_of(WANTED, Preferences(), Sender()), [_line(number) for number in range(_LINES)]
    started = time.process_time()
    whole = b"".join(sheet.row(line, number, Tally()) for number, line in enumerate(lines, 1))
    ours = time.process_time() - started
    rows = list(csv.reader(io.StringIO(whole.decode(), newline="")))
    started = time.process_time()
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    text.getvalue().encode()
    bare = time.process_time() - started
    means = (
        f"making {_LINES:,} lines of cells of entries: {ours * 1000:.0f} ms; csv.writer, the same cells: "
        f"{bare * 1000:.0f} ms"
    )
    return Measurement("export_lines", ours / bare, "times csv.writer", 1.0, means)


def _line(number: int) -> Line:
    one = entry(number, _LINES)
    return Line(one.id, one.version, one.fields, matter(number % 50), Decimal(350), NOW)


async def _run(kind: str, count: int) -> Run:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bench.export_once",
        kind,
        str(count),
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    output, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{kind} of {count} entries broke off")
    return Run(**json.loads(output))
