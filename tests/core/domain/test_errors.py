"""Errors: each has a stable code of its own, and the list of them in the module is complete."""

import inspect
import re

from core.domain import errors
from core.domain.errors import (
    CaseClockError,
    ClioPaused,
    ClioRefusal,
    ClioRefused,
    PassingFailure,
    Unavailable,
)
from core.domain.reasons import Reason


def _classes() -> dict[str, type[Exception]]:
    found = inspect.getmembers(errors, inspect.isclass)
    return {name: each for name, each in found if issubclass(each, Exception)}


def test_the_docstring_lists_every_error() -> None:
    drawn = re.findall(r"^ *([A-Z]\w+)  ", errors.__doc__ or "", re.MULTILINE)
    assert sorted(drawn) == sorted(_classes())


def test_codes_are_stable_and_different() -> None:
    codes = [each.code for each in _classes().values() if issubclass(each, CaseClockError)]
    assert sorted(codes) == [
        "clio_paused",
        "clio_reconnect_needed",
        "clio_refused",
        "clio_unreachable",
        "entry_incomplete",
        "error",
        "idempotency_key_reused",
        "import_interrupted",
        "invalid_input",
        "not_found",
        "not_possible",
        "other_jurisdiction",
        "unauthenticated",
        "unavailable",
        "version_conflict",
        "version_missing",
        "wrong_jurisdiction",
    ]


def test_a_pause_rounds_its_seconds_up_for_the_caller() -> None:
    paused = ClioPaused(7.2)
    assert (paused.retry_after, paused.extra) == (7.2, {"retry_after": 8})


def test_a_refusal_of_clio_says_which_kind() -> None:
    assert ClioRefused(412, ClioRefusal.CHANGED).extra == {"kind": "changed"}


def test_an_outage_says_when_to_try_again() -> None:
    assert Unavailable("Try again.", retry_after=7).extra == {"retry_after": 7}


def test_a_failure_shows_its_reason_and_nothing_else() -> None:
    failure = PassingFailure(Reason.SPEECH_UNAVAILABLE, retry_after=2)
    assert str(failure) == "speech_unavailable"
