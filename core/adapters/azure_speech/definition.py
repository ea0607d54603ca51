"""What is asked of a transcription, as the `definition` part of the request.

Source: Microsoft Learn, "Use the fast transcription API", version 2025-10-15.
"""

import json
from collections.abc import Sequence

# A list should not hold more (Microsoft Learn, "Improve recognition accuracy with phrase list").
MOST_PHRASES = 500
_REGIONS = {"en": {"en-CA", "en-US"}, "fr": {"fr-CA"}}


def definition(locale: str, hints: Sequence[str]) -> str:
    """The JSON text that asks for one locale, every word as it was said, with `hints` best first.

    Left out on purpose: `enhancedMode`, whose models run in few regions and none in Canada;
    `diarization`, for one person dictates; and `channels`, so that both sides of a stereo recording
    are heard as one.
    """
    asked: dict[str, object] = {"locales": [locale], "profanityFilterMode": "None"}
    if phrases := [hint for hint in hints if hint.strip()]:
        asked["phraseList"] = {"phrases": phrases[:MOST_PHRASES]}
    return json.dumps(asked)


def locale_of(language: str, english: str) -> str:
    """The locale to transcribe a language in: its own if it names one of ours, or the one we take it for.

    `english` is that of English with no region; French is always Canadian.
    """
    short, _, region = language.partition("-")
    named = f"{short.lower()}-{region.upper()}"
    if named in _REGIONS.get(short.lower(), ()):
        return named
    return "fr-CA" if short.lower() == "fr" else english
