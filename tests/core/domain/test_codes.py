"""Codes: the closed lists that drafts choose from."""

import re

import pytest

from core.domain.codes import TASK_CODE_PATTERN, ActivityCode


def test_the_activities_are_those_of_utbms_without_gaps() -> None:
    assert [code.value for code in ActivityCode] == [f"A{number}" for number in range(101, 112)]


@pytest.mark.parametrize("text", ["L110", "C300", "P500"])
def test_a_task_code_is_a_letter_and_three_digits(text: str) -> None:
    assert re.search(TASK_CODE_PATTERN, text)


@pytest.mark.parametrize("text", ["", "110", "l110", "L11", "L1100", "LL10", "L110 "])
def test_anything_else_is_no_task_code(text: str) -> None:
    assert not re.search(TASK_CODE_PATTERN, text)
