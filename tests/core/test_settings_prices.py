"""Prices: decimal text, in a currency, and none where none is set."""

from decimal import Decimal

import pytest

from core.domain.making import Prices
from core.settings_check import load
from tests.core.given_settings import PRODUCTION, problems_of

PRICES = {
    "CASECLOCK_PRICE_CURRENCY": "CAD",
    "CASECLOCK_PRICE_AUDIO_HOUR": "1.36",
    "CASECLOCK_PRICE_MILLION_INPUT_TOKENS": "0.55",
    "CASECLOCK_PRICE_MILLION_OUTPUT_TOKENS": "2.2",
}


def test_without_settings_there_are_no_prices() -> None:
    assert load(PRODUCTION).prices == Prices()


def test_prices_are_exact() -> None:
    expected = Prices(Decimal("1.36"), Decimal("0.55"), Decimal("2.2"), "CAD")
    assert load(PRODUCTION | PRICES).prices == expected


@pytest.mark.parametrize("name", sorted(PRICES.keys() - {"CASECLOCK_PRICE_CURRENCY"}))
@pytest.mark.parametrize("price", ["-1", "1,36", "1e3", "$1", "NaN", "1.1234567", "."])
def test_what_is_no_price_is_refused(name: str, price: str) -> None:
    assert list(problems_of(PRODUCTION | PRICES | {name: price})) == [name]


@pytest.mark.parametrize("currency", ["cad", "dollars", "C$"])
def test_what_is_no_currency_is_refused(currency: str) -> None:
    name = "CASECLOCK_PRICE_CURRENCY"
    assert list(problems_of(PRODUCTION | PRICES | {name: currency})) == [name]


def test_a_price_needs_its_currency() -> None:
    given = {name: value for name, value in PRICES.items() if name != "CASECLOCK_PRICE_CURRENCY"}
    assert list(problems_of(PRODUCTION | given)) == ["CASECLOCK_PRICE_CURRENCY"]
