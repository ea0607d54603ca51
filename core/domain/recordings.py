"""A recording's life, from the upload grant to drafts or a reason.

Every move is in `MOVES`; any other is refused.

| from            | to                                                      |
|-----------------|---------------------------------------------------------|
| awaiting_upload | transcribing, failed, deleting                          |
| queued          | transcribing, failed, deleting                          |
| transcribing    | transcribing, drafting, waiting, failed, deleting       |
| drafting        | transcribing, drafted, waiting, failed, deleting        |
| waiting         | transcribing, queued, failed, deleting                  |
| drafted         | deleting                                                |
| failed          | transcribing, queued, deleting                          |
| deleting        | deleted                                                 |
| deleted         |                                                         |

`transcribing` can follow itself and `drafting`: a worker died and another took over. It can follow
`failed` only when audio arrives after we had given up waiting for it.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from core.domain.errors import NotPossible
from core.domain.making import Making, Usage
from core.domain.reasons import Reason
from core.domain.values import Id, Instant, Value


class RecordingState(StrEnum):
    """Where a recording stands, as its lawyer sees it."""

    AWAITING_UPLOAD = "awaiting_upload"
    QUEUED = "queued"
    TRANSCRIBING = "transcribing"
    DRAFTING = "drafting"
    WAITING = "waiting"
    DRAFTED = "drafted"
    FAILED = "failed"
    DELETING = "deleting"
    DELETED = "deleted"


_S = RecordingState

MOVES: dict[RecordingState, frozenset[RecordingState]] = {
    _S.AWAITING_UPLOAD: frozenset({_S.TRANSCRIBING, _S.FAILED, _S.DELETING}),
    _S.QUEUED: frozenset({_S.TRANSCRIBING, _S.FAILED, _S.DELETING}),
    _S.TRANSCRIBING: frozenset({_S.TRANSCRIBING, _S.DRAFTING, _S.WAITING, _S.FAILED, _S.DELETING}),
    _S.DRAFTING: frozenset({_S.TRANSCRIBING, _S.DRAFTED, _S.WAITING, _S.FAILED, _S.DELETING}),
    _S.WAITING: frozenset({_S.TRANSCRIBING, _S.QUEUED, _S.FAILED, _S.DELETING}),
    _S.DRAFTED: frozenset({_S.DELETING}),
    _S.FAILED: frozenset({_S.TRANSCRIBING, _S.QUEUED, _S.DELETING}),
    _S.DELETING: frozenset({_S.DELETED}),
    _S.DELETED: frozenset(),
}

CLAIMED = frozenset({_S.TRANSCRIBING, _S.DRAFTING})
GONE = frozenset({_S.DELETING, _S.DELETED})


class AudioFormat(StrEnum):
    """The containers we take; the value is the extension of the blob."""

    WAV = "wav"
    MP3 = "mp3"
    M4A = "m4a"
    MP4 = "mp4"
    WEBM = "webm"
    OGG = "ogg"
    FLAC = "flac"

    @property
    def content_type(self) -> str:
        """The media type it is uploaded and played as."""
        return _CONTENT_TYPES[self]


_CONTENT_TYPES = {
    AudioFormat.WAV: "audio/wav",
    AudioFormat.MP3: "audio/mpeg",
    AudioFormat.M4A: "audio/mp4",
    AudioFormat.MP4: "audio/mp4",
    AudioFormat.WEBM: "audio/webm",
    AudioFormat.OGG: "audio/ogg",
    AudioFormat.FLAC: "audio/flac",
}


class Recording(Value):
    """One dictation; `duration_seconds` is what the device said, `audio_format` None if it was typed.

    `attempts` counts claims since the last word from the lawyer, `failures` the passing failures in
    a row, `failing_since` the first of them; `undrafted_since` is when the drafting model first failed.
    `language` is the one dictated in: set by the lawyer, or None until it was heard. `spent` counts the
    tokens of answers that came to nothing; `making` is what the drafts cost with those.
    `trace` carries the W3C traceparent of the request.
    """

    id: Id
    version: int = 1
    state: RecordingState = RecordingState.AWAITING_UPLOAD
    reason: Reason | None = None
    audio_format: AudioFormat | None = None
    language: str | None = None
    time_zone: str
    recorded_at: Instant
    created_at: Instant
    updated_at: Instant
    upload_until: Instant
    duration_seconds: int | None = None
    attempts: int = 0
    failures: int = 0
    failing_since: Instant | None = None
    undrafted_since: Instant | None = None
    next_try_at: Instant | None = None
    has_transcript: bool = False
    entry_ids: tuple[Id, ...] = ()
    spent: Usage = Usage()
    making: Making | None = None
    trace: str | None = None

    def moved(self, to: RecordingState, now: datetime, **changes: object) -> Self:
        """The recording in another state; raises NotPossible for a move that is not in `MOVES`."""
        if to not in MOVES[self.state]:
            raise NotPossible(
                f"A recording that is {self.state} cannot become {to}.",
                code="recording_state",
                state=self.state,
            )
        settled = {"state": to, "reason": None, "next_try_at": None}
        fresh = {"version": self.version + 1, "updated_at": now}
        return self.model_copy(update=settled | changes | fresh)

    def having_spent(self, usage: Usage | None) -> Self:
        """The recording with more tokens spent to no use."""
        return self.model_copy(update={"spent": self.spent.plus(usage)}) if usage else self

    def can_move(self, to: RecordingState) -> bool:
        """Whether `moved` would allow it."""
        return to in MOVES[self.state]

    @property
    def work_day(self) -> str:
        """The lawyer's local day the recording was made on, as YYYY-MM-DD."""
        return self.recorded_at.astimezone(ZoneInfo(self.time_zone)).date().isoformat()

    @property
    def blob_name(self) -> str | None:
        """The audio's name below the lawyer's folder; None for a dictation that was typed."""
        return f"{self.id}.{self.audio_format}" if self.audio_format else None


_RETRY_SECONDS = (2, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600)


def retry_delay(failures: int, asked: float | None) -> timedelta:
    """The wait after the n-th passing failure in a row, from 1: growing, never under what was asked."""
    planned = _RETRY_SECONDS[min(failures, len(_RETRY_SECONDS)) - 1]
    return timedelta(seconds=max(planned, asked or 0))
