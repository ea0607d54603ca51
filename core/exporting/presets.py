"""The presets that CaseClock has of itself; what is known of each system stands in docs/exports.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from core.domain.codes import Billing
from core.domain.exports import LeftOut
from core.domain.presets import Column, DateFormat, Encoding, HourFormat, Preset, Source


@dataclass(frozen=True, slots=True)
class Template:
    """A preset and what is to be known of it: `dates` are those its system reads, none of them all."""

    preset: Preset
    about: str
    dates: tuple[DateFormat, ...] = ()


_BILLABLE, _NOT, _FREE = (billing.value for billing in Billing)
_IN_WORDS = {_BILLABLE: "billable", _NOT: "non-billable", _FREE: "no charge"}

_CASECLOCK = Template(
    Preset(
        name="caseclock",
        title="CaseClock",
        date_format=DateFormat.ISO,
        encoding=Encoding.UTF_8_BOM,
        columns=(
            Column(header="Date", source=Source.DATE, required=True),
            Column(header="Duration (hours)", source=Source.HOURS, required=True),
            Column(header="Client", source=Source.CLIENT),
            Column(header="Matter", source=Source.MATTER),
            Column(header="Description", source=Source.NARRATIVE),
            Column(header="Timekeeper", source=Source.TIMEKEEPER),
            Column(header="Rate", source=Source.RATE),
            Column(header="Amount", source=Source.AMOUNT),
            Column(header="Activity code", source=Source.ACTIVITY_CODE),
            Column(header="Task code", source=Source.TASK_CODE),
            Column(header="Billing", source=Source.BILLING, words=_IN_WORDS),
            Column(header="Client ID", source=Source.CLIENT_ID),
            Column(header="Matter ID", source=Source.MATTER_ID),
            Column(header="Matter number", source=Source.MATTER_NUMBER),
            Column(header="Entry ID", source=Source.ENTRY_ID),
            Column(header="Version", source=Source.VERSION),
        ),
    ),
    "CaseClock's own columns, for people, and for systems that let you say which column is which.",
)

# support.clio.com/hc/en-us/articles/115004009433 and help.clio.com/hc/en-us/articles/50694140413339. A name
# in activity_description that Clio does not know would become a new category there, so it stays empty.
_CLIO = Template(
    Preset(
        name="clio",
        title="Clio: Activities from CSV",
        leaves_out=frozenset({LeftOut.IN_CLIO}),
        columns=(
            Column(header="matter", source=Source.MATTER_NUMBER, required=True),
            Column(header="date", source=Source.DATE, required=True),
            Column(header="activity_description", source=Source.TEXT),
            Column(header="note", source=Source.NARRATIVE),
            Column(header="price", source=Source.RATE, required=True),
            Column(header="quantity", source=Source.HOURS, required=True),
            Column(header="type", source=Source.TEXT),
            Column(header="activity_user", source=Source.TIMEKEEPER),
            Column(header="non_billable", source=Source.BILLING, words={_BILLABLE: "", _NOT: "yes"}),
        ),
    ),
    "What Clio Manage imports as Activities from CSV. What went to Clio by itself is left out.",
    dates=(DateFormat.MONTH_FIRST, DateFormat.DAY_FIRST),
)

# The fields that PCLaw takes from Amicus; none says that time is not billed, so such time cannot go in.
_PCLAW = Template(
    Preset(
        name="pclaw",
        title="PCLaw",
        hour_format=HourFormat.TENTHS,
        leaves_out=frozenset({LeftOut.NOT_BILLABLE}),
        columns=(
            Column(header="Lawyer nickname", source=Source.TIMEKEEPER_ID, required=True),
            Column(header="Date", source=Source.DATE, required=True),
            Column(header="Matter ID", source=Source.MATTER_CODE, required=True),
            Column(header="Task code nickname", source=Source.ACTIVITY_CODE),
            Column(header="Explanation code nickname", source=Source.TASK_CODE),
            Column(header="Explanation", source=Source.NARRATIVE),
            Column(header="Hours", source=Source.HOURS, required=True),
            Column(header="Rate", source=Source.RATE),
        ),
    ),
    "The fields that PCLaw imports, in tenths of an hour. It has none for time that is not billed, so such"
    " time is left out.",
)

# juris.com/help/juris/Content/Topics/Juris/02-Time-and-Expense/01-Time%20entries/
# time-entry-CSV-file-specification-ref.htm: of the three ways to write a date, one cannot be misread.
_JURIS = Template(
    Preset(
        name="juris",
        title="Juris",
        date_format=DateFormat.COMPACT,
        columns=(
            Column(header="Date", source=Source.DATE, required=True),
            Column(header="Timekeeper", source=Source.TIMEKEEPER_ID, required=True, limit=4),
            Column(header="Client", source=Source.CLIENT_ID, required=True, limit=12),
            Column(header="Matter", source=Source.MATTER_CODE, required=True, limit=12),
            Column(header="Task", source=Source.TASK_CODE, limit=4),
            Column(header="Activity", source=Source.ACTIVITY_CODE, limit=4),
            Column(header="Billable", source=Source.BILLING, words={_BILLABLE: "Y", _NOT: "N"}),
            Column(header="HoursWork", source=Source.HOURS, required=True),
            Column(header="Rate", source=Source.RATE),
            Column(header="Narrative", source=Source.NARRATIVE, required=True, limit=7500),
        ),
    ),
    "What Juris imports as time entries: codes of its own for timekeeper, client and matter, and their"
    " greatest lengths.",
)


def _plain(name: str, title: str, hours: HourFormat = HourFormat.HUNDREDTHS) -> Template:
    """Columns that say what they are, for a system of which no import template is known."""
    columns = (
        Column(header="Date", source=Source.DATE, required=True),
        Column(header="Client", source=Source.CLIENT),
        Column(header="Matter", source=Source.MATTER, required=True),
        Column(header="Matter number", source=Source.MATTER_NUMBER),
        Column(header="User", source=Source.TIMEKEEPER),
        Column(header="Description", source=Source.NARRATIVE),
        Column(header="Duration (hours)", source=Source.HOURS, required=True),
        Column(header="Rate", source=Source.RATE),
        Column(header="Billable", source=Source.BILLING, words=_IN_WORDS),
        Column(header="Activity code", source=Source.ACTIVITY_CODE),
        Column(header="Task code", source=Source.TASK_CODE),
    )
    about = f"Plain columns: {title} has published no template that we know. Say there which column is which."
    return Template(Preset(name=name, title=title, columns=columns, hour_format=hours), about)


TEMPLATES: Final[Mapping[str, Template]] = MappingProxyType(
    {
        template.preset.name: template
        for template in (
            _CASECLOCK,
            _CLIO,
            _PCLAW,
            _JURIS,
            _plain("mycase", "MyCase", HourFormat.TENTHS),
            _plain("cosmolex", "CosmoLex"),
            _plain("filevine", "Filevine"),
            _plain("practicepanther", "PracticePanther"),
        )
    }
)
