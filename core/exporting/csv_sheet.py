"""A table of time entries as a preset wants it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from core.domain.codes import Billing
from core.domain.exports import ExportFinding, LeftOut, Tally
from core.domain.presets import Column, DateFormat, Delimiter, Preset, Source
from core.exporting.cells import guarded, row_writer
from core.exporting.columns import CannotShow, Manner, remedy_of, show
from core.exporting.lines import Line, Money, Sender
from core.exporting.money import amount_of
from core.exporting.plain import written_plainly


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell as it is written, and what the lawyer is to know of it."""

    text: str
    notes: tuple[tuple[str, str], ...] = ()


class CsvSheet:
    """The `Sheet` of a preset; `dates` is how it writes days where the preset leaves that to the firm.

    With `plain_text`, characters that the encoding cannot hold are written plainly.
    """

    def __init__(self, preset: Preset, sender: Sender, dates: DateFormat, *, plain_text: bool) -> None:
        self._preset = preset
        self._manner = Manner(preset.date_format or dates, preset.hour_format, preset.decimal_sign, sender)
        self._plain_text = plain_text
        self._says_billing = any(column.source is Source.BILLING for column in preset.columns)
        self._write = row_writer(preset.delimiter)

    @property
    def media_type(self) -> str:
        """What a browser is told that the file is."""
        tabs = self._preset.delimiter is Delimiter.TAB
        return "text/tab-separated-values" if tabs else "text/csv"

    @property
    def ending(self) -> str:
        """The end of the file's name, without a dot."""
        return "tsv" if self._preset.delimiter is Delimiter.TAB else "csv"

    def leaves_out(self, line: Line) -> LeftOut | None:
        """Why a line does not belong into this kind of file."""
        reasons = self._preset.leaves_out
        if line.in_clio and LeftOut.IN_CLIO in reasons:
            return LeftOut.IN_CLIO
        unbilled = line.fields.billing is not Billing.BILLABLE
        return LeftOut.NOT_BILLABLE if unbilled and LeftOut.NOT_BILLABLE in reasons else None

    def findings(self, line: Line) -> Sequence[ExportFinding]:
        """What cannot be written of a line, and what is written otherwise than it was approved."""
        return list(self._findings(line))

    def money(self, line: Line) -> Money | None:
        """What a line comes to, None without a rate."""
        amount = amount_of(line)
        return None if amount is None else Money(amount)

    def findings_of_all(self, tally: Tally) -> Sequence[ExportFinding]:  # noqa: ARG002 - no line needs it
        """Nothing: each line stands for itself."""
        return []

    def head(self, tally: Tally) -> bytes:  # noqa: ARG002 - no line needs it
        """The mark of the encoding, and the names of the columns."""
        names = self._line([guarded(name) for name in self._preset.headers])
        return self._preset.encoding.mark + (names if self._preset.header_row else b"")

    def row(self, line: Line, number: int, tally: Tally) -> bytes:  # noqa: ARG002 - nor this one
        """One line, with its end; raises CannotShow where a finding refuses it."""
        return self._line([self._cell(column, line, number).text for column in self._preset.columns])

    def _line(self, cells: Sequence[str]) -> bytes:
        return self._write(cells).encode(self._preset.encoding.codec)

    def _findings(self, line: Line) -> Iterator[ExportFinding]:
        if line.fields.billing is not Billing.BILLABLE and not self._says_billing:
            told = "This time is not billed, and no column of this preset says so."
            yield ExportFinding(code="billing_not_said", message=told, entry_id=line.entry_id, refuses=False)
        for column in self._preset.columns:
            finding = partial(ExportFinding, entry_id=line.entry_id, column=column.header)
            try:
                cell = self._cell(column, line, 1)
            except CannotShow as wrong:
                yield finding(code=wrong.code, message=wrong.message)
            else:
                yield from (finding(code=code, message=told, refuses=False) for code, told in cell.notes)

    def _cell(self, column: Column, line: Line, number: int) -> _Cell:
        shown = show(column.source, line, number, self._manner)
        text = _worded(column, shown.text)
        if column.required and not text.strip():
            problem = f"This column must not be empty: {remedy_of(column.source)}."
            raise CannotShow("empty_column", problem)
        cell = self._safe(text) if shown.words else _Cell(text)
        if column.limit is not None and len(cell.text) > column.limit:
            problem = f"This column holds at most {column.limit} characters, and {len(cell.text)} are needed."
            raise CannotShow("too_long", problem)
        return cell

    def _safe(self, text: str) -> _Cell:
        """A text in characters that the file can hold, and that is no formula."""
        notes = []
        if not self._preset.encoding.holds(text):
            text = self._plainly(text)
            notes.append(("written_plainly", "Some characters are written plainly here."))
        cell = guarded(text)
        if cell != text:
            problem = "An apostrophe is put before this text, so that no spreadsheet takes it for a formula."
            notes.append(("guarded", problem))
        return _Cell(cell, tuple(notes))

    def _plainly(self, text: str) -> str:
        encoding = self._preset.encoding
        plain = written_plainly(text, encoding.holds) if self._plain_text else None
        if plain is None:
            again = "" if self._plain_text else " Ask with `plain_text` to have it written plainly."
            raise CannotShow("not_in_encoding", f"A character here cannot be written in {encoding}.{again}")
        return plain


def _worded(column: Column, value: str) -> str:
    if column.source is Source.TEXT:
        return column.text
    if not column.words or not value:
        return value
    word = column.words.get(value)
    if word is None:
        raise CannotShow("no_word", f"This column has no word for {value}.")
    return word
