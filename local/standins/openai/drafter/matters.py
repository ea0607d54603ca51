"""Which of the offered matters was named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from typing import Any

from local.standins.openai.drafter.spans import Span

TOKEN = re.compile(r"[A-Za-z0-9][\w&'\u2019-]*")
NOUN = re.compile(r"(?:file|matter|case)s?$", re.IGNORECASE)
LINKS = frozenset({"v", "vs", "versus", "the", "of", "and", "in", "re", "for", "a", "an"})
# Words that stand in many matter names and in ordinary sentences alike.
_COMMON = """
    client counsel court estate properties property agreement agreements contract contracts purchase sale
    lease employment services corporate corp corporation inc ltd limited llp llc company group holdings
    general advice litigation settlement claim file matter case review family trust new
"""
COMMON = LINKS | frozenset(_COMMON.split())


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a matter was named; `matter_id` is None when several of the offered ones fit as well."""

    matter_id: str | None
    span: Span
    by_phrase: bool


@dataclass(frozen=True, slots=True)
class _Offer:
    id: str
    words: frozenset[str]

    @property
    def telling(self) -> frozenset[str]:
        """Return the words that tell this matter from ordinary speech."""
        return frozenset(word for word in self.words - COMMON if len(word) > 1)


type _Run = list[re.Match[str]]


def find_matter(text: str, matters: list[dict[str, Any]]) -> Mention | None:
    """Return the matter named in the text: as "Smith file" (or matter, case), or else by a name alone."""
    offers = [_Offer(str(matter.get("id")), _words(matter)) for matter in matters]
    known = frozenset[str]().union(*(offer.words for offer in offers)) | LINKS
    telling = frozenset[str]().union(*(offer.telling for offer in offers))
    clauses = _clauses(text)
    phrases = (run for clause in clauses for run in _phrases(clause, known, telling))
    mentions = filter(None, (_mention(run, offers, by_phrase=True) for run in phrases))
    return next(mentions, None) or _by_name(clauses, known, telling, offers)


def _words(matter: dict[str, Any]) -> frozenset[str]:
    names = [matter.get(name) or "" for name in ("name", "client", "number")]
    said = " ".join(map(str, (*names, *(matter.get("aliases") or ()))))
    return frozenset(_plain(token) for token in TOKEN.finditer(said)) - LINKS


def _plain(token: re.Match[str]) -> str:
    return re.sub(r"['\u2019]s?$", "", token[0].lower())


def _clauses(text: str) -> list[_Run]:
    """Return the words between stops; the stop of "v." is none."""
    clauses: list[_Run] = [[]]
    for token in TOKEN.finditer(text):
        last = clauses[-1][-1] if clauses[-1] else None
        if last and re.search(r"[.,;:?!]", text[last.end() : token.start()]) and _plain(last) not in LINKS:
            clauses.append([])
        clauses[-1].append(token)
    return clauses


def _phrases(clause: _Run, known: frozenset[str], telling: frozenset[str]) -> Iterator[_Run]:
    """Yield the known words that lead up to, or follow, each "file", "matter" or "case"."""
    for index, token in enumerate(clause):
        if NOUN.match(token[0]):
            before = list(takewhile(lambda word: _plain(word) in known, clause[:index][::-1]))[::-1]
            yield [*dropwhile(lambda word: _plain(word) not in telling, before), token]
            yield [token, *_known_from(clause[index + 1 :], known | {"number"})]


def _known_from(clause: _Run, known: frozenset[str]) -> _Run:
    return list(takewhile(lambda word: _plain(word) in known, clause))


def _by_name(
    clauses: list[_Run], known: frozenset[str], telling: frozenset[str], offers: list[_Offer]
) -> Mention | None:
    runs = (
        _known_from(clause[index:], known)
        for clause in clauses
        for index, token in enumerate(clause)
        if _plain(token) in telling
    )
    mentions = [mention for run in runs if (mention := _mention(run, offers, by_phrase=False))]
    named = {mention.matter_id for mention in mentions}
    return mentions[0] if len(named) == 1 and None not in named else None


def _mention(run: _Run, offers: list[_Offer], *, by_phrase: bool) -> Mention | None:
    said = {_plain(token) for token in run}
    scores = {offer.id: len(said & offer.words) for offer in offers if said & offer.telling}
    if not scores:
        return None
    best = [name for name, score in scores.items() if score == max(scores.values())]
    while _plain(run[-1]) in LINKS:
        run = run[:-1]
    span = Span(run[0].start(), run[-1].end())
    return Mention(best[0] if len(best) == 1 else None, span, by_phrase)
