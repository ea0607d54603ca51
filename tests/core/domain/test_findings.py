"""Findings: what is left of one once its recording is erased."""

from core.domain.findings import Field, Finding, FindingCode


def test_a_finding_without_words_keeps_what_it_is_about() -> None:
    said = Finding(
        code=FindingCode.HOURS_DISAGREE,
        field=Field.HOURS,
        message="Two readings.",
        readings=("point four", "0.5"),
        proposal="0.4",
    )
    left = said.without_words()
    assert (left.code, left.field, left.message) == (said.code, said.field, said.message)
    assert (left.readings, left.proposal) == ((), None)
