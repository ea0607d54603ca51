"""The matters of a lawyer, arranged so that what was said finds those it may mean.

An index is made of names alone and kept for as long as the names stay the same, because a lawyer
may have thousands of matters and dictate all day.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from core.domain.matters import Matter
from core.drafting.sounds import is_one_edit, sound_keys, without_one
from core.drafting.spoken_numbers import counted, spoken_numbers, written_numbers
from core.drafting.words import COMMON, KINDS, Words

type _Names = tuple[str, str, str, tuple[str, ...]]

# An index of thousands of matters takes some megabytes of a worker's memory.
_KEPT = 4
_LEAST_KEY = 3
_COMMON_WEIGHT = 0.01
_KIND_WEIGHT = 0.3
_NUMBER_WEIGHT = 12.0


class Grade(IntEnum):
    """How well a spoken word fits a word of a name."""

    CLOSE = 1
    SOUND = 2
    SPELLED = 3


_WORTH = {Grade.CLOSE: 0.4, Grade.SOUND: 0.9, Grade.SPELLED: 1.0}


@dataclass(frozen=True, slots=True)
class Hit:
    """Spoken words, by their places, that fit a word of a matter's names; `matter` is its place."""

    matter: int
    places: tuple[int, ...]
    grade: Grade


class MatterIndex:
    """Finds matters, by their places in the sequence it was made of, from what was said."""

    def __init__(self, names: Sequence[_Names]) -> None:
        self._count = len(names)
        self._matters_of: dict[str, list[int]] = defaultdict(list)
        self._phrases: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._lengths: dict[str, set[int]] = defaultdict(set)
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        self._by_part: dict[str, list[str]] = defaultdict(list)
        folded: dict[str, str] = {}
        for place, one in enumerate(names):
            self._add(place, one, folded)
        self._hear(folded)

    def _add(self, place: int, names: _Names, folded: dict[str, str]) -> None:
        name, client, number, aliases = names
        known: dict[str, str] = {}
        for words in map(Words, dict.fromkeys((name, client, number, *aliases))):
            if not COMMON.issuperset(words.texts):
                self._phrases[words.texts].append(place)
                self._lengths[words.texts[0]].add(len(words.texts))
            known.update((text, as_folded) for _, text, as_folded in words.telling())
        for text in known:
            self._matters_of[text].append(place)
        folded |= known
        figures = (word for word in known if word.isdecimal() and word not in number)
        for reading in (*written_numbers(number), *figures):
            self._numbers[reading].append(place)

    def _hear(self, folded: dict[str, str]) -> None:
        """Arrange the words by how they sound; what kind of matter it is must be heard as it is."""
        names = {text: kept for text, kept in folded.items() if text not in KINDS and text.isalpha()}
        for text, key in zip(names, sound_keys(list(names.values())), strict=True):
            self._by_sound[key].append(text)
        for key in self._by_sound:
            if len(key) >= _LEAST_KEY:
                for part in without_one(key):
                    self._by_part[part].append(key)

    def hits(self, words: Words) -> Iterator[Hit]:
        """Every word of a name that fits something said; close ones only where nothing fits better."""
        for places, known, grade in self._heard(words):
            yield from (Hit(matter, places, grade) for matter in self._matters_of[known])

    def _heard(self, words: Words) -> Iterator[tuple[tuple[int, ...], str, Grade]]:
        said = list(words.telling())
        keys = sound_keys([folded for _, _, folded in said])
        for (places, text, _), key in zip(said, keys, strict=True):
            yield from ((places, known, grade) for known, grade in self._fitting(text, key))

    def _fitting(self, text: str, key: str) -> Iterator[tuple[str, Grade]]:
        spelled = text in self._matters_of
        if spelled:
            yield text, Grade.SPELLED
        if text in KINDS or not text.isalpha():
            return
        alike = [known for known in self._by_sound.get(key, ()) if known != text]
        yield from ((known, Grade.SOUND) for known in alike)
        if not spelled and not alike and len(key) >= _LEAST_KEY:
            yield from ((known, Grade.CLOSE) for known in self._close(key))

    def _close(self, key: str) -> Iterator[str]:
        candidates = {other for part in without_one(key) for other in self._by_part.get(part, ())}
        for other in candidates:
            if is_one_edit(key, other):
                yield from self._by_sound[other]

    def numbered(self, readings: Iterable[str]) -> set[int]:
        """The matters whose number is one of the readings, whole, by counted groups, or by its last group."""
        forms = {form for reading in readings for form in (reading.replace("-", ""), _grouped(reading))}
        return {matter for form in forms for matter in self._numbers.get(form, ())}

    def ranked(self, text: str, words: Words | None = None) -> list[tuple[int, float]]:
        """The matters that a text may mean, best first, each with its score."""
        words = words or Words(text)
        totals: dict[int, float] = defaultdict(float)
        for worths in (*self._worded(words), self._phrased(words.texts)):
            for matter, worth in worths.items():
                totals[matter] += worth
        for number in spoken_numbers(text):
            for matter in self.numbered(number.readings):
                totals[matter] += _NUMBER_WEIGHT
        return sorted(totals.items(), key=lambda one: -one[1])

    def _worded(self, words: Words) -> Iterable[dict[int, float]]:
        """For each different word said, what it is worth to the matters it fits."""
        found: dict[tuple[str, ...], dict[int, float]] = {}
        for places, known, grade in self._heard(words):
            worths = found.setdefault(tuple(words.texts[place] for place in places), {})
            worth = self._weight(known) * _WORTH[grade]
            for matter in self._matters_of[known]:
                if worth > worths.get(matter, 0.0):
                    worths[matter] = worth
        return found.values()

    def _phrased(self, texts: tuple[str, ...]) -> dict[int, float]:
        """For each matter that is called by a whole name, what the weightiest of these is worth."""
        found: dict[int, float] = {}
        for start, first in enumerate(texts):
            for length in self._lengths.get(first, ()):
                phrase = texts[start : start + length]
                for matter in self._phrases.get(phrase, ()) if len(phrase) == length else ():
                    worth = sum(map(self._weight, phrase))
                    found[matter] = max(worth, found.get(matter, 0.0))
        return found

    def _weight(self, word: str) -> float:
        if word in COMMON:
            return _COMMON_WEIGHT
        rarity = 1.0 + math.log(self._count / max(len(self._matters_of.get(word, ())), 1))
        return rarity * (_KIND_WEIGHT if word in KINDS else 1.0)


def _grouped(reading: str) -> str:
    return counted(reading) if "-" in reading else reading


def index_of(matters: Sequence[Matter]) -> MatterIndex:
    """The index of a few matters' names."""
    return MatterIndex(_names(matters))


def kept_index_of(matters: Sequence[Matter]) -> MatterIndex:
    """The index of all of a lawyer's matters; kept by what the names are, never by whose they are."""
    return _kept(_names(matters))


@lru_cache(maxsize=_KEPT)
def _kept(names: tuple[_Names, ...]) -> MatterIndex:
    return MatterIndex(names)


def _names(matters: Sequence[Matter]) -> tuple[_Names, ...]:
    return tuple((one.name, one.client, one.number, one.aliases) for one in matters)
