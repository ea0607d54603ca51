"""A lawyer's settings over the wire."""

from typing import Self

from pydantic import Field

from core.domain.codes import TaskSet
from core.domain.guidelines import Guideline
from core.domain.invoices import Invoicing
from core.domain.preferences import FirmDefaults, Language, Preferences, Rules, SettingsFields, Tense
from core.domain.presets import DateFormat
from core.domain.rounding import Direction
from core.services.preferences import Settled
from functions.contracts.base import Wire


class NewSettings(SettingsFields):
    """What a lawyer sets: all of it, each time; null or left out is as the firm has it."""


class RulesView(Wire):
    """The billing rules that hold; times are in minutes, the minimum in whole increments."""

    increment: int
    rounding: Direction
    minimum: int
    tense: Tense
    narrative_limit: int = Field(description="In characters.")
    narrative_language: Language | None = Field(description="Null for that of the dictation.")
    task_set: TaskSet | None
    guidelines: list[Guideline] = Field(description="The rules of the lint that are on.")
    block_minutes: int
    day_minutes: int
    old_days: int

    @classmethod
    def of(cls, rules: Rules) -> Self:
        """The wire form of rules."""
        return cls(
            increment=rules.increment,
            rounding=rules.direction,
            minimum=rules.rounding.minimum,
            tense=rules.tense,
            narrative_limit=rules.narrative_limit,
            narrative_language=rules.narrative_language,
            task_set=rules.task_set,
            guidelines=sorted(rules.guidelines),
            block_minutes=rules.block_minutes,
            day_minutes=rules.day_minutes,
            old_days=rules.old_days,
        )


class ClientRulesView(Wire):
    """The billing rules that hold for one client, but for what a matter says."""

    client: str
    rules: RulesView


class EffectiveView(Wire):
    """What holds for a lawyer: own settings, else the firm's, else CaseClock's."""

    timekeeper: str | None
    timekeeper_id: str | None
    timekeeper_class: str | None
    rate: str | None
    language: Language | None = Field(description="The one dictated in; null for whichever is heard.")
    time_zone: str | None
    date_format: DateFormat | None = Field(description="How the billing system reads dates.")
    invoicing: Invoicing = Field(description="What all LEDES invoices say.")
    rules: RulesView
    clients: list[ClientRulesView]

    @classmethod
    def of(cls, own: SettingsFields, preferences: Preferences) -> Self:
        """The wire form of preferences, and of what only a lawyer sets."""
        return cls(
            timekeeper=own.timekeeper,
            timekeeper_id=own.timekeeper_id,
            timekeeper_class=own.timekeeper_class,
            rate=preferences.rate,
            language=preferences.language,
            time_zone=preferences.time_zone,
            date_format=preferences.date_format,
            invoicing=preferences.invoicing,
            rules=RulesView.of(preferences.rules()),
            clients=[
                ClientRulesView(client=client, rules=RulesView.of(preferences.rules(client)))
                for client in preferences.clients
            ],
        )


class SettingsView(Wire):
    """A lawyer's settings; their ETag is the version in double quotes, 0 for a lawyer who never set any."""

    version: int
    own: SettingsFields = Field(description="What the lawyer has set; null is as the firm has it.")
    firm: FirmDefaults = Field(description="What the firm has set; null is as CaseClock has it.")
    effective: EffectiveView = Field(description="What holds when both are heard.")

    @classmethod
    def of(cls, settled: Settled) -> Self:
        """The wire form of settings."""
        own = {name: getattr(settled.own, name) for name in SettingsFields.model_fields}
        return cls(
            version=settled.own.version,
            own=SettingsFields(**own),
            firm=settled.firm,
            effective=EffectiveView.of(settled.own, settled.preferences),
        )
