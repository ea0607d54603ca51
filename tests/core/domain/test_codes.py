"""Codes: the closed lists that drafts choose from."""

from core.domain.codes import ActivityCode


def test_the_activities_are_those_of_utbms_without_gaps() -> None:
    assert [code.value for code in ActivityCode] == [f"A{number}" for number in range(101, 112)]
