"""Invoices: what they are made of, and what makes none."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from core.domain.invoices import Address, Invoice, Invoicing

DAY = date(2026, 3, 31)


def invoice(**said: Any) -> Invoice:
    return Invoice.model_validate({"number": "2026-031", "day": DAY} | said)


def test_an_invoice_says_what_its_firm_says_and_what_it_says_itself_counts() -> None:
    firm = Invoicing(law_firm_id="1", currency="CAD", law_firm_address=Address(city="Toronto"))
    whole = invoice(currency="USD").over(firm)
    assert (whole.number, whole.law_firm_id, whole.currency) == ("2026-031", "1", "USD")
    assert whole.law_firm_address == Address(city="Toronto")


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("number", ["", "a|b", "n" * 21, "\u00e9", "-1", "a\n"]),
        ("currency", ["cad", "CA", "$", "CDA"]),
        ("tax_rate", ["13", "1", "0.", "-0.1", ".13", "0,13", "1e-1", "0.1234567"]),
        ("client_address", [{"country": "Canada"}, {"line_1": "a\nb"}, {"street": "x"}]),
        ("client_id", ["", " ", "c" * 21, "a\tb"]),
        ("description", ["d" * 15_361, "a\nb"]),
        ("day", ["31.03.2026", None]),
    ],
)
def test_what_no_invoice_can_say_is_refused(field: str, values: list[object]) -> None:
    for value in values:
        with pytest.raises(ValidationError) as refused:
            invoice(**{field: value})
        assert refused.value.errors()[0]["loc"][0] == field, value


def test_a_billing_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="ends before it begins"):
        invoice(first=DAY, last=DAY.replace(day=1))
    assert invoice(first=DAY, last=DAY).last == DAY
