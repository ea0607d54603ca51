"""Which of our two languages a dictation is in, by the small words it is held together with."""

from collections.abc import Iterable
from typing import Final, Literal

from core.language import english, french
from core.language.tokens import Kind, tokenize
from core.language.vocabulary import plain

type Detected = Literal["en", "fr"]

# The words of a mixed dictation count for either; one language must have so much of them.
_CLEAR: Final = 0.6

_ENGLISH: Final = """
the an and of to in with for from by at about into regarding his her their our we they he she it its
was were is are be been has have had that this these those which who all up out off over under
yesterday today tomorrow last night morning afternoon evening week monday tuesday wednesday thursday
friday saturday sunday hour hours half tenth tenths quarter third matter file client's call called
spoke reviewed review drafted drafting draft attended attend prepared prepare revised researched met
meeting hearing letter lease wrote sent read no charge
"""
_FRENCH: Final = """
le les la l une et des du de au aux dans sur avec pour par chez en ou est sont ete j ai nous ils
elle elles il je me mon ma mes son sa ses leur leurs notre nos ce cet cette ces qui que qu ne pas
hier avant aujourd hui demain matin midi soir semaine derniere dernier lundi mardi mercredi jeudi
vendredi samedi dimanche heure heures demi demie dixieme dixiemes quart quarts virgule dossier
cliente appel appele parle revu revise redige redaction revision assiste prepare rencontre audience
lettre bail ecrit envoye lu sans frais telephonique
"""


def detect(text: str) -> Detected | None:
    """The language most words of a text speak for, or None when they do not say: too few, or as many of each.

    A word that both languages have speaks for neither.
    """
    said = [plain(token.text) for token in tokenize(text) if token.kind is Kind.WORD]
    of_english = sum(word in _ENGLISH_WORDS for word in said)
    of_french = sum(word in _FRENCH_WORDS for word in said)
    if of_english > _CLEAR * (of_english + of_french):
        return "en"
    return "fr" if of_french > _CLEAR * (of_english + of_french) else None


def _words(listed: str, numbers: Iterable[tuple[str, int]]) -> set[str]:
    return {*listed.split(), *(word for phrase, _ in numbers for word in phrase.split())}


_OF_ENGLISH: Final = _words(_ENGLISH, english.number_words())
_OF_FRENCH: Final = _words(_FRENCH, french.number_words())
_ENGLISH_WORDS: Final = frozenset(_OF_ENGLISH - _OF_FRENCH)
_FRENCH_WORDS: Final = frozenset(_OF_FRENCH - _OF_ENGLISH)
