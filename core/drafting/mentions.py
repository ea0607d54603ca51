"""Where the recording itself names a matter or a day, whatever a model made of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from core.domain.findings import Evidence, Field
from core.drafting.checked import Source, Span, overlaps
from core.drafting.matter_index import Grade
from core.drafting.spoken_numbers import LEAST_DIGITS
from core.drafting.words import LINKS, Words

_FILE_WORDS = "file files matter matters case dossier dossiers affaire mandat"
_FILE_NOUNS: Final = frozenset(_FILE_WORDS.split())
# A longer number is no section, clause or year of something else.
_TELLING_DIGITS: Final = LEAST_DIGITS + 2
_MOST: Final = 200
_MOST_LINKS: Final = 3
_BREAK: Final = re.compile(r"[,;:!?\r\n]|(?<![vV])\.")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch that says a value; `outright` unless it may be the name of someone the work was with."""

    value: str
    span: Span
    outright: bool


def named_days(source: Source) -> tuple[Mention, ...]:
    """Every day of work that was said, as YYYY-MM-DD."""
    return tuple(Mention(str(said.day), (said.start, said.end), True) for said in source.dates)


def named_matters(source: Source) -> tuple[Mention, ...]:
    """Every place where the words name one of the matters offered, by its id, and no other."""
    if not source.context.matters:
        return ()
    words = Words(source.dictated)
    runs = list(_runs(words, source))[:_MOST]
    return (*_by_name(words, runs, source), *_by_number(source))


def _runs(words: Words, source: Source) -> Iterator[tuple[int, int, set[int]]]:
    """Runs of words that may be of a name: their first and last places, and the matters they fit."""
    fits: dict[int, set[int]] = {}
    for hit in source.index.hits(words):
        if hit.grade >= Grade.SOUND:
            for place in hit.places:
                fits.setdefault(place, set()).add(hit.matter)
    first, last, matters = -1, -1, set[int]()
    for place in sorted(fits):
        if first >= 0 and not _are_joined(words, last, place, source.dictated):
            yield first, last, matters
            first, matters = -1, set()
        first = place if first < 0 else first
        last, matters = place, matters | fits[place]
    if first >= 0:
        yield first, last, matters


def _are_joined(words: Words, before: int, after: int, text: str) -> bool:
    """Whether two words may be of one name: nothing between them but its links."""
    between = text[words.items[before].end : words.items[after].start]
    links = words.texts[before + 1 : after]
    return len(links) <= _MOST_LINKS and LINKS.issuperset(links) and not _BREAK.search(between)


def _by_name(words: Words, runs: Sequence[tuple[int, int, set[int]]], source: Source) -> Iterator[Mention]:
    for first, last, matters in runs:
        start, end = words.items[first].start, words.items[last].end
        evidence = Evidence(field=Field.MATTER, quote=source.transcript[start:end], start=start, end=end)
        naming = source.naming(evidence)
        named = [place for place in matters if naming.names(place)]
        beside = (*words.texts[max(0, first - 1) : first], *words.texts[last + 1 : last + 2])
        if len(named) == 1:
            matter = source.context.matters[named[0]]
            yield Mention(matter.id, (start, end), not _FILE_NOUNS.isdisjoint(beside))


def _by_number(source: Source) -> Iterator[Mention]:
    index = source.index
    for number in source.numbers:
        named = index.numbered(number.readings)
        digits = max(sum(map(str.isdecimal, reading)) for reading in number.readings)
        hidden = overlaps((number.start, number.end), (*source.hidden, *source.orders))
        if len(named) == 1 and digits >= _TELLING_DIGITS and not hidden:
            yield Mention(source.context.matters[named.pop()].id, (number.start, number.end), True)
