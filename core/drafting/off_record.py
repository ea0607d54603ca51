"""What a lawyer says off the record: kept from the model and out of every narrative, in English and French.

In doubt privacy wins, so also talk about work that has these words in it ("an off the record discussion") is
kept out. A stretch begins

- at the words themselves, where they open a clause and what is private follows at once
  ("Smith file, off the record he is worried");
- at the start of their sentence otherwise: "He admitted it, off the record.", "He told me off the record".

It ends where the lawyer says to be back on the record, or else with the sentence; where the words are a
sentence of their own ("Off the record. He admitted it."), with the line; with nothing behind them they take
the sentence before. Spoken times alone stay: a time is no secret, and losing one is a loss.
"""

import re
from collections.abc import Iterator
from typing import Final

from core.drafting.sentences import sentences
from core.language.durations import find_durations

type Spans = tuple[tuple[int, int], ...]

_READABLE: Final = frozenset({"en", "fr"})
# One expression a line; a space stands for any white space or hyphen.
_OPENING = r"""
off (?:of )?(?:the )?record
not (?:for|on) the record
(?:just |strictly )?between (?:us(?! and\b)|you and me|ourselves)
(?:strictly )?(?:confidentially|in confidence)
(?:keep|leave) (?:this|that|it) (?:off|out of) (?:the )?(?:record|bill|invoice|entry|narrative)
(?:do not|don['\u2019]t) (?:write|put|note|record) (?:this|that|it) (?:down|in)
(?:strictement |juste |ceci reste |cela reste )?entre nous(?! (?:et|deux)\b)
(?:à|a) titre confidentiel
(?:en toute |sous )confidence
(?:confidentiellement|en toute confidentialité|sous le sceau du secret)
hors (?:micro|procès verbal|enregistrement)
(?:ne pas|n['\u2019]) ?(?:inscrire|noter|écrire) (?:ceci|cela|ça)
"""
_CLOSING = r"""
(?:(?:going |we are |we're |i am |i'm |now |and )*back |again |now )on (?:the )?record
on the record again
end of off (?:the )?record
(?:de )?retour (?:au|sur le|dans le) (?:dossier officiel|procès verbal|record|micro)
fin (?:du|de la|de l['\u2019]) ?(?:confidentiel|confidence|aparté|parenthèse|hors micro)
(?:on )?(?:reprend|reprenons|je reprends) (?:la dictée|officiellement)
"""


def _pattern(expressions: str) -> re.Pattern[str]:
    lines = "|".join(line.replace(" ", r"[\s\u2010\u2011-]+") for line in expressions.split("\n") if line)
    return re.compile(rf"(?<!\w)(?:{lines})(?!\w)", re.IGNORECASE)


_OPENS: Final = _pattern(_OPENING.replace(" ?", "\\s?"))
_CLOSES: Final = _pattern(_CLOSING.replace(" ?", "\\s?"))
_WORD: Final = re.compile(r"\w")
_REST_OF_LINE: Final = re.compile(r"[^\r\n\u2028\u2029]*")
_MARKS: Final = re.compile(r"[\s.,;:!?]*")
# What may stand beside the words in a sentence that says nothing else.
_LEAD_IN: Final = re.compile(
    r"\b(?:this|is|that|ok|okay|so|now|and|but|we|are|i|am|going|go|let['\u2019]s|let|us|strictly|just|the|"
    r"part|following|what|follows|ceci|cela|est|et|mais|ce|qui|suit|maintenant|bon|donc|alors)\b|['\u2019]",
    re.IGNORECASE,
)
_CLAUSE_START: Final = re.compile(r"(?:[,;:\u2013\u2014(]|\b(?:and|but|et|mais))\s*$", re.IGNORECASE)
_GOES_ON: Final = re.compile(r"(?:\s*[:\u2013\u2014])?\s*\w")


def off_record(transcript: str) -> Spans:
    """The stretches that were said off the record, in order, as spans of the transcript."""
    found: list[tuple[int, int]] = []
    spans = sentences(transcript)
    for opening in _OPENS.finditer(transcript):
        if found and opening.start() < found[-1][1]:
            continue
        start, end = _stretch(transcript, opening, spans)
        found.append((max(start, found[-1][1]) if found else start, end))
    return tuple(found)


def hidden(transcript: str, language: str) -> Spans:
    """The stretches to keep from the model: all that is off the record, but for times surely said."""
    private = off_record(transcript)
    kept = language.partition("-")[0].lower()
    if not private or kept not in _READABLE:
        return private
    times = [(time.start, time.end) for time in find_durations(transcript, kept)]
    return tuple(piece for stretch in private for piece in _without(stretch, times))


def on_record(transcript: str, language: str) -> str:
    """The transcript without what was said off the record; a line break stands for each gap."""
    for start, end in reversed(hidden(transcript, language)):
        transcript = f"{transcript[:start].rstrip()}\n{transcript[end:].lstrip()}"
    return transcript.strip()


def _stretch(transcript: str, opening: re.Match[str], spans: Spans) -> tuple[int, int]:
    at = next(place for place, (_, end) in enumerate(spans) if opening.start() < end)
    start, end = spans[at]
    start = _start(transcript, opening, spans, at)
    closing = _CLOSES.search(transcript, opening.end())
    if closing:
        return start, _past(_MARKS, transcript, closing.end())
    if _says_nothing_else(transcript, opening, spans[at]):
        end = _past(_REST_OF_LINE, transcript, end)
    return start, end


def _start(transcript: str, opening: re.Match[str], spans: Spans, at: int) -> int:
    start, end = spans[at]
    if _says_nothing_else(transcript, opening, (start, end)):
        return start if _WORD.search(transcript, end) or not at else spans[at - 1][0]
    opens = _CLAUSE_START.search(transcript, start, opening.start())
    return opening.start() if opens and _GOES_ON.match(transcript, opening.end(), end) else start


def _says_nothing_else(transcript: str, opening: re.Match[str], sentence: tuple[int, int]) -> bool:
    beside = transcript[sentence[0] : opening.start()] + " " + transcript[opening.end() : sentence[1]]
    return not _WORD.search(_LEAD_IN.sub(" ", beside))


def _past(pattern: re.Pattern[str], transcript: str, start: int) -> int:
    found = pattern.match(transcript, start)
    return found.end() if found else start


def _without(stretch: tuple[int, int], times: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of a stretch when times are taken out of it; bare marks and space are left too."""
    start, end = stretch
    for time_start, time_end in times:
        if start <= time_start and time_end <= end:
            yield from [(start, time_start)] if start < time_start else []
            start = time_end
    yield from [(start, end)] if start < end else []
