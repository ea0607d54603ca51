"""Six-field NCRONTAB schedules in UTC: second, minute, hour, day, month, day of week.

Source: the NCrontab library that Azure's timers use. Unlike cron, a day has to match both day fields.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WEEKDAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_HORIZON = timedelta(days=366 * 8 + 366)


class ScheduleError(ValueError):
    """A schedule is not NCRONTAB; the message says why."""


@dataclass(frozen=True)
class _Field:
    title: str
    lowest: int
    highest: int
    names: tuple[str, ...] = ()


_FIELDS = (
    _Field("second", 0, 59),
    _Field("minute", 0, 59),
    _Field("hour", 0, 23),
    _Field("day", 1, 31),
    _Field("month", 1, 12, _MONTHS),
    _Field("day of week", 0, 6, _WEEKDAYS),
)


@dataclass(frozen=True)
class Schedule:
    """The instants at which a timer fires."""

    seconds: frozenset[int]
    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]

    def after(self, instant: datetime) -> datetime:
        """Return the first firing strictly after an aware UTC instant.

        Raises ScheduleError when there is none within nine years (30 February).
        """
        moment = instant.astimezone(UTC).replace(microsecond=0) + timedelta(seconds=1)
        end = moment + _HORIZON
        while moment < end:
            later = self._skip(moment)
            if later == moment:
                return moment
            moment = later
        raise ScheduleError("the schedule never fires")

    def _skip(self, moment: datetime) -> datetime:
        """Return the start of the next unit worth looking at, or the moment itself when it fits."""
        midnight = moment.replace(hour=0, minute=0, second=0)
        if moment.month not in self.months:
            return (midnight.replace(day=1) + timedelta(days=32)).replace(day=1)
        if moment.day not in self.days or moment.isoweekday() % 7 not in self.weekdays:
            return midnight + timedelta(days=1)
        if moment.hour not in self.hours:
            return moment.replace(minute=0, second=0) + timedelta(hours=1)
        if moment.minute not in self.minutes:
            return moment.replace(second=0) + timedelta(minutes=1)
        if moment.second not in self.seconds:
            return moment + timedelta(seconds=1)
        return moment


def parse_schedule(expression: str) -> Schedule:
    """Read an NCRONTAB expression; raises ScheduleError."""
    texts = expression.split()
    if len(texts) != len(_FIELDS):
        raise ScheduleError(f"a schedule has six fields, this one {len(texts)}")
    return Schedule(*(_parse_field(field, text) for field, text in zip(_FIELDS, texts, strict=True)))


def _parse_field(field: _Field, text: str) -> frozenset[int]:
    return frozenset(value for item in text.split(",") for value in _parse_item(field, item))


def _parse_item(field: _Field, item: str) -> range:
    span, slash, step_text = item.partition("/")
    step = _parse_number(field, step_text, 1, field.highest) if slash else 1
    if span == "*":
        return range(field.lowest, field.highest + 1, step)
    first, dash, last = span.partition("-")
    low = _parse_value(field, first)
    if dash:
        high = _parse_value(field, last)
    elif step > 1:
        high = field.highest
    else:
        high = low
    if low > high:
        raise ScheduleError(f"the {field.title} range '{span}' runs backwards")
    return range(low, high + 1, step)


def _parse_value(field: _Field, text: str) -> int:
    lowered = text.lower()
    if lowered and not lowered[0].isdigit():
        for offset, name in enumerate(field.names):
            if name.startswith(lowered):
                return field.lowest + offset
    return _parse_number(field, text, field.lowest, field.highest)


def _parse_number(field: _Field, text: str, lowest: int, highest: int) -> int:
    if text.isascii() and text.isdigit() and lowest <= int(text) <= highest:
        return int(text)
    raise ScheduleError(f"'{text}' is not a {field.title} value from {lowest} to {highest}")
