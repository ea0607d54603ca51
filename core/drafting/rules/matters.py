"""Which of the offered matters was named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile

from core.domain.matters import Matter
from core.drafting.rules.phrases import Phrases
from core.drafting.rules.spans import Span
from core.language.tokens import Join, Kind, tokenize
from core.language.vocabulary import plain

_STOPS = frozenset(".,;:?!")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a matter was named; `matter_id` is None when several of the offered ones fit as well."""

    matter_id: str | None
    span: Span
    by_phrase: bool


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Offer:
    id: str
    words: frozenset[str]
    telling: frozenset[str]


type _Run = list[_Word]


@dataclass(frozen=True, slots=True)
class _Known:
    """The words that can name the offered matters."""

    offers: Sequence[_Offer]
    phrases: Phrases

    @property
    def words(self) -> frozenset[str]:
        return frozenset[str]().union(*(offer.words for offer in self.offers)) | self.phrases.links

    @property
    def telling(self) -> frozenset[str]:
        return frozenset[str]().union(*(offer.telling for offer in self.offers))


def find_matter(text: str, matters: Sequence[Matter], phrases: Phrases) -> Mention | None:
    """The matter named in the text: as "Smith file" ("dossier Roy"), or else by a name alone."""
    known = _Known([_offer(matter, phrases) for matter in matters], phrases)
    clauses = _clauses(text, phrases)
    runs = (run for clause in clauses for run in _file_phrases(clause, known))
    mentions = filter(None, (_mention(run, known, by_phrase=True) for run in runs))
    return next(mentions, None) or _by_name(clauses, known)


def _offer(matter: Matter, phrases: Phrases) -> _Offer:
    called = " ".join((matter.name, matter.client, matter.number, *matter.aliases))
    words = frozenset(word.text for clause in _clauses(called, phrases) for word in clause) - phrases.links
    return _Offer(matter.id, words, frozenset(word for word in words - phrases.common if len(word) > 1))


def _clauses(text: str, phrases: Phrases) -> list[_Run]:
    """The words between stops; the stop of "v." is none, and "Smith's" is one word."""
    clauses: list[_Run] = [[]]
    for token in tokenize(text):
        last = clauses[-1][-1] if clauses[-1] else None
        if token.kind is Kind.SIGN:
            if last and token.text in _STOPS and last.text not in phrases.links:
                clauses.append([])
        elif last and token.join is Join.APOSTROPHE and token.text == "s":
            clauses[-1][-1] = replace(last, end=token.end)
        else:
            clauses[-1].append(_Word(plain(token.text), token.start, token.end))
    return clauses


def _file_phrases(clause: _Run, known: _Known) -> Iterator[_Run]:
    """The known words that lead up to, or follow, each "file", "matter" or "case"."""
    phrases, words, telling = known.phrases, known.words, known.telling
    for index, word in enumerate(clause):
        if word.text in phrases.file_nouns:
            before = _known_from(clause[:index][::-1], words)[::-1]
            yield [*dropwhile(lambda word: word.text not in telling, before), word]
            yield [word, *_known_from(clause[index + 1 :], words | phrases.number_nouns)]


def _known_from(clause: _Run, words: frozenset[str]) -> _Run:
    return list(takewhile(lambda word: word.text in words, clause))


def _by_name(clauses: Sequence[_Run], known: _Known) -> Mention | None:
    words, telling = known.words, known.telling
    runs = (
        _known_from(clause[index:], words)
        for clause in clauses
        for index, word in enumerate(clause)
        if word.text in telling
    )
    mentions = [mention for run in runs if (mention := _mention(run, known, by_phrase=False))]
    named = {mention.matter_id for mention in mentions}
    return mentions[0] if len(named) == 1 and None not in named else None


def _mention(run: _Run, known: _Known, *, by_phrase: bool) -> Mention | None:
    said = {word.text for word in run}
    scores = {offer.id: len(said & offer.words) for offer in known.offers if said & offer.telling}
    if not scores:
        return None
    best = [name for name, score in scores.items() if score == max(scores.values())]
    while run[-1].text in known.phrases.links:
        run = run[:-1]
    return Mention(best[0] if len(best) == 1 else None, Span(run[0].start, run[-1].end), by_phrase)
