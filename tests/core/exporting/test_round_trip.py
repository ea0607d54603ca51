"""Every preset, any text: what is read from a file is what was approved, and numbers are numbers."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.codes import ActivityCode, Billing
from core.domain.hours import MINUTES_PER_DAY
from core.domain.preferences import LawyerSettings
from core.domain.presets import (
    DateFormat,
    DecimalSign,
    Delimiter,
    Encoding,
    HourFormat,
    Preset,
    Source,
)
from core.exporting.lines import Line, Sender
from core.exporting.presets import TEMPLATES
from tests.core.exporting.lines import MATTER, SETTINGS, cells, line, preset_of, read, sheet, written
from tests.core.exporting.texts import ANY_TEXT, starts_a_formula

NUMBERS = {Source.HOURS, Source.RATE, Source.AMOUNT, Source.VERSION, Source.LINE}
DATED = {"name": "ours", "date_format": DateFormat.ISO}


def _minutes(preset: Preset, cell: str) -> Decimal:
    """The time that a cell says, as exactly as it says it."""
    hours, _, minutes = cell.replace(preset.decimal_sign, ".").partition(":")
    if preset.hour_format is HourFormat.MINUTES:
        return Decimal(hours)
    return Decimal(hours) * 60 + Decimal(minutes or 0)


def _own(preset: Preset) -> LawyerSettings:
    return LawyerSettings(presets=(preset,))


_SHOWN = [source for source in Source if source is not Source.TEXT]


@st.composite
def own_presets(draw: st.DrawFn) -> Preset:
    """Any preset that the settings would take."""
    delimiter = draw(st.sampled_from(Delimiter))
    signs = [sign for sign in DecimalSign if sign.value != delimiter.value]
    sources = draw(
        st.lists(st.sampled_from([one for one in Source if one is not Source.TEXT]), min_size=1, max_size=8)
    )
    made = {
        "name": "ours",
        "columns": [
            {"header": f"{'=@'[number % 2]}C{number}", "source": source}
            for number, source in enumerate(sources)
        ],
        "date_format": draw(st.sampled_from(DateFormat)),
        "hour_format": draw(st.sampled_from(HourFormat)),
        "decimal_sign": draw(st.sampled_from(signs)),
        "delimiter": delimiter,
        "encoding": draw(st.sampled_from(Encoding)),
        "header_row": draw(st.booleans()),
    }
    return Preset.model_validate_json(json.dumps(made))


_MINUTES = st.integers(1, MINUTES_PER_DAY)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """Any approved entry, of any matter."""
    names = {"name": draw(ANY_TEXT) or "n", "client": draw(ANY_TEXT) or "c", "number": draw(ANY_TEXT)}
    return line(
        matter=MATTER.model_copy(update=names),
        rate=draw(st.sampled_from([None, "0", "300", "412.5", "412.55"])),
        minutes=draw(st.one_of(st.integers(1, 240).map(lambda tenths: tenths * 6), _MINUTES)),
        work_date=draw(st.dates()),
        narrative=draw(ANY_TEXT),
        activity_code=draw(st.sampled_from([None, *ActivityCode])),
        billing=draw(st.sampled_from(Billing)),
    )


def _check(preset: Preset, settings: LawyerSettings, one: Line, sender: Sender) -> None:
    made = sheet(preset.name, settings, sender)
    if refusals := [finding for finding in made.findings(one) if finding.refuses]:
        assert {(finding.entry_id, bool(finding.column)) for finding in refusals} == {(one.entry_id, True)}
        return
    file = written(made, one)
    for cell, column in zip(cells(preset, file)[-1], preset.columns, strict=True):
        assert not starts_a_formula(cell)
        if column.source in NUMBERS and cell and column.source is not Source.HOURS:
            assert Decimal(cell.replace(preset.decimal_sign, ".")).is_finite()
    (row,) = read(preset, file)
    shown = {column.source: row[column.header] for column in preset.columns}
    assert shown.get(Source.NARRATIVE, one.fields.narrative) == one.fields.narrative
    assert one.matter
    assert shown.get(Source.MATTER, one.matter.name) == one.matter.name
    assert shown.get(Source.CLIENT, one.matter.client) == one.matter.client
    assert shown.get(Source.MATTER_NUMBER, one.matter.number) == one.matter.number
    assert shown.get(Source.TIMEKEEPER, sender.name) == sender.name
    if hours := shown.get(Source.HOURS):
        assert _minutes(preset, hours) == one.fields.minutes
    if rate := shown.get(Source.RATE):
        assert Decimal(rate.replace(preset.decimal_sign, ".")) == one.rate


@pytest.mark.parametrize("name", TEMPLATES)
@given(one=lines(), timekeeper=ANY_TEXT)
def test_what_is_read_is_what_was_approved(name: str, one: Line, timekeeper: str) -> None:
    _check(preset_of(name), SETTINGS, one, Sender(timekeeper, "AQ", "PARTNR"))


@given(own_presets(), lines(), ANY_TEXT)
def test_what_is_read_of_an_own_table_is_what_was_approved(
    preset: Preset, one: Line, timekeeper: str
) -> None:
    _check(preset, LawyerSettings(presets=(preset,)), one, Sender(timekeeper, "AQ", "PARTNR"))


@given(_MINUTES, st.sampled_from(HourFormat), st.sampled_from(DecimalSign))
def test_time_is_exact_or_refused(minutes: int, hours: HourFormat, sign: DecimalSign) -> None:
    manner = {"hour_format": hours, "decimal_sign": sign, "delimiter": Delimiter.TAB}
    columns = [{"header": "Time", "source": Source.HOURS}]
    preset = Preset.model_validate(DATED | manner | {"columns": columns})
    made, one = sheet("ours", _own(preset)), line(minutes=minutes)
    unit = {HourFormat.TENTHS: 6, HourFormat.HUNDREDTHS: 3}.get(hours, 1)
    if minutes % unit:
        assert [finding.code for finding in made.findings(one)] == ["hours_not_exact"]
        return
    assert made.findings(one) == []
    (row,) = read(preset, written(made, one))
    assert _minutes(preset, row["Time"]) == minutes


@pytest.mark.parametrize(
    "narrative",
    ["\U0001f4c4" * 32_000, '"\r\n' * 10_666, "'" * 32_000, "=" + "\u05d0" * 31_999, "\u200b" * 32_000],
)
def test_the_longest_narratives_come_back(narrative: str) -> None:
    (row,) = read(preset_of("caseclock"), written(sheet("caseclock"), line(narrative=narrative)))
    assert row["Description"] == narrative


@given(st.text(max_size=40))
def test_a_line_is_refused_exactly_where_the_encoding_has_no_such_character(narrative: str) -> None:
    columns = [{"header": "Text", "source": Source.NARRATIVE}]
    preset = Preset.model_validate(DATED | {"encoding": Encoding.WINDOWS_1252, "columns": columns})
    findings = sheet("ours", _own(preset)).findings(line(narrative=narrative))
    try:
        narrative.encode("cp1252")
    except UnicodeEncodeError:
        assert "not_in_encoding" in {finding.code for finding in findings if finding.refuses}
    else:
        assert not [finding for finding in findings if finding.refuses]
