"""The `definition` part of a request, checked as the specification asks (version 2025-10-15).

Names the specification does not know are refused, so that a misspelt option is not silently ignored.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from local.standins.speech.errors import SpeechError, invalid_argument

# Microsoft Learn, "Improve recognition accuracy with phrase list".
MOST_PHRASES = 500

type Locale = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}-[A-Z]{2}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _PhraseList(_Part):
    phrases: list[Annotated[str, StringConstraints(min_length=1)]] = Field(max_length=MOST_PHRASES)
    biasing_weight: float = Field(default=1.0, ge=0.0, le=2.0, alias="biasingWeight")


class _Diarization(_Part):
    enabled: bool = False
    max_speakers: int = Field(default=2, ge=2, le=35, alias="maxSpeakers")


class _EnhancedMode(_Part):
    enabled: bool = False
    task: str | None = None
    target_language: str | None = Field(default=None, alias="targetLanguage")
    prompt: list[str] = []


class Definition(_Part):
    """What a caller asks of a transcription."""

    locales: list[Locale] = []
    audio_url: str | None = Field(default=None, alias="audioUrl")
    enhanced_mode: _EnhancedMode = Field(default=_EnhancedMode(), alias="enhancedMode")
    phrase_list: _PhraseList | None = Field(default=None, alias="phraseList")
    profanity: Literal["None", "Removed", "Tags", "Masked"] = Field(
        default="Masked", alias="profanityFilterMode"
    )
    diarization: _Diarization = _Diarization()
    channels: list[Annotated[int, Field(ge=0, le=1)]] = Field(default=[], max_length=2)

    @property
    def locale(self) -> str:
        """The locale the phrases are said to be in: of several the English one, for English is recognised."""
        english = (locale for locale in self.locales if locale.startswith("en-"))
        return next(english, self.locales[0] if self.locales else "en-US")


def parse_definition(text: str) -> Definition:
    """Return what is asked; raise a 400 naming what is wrong with it."""
    try:
        asked = Definition.model_validate_json(text or "{}")
    except ValidationError as error:
        raise _refused(error) from None
    if asked.enhanced_mode.enabled:
        raise invalid_argument("Enhanced mode is not available in this region.", "enhancedMode")
    if asked.audio_url:
        raise invalid_argument("Audio by URL is not played by this stand-in.", "audioUrl")
    return asked


def _refused(error: ValidationError) -> SpeechError:
    found = error.errors(include_input=False)[0]
    return invalid_argument(f"The definition is invalid: {found['msg']}.", _place(found["loc"]))


def _place(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in loc) or "definition"
