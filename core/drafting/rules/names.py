"""Where a transcript says what may be a name: stretches of words that fit the matters offered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.domain.matters import Matter
from core.drafting.matter_index import Grade, MatterIndex, index_of
from core.drafting.rules.phrases import Phrases
from core.drafting.rules.spans import Span
from core.drafting.spoken_numbers import spoken_numbers
from core.drafting.words import FIRST_NAMES, KINDS, LINKS, Word, Words

_STOPS = frozenset(".,;:?!\n\u2013\u2014()")
# A full stop behind these ends nothing.
_SHORT = frozenset(["v", "vs", "c", "mr", "mrs", "ms", "dr", "m", "mme", "mtre", "saint", "sainte"])
_NAME_LIKE = 3


@dataclass(frozen=True, slots=True)
class Run:
    """The places of words, up to and without `after`; `by_phrase` if a "file" stands beside them."""

    first: int
    after: int
    by_phrase: bool


@dataclass(frozen=True)
class Names:
    """The words of a transcript held against the matters offered; words in `taken` name none."""

    text: str
    matters: tuple[Matter, ...]
    phrases: Phrases
    taken: Sequence[Span]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words that may name something."""
        return tuple(
            word
            for word in Words(self.text).items
            if not any(span.start <= word.start < span.end for span in self.taken)
        )

    @cached_property
    def clauses(self) -> tuple[int, ...]:
        """For each word, which clause it stands in."""
        numbers, clause, end = [], 0, 0
        for at, word in enumerate(self.words):
            clause += self._breaks(at, Span(end, word.start))
            numbers.append(clause)
            end = word.end
        return tuple(numbers)

    def _breaks(self, at: int, gap: Span) -> bool:
        if any(gap.holds(span) for span in self.taken if span.start < span.end):
            return True
        marks = gap.cut(self.text)
        is_short = at > 0 and marks.strip() == "." and self.words[at - 1].text in _SHORT
        return not is_short and not _STOPS.isdisjoint(marks)

    @cached_property
    def index(self) -> MatterIndex:
        """The names of the matters offered."""
        return index_of(self.matters)

    @cached_property
    def fits(self) -> dict[int, Grade]:
        """For each word that fits a name, how well the best does."""
        place_of = {word.start: place for place, word in enumerate(self.words)}
        spoken = Words(self.text)
        places = [place_of.get(word.start) for word in spoken.items]
        found: dict[int, Grade] = {}
        for hit in self.index.hits(spoken):
            for place in (places[at] for at in hit.places):
                if place is not None:
                    found[place] = max(hit.grade, found.get(place, hit.grade))
        return found | dict.fromkeys(self._numbers, Grade.SPELLED)

    @cached_property
    def _numbers(self) -> frozenset[int]:
        """The words of spoken numbers, where they are a matter's or a "file" stands before them."""
        places: set[int] = set()
        for number in spoken_numbers(self.text):
            within = [at for at, word in enumerate(self.words) if number.start <= word.start < number.end]
            if within and (self.index.numbered(number.readings) or self._is_after_noun(within[0])):
                places.update(within)
        return frozenset(places)

    def _is_after_noun(self, at: int) -> bool:
        before = [word.text for word in self.words[max(0, at - 2) : at]]
        return any(text in self.phrases.file_nouns for text in before)

    def runs(self) -> list[Run]:
        """Every stretch that may name a matter: first those beside a "file", then the others."""
        beside = [run for at in range(len(self.words)) if self._is_noun(at) for run in self._beside(at)]
        used = {at for run in beside for at in range(run.first, run.after)}
        return [*beside, *self._alone(used)]

    def _is_noun(self, at: int) -> bool:
        return self.words[at].text in self.phrases.file_nouns

    def _beside(self, noun: int) -> Iterator[Run]:
        before, after = self._back(noun), self._on(noun + 1)
        if before < noun:
            yield Run(before, noun + 1, by_phrase=True)
        if after > noun + 1 and not (before < noun and self._is_noun_soon(after)):
            yield Run(noun, after, by_phrase=True)
        elif (
            before == noun and noun > 0 and self._together(noun - 1, noun) and self._looks_like_one(noun - 1)
        ):
            yield Run(noun - 1, noun + 1, by_phrase=True)

    def _is_noun_soon(self, at: int) -> bool:
        return at < len(self.words) and self._is_noun(at) and self._together(at - 1, at)

    def _back(self, noun: int) -> int:
        """Where the name before a noun begins."""
        first = noun
        while first > 0 and self._together(first - 1, first) and self._may_name(first - 1):
            first -= 1
        while first < noun and (self._is_link(first) or self._is_object(first, noun)):
            first += 1
        return first

    def _on(self, start: int) -> int:
        """Where the name after a noun ends."""
        after = start
        while after < len(self.words) and self._together(after - 1, after):
            if not (self._may_name(after) or self.words[after].text in self.phrases.number_nouns):
                break
            after += 1
        while after > start and (
            self._is_link(after - 1) or self.words[after - 1].text in self.phrases.number_nouns
        ):
            after -= 1
        return after

    def _together(self, one: int, other: int) -> bool:
        return self.clauses[one] == self.clauses[other]

    def _is_link(self, at: int) -> bool:
        return self.words[at].text in LINKS

    def _is_object(self, at: int, noun: int) -> bool:
        """Whether a word such as "will" is what was drafted, and the name begins behind it."""
        is_kind = self.words[at].text in KINDS and at + 1 < noun
        return is_kind and bool(self.phrases.article.search(self.text[: self.words[at].start]))

    def _may_name(self, at: int) -> bool:
        word = self.words[at]
        if word.text in self.phrases.file_nouns or word.text in self.phrases.roles:
            return False
        if word.text in self.phrases.no_names and self.fits.get(at) is not Grade.SPELLED:
            return self._is_link(at)
        return at in self.fits or self._is_link(at) or self.is_capital(at) or word.text in FIRST_NAMES

    def _looks_like_one(self, at: int) -> bool:
        """Whether a word beside a "file" may be a name that is not known."""
        text = self.words[at].text
        is_other = text in self.phrases.no_names or text in self.phrases.roles or text.endswith(("ed", "ing"))
        return text.isalpha() and len(text) >= _NAME_LIKE and not is_other and text not in LINKS

    def is_capital(self, at: int) -> bool:
        """Whether a word is written as a name within a sentence."""
        start = self.words[at].start
        before = self.text[:start].rstrip()
        if not self.text[start].isupper() or self.words[at].text in self.phrases.no_names:
            return False
        return bool(before) and before[-1] not in ".?!:\n"

    def _alone(self, used: set[int]) -> Iterator[Run]:
        """Runs of words that fit names, with the capitals and first names beside them."""
        at = 0
        while at < len(self.words):
            after = at
            while after < len(self.words) and self._goes_on(at, after, used):
                after += 1
            while after > at and self._is_link(after - 1):
                after -= 1
            if any(self.fits.get(place, Grade.CLOSE) > Grade.CLOSE for place in range(at, after)):
                yield Run(at, after, by_phrase=False)
            at = max(after, at + 1)

    def _goes_on(self, first: int, at: int, used: set[int]) -> bool:
        if at in used or (at > first and not self._together(at - 1, at)):
            return False
        fits = self.fits.get(at, Grade.CLOSE) > Grade.CLOSE
        beside = self.is_capital(at) or self.words[at].text in FIRST_NAMES
        name = (fits or beside) and self.words[at].text not in self.phrases.roles
        return name or (at > first and self._is_link(at))
