"""Lines to export, and what a reader makes of what was written."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from core.domain.codes import ActivityCode
from core.domain.entries import EntryFields
from core.domain.exports import ExportWanted, Tally
from core.domain.matters import Matter
from core.domain.preferences import LawyerSettings, Preferences
from core.domain.presets import DateFormat, Delimiter, Encoding, Preset
from core.exporting.cells import unguarded
from core.exporting.lines import Line, Sender, Sheet
from core.exporting.sheets import sheet_of, templates_of

NOW = datetime(2026, 3, 31, 15, tzinfo=UTC)
DAY = date(2026, 3, 4)
MATTER = Matter(
    id="M-2001",
    name="Services Agreement",
    client="Rockland",
    number="00012-R",
    client_id="C-1001",
    updated_at=NOW,
)
SENDER = Sender("Avery Quinn", "AQ", "PARTNR")
SETTINGS = LawyerSettings(date_format=DateFormat.MONTH_FIRST)
FIELDS: dict[str, Any] = {
    "minutes": 18,
    "work_date": DAY,
    "matter_id": MATTER.id,
    "narrative": "Draft the reply.",
    "activity_code": ActivityCode.DRAFT_REVISE,
    "task_code": "L120",
}


def line(
    *, matter: Matter | None = MATTER, rate: str | None = "300", in_clio: bool = False, **fields: Any
) -> Line:
    """An approved entry about to leave."""
    return Line(
        entry_id="0" * 26,
        version=3,
        fields=EntryFields.model_validate(FIELDS | fields),
        matter=matter,
        rate=None if rate is None else Decimal(rate),
        approved_at=NOW,
        in_clio=in_clio,
    )


def sheet(
    preset: str, settings: LawyerSettings = SETTINGS, sender: Sender = SENDER, *, plain_text: bool = False
) -> Sheet:
    """What writes a preset."""
    wanted = ExportWanted(preset=preset, first=DAY, last=DAY, plain_text=plain_text)
    return sheet_of(wanted, Preferences([settings]), sender)


def written(sheet: Sheet, *lines: Line) -> bytes:
    """A whole file."""
    return sheet.head(Tally()) + b"".join(
        sheet.row(one, number, Tally()) for number, one in enumerate(lines, 1)
    )


def cells(preset: Preset, data: bytes) -> list[list[str]]:
    """The cells of a file as they stand in it."""
    assert data.startswith(preset.encoding.mark)
    text = data[len(preset.encoding.mark) :].decode(preset.encoding.codec)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=preset.delimiter.value, strict=True))


def read(preset: Preset, data: bytes) -> list[dict[str, str]]:
    """The lines of a file, by column, as they were before any apostrophe."""
    rows = cells(preset, data)
    if preset.header_row:
        assert tuple(unguarded(cell) for cell in rows.pop(0)) == preset.headers
    return [{name: unguarded(cell) for name, cell in zip(preset.headers, row, strict=True)} for row in rows]


def preset_of(name: str, settings: LawyerSettings = SETTINGS) -> Preset:
    """A preset by its name."""
    return templates_of(Preferences([settings]))[name].preset


ENCODINGS = tuple(Encoding)
DELIMITERS = tuple(Delimiter)
