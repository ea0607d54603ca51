"""The words of names and of speech, as they compare across spellings, and what each is worth."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
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
# Words of firms and places: each stands in the names of many.
_FIRM_WORDS = """
    aggregates alberta american association bank biotech brothers canada canadian capital city college
    columbia construction consulting county design development energy engineering enterprises fabrication
    farm farms foods foundation fund global health hospital industries insurance international investments
    land logistics management manufacturing marketing media mills national north ontario partners people
    power project quebec realty records resources restaurant school society software solutions sons south
    systems technologies technology town transport union university ventures village west east
    assurances banque commerce conseil developpement energie entreprise entreprises famille fils fondation
    fonds freres gestion groupe gros immeubles industries investissements placements projet ville
"""
KINDS = frozenset(_KIND_WORDS.split()) | frozenset(_FIRM_WORDS.split())
# First names: alone, one may be anybody's.
_FIRST_NAMES = """
    adam alex alexandre alice amy andre andrea andrew angela ann anna anne anthony benjamin brian bob
    catherine charles chantal chris christian christine christopher claire claude daniel david deborah denis
    diane donna edward elizabeth emily emma eric francois frank genevieve george gilles grace guy helen
    henry isabelle jacques james jane jason jean jeff jennifer jessica jim joan joe john jonathan joseph
    julie karen kate kevin kim laura linda lisa louis louise luc lucie manon marc margaret maria marie mark
    martin mary matthew melissa michael michel michelle mike monique nancy nathalie nicolas nicole patricia
    patrick paul peter philip philippe pierre rachel rebecca richard rob robert ruth ryan sam samantha
    samuel sandra sara sarah scott sharon simon sophie stephanie stephen steve steven susan sylvie thomas
    tim timothy tom victoria walter william yves zoe
"""
FIRST_NAMES = frozenset(_FIRST_NAMES.split())
# Between the parts of one name.
_LINK_WORDS = "and v vs versus of the et de du des la le les l d c contre"
LINKS = frozenset(_LINK_WORDS.split())

# A word that begins a name and is often written as one with what follows.
_PARTICLE_WORDS = "mc mac o fitz saint sainte van von de del della di da la le du des d l el al ben bin"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_NO_NAME_ALONE = frozenset({"o", "mc", "mac", "fitz", "saint", "sainte"})
_SHORT = {"st": "saint", "ste": "sainte", "vs": "v", "versus": "v"}
_WORD = re.compile(r"[^\W_]+")
_OWNERS_S = re.compile(r"['\u2019]s\b")
_FORMS_KEPT = 20_000
_LEAST_FIGURES = 3
_LEAST_LETTERS = 2


class Word(NamedTuple):
    """One word, folded and without accents, and its span in the text."""

    text: str
    start: int
    end: int


class Words:
    """The words of a text in order: `texts` are folded and without accents."""

    def __init__(self, text: str) -> None:
        if "'" in text or "\u2019" in text:
            text = _OWNERS_S.sub(lambda found: " " * len(found[0]), text)
        self._text = text
        self._forms = [_form(word) for word in _WORD.findall(text)]
        self.texts = tuple([form[0] for form in self._forms])

    @cached_property
    def items(self) -> tuple[Word, ...]:
        """The words with their spans."""
        spans = (found.span() for found in _WORD.finditer(self._text))
        return tuple(Word(text, *span) for text, span in zip(self.texts, spans, strict=True))

    def telling(self) -> Iterator[tuple[tuple[int, ...], str, str]]:
        """The words that can tell a name, with their places: each as text and folded, joined ones too."""
        before, before_folded = "", ""
        for place, (text, folded, tells) in enumerate(self._forms):
            if before in _PARTICLES and len(text) >= _LEAST_LETTERS and text.isalpha():
                yield (place - 1, place), before + text, before_folded + folded
            if tells and before not in _NO_NAME_ALONE:
                yield (place,), text, folded
            before, before_folded = text, folded


@lru_cache(maxsize=_FORMS_KEPT)
def _form(word: str) -> tuple[str, str, bool]:
    """A word as it compares, the same with its accents, and whether it can tell a name by itself."""
    folded = fold(word)
    text = plain(folded)
    if short := _SHORT.get(text):
        folded = text = short
    return text, folded, _tells(text)


def _tells(word: str) -> bool:
    """Whether a word is no common one, no particle, no single letter and no small figure."""
    least = _LEAST_FIGURES if word.isdecimal() else _LEAST_LETTERS
    return len(word) >= least and word not in COMMON and word not in _PARTICLES
