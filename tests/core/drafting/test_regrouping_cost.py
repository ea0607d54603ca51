"""What is made of a recording's drafts goes on showing what they cost."""

from core.domain.ids import new_id
from core.domain.making import Making
from core.drafting.regrouping import merged
from tests.core.drafting.test_regrouping import NOW, entry, halves

MAKING, OTHER = Making(entries=2, drafting_ms=5), Making(entries=1, drafting_ms=7)


def test_parts_and_their_merger_show_the_cost_of_the_recording() -> None:
    parts = halves(entry(making=MAKING))
    assert [part.making for part in parts] == [MAKING] * 2
    assert merged(parts, None, new_id(NOW), NOW).making == MAKING


def test_lines_of_several_recordings_show_no_cost_of_one() -> None:
    assert merged([entry(making=MAKING), entry(making=OTHER)], None, new_id(NOW), NOW).making is None
