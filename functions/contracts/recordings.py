"""Recordings over the wire."""

from datetime import UTC, datetime
from pathlib import PurePath
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from core.domain.making import Making
from core.domain.reasons import Reason, explain
from core.domain.recordings import AudioFormat, Recording, RecordingState
from core.services.recordings import Announced, Announcement, Opened, Typed
from core.services.transcripts import Transcript
from functions.contracts.base import GrantView, Id, TimeZone, Wire
from functions.contracts.entries import EntryView

_FORMATS_BY_TYPE = {
    "audio/wav": AudioFormat.WAV,
    "audio/x-wav": AudioFormat.WAV,
    "audio/wave": AudioFormat.WAV,
    "audio/mpeg": AudioFormat.MP3,
    "audio/mp3": AudioFormat.MP3,
    "audio/mp4": AudioFormat.M4A,
    "audio/m4a": AudioFormat.M4A,
    "audio/x-m4a": AudioFormat.M4A,
    "video/mp4": AudioFormat.MP4,
    "audio/webm": AudioFormat.WEBM,
    "video/webm": AudioFormat.WEBM,
    "audio/ogg": AudioFormat.OGG,
    "audio/flac": AudioFormat.FLAC,
    "audio/x-flac": AudioFormat.FLAC,
}
# The ends of the calendar have no local day in every time zone.
_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_TAKEN = "We take wav, mp3, m4a, mp4, webm, ogg and flac."


Language = Annotated[
    Annotated[str, StringConstraints(pattern=r"^(en|fr)(-[A-Z]{2})?$")] | None,
    Field(description="The language dictated in; detected, if left out."),
]
RecordedAt = Annotated[
    AwareDatetime,
    Field(strict=True, ge=_EARLIEST, lt=_LATEST, description="When it was dictated; now, if left out."),
]
DictatedText = Annotated[
    str,
    StringConstraints(
        min_length=1,
        max_length=20_000,
        strip_whitespace=True,
        pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$",
    ),
]


class NewDictation(Wire):
    """A dictation that is typed instead of spoken: what was done, as one would say it."""

    text: DictatedText
    language: Language = None
    recorded_at: RecordedAt | None = None
    time_zone: TimeZone | None = None

    def typed(self) -> Typed:
        """What the service is told."""
        return Typed(
            text=self.text,
            language=_plain_language(self.language),
            time_zone=self.time_zone,
            recorded_at=self.recorded_at,
        )


class NewRecording(Wire):
    """What a device says before it uploads: a file name or a content type, when and where it was made."""

    file_name: str | None = Field(
        default=None, max_length=255, description="Only its extension is used; the name is not kept."
    )
    content_type: str | None = Field(default=None, max_length=100, examples=["audio/webm;codecs=opus"])
    language: Language = None
    duration_seconds: int | None = Field(default=None, ge=0, le=24 * 3600)
    recorded_at: RecordedAt | None = None
    time_zone: TimeZone | None = None

    @model_validator(mode="after")
    def _known_format(self) -> Self:
        self.audio_format()
        return self

    def audio_format(self) -> AudioFormat:
        """The container announced; raises ValueError when it is none we take, or none is named."""
        if self.file_name:
            extension = PurePath(self.file_name).suffix.lstrip(".").lower()
            if extension not in set(AudioFormat):
                raise ValueError(f"`file_name` ends in no audio format we take. {_TAKEN}")
            return AudioFormat(extension)
        if self.content_type:
            plain = self.content_type.partition(";")[0].strip().lower()
            if plain not in _FORMATS_BY_TYPE:
                raise ValueError(f"`content_type` is no audio format we take. {_TAKEN}")
            return _FORMATS_BY_TYPE[plain]
        raise ValueError("give `file_name` or `content_type`")

    def announcement(self) -> Announcement:
        """What the service is told."""
        return Announcement(
            audio_format=self.audio_format(),
            language=_plain_language(self.language),
            time_zone=self.time_zone,
            recorded_at=self.recorded_at,
            duration_seconds=self.duration_seconds,
        )


class RecordingView(Wire):
    """One recording: where it stands, and why it waits or failed in words for its lawyer."""

    id: Id
    version: int
    state: RecordingState
    reason: Reason | None
    explanation: str | None
    retryable: bool
    audio_format: AudioFormat | None = Field(description="Null for a dictation that was typed.")
    language: str | None = Field(description="The language dictated in; null until it is detected.")
    time_zone: str
    recorded_at: datetime
    created_at: datetime
    updated_at: datetime
    upload_until: datetime
    duration_seconds: int | None
    next_try_at: datetime | None
    entry_ids: list[Id]
    making: Making | None = Field(description="What its drafts cost; null until they are there.")

    @classmethod
    def of(cls, recording: Recording) -> Self:
        """The wire form of a recording."""
        return cls.model_validate(_plain(recording))


class RecordingAnnounced(RecordingView):
    """A recording and the grant to upload it; null once its audio was taken in."""

    upload: GrantView | None

    @classmethod
    def of_announced(cls, announced: Announced) -> Self:
        """The wire form of a fresh announcement."""
        grant = GrantView.of(announced.grant) if announced.grant else None
        return cls.model_validate(_plain(announced.recording) | {"upload": grant})


class RecordingOpened(RecordingView):
    """A recording with its transcript, while that is kept, and the entries drafted from it."""

    transcript: Transcript | None
    entries: list[EntryView]

    @classmethod
    def of_opened(cls, opened: Opened) -> Self:
        """The wire form of a recording that is looked at."""
        entries = [EntryView.of(entry) for entry in opened.entries]
        shown = {"transcript": opened.transcript, "entries": entries}
        return cls.model_validate(_plain(opened.recording) | shown)


class RecordingDeleted(RecordingView):
    """A recording whose audio, transcript and evidence are gone for good."""

    undo_possible: bool = Field(default=False, description="Always false: nothing was kept.")


class RecordingPage(Wire):
    """A page of recordings, newest first; `after` goes on from it, null at the end."""

    items: list[RecordingView]
    after: str | None


def _plain_language(language: str | None) -> str | None:
    return language.partition("-")[0] if language else None


def _plain(recording: Recording) -> dict[str, object]:
    shown = {
        name: getattr(recording, name) for name in RecordingView.model_fields if hasattr(recording, name)
    }
    return shown | {
        "explanation": explain(recording.reason) if recording.reason else None,
        "retryable": recording.can_move(RecordingState.QUEUED),
        "entry_ids": list(recording.entry_ids),
    }
