"""How a table of time entries is written for another system: columns, dates, hours, characters."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final, Self

from pydantic import AfterValidator, StringConstraints, field_serializer, field_validator, model_validator
from pydantic import Field as Constraint

from core.domain.codes import ActivityCode, Billing
from core.domain.exports import LeftOut
from core.domain.task_codes import task_code
from core.domain.values import ONE_LINE, Value

MOST_PRESETS = 10
MOST_COLUMNS = 40
# So many UTF-16 code units of JSON fit a row of a table, beside all else that settings can hold.
MOST_UNITS = 60_000
BUILT_IN = (
    "caseclock",
    "clio",
    "pclaw",
    "juris",
    "mycase",
    "cosmolex",
    "filevine",
    "practicepanther",
    "ledes1998b",
    "ledes98bi",
)


class Source(StrEnum):
    """What a column shows of a line.

    `matter_code` is the matter's number, or else its id; `text` is the column's own words on every line.
    """

    DATE = "date"
    HOURS = "hours"
    NARRATIVE = "narrative"
    CLIENT = "client"
    CLIENT_ID = "client_id"
    MATTER = "matter"
    MATTER_ID = "matter_id"
    MATTER_NUMBER = "matter_number"
    MATTER_CODE = "matter_code"
    TIMEKEEPER = "timekeeper"
    TIMEKEEPER_ID = "timekeeper_id"
    TIMEKEEPER_CLASS = "timekeeper_class"
    RATE = "rate"
    AMOUNT = "amount"
    ACTIVITY_CODE = "activity_code"
    TASK_CODE = "task_code"
    BILLING = "billing"
    ENTRY_ID = "entry_id"
    VERSION = "version"
    LINE = "line"
    TEXT = "text"


class DateFormat(StrEnum):
    """How a day is written; always with a year of four digits."""

    ISO = "YYYY-MM-DD"
    COMPACT = "YYYYMMDD"
    MONTH_FIRST = "MM/DD/YYYY"
    DAY_FIRST = "DD/MM/YYYY"
    DAY_DASHES = "DD-MM-YYYY"
    YEAR_SLASHES = "YYYY/MM/DD"


class HourFormat(StrEnum):
    """How time is written; a decimal hour of a fixed number of places cannot hold every minute."""

    TENTHS = "tenths"
    HUNDREDTHS = "hundredths"
    MINUTES = "minutes"
    CLOCK = "h:mm"


class DecimalSign(StrEnum):
    """What stands before the decimals of a number."""

    POINT = "."
    COMMA = ","


class Delimiter(StrEnum):
    """What stands between two cells."""

    COMMA = ","
    SEMICOLON = ";"
    TAB = "\t"
    PIPE = "|"


class Encoding(StrEnum):
    """How characters become bytes; `utf-8-bom` and `utf-16` (little endian) begin with a byte order mark."""

    UTF_8 = "utf-8"
    UTF_8_BOM = "utf-8-bom"
    WINDOWS_1252 = "windows-1252"
    UTF_16 = "utf-16"

    @property
    def codec(self) -> str:
        """Python's name of it, without a mark."""
        return {"utf-8-bom": "utf-8", "utf-16": "utf-16-le"}.get(self.value, self.value)

    @property
    def mark(self) -> bytes:
        """What a file begins with."""
        return "\ufeff".encode(self.codec) if self in {Encoding.UTF_8_BOM, Encoding.UTF_16} else b""

    def holds(self, text: str) -> bool:
        """Whether every character of a text can be written."""
        if text.isascii():
            return True
        try:
            text.encode(self.codec)
        except UnicodeEncodeError:
            return False
        return True


_Words = Annotated[str, StringConstraints(max_length=100, pattern=ONE_LINE)]
_WORDED: Final[Mapping[Source, Callable[[str], str]]] = MappingProxyType(
    {Source.BILLING: Billing, Source.ACTIVITY_CODE: ActivityCode, Source.TASK_CODE: task_code}
)


class Column(Value):
    """One column: its name, what it shows, and what its system asks of it.

    A `required` column is empty on no line. `limit` is the most characters it holds. `words` says what is
    written for each billing or code; a value without a word is refused, an empty one stays empty. Raises
    ValueError for words, text or a limit that the source makes no use of.
    """

    header: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=ONE_LINE)
    ]
    source: Source
    text: _Words = ""
    words: Mapping[Annotated[str, StringConstraints(min_length=1, max_length=20)], _Words] = Constraint(
        default_factory=dict, max_length=60
    )
    required: bool = False
    limit: Annotated[int, Constraint(ge=1, le=32_000)] | None = None

    @model_validator(mode="after")
    def _means_something(self) -> Self:
        if self.text and self.source is not Source.TEXT:
            raise ValueError("`text` is only for a column whose source is text")
        if self.words and self.source not in _WORDED:
            raise ValueError(f"`words` are only for a column of {', '.join(sorted(_WORDED))}")
        if unknown := [value for value in self.words if not _is_value(self.source, value)]:
            raise ValueError(f"`words` for what {self.source} never is: {', '.join(unknown)}")
        if self.limit and self.source is Source.LINE:
            raise ValueError("the number of a line has no `limit`")
        return self


def _is_value(source: Source, value: str) -> bool:
    try:
        return _WORDED[source](value) == value
    except ValueError:
        return False


PresetName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]


class Preset(Value):
    """One kind of table. `date_format` None is the one that the lawyer's settings name.

    Raises ValueError for no column, or one named twice, for decimals that read as two cells, and for words
    that the encoding cannot hold.
    """

    name: PresetName
    title: _Words = ""
    columns: Annotated[tuple[Column, ...], Constraint(max_length=MOST_COLUMNS)]
    date_format: DateFormat | None = None
    hour_format: HourFormat = HourFormat.HUNDREDTHS
    decimal_sign: DecimalSign = DecimalSign.POINT
    delimiter: Delimiter = Delimiter.COMMA
    encoding: Encoding = Encoding.UTF_8
    header_row: bool = True
    leaves_out: frozenset[LeftOut] = frozenset()

    @field_validator("leaves_out")
    @classmethod
    def _of_a_table(cls, reasons: frozenset[LeftOut]) -> frozenset[LeftOut]:
        if LeftOut.EXPORTED_BEFORE in reasons:
            raise ValueError("the request says whether to include what was exported before")
        return reasons

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        if not self.columns:
            raise ValueError("a preset has at least one column")
        headers = [column.header.casefold() for column in self.columns]
        if twice := sorted({name for name in headers if headers.count(name) > 1}):
            raise ValueError(f"a column is named twice: {', '.join(twice)}")
        if self.decimal_sign == self.delimiter.value:
            raise ValueError("a comma cannot stand both between cells and before decimals")
        words = [*self.headers, *(word for one in self.columns for word in (one.text, *one.words.values()))]
        if not all(self.encoding.holds(word) for word in words):
            raise ValueError(f"{self.encoding} cannot hold what a column is named or always says")
        return self

    @field_serializer("leaves_out")
    def _in_order(self, reasons: frozenset[LeftOut]) -> list[LeftOut]:
        return sorted(reasons)

    @property
    def headers(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.header for column in self.columns)


def _units(preset: Preset) -> int:
    return len(preset.model_dump_json().encode("utf-16-le")) // 2


def _own(presets: tuple[Preset, ...]) -> tuple[Preset, ...]:
    names = [preset.name for preset in presets]
    if taken := sorted(set(names) & set(BUILT_IN)):
        raise ValueError(f"CaseClock has a preset of that name: {', '.join(taken)}")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"a preset is named twice: {', '.join(twice)}")
    if sum(_units(preset) for preset in presets) > MOST_UNITS:
        raise ValueError(f"all presets together can have {MOST_UNITS} characters as JSON")
    return presets


OwnPresets = Annotated[tuple[Preset, ...], Constraint(max_length=MOST_PRESETS), AfterValidator(_own)]
