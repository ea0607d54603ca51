"""A lawyer's settings, and the firm's defaults under them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from core.domain.audit import Actor
from core.domain.errors import InvalidInput, VersionConflict
from core.domain.identity import Lawyer
from core.domain.preferences import BillingRules, FirmDefaults, LawyerSettings, Preferences, SettingsFields
from core.services.change import Change
from core.services.ledger import Ledger, Ledgers
from core.services.rows import SETTINGS

_SUBJECT = "settings"


@dataclass(frozen=True, slots=True)
class Settled:
    """A lawyer's own settings and what the firm has where they say nothing."""

    own: LawyerSettings
    firm: FirmDefaults

    @property
    def preferences(self) -> Preferences:
        """Both levels, put together."""
        return Preferences([self.firm, self.own])


@dataclass(frozen=True, slots=True)
class Firms:
    """What each firm sets for its lawyers, by tenant id, as the settings of the stack have it."""

    defaults: Mapping[str, FirmDefaults] = field(default_factory=dict)

    async def settled(self, ledger: Ledger | Change) -> Settled:
        """What holds for the lawyer whose ledger this is; one read."""
        own = await ledger.find(SETTINGS, "") or LawyerSettings()
        return Settled(own, self.defaults.get(ledger.lawyer.firm_id, FirmDefaults()))

    async def time_zone(self, ledger: Ledger, said: str | None) -> str:
        """The time zone that was said, or else the lawyer's, or the firm's; raises InvalidInput."""
        if known := said or (await self.settled(ledger)).preferences.time_zone:
            return known
        problem = "give an IANA time zone, such as America/Toronto, or set one in your settings"
        raise InvalidInput("No time zone is known.", errors=[{"field": "time_zone", "problem": problem}])


class PersonalSettings:
    """The use cases of a lawyer's settings."""

    def __init__(self, ledgers: Ledgers, firms: Firms) -> None:
        self._ledgers = ledgers
        self._firms = firms

    async def open(self, lawyer: Lawyer) -> Settled:
        """The lawyer's settings and the firm's defaults."""
        return await self._firms.settled(self._ledgers.of(lawyer))

    async def store(self, lawyer: Lawyer, fields: SettingsFields, seen: int | None) -> Settled:
        """Set all settings anew; raises VersionConflict unless `seen` (0: never set) is their version."""

        async def work(change: Change) -> Settled:
            before = await self._firms.settled(change)
            if seen is not None and seen != before.own.version:
                raise VersionConflict("Your settings have changed since you read them.", current=before)
            changed = list(_changed(before.own, fields))
            if not changed:
                return before
            version = before.own.version + 1
            own = LawyerSettings.model_validate(fields.model_dump() | {"version": version})
            change.put(SETTINGS, own)
            details = {"version": version, "changed": changed}
            change.record(Actor.LAWYER, "settings.changed", _SUBJECT, details)
            return Settled(own, before.firm)

        return await self._ledgers.of(lawyer).change(work)


def _changed(before: SettingsFields, after: SettingsFields) -> Iterator[str]:
    """The names of the fields that differ; the billing rules' one by one."""
    for name in SettingsFields.model_fields:
        if name != "rules" and getattr(before, name) != getattr(after, name):
            yield name
    for name in BillingRules.model_fields:
        if getattr(before.rules, name) != getattr(after.rules, name):
            yield f"rules.{name}"
