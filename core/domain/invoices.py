"""An invoice as its lawyer gives it with an export that is one: LEDES needs to know what no entry holds.

Lengths are those of LEDES 1998B and 98BI V2. What a firm always says stands in its settings.
"""

from datetime import date
from typing import Annotated, Self

from pydantic import Field as Constraint
from pydantic import StringConstraints, model_validator

from core.domain.currencies import Currency
from core.domain.values import ONE_LINE, Value

MOST_DESCRIPTION = 15_360


def _line(most: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most, pattern=ONE_LINE)


_Code = Annotated[str, _line(20)]
_Region = Annotated[str, _line(40)]
_Name = Annotated[str, _line(60)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,3}$")]
# A part of one, such as 0.13; of two taxes the sum.
TaxRate = Annotated[str, StringConstraints(pattern=r"^0(\.[0-9]{1,6})?$")]


class Address(Value):
    """Where a firm or its client is; the country by its ISO 3166 code, of two letters or three."""

    line_1: _Name | None = None
    line_2: _Name | None = None
    city: _Region | None = None
    region: _Region | None = None
    postcode: _Code | None = None
    country: Country | None = None


class Invoicing(Value):
    """What all invoices of a firm say alike; None is as the level above has it.

    `law_firm_id` is the firm's tax id, `currency` an ISO 4217 code, `tax_rate` a part of one as decimal text
    ("0" where there is none), `tax_type` what the tax is called, such as HST.
    """

    law_firm_id: _Code | None = None
    law_firm_name: _Name | None = None
    law_firm_address: Address | None = None
    currency: Currency | None = None
    tax_rate: TaxRate | None = None
    tax_type: _Code | None = None

    def over(self, level: "Invoicing") -> Self:
        """The same, with what a level above says where this says nothing."""
        above = {name: getattr(level, name) for name in Invoicing.model_fields if getattr(self, name) is None}
        return self.model_copy(update=above)


class Invoice(Invoicing):
    """What an invoice says beyond its lines; `day` is the date on it.

    The billing period is from `first` to `last`, by default that of the export. `client_id` and `client_name`
    count over the matter's; `client_matter_id` is what the client calls the matter.
    """

    number: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]([A-Za-z0-9 ./_-]{0,18}[A-Za-z0-9])?$")]
    day: date
    description: Annotated[str, StringConstraints(strip_whitespace=True)] = Constraint(
        default="", max_length=MOST_DESCRIPTION, pattern=ONE_LINE
    )
    first: date | None = None
    last: date | None = None
    client_id: _Code | None = None
    client_matter_id: _Code | None = None
    client_name: _Name | None = None
    client_address: Address | None = None
    client_tax_id: _Code | None = None
    po_number: Annotated[str, _line(100)] | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.first and self.last and self.first > self.last:
            raise ValueError("the billing period ends before it begins")
        return self
