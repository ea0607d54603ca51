"""Tables of a firm's own: what the settings take, and what they say to the rest."""

from typing import Any

import pytest
from pydantic import ValidationError

from core.domain.preferences import SettingsFields
from core.domain.presets import MOST_COLUMNS, MOST_PRESETS, Encoding, Preset

DAY = {"header": "Day", "source": "date"}
TABLE: dict[str, Any] = {"name": "ours", "columns": [DAY]}


def test_a_table_is_kept_as_it_was_given() -> None:
    given: dict[str, Any] = TABLE | {
        "title": "Ours",
        "columns": [DAY, {"header": " Kind ", "source": "billing", "words": {"billable": "F"}, "limit": 3}],
        "delimiter": "\t",
        "decimal_sign": ",",
        "encoding": "utf-16",
        "leaves_out": ["not_billable", "in_clio"],
    }
    preset = Preset.model_validate(given)
    assert preset.headers == ("Day", "Kind")
    assert Preset.model_validate_json(preset.model_dump_json()) == preset
    assert preset.model_dump(mode="json")["leaves_out"] == ["in_clio", "not_billable"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"columns": []}, "at least one column"),
        ({"columns": [{"header": "Day", "source": "moon"}]}, "'hours'"),
        ({"columns": [DAY, {"header": "day", "source": "hours"}]}, "a column is named twice: day"),
        ({"columns": [{"header": "", "source": "date"}]}, "at least 1"),
        ({"columns": [{"header": "a\nb", "source": "date"}]}, "pattern"),
        ({"columns": [DAY | {"text": "x"}]}, "`text` is only for"),
        ({"columns": [DAY | {"words": {"a": "b"}}]}, "`words` are only for"),
        (
            {"columns": [{"header": "B", "source": "billing", "words": {"billabel": "Y"}}]},
            "what billing never is: billabel",
        ),
        ({"columns": [{"header": "C", "source": "task_code", "words": {"l120": "x"}}]}, "never is: l120"),
        ({"columns": [{"header": "A", "source": "activity_code", "words": {"A1": "x"}}]}, "never is: A1"),
        ({"columns": [{"header": "No", "source": "line", "limit": 2}]}, "has no `limit`"),
        ({"columns": [DAY | {"limit": 0}]}, "greater than or equal"),
        ({"columns": [DAY | {"colour": "red"}]}, "not permitted"),
        (
            {"columns": [{"header": f"{number}", "source": "date"} for number in range(MOST_COLUMNS + 1)]},
            "at most",
        ),
        ({"decimal_sign": ","}, "a comma cannot stand both"),
        ({"delimiter": "#"}, "','"),
        ({"encoding": "latin-9"}, "utf-8"),
        ({"date_format": "MM/DD/YY"}, "DD/MM/YYYY"),
        ({"hour_format": "seconds"}, "tenths"),
        ({"leaves_out": ["weekends"]}, "in_clio"),
        ({"leaves_out": ["exported_before"]}, "the request says"),
        ({"name": "Ours"}, "pattern"),
        ({"name": "clio"}, "CaseClock has a preset of that name: clio"),
        ({"name": "ledes98bi"}, "CaseClock has a preset of that name"),
        ({"encoding": "windows-1252", "columns": [{"header": "\u0141", "source": "date"}]}, "cannot hold"),
        ({"columns": [{"header": "\ud800", "source": "date"}]}, "unicode"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused_with_its_reason(change: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValidationError) as refused:
        SettingsFields.model_validate({"presets": [TABLE | change]})
    assert problem in str(refused.value.errors()[0]["msg"])
    assert refused.value.errors()[0]["loc"][0] == "presets"


def test_tables_are_named_apart_and_not_too_many() -> None:
    with pytest.raises(ValidationError, match="a preset is named twice: ours"):
        SettingsFields.model_validate({"presets": [TABLE, TABLE]})
    many = [TABLE | {"name": f"t{number}"} for number in range(MOST_PRESETS + 1)]
    with pytest.raises(ValidationError, match="at most 10"):
        SettingsFields.model_validate({"presets": many})


@pytest.mark.parametrize("encoding", Encoding)
def test_an_encoding_holds_what_its_codec_can_write(encoding: Encoding) -> None:
    assert encoding.holds("\u00e9t\u00e9 \u2019 \u20ac")
    assert encoding.holds("\U0001f4c4") is (encoding is not Encoding.WINDOWS_1252)
    assert not encoding.holds("\ud800")
