"""A floor under how good the lint is, and what the tables must hold for the numbers to mean something."""

from collections import Counter

import pytest

from core.domain.guidelines import Guideline
from tests.eval.lint import ALL, HELD, WHOLE, judged, lint_report, lint_table, score


def test_the_tables_are_large_and_hold_tempting_good_lines() -> None:
    lines = judged()
    assert len(lines) >= 500
    assert sum(not line.expected for line in lines) >= 200
    assert 3 * sum(line.set == HELD for line in lines) >= 0.95 * len(lines)
    texts = Counter(line.narrative for line in lines if not line.expected & {"near_duplicate"})
    assert [text for text, times in texts.items() if times > 3] == []


def test_every_rule_is_tried_on_lines_nobody_tuned_on() -> None:
    expected = {code for line in judged() if line.set == HELD for code in line.expected}
    assert expected == set(Guideline)


@pytest.mark.parametrize(("of", "precision", "recall"), [(HELD, 0.95, 0.92), (WHOLE, 0.97, 0.95)])
def test_it_is_as_good_as_it_was(of: str, precision: float, recall: float) -> None:
    found = score([line for line in judged() if of in {line.set, WHOLE}])
    assert found.precision >= precision
    assert found.recall >= recall


@pytest.mark.parametrize("rule", Guideline)
def test_every_rule_is_good(rule: Guideline) -> None:
    found = score(judged(), rule)
    assert found.precision >= 0.9
    assert found.recall >= 0.9


def test_the_report_keeps_what_was_held_out_to_itself() -> None:
    report = lint_report()
    held = {line.narrative for line in judged() if line.set == HELD}
    assert not held & {miss["narrative"] for miss in report["misses"]}
    assert report["lines"][WHOLE] == sum(report["lines"][name] for name in ("tune", "seen", HELD))
    assert lint_table(report).splitlines()[-1].startswith(ALL)
