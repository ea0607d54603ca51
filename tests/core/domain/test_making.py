"""What drafts cost: exact, and never made up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.making import Making, Prices, Usage

PRICES = Prices(Decimal("0.36"), Decimal("0.40"), Decimal("1.60"), "CAD")
USAGE = Usage(prompt_tokens=2_500, completion_tokens=300)


def test_a_price_is_the_sum_of_audio_and_tokens() -> None:
    """45 s at 0.36 an hour is 0.0045; 2,500 tokens at 0.40 a million 0.001, 300 at 1.60 0.00048."""
    assert PRICES.of(45.0, USAGE) == "0.00598"


@pytest.mark.parametrize(
    ("prices", "seconds", "usage"),
    [
        (Prices(), 45.0, USAGE),
        (Prices(currency="CAD"), 45.0, USAGE),
        (Prices(Decimal(1), Decimal(1), Decimal(1)), 45.0, USAGE),
        (Prices(None, Decimal(1), Decimal(1), "CAD"), 45.0, USAGE),
        (Prices(Decimal(1), None, Decimal(1), "CAD"), 45.0, USAGE),
        (Prices(Decimal(1), Decimal(1), None, "CAD"), 45.0, USAGE),
        (PRICES, 45.0, None),
    ],
)
def test_what_is_not_known_has_no_price(prices: Prices, seconds: float, usage: Usage | None) -> None:
    assert prices.of(seconds, usage) is None


def test_what_was_not_used_needs_no_price() -> None:
    assert Prices(None, Decimal(1), Decimal(1), "CAD").of(None, Usage(prompt_tokens=1_000_000)) == "1"
    assert Prices(Decimal("0.36"), None, None, "CAD").of(3600, Usage()) == "0.36"
    assert Prices(currency="CAD").of(None, Usage()) == "0"


def test_a_service_that_is_free_costs_nothing() -> None:
    free = Prices(Decimal(0), Decimal(0), Decimal(0), "CAD")
    assert free.of(45.0, USAGE) == "0"


def test_usage_adds_up() -> None:
    assert USAGE.plus(USAGE) == Usage(prompt_tokens=5_000, completion_tokens=600)


_MONEY = st.decimals(0, 1000, places=6)


@given(_MONEY, _MONEY, _MONEY, st.floats(0, 86_400), st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_price_is_exact_to_six_places(
    hour: Decimal, read: Decimal, written: Decimal, seconds: float, prompt: int, completion: int
) -> None:
    usage = Usage(prompt_tokens=prompt, completion_tokens=completion)
    price = Prices(hour, read, written, "CAD").of(seconds, usage)
    assert price is not None
    exact = hour * Decimal(str(seconds)) / 3600 + (read * prompt + written * completion) / 1_000_000
    assert abs(Decimal(price) - exact) <= Decimal("0.0000005")
    assert Making(entries=1, price=price, drafting_ms=1).price == price
