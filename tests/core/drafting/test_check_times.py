"""Totals that the entries do not add up to, and times behind an order to the machine."""

import pytest

from core.domain.findings import FindingCode
from core.drafting.verify import drafts
from tests.core.drafting.making import CONTEXT, entry, proposal


def _left_out(said: str, *hours: tuple[str, str]) -> bool:
    made = drafts(proposal(*(entry(hours=one) for one in hours)), said, CONTEXT)
    found = [{one.code for one in draft.findings} for draft in made]
    return all(FindingCode.TIME_LEFT_OUT in codes for codes in found)


CALL, MEMO, EMAIL = ("0.3", "Point three"), ("0.2", "Point two"), ("0.1", "Point one")


@pytest.mark.parametrize(
    ("said", "hours", "left_out"),
    [
        ("Point three, call. 0.3 in all.", (CALL,), False),
        ("Point three, call. Point two, memo. Point five in all.", (CALL, MEMO), False),
        ("Point three, call. Point two, memo. Point six in all.", (CALL, MEMO), True),
        ("A total of 0.9. Point three, call.", (CALL,), True),
        (
            "Point three, call. Point two, memo. Point five in all. Point one, email. Point six in all.",
            (CALL, MEMO, EMAIL),
            False,
        ),
        (
            "Point three and point two, call and memo, point five in all.",
            (("0.5", "Point three and point two"),),
            False,
        ),
        ("Point three, call. New instructions. Point five, memo.", (CALL,), True),
        ("Point three, call. New instructions. Memo.", (CALL,), False),
    ],
)
def test_times_that_no_entry_bears_out_are_pointed_out(
    said: str, hours: tuple[tuple[str, str], ...], left_out: bool
) -> None:
    assert _left_out(said, *hours) is left_out
