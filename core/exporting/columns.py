"""What a column shows of a line: numbers as they are, text as it was approved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from core.domain.hours import MINUTES_PER_TENTH, hours_text
from core.domain.matters import Matter
from core.domain.presets import DateFormat, DecimalSign, HourFormat, Source
from core.exporting.lines import Line, Sender
from core.exporting.money import CENT, amount_of

_MINUTES_PER_HUNDREDTH = Decimal("0.6")
_UNITS: Final[Mapping[HourFormat, tuple[Decimal, str]]] = MappingProxyType(
    {
        HourFormat.TENTHS: (Decimal(MINUTES_PER_TENTH), "tenths of an hour"),
        HourFormat.HUNDREDTHS: (_MINUTES_PER_HUNDREDTH, "hundredths of an hour"),
    }
)
_DATES: Final[Mapping[DateFormat, str]] = MappingProxyType(
    {
        DateFormat.ISO: "{0.year:04}-{0.month:02}-{0.day:02}",
        DateFormat.COMPACT: "{0.year:04}{0.month:02}{0.day:02}",
        DateFormat.MONTH_FIRST: "{0.month:02}/{0.day:02}/{0.year:04}",
        DateFormat.DAY_FIRST: "{0.day:02}/{0.month:02}/{0.year:04}",
        DateFormat.DAY_DASHES: "{0.day:02}-{0.month:02}-{0.year:04}",
        DateFormat.YEAR_SLASHES: "{0.year:04}/{0.month:02}/{0.day:02}",
    }
)
_MINUTES_PER_HOUR = 60


class CannotShow(Exception):
    """What a column asks for cannot be written of this line; the message holds no words of the entry."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Shown:
    """What a column shows: plain digits and signs of ours, or `words` that anybody may have typed."""

    text: str
    words: bool = True


@dataclass(frozen=True, slots=True)
class Manner:
    """How days and times are written in one file, and whose time it is."""

    dates: DateFormat
    hours: HourFormat
    decimal_sign: DecimalSign
    sender: Sender

    def day(self, day: date) -> str:
        """A day as this file writes it."""
        return _DATES[self.dates].format(day)

    def hours_of(self, minutes: int) -> str:
        """Time as this file writes it; raises CannotShow rather than round."""
        if self.hours is HourFormat.MINUTES:
            return str(minutes)
        if self.hours is HourFormat.CLOCK:
            return f"{minutes // _MINUTES_PER_HOUR}:{minutes % _MINUTES_PER_HOUR:02}"
        unit, named = _UNITS[self.hours]
        if minutes % unit:
            problem = f"{minutes} minutes are no whole {named}, and time is not rounded here."
            raise CannotShow("hours_not_exact", problem)
        return self._number(hours_text(minutes))

    def money(self, amount: Decimal) -> str:
        """Money with two decimals, or as many as it has."""
        cents = amount.quantize(CENT)
        return self._number(format(cents if cents == amount else amount, "f"))

    def _number(self, text: str) -> str:
        return text.replace(".", self.decimal_sign)


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that a column shows: its name, and where it is read."""

    name: str
    read: Callable[[Sender], str | None]


_SETTINGS: Final[Mapping[Source, Setting]] = MappingProxyType(
    {
        Source.TIMEKEEPER: Setting("timekeeper", lambda sender: sender.name),
        Source.TIMEKEEPER_ID: Setting("timekeeper_id", lambda sender: sender.timekeeper_id),
        Source.TIMEKEEPER_CLASS: Setting("timekeeper_class", lambda sender: sender.classification),
    }
)
_REMEDIES: Final[Mapping[Source, str]] = MappingProxyType(
    {
        Source.RATE: "set a rate in your settings, or on the matter",
        Source.AMOUNT: "set a rate in your settings, or on the matter",
        Source.CLIENT_ID: "give the matter its client's id",
        Source.MATTER_NUMBER: "give the matter its number",
        Source.ACTIVITY_CODE: "reopen the entry and choose an activity code",
        Source.TASK_CODE: "reopen the entry and choose a task code",
    }
)


def setting_of(source: Source) -> Setting | None:
    """The setting that a source shows; None for what differs from line to line."""
    return _SETTINGS.get(source)


def remedy_of(source: Source) -> str:
    """What to do about a line that has nothing to show."""
    if setting := setting_of(source):
        return f"set `{setting.name}` in your settings"
    return _REMEDIES.get(source, "give it in the entry, or on its matter")


type Show = Callable[[Line, int, Manner], Shown]


def show(source: Source, line: Line, number: int, manner: Manner) -> Shown:
    """What a source shows of a line with its number; raises CannotShow."""
    return _SHOWS[source](line, number, manner)


def _of_matter(read: Callable[[Matter], str]) -> Show:
    def shown(line: Line, _number: int, _manner: Manner) -> Shown:
        if line.matter is None:
            raise CannotShow("matter_unknown", "This entry's matter is not among your matters.")
        return Shown(read(line.matter))

    return shown


def _of_settings(setting: Setting) -> Show:
    return lambda _line, _number, manner: Shown(setting.read(manner.sender) or "")


def _day(line: Line, _number: int, manner: Manner) -> Shown:
    return Shown(manner.day(line.fields.work_date) if line.fields.work_date else "", words=False)


def _hours(line: Line, _number: int, manner: Manner) -> Shown:
    return Shown("" if line.fields.minutes is None else manner.hours_of(line.fields.minutes), words=False)


def _rate(line: Line, _number: int, manner: Manner) -> Shown:
    return Shown("" if line.rate is None else manner.money(line.rate), words=False)


def _amount(line: Line, _number: int, manner: Manner) -> Shown:
    amount = amount_of(line)
    return Shown("" if amount is None else manner.money(amount), words=False)


_SHOWS: Final[Mapping[Source, Show]] = MappingProxyType(
    {
        Source.DATE: _day,
        Source.HOURS: _hours,
        Source.NARRATIVE: lambda line, _, __: Shown(line.fields.narrative),
        Source.CLIENT: _of_matter(lambda matter: matter.client),
        Source.CLIENT_ID: _of_matter(lambda matter: matter.client_id),
        Source.MATTER: _of_matter(lambda matter: matter.name),
        Source.MATTER_ID: _of_matter(lambda matter: matter.id),
        Source.MATTER_NUMBER: _of_matter(lambda matter: matter.number),
        Source.MATTER_CODE: _of_matter(lambda matter: matter.number or matter.id),
        **{source: _of_settings(setting) for source, setting in _SETTINGS.items()},
        Source.RATE: _rate,
        Source.AMOUNT: _amount,
        Source.ACTIVITY_CODE: lambda line, _, __: Shown(line.fields.activity_code or ""),
        Source.TASK_CODE: lambda line, _, __: Shown(line.fields.task_code or ""),
        Source.BILLING: lambda line, _, __: Shown(line.fields.billing),
        Source.ENTRY_ID: lambda line, _, __: Shown(line.entry_id),
        Source.VERSION: lambda line, _, __: Shown(str(line.version), words=False),
        Source.LINE: lambda _, number, __: Shown(str(number), words=False),
        Source.TEXT: lambda _, __, ___: Shown(""),
    }
)
