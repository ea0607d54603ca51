"""The presets that CaseClock has of itself; what is known of each system stands in docs/exports.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from core.domain.codes import Billing
from core.domain.exports import LeftOut
from core.domain.presets import Column, DateFormat, Encoding, Preset, Source


@dataclass(frozen=True, slots=True)
class Template:
    """A preset and what is to be known of it: `dates` are those its system reads, none of them all."""

    preset: Preset
    about: str
    dates: tuple[DateFormat, ...] = ()


_BILLABLE, _NOT, _FREE = (billing.value for billing in Billing)

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
            Column(
                header="Billing",
                source=Source.BILLING,
                words={_BILLABLE: "billable", _NOT: "non-billable", _FREE: "no charge"},
            ),
            Column(header="Client ID", source=Source.CLIENT_ID),
            Column(header="Matter ID", source=Source.MATTER_ID),
            Column(header="Matter number", source=Source.MATTER_NUMBER),
            Column(header="Entry ID", source=Source.ENTRY_ID),
            Column(header="Version", source=Source.VERSION),
        ),
    ),
    "CaseClock's own columns, for people and for systems that let you say which column is which.",
)

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
    "What Clio Manage imports under *Activities from CSV*; what went to Clio by itself is left out.",
    dates=(DateFormat.MONTH_FIRST, DateFormat.DAY_FIRST),
)

TEMPLATES: Final[Mapping[str, Template]] = MappingProxyType(
    {template.preset.name: template for template in (_CASECLOCK, _CLIO)}
)
