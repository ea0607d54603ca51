"""An invoice as its lawyer gives it with an export that is one: LEDES needs to know what no entry holds."""

from datetime import date

from pydantic import Field as Constraint

from core.domain.values import Value


class Invoice(Value):
    """What an invoice says beyond its lines; `day` is the date on it."""

    number: str = Constraint(min_length=1, max_length=20)
    day: date
    description: str = Constraint(default="", max_length=15_360)
