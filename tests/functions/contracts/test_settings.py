"""Settings over the wire: what is set, what the firm has, and what holds."""

import pytest
from pydantic import ValidationError

from core.domain.guidelines import Guideline
from core.domain.preferences import BillingRules, ClientRules, FirmDefaults, LawyerSettings, SettingsFields
from core.domain.presets import DateFormat
from core.services.preferences import Settled
from functions.contracts.settings import NewSettings, SettingsView

FIRM = FirmDefaults(
    rate="300",
    date_format=DateFormat.DAY_FIRST,
    rules=BillingRules(increment=15, lint_off=frozenset(Guideline) - {Guideline.VAGUE, Guideline.TRAVEL}),
    clients=(ClientRules(client="Chen", rules=BillingRules(increment=6)),),
)
OWN = LawyerSettings(
    version=4, timekeeper="Avery Quinn", timekeeper_id="AQ", timekeeper_class="PARTNR",
    rules=BillingRules(narrative_limit=200),
)  # fmt: skip


def test_each_level_is_shown_beside_what_holds() -> None:
    shown = SettingsView.of(Settled(OWN, FIRM)).model_dump(mode="json")
    assert (shown["version"], shown["own"]["rate"], shown["firm"]["rate"]) == (4, None, "300")
    effective = shown["effective"]
    assert (effective["timekeeper"], effective["rate"], effective["time_zone"]) == (
        "Avery Quinn",
        "300",
        None,
    )
    named = ("timekeeper_id", "timekeeper_class", "date_format")
    assert [effective[name] for name in named] == ["AQ", "PARTNR", "DD/MM/YYYY"]
    rules = effective["rules"]
    assert (rules["increment"], rules["narrative_limit"], rules["tense"]) == (15, 200, "past")
    assert rules["minimum"] == 15, "the minimum is whole increments"
    assert rules["guidelines"] == ["travel", "vague"]
    (chen,) = effective["clients"]
    assert (chen["client"], chen["rules"]["increment"], chen["rules"]["minimum"]) == ("Chen", 6, 6)
    assert chen["rules"]["narrative_limit"] == 200


def test_what_is_shown_as_set_can_be_set_again() -> None:
    shown = SettingsView.of(Settled(OWN, FIRM))
    again = NewSettings.model_validate_json(shown.own.model_dump_json())
    assert SettingsFields.model_validate(again.model_dump()) == shown.own


def test_the_version_is_not_set_by_hand() -> None:
    with pytest.raises(ValidationError):
        NewSettings.model_validate({"version": 9})
