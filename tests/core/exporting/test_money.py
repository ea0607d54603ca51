"""What lines come to, to the cent."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.codes import Billing
from core.domain.hours import MINUTES_PER_DAY
from core.exporting.money import amount_of
from tests.core.exporting.lines import line, sheet


@pytest.mark.parametrize(
    ("minutes", "rate", "amount"),
    [
        (18, "300", "90.00"),
        (10, "100", "16.67"),
        (6, "412.55", "41.26"),
        (1, "0.30", "0.01"),
        (60, "0", "0.00"),
    ],
)
def test_time_at_its_rate(minutes: int, rate: str, amount: str) -> None:
    assert amount_of(line(minutes=minutes, rate=rate)) == Decimal(amount)


@given(st.integers(1, MINUTES_PER_DAY), st.decimals(0, 999_999, places=2))
def test_no_more_than_half_a_cent_is_rounded(minutes: int, rate: Decimal) -> None:
    amount = amount_of(line(minutes=minutes, rate=str(rate)))
    assert amount is not None
    assert -Fraction(1, 200) < Fraction(amount) - Fraction(rate) * minutes / 60 <= Fraction(1, 200)


def test_without_a_rate_nobody_knows() -> None:
    assert amount_of(line(rate=None)) is None
    assert sheet("caseclock").money(line(rate=None)) is None


@pytest.mark.parametrize("billing", [Billing.NON_BILLABLE, Billing.NO_CHARGE])
@pytest.mark.parametrize("rate", [None, "300"])
def test_what_is_not_charged_comes_to_nothing(billing: Billing, rate: str | None) -> None:
    assert amount_of(line(billing=billing, rate=rate)) == 0
