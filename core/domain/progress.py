"""What to do with a recording that a message or an event points at.

Every message says only "look at this recording"; what happens follows from how it stands. So a
message that comes twice, late or out of order does no harm.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.reasons import Reason
from core.domain.recordings import CLAIMED, Recording, RecordingState

MAX_ATTEMPTS = 5

# A wait begins before it is committed, and no function runs longer than host.json's functionTimeout.
_LONGEST_COMMIT = timedelta(minutes=11)


class Step(StrEnum):
    """The next thing to do."""

    NOTHING = "nothing"
    LOOK_AGAIN = "look_again"
    CLAIM = "claim"
    FAIL = "fail"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Next:
    """A step; `at` is when to look again, `reason` why it fails."""

    step: Step
    at: datetime | None = None
    reason: Reason | None = None


def next_step(recording: Recording, held_until: datetime | None, uploaded: bool, now: datetime) -> Next:
    """The step for a recording; `held_until` ends the running claim, `uploaded` says audio is there."""
    state = recording.state
    if state in CLAIMED:
        return _claimed(recording, held_until, now)
    if state is RecordingState.AWAITING_UPLOAD:
        return _awaited(recording, uploaded, now)
    if state is RecordingState.WAITING and recording.next_try_at and recording.next_try_at > now:
        return _early(recording.next_try_at, now)
    return Next(_PLAIN_STEPS[state] if not _late(recording, uploaded) else Step.CLAIM)


_PLAIN_STEPS = {
    RecordingState.QUEUED: Step.CLAIM,
    RecordingState.WAITING: Step.CLAIM,
    RecordingState.DRAFTED: Step.NOTHING,
    RecordingState.FAILED: Step.NOTHING,
    RecordingState.DELETING: Step.ERASE,
    RecordingState.DELETED: Step.ERASE,
}


def _late(recording: Recording, uploaded: bool) -> bool:
    """Whether audio came after we had given up waiting for it."""
    return recording.state is RecordingState.FAILED and recording.reason is Reason.NEVER_UPLOADED and uploaded


def _awaited(recording: Recording, uploaded: bool, now: datetime) -> Next:
    if uploaded:
        return Next(Step.CLAIM)
    if recording.upload_until > now:
        return Next(Step.LOOK_AGAIN, at=recording.upload_until)
    return Next(Step.FAIL, reason=Reason.NEVER_UPLOADED)


def _early(next_try_at: datetime, now: datetime) -> Next:
    """Whoever comes long before a wait is over can go: the message sent with the wait comes in time."""
    if next_try_at - now > _LONGEST_COMMIT:
        return Next(Step.NOTHING)
    return Next(Step.LOOK_AGAIN, at=next_try_at)


def _claimed(recording: Recording, held_until: datetime | None, now: datetime) -> Next:
    if held_until and held_until > now:
        return Next(Step.LOOK_AGAIN, at=held_until)
    if recording.attempts >= MAX_ATTEMPTS:
        return Next(Step.FAIL, reason=Reason.INTERRUPTED)
    return Next(Step.CLAIM)
