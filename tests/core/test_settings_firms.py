"""Firm defaults in one setting: read whole, and everything that is wrong is said at once, with its place."""

import json
from typing import Any

import pytest

from core.domain.preferences import Tense
from core.settings_check import SettingsError, load
from tests.core.given_settings import FIRM, OTHER_FIRM, PRODUCTION

NAME = "CASECLOCK_FIRM_DEFAULTS"
GOOD = {
    "rate": "300", "language": "fr", "time_zone": "America/Montreal",
    "rules": {"increment": 15, "rounding": "nearest", "tense": "base", "lint_off": ["travel"]},
    "clients": [{"client": "Rockland Corp.", "rules": {"increment": 6}}],
    "date_format": "DD/MM/YYYY",
    "presets": [{"name": "ours", "columns": [{"header": "Day", "source": "date"}]}],
}  # fmt: skip


def _problems(defaults: object, **more: str) -> list[str]:
    text = defaults if isinstance(defaults, str) else json.dumps(defaults)
    with pytest.raises(SettingsError) as refused:
        load(PRODUCTION | {NAME: text} | more)
    return [line.removeprefix("  - ") for line in str(refused.value).splitlines()[1:]]


def test_a_firms_defaults_are_read_however_its_tenant_id_is_written() -> None:
    settings = load(PRODUCTION | {NAME: json.dumps({FIRM.upper(): GOOD})})
    defaults = settings.firm_defaults[FIRM]
    assert (defaults.rate, defaults.rules.tense, defaults.rules.increment) == ("300", Tense.BASE, 15)
    assert defaults.clients[0].client == "Rockland Corp."
    assert (defaults.date_format, defaults.presets[0].headers) == ("DD/MM/YYYY", ("Day",))
    assert "Rockland" not in repr(settings)


@pytest.mark.parametrize("nothing", ["", "{}"])
def test_a_stack_without_them_has_none(nothing: str) -> None:
    assert load(PRODUCTION | {NAME: nothing}).firm_defaults == {}


def test_everything_wrong_is_said_at_once_with_its_place() -> None:
    wrong: dict[str, Any] = {
        FIRM: {
            "rate": "much",
            "time_zone": "Mars/Olympus",
            "timekeeper": "Avery Quinn",
            "version": 1,
            "rules": {"increment": 7, "lint_on": ["tidy"]},
            "clients": [{"client": "Chen", "rules": {"rounding": "sideways"}}],
            "presets": [{"name": "clio", "columns": [{"header": "Day", "source": "moon"}]}],
        },
        "Smith & Co": {},
    }
    problems = _problems(wrong, CASECLOCK_CLAIM_SECONDS="soon")
    expected = [
        f"{NAME}: {FIRM}.rate: ",
        f"{NAME}: {FIRM}.time_zone: must be an IANA time zone",
        f"{NAME}: {FIRM}.timekeeper: ",
        f"{NAME}: {FIRM}.version: ",
        f"{NAME}: {FIRM}.rules.increment: must divide a day",
        f"{NAME}: {FIRM}.rules.lint_on.0: ",
        f"{NAME}: {FIRM}.clients.0.rules.rounding: ",
        f"{NAME}: {FIRM}.presets.0.columns.0.source: ",
        f"{NAME}: Smith & Co.[key]: must be a tenant id (a GUID)",
        "CASECLOCK_CLAIM_SECONDS: ",
    ]
    for start in expected:
        assert [problem for problem in problems if problem.startswith(start)], (start, problems)
    assert len(problems) == len(expected)
    assert not [problem for problem in problems if any(word in problem for word in ("much", "Mars", "Avery"))]


def test_a_firm_that_is_not_served_here_is_pointed_out() -> None:
    assert _problems({FIRM: GOOD, OTHER_FIRM: GOOD}) == [
        f"{NAME}: {OTHER_FIRM}: is not a firm of CASECLOCK_ENTRA_FIRMS."
    ]


def test_firms_are_not_called_unknown_while_the_list_of_firms_is_wrong() -> None:
    problems = _problems({FIRM: GOOD}, CASECLOCK_ENTRA_FIRMS="Smith & Co")
    assert [problem.partition(":")[0] for problem in problems] == ["CASECLOCK_ENTRA_FIRMS"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("secret", f"{NAME}: is not JSON (line 1, column 1). "),
        (f'{{\n"{FIRM}": {{}},\n}}', f"{NAME}: is not JSON (line 2, column 43). "),
        ("[]", f"{NAME}: Input should be a valid dictionary. "),
        ("null", f"{NAME}: Input should be a valid dictionary. "),
        ("[" * 100_000, f"{NAME}: is nested too deeply. "),
        (f'{{"{FIRM}": {{}}, "{FIRM}": {{}}}}', f"{NAME}: named twice in one object: {FIRM}. "),
        (f'{{"{FIRM}": {{"rate": "1", "rate": "2"}}}}', f"{NAME}: named twice in one object: rate. "),
    ],
)
def test_what_is_no_object_of_firms_is_refused(text: str, said: str) -> None:
    (problem,) = _problems(text)
    assert problem.startswith(said)
    assert "secret" not in problem
