"""What the tables that CaseClock has of itself ask for, and what they refuse."""

from datetime import date

import pytest

from core.domain.codes import Billing
from core.domain.errors import InvalidInput
from core.domain.exports import LeftOut
from core.domain.preferences import FirmDefaults, LawyerSettings, Preferences
from core.domain.presets import (
    BUILT_IN,
    Column,
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
from core.exporting.sheets import templates_of
from tests.core.exporting.lines import MATTER, line, preset_of, read, sheet, written


def test_every_name_is_kept_for_its_table() -> None:
    assert tuple(TEMPLATES) == tuple(name for name in BUILT_IN if not name.startswith("ledes"))
    assert all(template.preset.title and template.about for template in TEMPLATES.values())


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name not in {"caseclock", "juris"}])
def test_no_date_is_guessed(name: str) -> None:
    with pytest.raises(InvalidInput, match="set `date_format` in your settings"):
        sheet(name, LawyerSettings())


@pytest.mark.parametrize("name", ["caseclock", "juris"])
def test_a_date_that_cannot_be_misread_needs_no_setting(name: str) -> None:
    (row,) = read(preset_of(name), written(sheet(name, LawyerSettings()), line(work_date=date(2026, 3, 4))))
    assert row["Date"] == {"caseclock": "2026-03-04", "juris": "20260304"}[name]


def test_an_unknown_table_is_answered_with_those_that_are_known() -> None:
    own = LawyerSettings(presets=(_own(),))
    with pytest.raises(InvalidInput, match=r"caseclock, clio, .*, practicepanther.*, ours") as refused:
        sheet("caseclok", own)
    assert refused.value.extra["errors"][0]["field"] == "preset"


def test_a_table_in_tenths_does_not_round_a_quarter_of_an_hour() -> None:
    (finding,) = sheet("pclaw").findings(line(minutes=15))
    assert (finding.code, finding.column) == ("hours_not_exact", "Hours")
    assert finding.message == "15 minutes are no whole tenths of an hour, and time is not rounded here."
    assert sheet("caseclock").findings(line(minutes=15)) == []


def test_a_line_for_juris() -> None:
    (row,) = read(preset_of("juris"), written(sheet("juris"), line(minutes=75, billing=Billing.NON_BILLABLE)))
    assert (row["Timekeeper"], row["HoursWork"], row["Billable"], row["Rate"]) == (
        "AQ",
        "1.25",
        "N",
        "300.00",
    )


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        (line(matter=MATTER.model_copy(update={"number": "0123456789012"})), "Matter"),
        (line(matter=MATTER.model_copy(update={"client_id": "C-45678901234"})), "Client"),
        (line(narrative="n" * 7501), "Narrative"),
        (line(task_code="L1234"), "Task"),
    ],
)
def test_what_is_too_long_for_juris_is_not_cut(wrong: Line, column: str) -> None:
    (finding,) = sheet("juris").findings(wrong)
    assert (finding.code, finding.column, finding.refuses) == ("too_long", column, True)


def test_who_worked_must_be_known_where_the_system_asks() -> None:
    for name, column in [("juris", "Timekeeper"), ("pclaw", "Lawyer nickname")]:
        (finding,) = sheet(name, sender=Sender("Avery Quinn")).findings(line())
        assert (finding.code, finding.column) == ("empty_column", column)
        assert "set `timekeeper_id` in your settings" in finding.message


@pytest.mark.parametrize("billing", [Billing.NON_BILLABLE, Billing.NO_CHARGE])
def test_time_that_pclaw_would_bill_stays_out(billing: Billing) -> None:
    assert sheet("pclaw").leaves_out(line(billing=billing)) is LeftOut.NOT_BILLABLE
    assert sheet("pclaw").leaves_out(line()) is None
    assert sheet("mycase").leaves_out(line(billing=billing)) is None


def test_a_table_that_cannot_say_what_is_not_billed_is_remarked_on() -> None:
    settings = LawyerSettings(presets=(_own(),))
    (finding,) = sheet("ours", settings).findings(line(billing=Billing.NO_CHARGE))
    assert (finding.code, finding.refuses) == ("billing_not_said", False)
    assert sheet("ours", settings).findings(line()) == []


def test_what_is_put_before_a_text_is_told() -> None:
    (finding,) = sheet("caseclock").findings(line(narrative="- call with the client"))
    assert (finding.code, finding.column, finding.refuses) == ("guarded", "Description", False)
    assert "client" not in finding.message


def test_a_table_of_ones_own_to_the_byte() -> None:
    own = Preset(
        name="ours",
        columns=(
            Column(header="Büro", source=Source.TEXT, text="Ottawa"),
            Column(header="Activité", source=Source.ACTIVITY_CODE, words={"A103": "RÉD"}),
            Column(header="Temps", source=Source.HOURS),
            Column(header="Taux", source=Source.RATE),
            Column(header="No", source=Source.LINE),
        ),
        date_format=DateFormat.DAY_FIRST,
        decimal_sign=DecimalSign.COMMA,
        delimiter=Delimiter.SEMICOLON,
        encoding=Encoding.WINDOWS_1252,
    )
    made = sheet("ours", LawyerSettings(presets=(own,)))
    file = written(made, line(), line(minutes=15, rate=None, activity_code=None))
    assert file.decode("cp1252").split("\r\n") == [
        "Büro;Activité;Temps;Taux;No",
        "Ottawa;RÉD;0,3;300,00;1",
        "Ottawa;;0,25;;2",
        "",
    ]
    (finding,) = made.findings(line(activity_code="A102"))
    assert (finding.code, finding.message) == ("no_word", "This column has no word for A102.")
    assert (made.media_type, made.ending) == ("text/csv", "csv")


@pytest.mark.parametrize("encoding", Encoding)
def test_an_encoding_begins_as_readers_expect(encoding: Encoding) -> None:
    own = _own(encoding=encoding, delimiter=Delimiter.TAB)
    made = sheet("ours", LawyerSettings(presets=(own,)))
    file = written(made, line(minutes=6))
    marks = {"utf-8-bom": b"\xef\xbb\xbfDay", "utf-16": b"\xff\xfeD\0a\0y\0"}
    assert file.startswith(marks.get(encoding, b"Day"))
    standard = {"utf-8-bom": "utf-8-sig", "windows-1252": "cp1252"}.get(encoding, encoding)
    assert file.decode(standard) == "Day\tTime\r\n2026-03-04\t0:06\r\n"
    assert (made.media_type, made.ending) == ("text/tab-separated-values", "tsv")


def test_without_a_header_row_the_lines_stand_alone() -> None:
    made = sheet("ours", LawyerSettings(presets=(_own(header_row=False),)))
    assert written(made, line()) == b"2026-03-04,0:18\r\n"


def test_the_nearest_table_of_a_name_counts() -> None:
    firm = FirmDefaults(presets=(_own(title="The firm's"), _own(name="theirs")))
    own = LawyerSettings(presets=(_own(title="Mine"),))
    templates = templates_of(Preferences([firm, own]))
    assert [name for name in templates if name not in BUILT_IN] == ["ours", "theirs"]
    assert templates["ours"].preset.title == "Mine"


def test_characters_are_written_plainly_only_if_asked_for() -> None:
    settings = LawyerSettings(presets=(_text(),))
    dashed = line(narrative="R\u00e9vision \u2212 \u0141\u00f3d\u017a")
    (refused,) = sheet("ours", settings).findings(dashed)
    assert (refused.code, refused.refuses) == ("not_in_encoding", True)
    assert refused.message.endswith("Ask with `plain_text` to have it written plainly.")
    made = sheet("ours", settings, plain_text=True)
    (told,) = made.findings(dashed)
    assert (told.code, told.refuses) == ("written_plainly", False)
    assert written(made, dashed).decode("cp1252") == "Text\r\nR\u00e9vision - L\u00f3dz\r\n"


def test_what_has_no_plain_form_is_refused_even_so() -> None:
    made = sheet("ours", LawyerSettings(presets=(_text(),)), plain_text=True)
    (finding,) = made.findings(line(narrative="\U0001f4c4"))
    assert (finding.code, finding.refuses) == ("not_in_encoding", True)


def test_what_becomes_dangerous_when_it_is_written_plainly_is_guarded() -> None:
    made = sheet("ours", LawyerSettings(presets=(_text(),)), plain_text=True)
    dashed = line(narrative="\u2212cmd")
    assert written(made, dashed) == b"Text\r\n'-cmd\r\n"
    assert [finding.code for finding in made.findings(dashed)] == ["written_plainly", "guarded"]


def _own(**manner: object) -> Preset:
    columns = (Column(header="Day", source=Source.DATE), Column(header="Time", source=Source.HOURS))
    made = {
        "name": "ours",
        "columns": columns,
        "date_format": DateFormat.ISO,
        "hour_format": HourFormat.CLOCK,
    }
    return Preset.model_validate(made | manner)


def _text() -> Preset:
    columns = (Column(header="Text", source=Source.NARRATIVE),)
    return _own(columns=columns, encoding=Encoding.WINDOWS_1252)
