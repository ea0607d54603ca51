"""Reading what was transcribed."""

from collections import Counter
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.ports import Speech, SpeechSegment


class _Part(BaseModel):
    """The part of an answer that we read; the rest is ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Combined(_Part):
    text: str


class _Phrase(_Part):
    text: str
    start: int = Field(alias="offsetMilliseconds", ge=0)
    length: int = Field(alias="durationMilliseconds", ge=0)
    confidence: float
    locale: str | None = None

    def as_speech(self) -> SpeechSegment:
        end = (self.start + self.length) / 1000
        confidence = min(max(self.confidence, 0.0), 1.0)
        return SpeechSegment(self.text.strip(), self.start / 1000, end, confidence=confidence)


class _Result(_Part):
    length: int = Field(alias="durationMilliseconds", ge=0)
    combined: tuple[_Combined, ...] = Field(alias="combinedPhrases")
    phrases: tuple[_Phrase, ...]


def speech_of(body: bytes) -> Speech | None:
    """What was heard, or None where the answer cannot be read; nothing said is a Speech without text."""
    try:
        result = _Result.model_validate_json(body)
    except ValidationError:
        return None
    text = " ".join(part.text.strip() for part in result.combined if part.text.strip())
    segments = tuple(phrase.as_speech() for phrase in result.phrases)
    return Speech(text, segments, _language(result.phrases), result.length / 1000)


def _language(phrases: Sequence[_Phrase]) -> str | None:
    """The language that most was said in, by the length of its text."""
    said: Counter[str] = Counter()
    for phrase in phrases:
        if phrase.locale:
            said[phrase.locale.partition("-")[0].lower()] += len(phrase.text)
    return said.most_common(1)[0][0] if said else None
