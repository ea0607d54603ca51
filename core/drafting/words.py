"""The words of names and of speech, as they compare across spellings, and what each is worth."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from core.language.tokens import fold
from core.language.vocabulary import plain

# Words that stand in many names and in any sentence: sharing one of them says nothing.
_COMMON_WORDS = """
    a an and at by case cases client clients co company corp corporation file files for from group
    holding holdings in inc incorporated is it limited llc llp lp ltd matter matters me mr mrs ms my no
    number of on or our re regarding that the this to us v versus vs we with
    affaire au aux avec c ce cette chez cie cliente compagnie concernant contre dans de des dossier
    dossiers du en enr et l la le les limitee ltee mme mon notre nous numero ou par pour qui senc sur un une
"""
COMMON = frozenset(_COMMON_WORDS.split())
# Words that say what kind of matter it is: they tell the matters of one client apart, and name none.
_KIND_WORDS = """
    acquisition action advice agreement appeal application arbitration audit closing collection contract
    corporate custody defence divorce employment estate family financing general incorporation injunction
    lease licence license litigation mediation merger mortgage motion permit probate property properties
    purchase refinancing reorganization sale separation services settlement succession supply tax trust
    will wills
    accord achat acquisition action appel arbitrage avis bail cession congediement constitution contrat
    convention dissolution divorce emploi faillite fiducie financement fiscalite garde general generale
    hypotheque immobilier licence liquidation litige mariage mediation permis recours reglement
    reorganisation requete separation succession testament vente
"""
KINDS = frozenset(_KIND_WORDS.split())
# Between the parts of one name.
_LINK_WORDS = "and v vs versus of the et de du des la le les l d c contre"
LINKS = frozenset(_LINK_WORDS.split())

# A word that begins a name and is often written as one with what follows.
_PARTICLE_WORDS = "mc mac o fitz saint sainte van von de del della di da la le du des d l el al ben bin"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_NO_NAME_ALONE = frozenset({"o", "mc", "mac", "fitz"})
_SHORT = {"st": "saint", "ste": "sainte", "vs": "v", "versus": "v"}
_WORD = re.compile(r"[^\W_]+")
_OWNERS_S = re.compile(r"['\u2019]s\b")
_FORMS_KEPT = 20_000
_LEAST_FIGURES = 3
_LEAST_LETTERS = 2


class Word(NamedTuple):
    """One word or name particle with what follows: folded, without accents, and its span in the text."""

    folded: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Words:
    """The words of a text in order."""

    items: tuple[Word, ...]

    @classmethod
    def of(cls, text: str) -> "Words":
        """The words of any text; a possessive s is none."""
        owned = _OWNERS_S.sub(lambda found: " " * len(found[0]), text)
        return cls(tuple(_word(found) for found in _WORD.finditer(owned)))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words alone."""
        return tuple(word.text for word in self.items)

    def telling(self) -> Iterator[tuple[tuple[int, ...], str, str]]:
        """The words that can tell a name, with their places: each as text and folded, joined ones too."""
        texts = self.texts
        for place, (first, second) in enumerate(pairwise(texts)):
            if first in _PARTICLES and len(second) >= _LEAST_LETTERS and second.isalpha():
                joined = self.items[place].folded + self.items[place + 1].folded
                yield (place, place + 1), first + second, joined
        for place, word in enumerate(self.items):
            begun = place > 0 and texts[place - 1] in _NO_NAME_ALONE
            if is_telling(word.text) and not begun and word.text not in _PARTICLES:
                yield (place,), word.text, word.folded


def _word(found: re.Match[str]) -> Word:
    folded, text = _forms(found[0])
    return Word(folded, text, found.start(), found.end())


@lru_cache(maxsize=_FORMS_KEPT)
def _forms(word: str) -> tuple[str, str]:
    """A word folded, with and without its accents, and written out where it is commonly short."""
    folded = fold(word)
    text = plain(folded)
    short = _SHORT.get(text)
    return (short, short) if short else (folded, text)


def is_telling(word: str) -> bool:
    """Whether a word can tell a name: it is no common one, no single letter, no small figure."""
    least = _LEAST_FIGURES if word.isdecimal() else _LEAST_LETTERS
    return len(word) >= least and word not in COMMON
