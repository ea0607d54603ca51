"""What a LEDES invoice comes to: each line to the cent, half a cent up, and the invoice as their sum."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from core.domain.codes import Billing
from core.domain.exports import Tally
from core.exporting.lines import Line
from core.exporting.money import CENT

_MINUTES_PER_HOUR = 60


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a line comes to: time at its rate, what is taken off it, and the tax on what is left."""

    gross: Decimal
    adjustment: Decimal
    tax: Decimal

    @property
    def net(self) -> Decimal:
        """What is billed, before tax."""
        return self.gross + self.adjustment

    @property
    def total(self) -> Decimal:
        """What is billed."""
        return self.net + self.tax


@dataclass(frozen=True, slots=True)
class LedesMoney:
    """How lines come to money; `tax_rate` is a part of one, zero where the format holds no tax."""

    tax_rate: Decimal

    def of(self, line: Line) -> Amounts | None:
        """The amounts of a line, None without a rate; time that is not charged is shown, and taken off."""
        if line.rate is None:
            return None
        gross = _cents(line.rate * (line.fields.minutes or 0) / _MINUTES_PER_HOUR)
        off = Decimal(0) if line.fields.billing is Billing.BILLABLE else -gross
        return Amounts(gross, off, _cents((gross + off) * self.tax_rate))


@dataclass(frozen=True, slots=True)
class SumOfLines:
    """What all lines come to; `net` is before tax."""

    net: Decimal
    tax: Decimal

    @property
    def total(self) -> Decimal:
        """The sum of what lines come to, tax and all."""
        return self.net + self.tax

    @classmethod
    def of(cls, tally: Tally) -> Self:
        """That of a tally; nothing where a line has no rate, which refuses the file."""
        return cls(Decimal(tally.amount or 0), Decimal(tally.tax))


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
