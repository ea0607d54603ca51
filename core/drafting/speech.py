"""What of a recogniser's answer may be drafted from: recognisers write sentences over silence.

A segment is left out when two of three hold: nothing is heard where it lies, the recogniser was unsure of
it, it is a phrase that recognisers are known to make up. So what is heard stays, if only with a finding.

Nothing was said when only such phrases are left, or when each segment left is silence by Whisper's own rule
(openai/whisper, `no_speech_threshold` 0.6 and `logprob_threshold` -1.0, both met).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.domain.errors import FinalFailure
from core.domain.reasons import Reason
from core.drafting.filler_phrases import is_filler
from core.drafting.sound import Pauses
from core.ports import Sound, Speech, SpeechSegment

NO_SPEECH = 0.6
CONFIDENCE = math.exp(-1.0)
# Under this a word is as likely to be another as not. It lies between Whisper's own limit for giving up
# (0.37) and what plain speech gets: every segment of the recordings in samples/ is above 0.55.
UNSURE = 0.5

# Recognisers place a segment only nearly.
_MARGIN_SECONDS = 0.3

type Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Heard:
    """What may be drafted from; `unclear` is where the recogniser was unsure (character offsets)."""

    text: str
    unclear: tuple[Stretch, ...] = ()


def heard(speech: Speech, sound: Sound) -> Heard:
    """The words that were spoken; raises FinalFailure when there are none."""
    pauses = Pauses(sound)
    made_up = [_is_made_up(segment, pauses) for segment in speech.segments]
    kept = [segment for segment, gone in zip(speech.segments, made_up, strict=True) if not gone]
    text = _without(speech, made_up) if any(made_up) else speech.text
    silent = bool(kept) and all(_is_silence(segment) for segment in kept)
    if silent or is_filler(text) or not any(character.isalnum() for character in text):
        raise FinalFailure(Reason.NO_SPEECH)
    places = zip(kept, _places(text, kept), strict=True)
    return Heard(text, tuple(place for segment, place in places if place and _is_unsure(segment)))


def _is_made_up(segment: SpeechSegment, pauses: Pauses) -> bool:
    unsure, filler = _is_unsure(segment), is_filler(segment.text)
    if unsure and filler:
        return True
    start, end = segment.start - _MARGIN_SECONDS, segment.end + _MARGIN_SECONDS
    return (unsure or filler) and pauses.hold(start, end)


def _is_silence(segment: SpeechSegment) -> bool:
    """Whether a segment is no speech; a recogniser that does not say so has heard speech."""
    if segment.no_speech is None or segment.confidence is None:
        return False
    return segment.no_speech > NO_SPEECH and segment.confidence < CONFIDENCE


def _is_unsure(segment: SpeechSegment) -> bool:
    return segment.confidence is not None and segment.confidence < UNSURE


def _without(speech: Speech, made_up: Sequence[bool]) -> str:
    """The text less the segments that were made up; what no segment says stays."""
    places = zip(_places(speech.text, speech.segments), made_up, strict=True)
    gone = [place for place, is_made_up in places if place and is_made_up]
    edges = [(0, 0), *gone, (len(speech.text), len(speech.text))]
    parts = (speech.text[end:start].strip() for (_, end), (start, _) in pairwise(edges))
    return " ".join(part for part in parts if part)


def _places(text: str, segments: Sequence[SpeechSegment]) -> Iterator[Stretch | None]:
    """Where each segment stands in the text, in their order; None for one that does not."""
    at = 0
    for segment in segments:
        start = text.find(segment.text, at) if segment.text else -1
        if start < 0:
            yield None
            continue
        at = start + len(segment.text)
        yield start, at
