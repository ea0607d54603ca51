"""A sheet that shows what it was given: one JSON object a line."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.domain.codes import Billing
from core.domain.errors import InvalidInput
from core.domain.exports import ExportFinding, ExportWanted, LeftOut, Tally
from core.domain.preferences import Preferences
from core.exporting.lines import Line, Money, Sender


@dataclass(frozen=True)
class JsonLines:
    """Refuses what it is told to: narratives that hold `bad`, more lines than `most`."""

    sender: Sender
    leaves_out_clio: bool = False
    media_type: str = "application/jsonl"
    ending: str = "jsonl"
    most: int = 100_000

    def leaves_out(self, line: Line) -> LeftOut | None:
        """What is in Clio, for the preset `clio`; what is not billable."""
        if self.leaves_out_clio and line.in_clio:
            return LeftOut.IN_CLIO
        return LeftOut.NOT_BILLABLE if line.fields.billing is Billing.NO_CHARGE else None

    def findings(self, line: Line) -> Sequence[ExportFinding]:
        """What is bad refuses, what is odd does not; nor may a matter be closed."""
        text = line.fields.narrative
        if "bad" in text or (line.matter is not None and line.matter.name == "bad"):
            return [ExportFinding(code="bad", message="It is bad.", entry_id=line.entry_id, column="text")]
        if "odd" in text:
            return [ExportFinding(code="odd", message="It is odd.", entry_id=line.entry_id, refuses=False)]
        return []

    def money(self, line: Line) -> Money | None:
        """Hours times rate."""
        if line.rate is None:
            return None
        return Money(line.rate * (line.fields.minutes or 0) / 60, Decimal("0.01"))

    def findings_of_all(self, tally: Tally) -> Sequence[ExportFinding]:
        """Too many."""
        too_many = ExportFinding(code="too_many", message="Too many lines.")
        return [too_many] if tally.rows > self.most else []

    def head(self, tally: Tally) -> bytes:
        """What all lines come to."""
        return _line({"rows": tally.rows, "minutes": tally.minutes, "amount": tally.amount})

    def row(self, line: Line, number: int, tally: Tally) -> bytes:
        """The line, whole."""
        return _line(
            {
                "number": number,
                "of": tally.rows,
                "entry": line.entry_id,
                "version": line.version,
                "matter": line.matter.name if line.matter else None,
                "client": line.matter.client if line.matter else None,
                "fields": line.fields.model_dump(mode="json"),
            }
        )


def _line(content: dict[str, object]) -> bytes:
    return json.dumps(content).encode() + b"\r\n"


def json_sheet(wanted: ExportWanted, preferences: Preferences, sender: Sender) -> JsonLines:
    """The sheet of every preset but `unknown`."""
    if wanted.preset == "unknown":
        raise InvalidInput("There is no such preset.", errors=[{"field": "preset", "problem": "unknown"}])
    return JsonLines(sender, wanted.preset == "clio", most=2 if wanted.preset == "two" else 100_000)
