"""When the rules write instead of the model, and how long a recording waits until then."""

from datetime import timedelta

import pytest

from core.domain.errors import FinalFailure, PassingFailure, PipelineFailure
from core.domain.reasons import Reason
from core.domain.recordings import AudioFormat, Recording, retry_delay
from core.services.patience import Patience
from tests.core.drafting.making import NOW

PATIENCE = Patience(timedelta(minutes=1), timedelta(days=3), timedelta(minutes=10))


def _failing(minutes: float | None, failures: int = 0) -> Recording:
    since = None if minutes is None else NOW - timedelta(minutes=minutes)
    return Recording(
        id="a" * 26,
        audio_format=AudioFormat.WAV,
        time_zone="America/Toronto",
        recorded_at=NOW,
        created_at=NOW,
        updated_at=NOW,
        upload_until=NOW,
        failures=failures,
        undrafted_since=since,
    )


def _out(retry_after: float | None = None, reason: Reason = Reason.DRAFTING_UNAVAILABLE) -> PassingFailure:
    return PassingFailure(reason, retry_after=retry_after)


@pytest.mark.parametrize(
    ("minutes", "failure", "over"),
    [
        (None, _out(), False),
        (9.9, _out(), False),
        (10, _out(), True),
        (500, _out(), True),
        (None, _out(600), False),
        (None, _out(601), True),
        (5, _out(301), True),
        (None, FinalFailure(Reason.BLOCKED), True),
        (500, FinalFailure(Reason.DRAFT_UNUSABLE), False),
        (500, FinalFailure(Reason.NOTHING_TO_BILL), False),
    ],
)
def test_the_rules_write_when_patience_is_over(
    minutes: float | None, failure: PipelineFailure, over: bool
) -> None:
    assert PATIENCE.is_over(_failing(minutes), failure, NOW) is over


def test_a_wait_ends_with_our_patience_at_the_latest() -> None:
    assert PATIENCE.next_try(_failing(9, failures=8), _out(), NOW) == timedelta(minutes=1)
    assert PATIENCE.next_try(_failing(None), _out(), NOW) == retry_delay(1, None)


def test_what_the_service_asks_for_is_never_cut() -> None:
    assert PATIENCE.next_try(_failing(9), _out(50), NOW) == timedelta(seconds=50)
    assert PATIENCE.next_try(_failing(9), _out(3600), NOW) == timedelta(hours=1)


def test_other_waits_know_no_such_end() -> None:
    speech = _out(reason=Reason.SPEECH_UNAVAILABLE)
    assert PATIENCE.next_try(_failing(None, failures=9), speech, NOW) == retry_delay(10, None)
    assert PATIENCE.next_try(_failing(11, failures=9), _out(), NOW) == retry_delay(10, None)
