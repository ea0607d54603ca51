"""The tense of narratives: which verbs begin their tasks, and how these are set into a firm's tense.

English has "Reviewed" and "Review", French "Révisé" and "Réviser". A task may as well begin with a noun
("Call with counsel", "Révision du bail"): that has no tense, and is left as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.domain.preferences import Tense
from core.drafting.sentences import sentences
from core.drafting.work_verbs import WORK_VERBS, Form, Verb

_WANTED: Final = {Tense.PAST: Form.PAST, Tense.BASE: Form.BASE}
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEGINS: Final = re.compile(
    r"^\W*(?:(?:further|also|then|again|briefly|carefully|ensuite|puis|aussi)\s+)?|[;:]\s+", re.IGNORECASE
)
_JOINED: Final = re.compile(
    r"(?:,\s*|\s)(?:and|then|et|puis)\s+(?:(?:then|also|puis|ensuite)\s+)?", re.IGNORECASE
)
# Words that are nouns as often as verbs, and what follows them as nouns.
_NOUN_WORDS = """
    answer appeal brief call comment conference contact copy draft e-mail email exchange fax file hearing
    interview letter meeting note order phone plan pleading record reply report request research review
    schedule search study telephone transfer travel update visit witness work
"""
_NOUNS: Final = frozenset(_NOUN_WORDS.split())
_NOUN_GOES_ON: Final = re.compile(
    r"\s*(?:[,.;:]|$|(?:of|with|from|to|re|regarding|about|on|between|concerning|for|calls?|conferences?|"
    r"meetings?|discussions?|conversations?|interviews?|memo\w*|notes?)\b|"
    r"and\s+(?:calls?|e-?mails?|letters?|meetings?|conferences?)\b)",
    re.IGNORECASE,
)
_OF: Final = re.compile(r"\s+of\b", re.IGNORECASE)
# Participles that stand before a noun as often as they tell of work.
_QUALITY_WORDS = """
    amended attached closed completed executed filed ordered proposed redacted registered related requested
    revised signed updated modifié révisé signé proposé amendé exécuté déposé
"""
_QUALITIES: Final = frozenset(_QUALITY_WORDS.split())
_OBJECT: Final = re.compile(
    r"\s+(?:the|an?|his|her|its|their|our|same|with|to|le|la|les|un|une|des|du|son|sa|ses|leur|avec|à)\b|"
    r"\s+l['\u2019]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A verb where a task begins, as character offsets of the narrative."""

    start: int
    end: int
    verb: Verb
    form: Form


def out_of_tense(narrative: str, tense: Tense, language: str) -> tuple[str, ...]:
    """The verbs that begin a task in another form; none in a language that is neither "en" nor "fr"."""
    wanted = _WANTED[tense]
    return tuple(
        narrative[one.start : one.end] for one in _verbs(narrative, language) if one.form is not wanted
    )


def in_tense(narrative: str, tense: Tense, language: str) -> str:
    """The narrative with every verb that begins a task in this tense; all else stays letter for letter."""
    for one in reversed(_verbs(narrative, language)):
        said = narrative[one.start : one.end]
        form = one.verb.past if tense is Tense.PAST else one.verb.base
        written = form[:1].upper() + form[1:] if said[:1].isupper() else form
        if one.form is not _WANTED[tense]:
            narrative = narrative[: one.start] + written + narrative[one.end :]
    return narrative


def _verbs(narrative: str, language: str) -> list[Placed]:
    found = [verb for begin, end in sentences(narrative) for verb in _of(narrative, begin, end, language)]
    return sorted(found, key=lambda one: one.start)


def _of(narrative: str, begin: int, end: int, language: str) -> Iterator[Placed]:
    """The verbs of one sentence: at its beginning, behind a semicolon, and joined to such a one by "and"."""
    sentence = narrative[begin:end]
    leading = [verb for at in _BEGINS.finditer(sentence) if (verb := _verb(sentence, at.end(), language))]
    yield from (_moved(verb, begin) for verb in leading)
    if leading:
        for at in _JOINED.finditer(sentence, leading[0].end):
            verb = _verb(sentence, at.end(), language)
            if verb and not _is_quality(sentence, verb):
                yield _moved(verb, begin)


def _verb(sentence: str, at: int, language: str) -> Placed | None:
    word = _WORD.match(sentence, at)
    known = WORK_VERBS.get(language, {}).get(word[0].casefold()) if word else None
    if word is None or known is None or _is_noun(sentence, word, known[1]):
        return None
    return Placed(word.start(), word.end(), *known)


def _is_noun(sentence: str, word: re.Match[str], form: Form) -> bool:
    if form is Form.ONGOING and _OF.match(sentence, word.end()):
        return True
    is_one = word[0].casefold() in _NOUNS and form in {Form.BASE, Form.ONGOING}
    return is_one and _NOUN_GOES_ON.match(sentence, word.end()) is not None


def _is_quality(sentence: str, verb: Placed) -> bool:
    said = sentence[verb.start : verb.end].casefold()
    return said in _QUALITIES and not _OBJECT.match(sentence, verb.end)


def _moved(verb: Placed, by: int) -> Placed:
    return Placed(verb.start + by, verb.end + by, verb.verb, verb.form)
