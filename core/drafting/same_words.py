"""Words as they compare between what was said and a narrative that tells it in a lawyer's words.

A narrative may say "Telephone conference" for a call and "Reviewed" for reading, so words of one meaning are
one; endings make no difference; small words, which say nothing of the work, are none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from core.drafting.words import COMMON
from core.language import english, french
from core.language.tokens import Kind, tokenize
from core.language.vocabulary import plain

# What speaks of the subject of the task told just before.
SAME: Final = re.compile(
    r"\b(?:re|regarding|about|on|concerning) (?:the )?same\b(?! (?:day|date|file|matter|case|client))|"
    r"\b(?:à|sur) ce sujet\b|\bsur le même sujet\b",
    re.IGNORECASE,
)
_STEM: Final = 5
_LEAST: Final = 3
# One meaning a line, by how its words begin.
_ALIKE: Final = """
    call called calls telephone telephoned phone phoned appel appele teleph conference confer
    email emails mail mailed courriel courri
    letter letters lettre lettres wrote write writing corresp
    meet meets met meeting rencontre rencon reunion
    speak spoke speaking talk talked parle parler discus discu echang convers
    review reviewed read reading examin analy revis lecture relu lire consid etude etudi study studie
    draft drafted redige redac prepar redraf write ecrit
    court tribunal judge juge
    counsel lawyer attorney solicitor avocat procur
    regard regarding concern about sujet relativ
    hearing audience attend appear compar
    agreement contract contrat convention entente
    motion requete demande
    client cliente
    bookmark signet
    research recherche
    send sent sending envoi envoye transm
"""
_SMALL_WORDS = """
    was were been has have had did done does then also next all any some same other more each both into
    onto over under after before between through upon per its his her their they them she him who what
    when where which while there here now just about said says say will would could should can may might
    must not nor but out off up down new point time times hour hours minute minutes tenth tenths today
    yesterday half quarter est sont etait ete ont avons avait fait ainsi puis ensuite tout tous toute
    toutes autre autres meme plus elle ils elles nous vous ses son leur leurs cette ces dont apres avant
    entre lors afin heure heures minute minutes dixieme dixiemes hier aujourd hui virgule demi demie quart
"""
_SMALL: Final = COMMON - {"client", "clients", "cliente"} | frozenset(_SMALL_WORDS.split())


def _numbers() -> dict[str, str]:
    words = (*english.number_words(), *french.number_words())
    return {phrase: str(value) for phrase, value in words if " " not in phrase}


_NUMBERS: Final[Mapping[str, str]] = MappingProxyType(_numbers())


def _meanings() -> dict[str, str]:
    lines = (line.split() for line in _ALIKE.strip().splitlines())
    return {word[:_STEM]: words[0] for words in lines for word in words}


_MEANINGS: Final[Mapping[str, str]] = MappingProxyType(_meanings())


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that says something: what it compares by, and its span."""

    meaning: str
    start: int
    end: int
    is_name: bool


def telling(text: str) -> Iterator[Telling]:
    """The words of a text that say something, in order; numbers too, in figures."""
    for token in tokenize(text):
        word = plain(token.text)
        if token.kind is Kind.SIGN or word in _SMALL:
            continue
        if token.kind is Kind.FIGURE or word in _NUMBERS:
            yield Telling(_NUMBERS.get(word, word), token.start, token.end, is_name=False)
        elif len(word) >= _LEAST:
            stem = word[:_STEM]
            yield Telling(_MEANINGS.get(stem, stem), token.start, token.end, text[token.start].isupper())


def meanings(text: str) -> frozenset[str]:
    """What the words of a text mean, as they compare."""
    return frozenset(word.meaning for word in telling(text))
