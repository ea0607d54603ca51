"""Whether a quote names one matter beyond doubt, and which matters it may mean otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.domain.findings import Evidence
from core.domain.matters import Matter
from core.drafting.matter_index import Grade, MatterIndex, index_of
from core.drafting.spoken_numbers import LEAST_DIGITS, SpokenNumber, spoken_numbers
from core.drafting.words import COMMON, FIRST_NAMES, KINDS, LINKS, Word, Words

# A figure this long that is no number of the matter is the number of another.
_SURELY_A_NUMBER = LEAST_DIGITS + 1
_BREAKS = frozenset(",;:.!?\n")
# What begins a sentence before a name, though written with a capital.
_WORK_WORDS = """
    call calls email emails draft review meeting letter memo time work finish begin then also so point
    appel courriel reunion lettre revision redaction puis aussi
"""
_WORK = frozenset(_WORK_WORDS.split())


@dataclass(frozen=True)
class Naming:
    """The words of a quote held against every matter offered, with what was read before, if anything was."""

    transcript: str
    evidence: Evidence
    matters: tuple[Matter, ...]
    known_index: MatterIndex | None = None
    known_numbers: Sequence[SpokenNumber] | None = None

    @cached_property
    def words(self) -> Words:
        """The quote's words."""
        return Words(self.evidence.quote)

    @cached_property
    def _index(self) -> MatterIndex:
        return self.known_index or index_of(self.matters)

    @cached_property
    def _fits(self) -> list[dict[int, Grade]]:
        """For each matter, how well it fits each place of the quote."""
        fits: list[dict[int, Grade]] = [{} for _ in self.matters]
        for hit in self._index.hits(self.words):
            of_matter = fits[hit.matter]
            of_matter.update({place: max(hit.grade, of_matter.get(place, hit.grade)) for place in hit.places})
        for place in {place for number in self._numbers for place in self._places(number)}:
            for of_matter in fits:
                of_matter.pop(place, None)
        for number in self._numbers:
            for matter in self._index.numbered(number.readings):
                fits[matter] |= dict.fromkeys(self._places(number), Grade.SPELLED)
        return fits

    @cached_property
    def _numbers(self) -> list[SpokenNumber]:
        """The numbers of which the quote has a part, read whole: a number cut short is another one."""
        first, last = self.evidence.start, self.evidence.end
        said = spoken_numbers(self.transcript) if self.known_numbers is None else self.known_numbers
        known = (one for one in said if one.start < last and one.end > first)
        return [number for number in known if self._places(number)]

    def _places(self, number: SpokenNumber) -> list[int]:
        start, end = number.start - self.evidence.start, number.end - self.evidence.start
        return [
            place for place, word in enumerate(self.words.items) if start <= word.start and word.end <= end
        ]

    def names(self, place: int) -> bool:
        """Whether the quote names the matter at this place among those offered, and no other."""
        if not self._is_called(place) or self._is_contradicted(place):
            return False
        return not any(self._rivals(place, other) for other in range(len(self.matters)) if other != place)

    def ranked(self) -> list[Matter]:
        """The matters that the quote may mean, best first."""
        scores = self._index.ranked(self.evidence.quote, self.words)
        fitting = {place for place, fits in enumerate(self._fits) if fits}
        return [self.matters[place] for place, _ in scores if place in fitting]

    def _sure(self, place: int) -> set[int]:
        return {at for at, grade in self._fits[place].items() if grade >= Grade.SOUND}

    def _is_called(self, place: int) -> bool:
        """Whether a name, a number or all of an alias was said; first names and kinds of matter are none."""
        surnames = _surnames(self.matters[place])
        sure = (self.words.texts[at] for at in self._sure(place))
        names = (word for word in sure if word not in KINDS and word not in FIRST_NAMES - surnames)
        return any(names) or self._whole(place)

    def _whole(self, place: int) -> bool:
        """Whether the matter's name or an alias was said whole, in more than one word of a person's name."""
        said = self._spoken(self._sure(place))
        return any(self._is_whole(name, said) for name in _own_names(self.matters[place]))

    def _is_whole(self, name: str, said: frozenset[str]) -> bool:
        telling = {text for _, text, _ in Words(name).telling()}
        return telling <= said and (len(telling) > 1 or (bool(telling) and telling <= KINDS))

    def _spoken(self, places: set[int]) -> frozenset[str]:
        return frozenset(text for at, text, _ in self.words.telling() if set(at) <= places)

    def _rivals(self, place: int, other: int) -> bool:
        """Whether another matter fits as well, or fits a word that this one does not."""
        own, others = self._sure(place), self._sure(other)
        if not others or others < own:
            return False
        return not (others == own and self._whole(place) and not self._has_alike(other))

    def _has_alike(self, other: int) -> bool:
        """Whether another matter is called so too, as far as a recogniser hears it."""
        said = len(self._sure(other))
        lengths = (
            len({at for at, _, _ in Words(name).telling()}) for name in _own_names(self.matters[other])
        )
        return any(length <= said for length in lengths)

    def _is_contradicted(self, place: int) -> bool:
        """Whether the quote has a word of a name, or a number, that is not this matter's."""
        return self._has_other_number(place) or any(map(self._is_other, self._beside(place)))

    def _has_other_number(self, place: int) -> bool:
        fits = self._fits[place]
        return any(
            not any(at in fits for at in self._places(number)) and self._is_number_of_some(number)
            for number in self._numbers
        )

    def _is_number_of_some(self, number: SpokenNumber) -> bool:
        digits = max(sum(map(str.isdecimal, reading)) for reading in number.readings)
        return digits >= _SURELY_A_NUMBER or bool(self._index.numbered(number.readings))

    def _beside(self, place: int) -> Iterator[Word]:
        """The words that stand in one run with the matter's own, and are not its own."""
        own, run = set(self._fits[place]), list[int]()
        for at in range(len(self.words.items) + 1):
            if run and (at == len(self.words.items) or self._ends_run(at)):
                if own & set(run):
                    yield from (self.words.items[each] for each in run if each not in own)
                run = []
            if at < len(self.words.items) and not self._is_break(at):
                run.append(at)

    def _ends_run(self, at: int) -> bool:
        gap = self.evidence.quote[self.words.items[at - 1].end : self.words.items[at].start]
        linked = self.words.texts[at - 1] in LINKS
        return self._is_break(at) or (not linked and not _BREAKS.isdisjoint(gap))

    def _is_break(self, at: int) -> bool:
        text = self.words.texts[at]
        return text in COMMON and text not in LINKS

    def _is_other(self, word: Word) -> bool:
        """Whether a word that no name of the matter explains is of a name, or says what kind it is."""
        if word.text in KINDS:
            return True
        if word.text in LINKS or word.text in COMMON or len(word.text) == 1:
            return False
        start = self.evidence.start + word.start
        return self.transcript[start].isupper() and not self._begins_sentence(start, word.text)

    def _begins_sentence(self, start: int, text: str) -> bool:
        before = self.transcript[:start].rstrip()
        begins = not before or before[-1] in _BREAKS - {","}
        return begins and (text in _WORK or text.endswith(("ed", "ing")))


def _own_names(matter: Matter) -> Sequence[str]:
    return (matter.name, *matter.aliases)


def _surnames(matter: Matter) -> frozenset[str]:
    """The last word of each name that says more than what kind of matter or firm it is."""
    names = (matter.client, *_own_names(matter))
    telling = ([text for _, text, _ in Words(name).telling() if text not in KINDS] for name in names)
    return frozenset(words[-1] for words in telling if words)
