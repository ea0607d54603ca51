"""What is asked of a transcription, as the `definition` part of the request.

Source: Microsoft Learn, "Use the fast transcription API", version 2025-10-15.
"""

import json
from collections.abc import Sequence

# A list should not hold more (Microsoft Learn, "Improve recognition accuracy with phrase list").
MOST_PHRASES = 500
_FRENCH = "fr-CA"
_REGIONS = {"en": {"en-CA", "en-US"}, "fr": {_FRENCH}}


def definition(locales: Sequence[str], hints: Sequence[str]) -> str:
    """The JSON text that asks for one of the locales, every word as it was said, with `hints` best first.

    Left out on purpose: `enhancedMode`, whose models run in few regions and none in Canada;
    `diarization`, for one person dictates; and `channels`, so that both sides of a stereo recording
    are heard as one.
    """
    asked: dict[str, object] = {"locales": list(locales), "profanityFilterMode": "None"}
    if phrases := [hint for hint in hints if hint.strip()]:
        asked["phraseList"] = {"phrases": phrases[:MOST_PHRASES]}
    return json.dumps(asked)


def locales_of(language: str | None, english: str) -> tuple[str, ...]:
    """The locales to choose from: of a language its own if it names one of ours, or the one we take it for.

    `english` is that of English with no region; French is always Canadian. No language may be either.
    """
    if language is None:
        return english, _FRENCH
    short, _, region = language.partition("-")
    named = f"{short.lower()}-{region.upper()}"
    if named in _REGIONS.get(short.lower(), ()):
        return (named,)
    return (_FRENCH if short.lower() == "fr" else english,)
