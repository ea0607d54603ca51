"""How time is billed and narratives are written, as a firm, a lawyer, a client and a matter want it.

Each level says only what differs from the level above: firm, lawyer, client, matter. `Preferences.rules`
puts the levels together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field as Constraint
from pydantic import StringConstraints, field_serializer, field_validator, model_validator

from core.domain.codes import TaskSet
from core.domain.guidelines import Guideline
from core.domain.hours import MINUTES_PER_DAY, MINUTES_PER_TENTH
from core.domain.invoices import Invoicing
from core.domain.presets import DateFormat, OwnPresets, Preset
from core.domain.rounding import Direction, Rounding
from core.domain.values import ONE_LINE, TimeZone, Value

# So many, with everything said of each, fit a row of a table.
MOST_CLIENTS = 400


class Tense(StrEnum):
    """How narratives are written: "Reviewed the lease." or "Review the lease."."""

    PAST = "past"
    BASE = "base"


class Language(StrEnum):
    """A language narratives are written in."""

    ENGLISH = "en"
    FRENCH = "fr"


Minutes = Annotated[int, Constraint(ge=1, le=MINUTES_PER_DAY)]
RATE_PATTERN = r"^[0-9]{1,6}(\.[0-9]{1,2})?$"
Rate = Annotated[str, StringConstraints(pattern=RATE_PATTERN)]


class BillingRules(Value):
    """What one level says; None is as the level above has it. Times are in minutes, lengths in characters.

    A narrative is in the language of its dictation unless `narrative_language` says otherwise.
    `lint_on` and `lint_off` switch rules of the lint; raises ValueError for one that is in both.
    """

    increment: Minutes | None = None
    rounding: Direction | None = None
    minimum: Minutes | None = None
    tense: Tense | None = None
    narrative_limit: Annotated[int, Constraint(ge=20, le=32_000)] | None = None
    narrative_language: Language | None = None
    task_set: TaskSet | None = None
    lint_on: frozenset[Guideline] = frozenset()
    lint_off: frozenset[Guideline] = frozenset()
    block_minutes: Minutes | None = None
    day_minutes: Minutes | None = None
    old_days: Annotated[int, Constraint(ge=1, le=3650)] | None = None

    @field_validator("increment")
    @classmethod
    def _divides_a_day(cls, increment: int | None) -> int | None:
        if increment and MINUTES_PER_DAY % increment:
            raise ValueError("must divide a day, as 6, 10 or 15 do")
        return increment

    @model_validator(mode="after")
    def _either_on_or_off(self) -> Self:
        if both := self.lint_on & self.lint_off:
            raise ValueError(f"both on and off: {', '.join(sorted(both))}")
        return self

    @field_serializer("lint_on", "lint_off")
    def _in_order(self, guidelines: frozenset[Guideline]) -> list[Guideline]:
        return sorted(guidelines)


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for one entry once every level was heard.

    `guidelines` are those switched on; `block_minutes` is the time from which two tasks on one line count as
    block billing; `day_minutes` the most time of a day before it is asked about; `old_days` the age at which
    work is.
    """

    increment: int = MINUTES_PER_TENTH
    direction: Direction = Direction.UP
    minimum: int = MINUTES_PER_TENTH
    tense: Tense = Tense.PAST
    narrative_limit: int = 32_000
    narrative_language: Language | None = None
    task_set: TaskSet | None = None
    guidelines: frozenset[Guideline] = frozenset(Guideline)
    block_minutes: int = 30
    day_minutes: int = 12 * 60
    old_days: int = 60

    @property
    def rounding(self) -> Rounding:
        """How time is rounded; the minimum is the fewest increments that hold what was asked."""
        whole = -(-self.minimum // self.increment) * self.increment
        return Rounding(self.increment, self.direction, min(whole, MINUTES_PER_DAY))

    def amended(self, level: BillingRules) -> Self:
        """The rules with what a level says in the place of what held before."""
        said = {name: value for name in _ALIKE if (value := getattr(level, name)) is not None}
        guidelines = (self.guidelines | level.lint_on) - level.lint_off
        return replace(self, direction=level.rounding or self.direction, guidelines=guidelines, **said)


_ALIKE = tuple(one.name for one in fields(Rules) if one.name in BillingRules.model_fields)


class ClientRules(Value):
    """The rules of one client, by its name as matters have it."""

    client: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=ONE_LINE)
    ]
    rules: BillingRules


class FirmDefaults(Value):
    """What a firm sets for its lawyers; None is as CaseClock has it.

    `language` is the one dictated in, None for whichever is heard; `time_zone` an IANA name; `rate` the
    hourly rate in the firm's currency, as decimal text; `date_format` how the firm's billing system reads
    dates; `presets` are tables of its own; `invoicing` is what all LEDES invoices say. Raises ValueError for
    a client named twice.
    """

    rate: Rate | None = None
    language: Language | None = None
    time_zone: TimeZone | None = None
    date_format: DateFormat | None = None
    presets: OwnPresets = ()
    invoicing: Invoicing = Invoicing()
    rules: BillingRules = BillingRules()
    clients: Annotated[tuple[ClientRules, ...], Constraint(max_length=MOST_CLIENTS)] = ()

    @field_validator("clients")
    @classmethod
    def _each_once(cls, clients: tuple[ClientRules, ...]) -> tuple[ClientRules, ...]:
        if len({_plain(one.client) for one in clients}) < len(clients):
            raise ValueError("a client is named twice; upper and lower case are alike")
        return clients


def _words(most: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most, pattern=ONE_LINE)


class SettingsFields(FirmDefaults):
    """What a lawyer sets; None is as the firm has it.

    `timekeeper` is the name on bills, `timekeeper_id` what the billing system calls its bearer, and
    `timekeeper_class` the bearer's LEDES classification, such as PARTNR. LEDES wants the names apart too.
    """

    timekeeper: Annotated[str, _words(200)] | None = None
    timekeeper_id: Annotated[str, _words(20)] | None = None
    timekeeper_class: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,10}$")] | None = None
    timekeeper_last_name: Annotated[str, _words(30)] | None = None
    timekeeper_first_name: Annotated[str, _words(30)] | None = None


class LawyerSettings(SettingsFields):
    """The settings of one lawyer as they are kept; version 0 is that of a lawyer who never set any."""

    version: int = 0


@dataclass(frozen=True, slots=True)
class Preferences:
    """The levels of one lawyer, the firm's first; client names count without difference of case."""

    levels: Sequence[FirmDefaults] = ()

    @property
    def rate(self) -> str | None:
        """The hourly rate of the nearest level that has one."""
        return self._nearest(lambda level: level.rate)

    @property
    def language(self) -> Language | None:
        """The language dictated in, None for whichever is heard."""
        return self._nearest(lambda level: level.language)

    @property
    def time_zone(self) -> str | None:
        """Where the lawyer's days begin, None if nobody said."""
        return self._nearest(lambda level: level.time_zone)

    @property
    def date_format(self) -> DateFormat | None:
        """How the billing system reads dates, None if nobody said."""
        return self._nearest(lambda level: level.date_format)

    @property
    def presets(self) -> tuple[Preset, ...]:
        """Every table of a level's own; of two that are named alike the nearest level's."""
        return tuple({preset.name: preset for level in self.levels for preset in level.presets}.values())

    @property
    def invoicing(self) -> Invoicing:
        """What all invoices say, each part as the nearest level has it."""
        said = Invoicing()
        for level in self.levels:
            said = level.invoicing.over(said)
        return said

    @property
    def clients(self) -> tuple[str, ...]:
        """Every client that a level has rules for, once, by the name that was given first."""
        named: dict[str, str] = {}
        for level in self.levels:
            for one in level.clients:
                named.setdefault(_plain(one.client), one.client)
        return tuple(named.values())

    def rules(self, client: str | None = None, matter: BillingRules | None = None) -> Rules:
        """The rules of an entry of a client and a matter; of no matter yet, if neither is known."""
        rules = Rules()
        for level in self.levels:
            rules = rules.amended(level.rules)
        for level in self.levels:
            rules = rules.amended(_of_client(level, client))
        return rules.amended(matter) if matter else rules

    def _nearest[T](self, said: Callable[[FirmDefaults], T | None]) -> T | None:
        found = (said(level) for level in reversed(self.levels))
        return next((value for value in found if value is not None), None)


def _of_client(level: FirmDefaults, client: str | None) -> BillingRules:
    name = _plain(client or "")
    return next((one.rules for one in level.clients if _plain(one.client) == name), BillingRules())


def _plain(client: str) -> str:
    return client.strip().casefold()
