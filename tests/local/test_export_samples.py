"""The samples in docs/exports.md, and that what is written there by hand leaves nothing out."""

import re

import pytest

from core.domain.presets import BUILT_IN, DateFormat, Encoding, HourFormat, Source
from core.exporting.presets import TEMPLATES
from local.documents import EXPORTS
from local.export_samples import filled, sample
from tests.source import modules

DOCUMENT = EXPORTS.read_text()
ALIKE = ("mycase", "cosmolex", "filevine", "practicepanther")


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_kind_of_file_has_a_sample(name: str) -> None:
    shown = ALIKE[0] if name in ALIKE else name
    assert f"<!-- made: sample {shown} -->" in DOCUMENT
    assert f"`{name}`" in DOCUMENT
    assert len(sample(name).split(b"\r\n")) > 3


def test_tables_that_share_a_sample_are_alike() -> None:
    first, *others = (TEMPLATES[name].preset.columns for name in ALIKE)
    assert [columns == first for columns in others] == [True] * 3


def test_a_sample_stands_in_its_place_and_nothing_else_changes() -> None:
    before = "Here:\n<!-- made: sample juris -->\nold\n<!-- end -->\nand there.\n"
    after = filled(before)
    assert after.startswith("Here:\n<!-- made: sample juris -->\n```\nDate,Timekeeper,")
    assert after.endswith("```\n<!-- end -->\nand there.\n")
    assert "old" not in after
    assert filled(after) == after


def test_what_cannot_be_made_is_no_silence() -> None:
    with pytest.raises(KeyError):
        filled("<!-- made: poem juris -->\n<!-- end -->")


@pytest.mark.parametrize("value", [*Source, *DateFormat, *HourFormat, *Encoding])
def test_whatever_a_preset_can_be_is_explained(value: str) -> None:
    assert f"`{value}`" in DOCUMENT


def test_every_finding_is_explained() -> None:
    source = "".join(module.text for module in modules("core/exporting"))
    codes = set(re.findall(r'(?:CannotShow\(\s*|code=|append\(\()"(\w+)"', source))
    assert {"no_word", "guarded", "several_clients", "billing_not_said"} <= codes
    assert sorted(code for code in codes if f"`{code}`" not in DOCUMENT) == []
