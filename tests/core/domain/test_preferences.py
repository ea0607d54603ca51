"""Levels of rules: firm, lawyer, client, matter; the nearest word counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from core.domain.guidelines import Guideline
from core.domain.hours import MINUTES_PER_DAY
from core.domain.invoices import Invoicing
from core.domain.preferences import (
    BillingRules,
    ClientRules,
    FirmDefaults,
    Language,
    LawyerSettings,
    Preferences,
    Rules,
    SettingsFields,
    Tense,
)
from core.domain.rounding import Direction

FIRM = FirmDefaults(
    rules=BillingRules(increment=15, tense=Tense.BASE, lint_off=frozenset({Guideline.TRAVEL})),
    clients=(ClientRules(client="Rockland Corp.", rules=BillingRules(increment=6, minimum=12)),),
)
LAWYER = LawyerSettings(rules=BillingRules(rounding=Direction.NEAREST))


def test_nobody_said_anything() -> None:
    assert Preferences().rules() == Rules()
    assert Rules().guidelines == frozenset(Guideline)


def test_each_level_changes_only_what_it_says() -> None:
    rules = Preferences([FIRM, LAWYER]).rules()
    assert (rules.increment, rules.direction, rules.tense) == (15, Direction.NEAREST, Tense.BASE)
    assert rules.guidelines == frozenset(Guideline) - {Guideline.TRAVEL}


def test_a_client_counts_over_the_lawyer_and_a_matter_over_its_client() -> None:
    preferences = Preferences([FIRM, LawyerSettings(rules=BillingRules(increment=10))])
    assert preferences.rules(" ROCKLAND corp. ").increment == 6
    matter = BillingRules(increment=1, lint_on=frozenset({Guideline.TRAVEL}))
    rules = preferences.rules("Rockland Corp.", matter)
    assert (rules.increment, rules.minimum) == (1, 12)
    assert Guideline.TRAVEL in rules.guidelines


def test_a_minimum_is_whole_increments_of_the_level_that_counts() -> None:
    rules = Preferences([FIRM]).rules()
    assert (rules.minimum, rules.rounding.minimum) == (6, 15)
    finer = Preferences([FIRM]).rules(matter=BillingRules(increment=6))
    assert finer.rounding.minimum == 6


@given(st.integers(1, MINUTES_PER_DAY), st.integers(1, MINUTES_PER_DAY))
def test_any_increment_that_is_taken_and_any_minimum_make_a_rounding(increment: int, minimum: int) -> None:
    if MINUTES_PER_DAY % increment:
        with pytest.raises(ValidationError, match="must divide a day"):
            BillingRules(increment=increment)
        return
    rounding = Rules().amended(BillingRules(increment=increment, minimum=minimum)).rounding
    assert minimum <= rounding.minimum < minimum + increment
    assert rounding.billed(1) == rounding.minimum


def test_a_guideline_is_not_both_on_and_off() -> None:
    both = frozenset({Guideline.VAGUE})
    with pytest.raises(ValidationError, match="both on and off: vague"):
        BillingRules(lint_on=both, lint_off=both)


def test_settings_survive_being_stored() -> None:
    settings = LawyerSettings(
        version=3,
        timekeeper=" Avery Quinn ",
        time_zone="America/Toronto",
        **FIRM.model_dump(exclude_unset=True),
    )
    assert settings.timekeeper == "Avery Quinn"
    assert LawyerSettings.model_validate_json(settings.model_dump_json()) == settings


def test_the_nearest_level_that_says_something_counts() -> None:
    firm = FirmDefaults(rate="300", language=Language.FRENCH, time_zone="America/Montreal")
    preferences = Preferences([firm, LawyerSettings(rate="0", time_zone="UTC")])
    assert (preferences.rate, preferences.language, preferences.time_zone) == ("0", Language.FRENCH, "UTC")
    nothing = Preferences([FirmDefaults(), LawyerSettings()])
    assert (nothing.rate, nothing.language, nothing.time_zone, nothing.clients) == (None, None, None, ())


def test_invoices_say_each_thing_as_the_nearest_level_has_it() -> None:
    firm = FirmDefaults(invoicing=Invoicing(law_firm_id="24-6437381", currency="CAD", tax_rate="0.13"))
    own = LawyerSettings(invoicing=Invoicing(currency="USD"))
    said = Preferences([firm, own]).invoicing
    assert (said.law_firm_id, said.currency, said.tax_rate, said.tax_type) == (
        "24-6437381",
        "USD",
        "0.13",
        None,
    )


def test_a_client_that_several_levels_name_is_one_client() -> None:
    own = tuple(ClientRules(client=name, rules=BillingRules()) for name in ("Chen", "ROCKLAND CORP."))
    assert Preferences([FIRM, LawyerSettings(clients=own)]).clients == ("Rockland Corp.", "Chen")


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("rate", ["", "-1", "1e3", "300.555", "1234567", "$300", "300,50", "\uff13"]),
        ("time_zone", ["", "Mars/Olympus", "../etc/passwd", "America", "EST5 ", "U" * 65]),
        ("language", ["de", "en-CA"]),
        ("date_format", ["DD/MM", "dd/mm/yyyy", ""]),
        ("timekeeper_id", ["", "n" * 21, "a\tb"]),
        ("timekeeper_class", ["", "partner", "P1", "PARTNERINLAW"]),
        ("timekeeper", ["", "  ", "n" * 201, "a\nb", "a\x00"]),
        ("clients", [[{"client": "", "rules": {}}], [{"client": "a\tb", "rules": {}}], [{"client": "a"}]]),
        ("rules", [{"increment": 7}, {"increment": 0}, {"rounding": "sideways"}, {"minimum": 1441}]),
        ("colour", ["blue"]),
    ],
)
def test_settings_that_make_no_sense_are_refused(field: str, values: list[object]) -> None:
    for value in values:
        with pytest.raises(ValidationError) as refused:
            SettingsFields.model_validate({field: value})
        assert refused.value.errors()[0]["loc"][0] == field, value


def test_a_client_is_not_named_twice() -> None:
    twice: list[dict[str, object]] = [{"client": name, "rules": {}} for name in ("Chen", " CHEN ")]
    with pytest.raises(ValidationError, match="a client is named twice"):
        FirmDefaults.model_validate({"clients": twice})
