"""How long we wait for what does not answer, and for what we do not wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.errors import PassingFailure, PipelineFailure
from core.domain.reasons import Reason
from core.domain.recordings import Recording, retry_delay


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a claim lasts unrenewed, how long we keep trying a service that does not answer, and how
    long the drafting model may fail before the rules write the draft.
    """

    claim: timedelta
    give_up: timedelta
    rules_after: timedelta

    def is_over(self, recording: Recording, failure: PipelineFailure, now: datetime) -> bool:
        """Whether the rules are to write instead of the model.

        A content filter will refuse the same words again. A service that asks to be left alone for longer
        than we have patience will not be back in time.
        """
        if not isinstance(failure, PassingFailure):
            return failure.reason is Reason.BLOCKED
        left = self._left(recording, now)
        return left <= timedelta() or timedelta(seconds=failure.retry_after or 0) > left

    def next_try(self, recording: Recording, failure: PassingFailure, now: datetime) -> timedelta:
        """The wait after one more failure; it ends no later than our patience with the drafting model."""
        delay = retry_delay(recording.failures + 1, failure.retry_after)
        if failure.reason is not Reason.DRAFTING_UNAVAILABLE or self.is_over(recording, failure, now):
            return delay
        return min(delay, self._left(recording, now))

    def _left(self, recording: Recording, now: datetime) -> timedelta:
        return (recording.undrafted_since or now) + self.rules_after - now
