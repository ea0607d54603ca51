"""Whether anything was said at all, and all of it: recognisers write sentences over silence.

The rule of silence and its two thresholds are Whisper's own (openai/whisper, `no_speech_threshold`
0.6 and `logprob_threshold` -1.0): a segment is silence when both are met.
"""

import math

from core.domain.errors import FinalFailure
from core.domain.reasons import Reason
from core.ports import Speech, SpeechSegment

NO_SPEECH = 0.6
CONFIDENCE = math.exp(-1.0)

# Devices round, and count the moment before the microphone opens.
_SLACK_SECONDS = 3
_SLACK_SHARE = 0.1


def check_speech(speech: Speech) -> None:
    """Pass speech with words in it; raises FinalFailure when there is no text or only silence."""
    if not any(character.isalnum() for character in speech.text):
        raise FinalFailure(Reason.NO_SPEECH)
    if speech.segments and all(_is_silence(segment) for segment in speech.segments):
        raise FinalFailure(Reason.NO_SPEECH)


def check_length(speech: Speech, recorded: int | None) -> None:
    """Pass speech as long as the device says it recorded (whole seconds); raises FinalFailure when cut short.

    Most containers do not show that their end is missing. Where nobody told a length, nothing is checked.
    """
    if recorded is None or speech.seconds is None:
        return
    if recorded - speech.seconds > max(_SLACK_SECONDS, _SLACK_SHARE * recorded):
        raise FinalFailure(Reason.CUT_SHORT)


def _is_silence(segment: SpeechSegment) -> bool:
    """Whether a segment is no speech; a recogniser that does not say so has heard speech."""
    if segment.no_speech is None or segment.confidence is None:
        return False
    return segment.no_speech > NO_SPEECH and segment.confidence < CONFIDENCE
