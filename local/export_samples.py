"""Samples of every export file, for docs/exports.md: written by the very code that writes them.

Between `<!-- made: KIND NAME -->` and `<!-- end -->` the document holds what is made here.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from core.domain.codes import ActivityCode, Billing
from core.domain.entries import EntryFields
from core.domain.exports import ExportWanted, LeftOut, Tally
from core.domain.invoices import Address, Invoice, Invoicing
from core.domain.matters import Matter
from core.domain.preferences import LawyerSettings, Preferences
from core.domain.presets import (
    Column,
    DateFormat,
    DecimalSign,
    Delimiter,
    Encoding,
    HourFormat,
    Preset,
    Source,
)
from core.exporting.ledes import FORMATS
from core.exporting.lines import Line, Sender, Sheet
from core.exporting.sheets import sheet_of, templates_of

_MADE = re.compile(r"(<!-- made: (\w+) ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
_FIRST, _LAST = date(2026, 3, 1), date(2026, 3, 31)
_OWN = Preset(
    name="montreal",
    title="Bureau de Montréal",
    columns=(
        Column(header="Dossier", source=Source.MATTER_CODE, required=True),
        Column(header="Avocat", source=Source.TIMEKEEPER_ID, required=True, limit=4),
        Column(header="Jour", source=Source.DATE),
        Column(header="Temps", source=Source.HOURS),
        Column(
            header="Facturable",
            source=Source.BILLING,
            words={"billable": "oui", "non_billable": "non", "no_charge": "sans frais"},
        ),
        Column(header="Service", source=Source.TEXT, text="Litige"),
        Column(header="Description", source=Source.NARRATIVE),
    ),
    date_format=DateFormat.DAY_FIRST,
    hour_format=HourFormat.HUNDREDTHS,
    decimal_sign=DecimalSign.COMMA,
    delimiter=Delimiter.SEMICOLON,
    encoding=Encoding.WINDOWS_1252,
    leaves_out=frozenset({LeftOut.IN_CLIO}),
)
_SETTINGS = LawyerSettings(
    timekeeper="Avery Quinn",
    timekeeper_id="AQ",
    timekeeper_class="PARTNR",
    timekeeper_last_name="Quinn",
    timekeeper_first_name="Avery",
    date_format=DateFormat.MONTH_FIRST,
    presets=(_OWN,),
    invoicing=Invoicing(
        law_firm_id="123456789 RT0001",
        law_firm_name="Quinn Law",
        law_firm_address=Address(
            line_1="100 Example St", city="Ottawa", region="ON", postcode="K1A 0A1", country="CA"
        ),
        currency="CAD",
        tax_rate="0.13",
        tax_type="HST",
    ),
)
_SENDER = Sender(
    _SETTINGS.timekeeper,
    _SETTINGS.timekeeper_id,
    _SETTINGS.timekeeper_class,
    _SETTINGS.timekeeper_last_name,
    _SETTINGS.timekeeper_first_name,
)
_INVOICE = Invoice(
    number="2026-0031",
    day=date(2026, 4, 1),
    description="For services rendered in March",
    client_matter_id="RDC-778",
    client_address=Address(
        line_1="1 Sample Ave", city="Toronto", region="ON", postcode="M5V 0A1", country="CA"
    ),
)


def filled(document: str) -> str:
    """The document with everything that is made in it made anew; raises KeyError for an unknown kind."""
    return _MADE.sub(lambda found: f"{found[1]}{_KINDS[found[2]](found[3])}\n{found[4]}", document)


def sample(name: str) -> bytes:
    """A whole file of a preset; raises ValueError for one that an export would refuse."""
    wanted = ExportWanted(preset=name, first=_FIRST, last=_LAST, invoice=_INVOICE, plain_text=True)
    sheet = sheet_of(wanted, Preferences([_SETTINGS]), _SENDER)
    lines = [one for one in _lines(name) if sheet.leaves_out(one) is None]
    tally = _tally(sheet, lines)
    refused = [one for line in lines for one in sheet.findings(line)] + [*sheet.findings_of_all(tally)]
    if any(one.refuses for one in refused):
        raise ValueError(f"the sample of {name} would be refused: {refused}")
    rows = [sheet.row(line, number, tally) for number, line in enumerate(lines, 1)]
    return sheet.head(tally) + b"".join(rows)


def _tally(sheet: Sheet, lines: Sequence[Line]) -> Tally:
    tally = Tally()
    for line in lines:
        money, client = sheet.money(line), line.matter.client if line.matter else None
        net, tax = (money.net, money.tax) if money else (None, Decimal(0))
        tally = tally.plus(line.fields.minutes or 0, net, tax, client, line.fields.matter_id or "")
    return tally


def _lines(name: str) -> Iterator[Line]:
    """The entries; an invoice is of one client."""
    return (one for one in _entries() if name not in FORMATS or one.fields.matter_id == "M-2001")


def _entries() -> Iterator[Line]:
    rockland = _matter("M-2001", "Services Agreement", "Rockland Digital Corp.", "00012-RDC", "C-1001")
    lavoie = _matter("M-2002", "Succession Lavoie", "Étude Lavoie, notaires", "00047-LAV", "C-1002")
    yield _line(1, rockland, 18, "Draft reply re indemnity, sections 4.2 to 4.4.", ActivityCode.DRAFT_REVISE)
    yield _line(
        2, lavoie, 12, "Révisé l'avis « sans préjudice »; écrit au notaire.", ActivityCode.REVIEW_ANALYZE
    )
    called = "- Call with client re closing:\nagreed to revise 4.2."
    yield _line(3, rockland, 30, called, ActivityCode.COMMUNICATE_CLIENT)
    yield _line(4, rockland, 6, 'File note, "closing binder".', None)


def _matter(matter_id: str, name: str, client: str, number: str, client_id: str) -> Matter:
    return Matter(id=matter_id, name=name, client=client, number=number, client_id=client_id, updated_at=_NOW)


def _line(number: int, matter: Matter, minutes: int, narrative: str, activity: ActivityCode | None) -> Line:
    """Work of a day in March 2026, billed if it has an activity."""
    fields = EntryFields(
        minutes=minutes,
        work_date=_FIRST + timedelta(days=number + 1),
        matter_id=matter.id,
        narrative=narrative,
        activity_code=activity,
        billing=Billing.BILLABLE if activity else Billing.NON_BILLABLE,
    )
    return Line(f"{number:026}", 2, fields, matter, Decimal(300), _NOW)


def _file(name: str) -> str:
    encoding = Encoding.UTF_8 if name in FORMATS else _presets()[name].encoding
    text = sample(name).removeprefix(encoding.mark).decode(encoding.codec).replace("\r\n", "\n")
    return f"```\n{text}```"


def _columns(name: str) -> str:
    rows = [
        f"| `{one.header}` | {_shown(one)} | {'yes' if one.required else ''} | {one.limit or ''} |"
        for one in _presets()[name].columns
    ]
    head = "| column | shows | must not be empty | most characters |\n|---|---|---|---|\n"
    return head + "\n".join(rows)


def _shown(column: Column) -> str:
    if column.source is Source.TEXT:
        return f"always `{column.text}`" if column.text else "always empty"
    words = ", ".join(f"{value}: {f'`{word}`' if word else 'empty'}" for value, word in column.words.items())
    return f"{column.source}; {words}" if words else column.source


def _settings(name: str) -> str:
    written = _presets()[name].model_dump_json(indent=2, exclude_defaults=True)
    return f"```json\n{written}\n```"


def _presets() -> dict[str, Preset]:
    return {name: one.preset for name, one in templates_of(Preferences([_SETTINGS])).items()}


_KINDS: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {"sample": _file, "columns": _columns, "settings": _settings}
)
