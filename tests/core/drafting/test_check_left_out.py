"""Times and billing that were said and stand in no entry."""

import pytest

from core.domain.codes import Billing
from core.domain.findings import FindingCode
from tests.core.drafting.making import draft


@pytest.mark.parametrize(
    ("said", "left_out"),
    [
        ("Point three, call. Half an hour, memo.", True),
        ("Point three, call. That is eighteen minutes.", False),
        ("Point three, call. 0.3 in all.", False),
    ],
)
def test_a_time_that_is_in_no_entry_is_pointed_out(said: str, left_out: bool) -> None:
    made = draft(said, hours=("0.3", "Point three"))
    assert (FindingCode.TIME_LEFT_OUT in {found.code for found in made.findings}) is left_out


def test_no_charge_that_nobody_heeded_is_pointed_out() -> None:
    made = draft("Point three, call, no charge.", hours=("0.3", "Point three"))
    assert FindingCode.BILLING_UNCONFIRMED in {found.code for found in made.findings}


@pytest.mark.parametrize(
    ("said", "quote", "billing"),
    [
        ("Call, no charge.", "no charge", Billing.NO_CHARGE),
        ("Call, not no charge.", "no charge", Billing.BILLABLE),
        ("Call, Smith matter.", "Smith matter", Billing.BILLABLE),
    ],
)
def test_billing_is_read_from_the_words_quoted(said: str, quote: str, billing: Billing) -> None:
    assert draft(said, billing=("no_charge", quote)).fields.billing is billing
