"""UTBMS task codes: closed lists by set."""

import pytest

from core.domain.codes import TaskSet
from core.domain.task_codes import TASK_CODES, task_code


@pytest.mark.parametrize(
    ("task_set", "first", "last", "count"),
    [
        (TaskSet.LITIGATION, "L100", "L530", 34),
        (TaskSet.COUNSELING, "C100", "C400", 4),
        (TaskSet.PROJECT, "P100", "P800", 16),
        (TaskSet.BANKRUPTCY, "B100", "B420", 25),
    ],
)
def test_a_set_has_all_its_codes_and_no_other(task_set: TaskSet, first: str, last: str, count: int) -> None:
    codes = TASK_CODES[task_set]
    assert (min(codes), max(codes), len(codes)) == (first, last, count)
    assert all(code.startswith(task_set) and code[1:].isdecimal() and len(code) == 4 for code in codes)
    assert all(codes.values())
    assert list(codes) == sorted(codes)


@pytest.mark.parametrize("text", ["L110", "C300", "P500", "B185"])
def test_a_code_of_a_set_is_taken(text: str) -> None:
    assert task_code(text) == text


@pytest.mark.parametrize(
    "text", ["", "110", "l110", "L11", "L1100", "L110 ", "P900", "E101", "A101", "L540", "X100"]
)
def test_anything_else_is_no_task_code(text: str) -> None:
    with pytest.raises(ValueError, match="not a UTBMS task code"):
        task_code(text)
