"""Which of the matters offered was named where; the product's own rules decide what names one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from core.domain.findings import Evidence, Field
from core.domain.matters import Matter
from core.drafting.matter_index import Grade
from core.drafting.naming import Naming
from core.drafting.rules.names import Names, Run
from core.drafting.rules.phrases import Phrases
from core.drafting.rules.spans import Span
from core.drafting.words import KINDS, LINKS


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a matter was named; `matter_id` is None when none of those offered is named beyond doubt.

    `set_apart` says that the words do nothing but name it: "Smith file", or a clause that is nothing else.
    `whole` says that they are more than a person's name, which may be anybody's: "Wilson estate".
    """

    matter_id: str | None
    span: Span
    by_phrase: bool
    set_apart: bool
    whole: bool


def find_mentions(
    text: str, matters: Sequence[Matter], phrases: Phrases, taken: Sequence[Span]
) -> list[Mention]:
    """Every mention of a matter, in order; `taken` are stretches that say something else."""
    finder = _Finder(Names(text, tuple(matters), phrases, taken))
    mentions = [mention for run in finder.names.runs() if (mention := finder.mention(run))]
    return sorted(mentions, key=lambda mention: mention.span)


def taken_back(text: str, mentions: Sequence[Mention], phrases: Phrases) -> dict[Mention, Span]:
    """The mentions that the next one corrects, each with the words that say so."""
    found = {}
    for earlier, later in pairwise(mentions):
        gap = Span(earlier.span.end, later.span.start)
        lead = phrases.correction.search(gap.cut(text))
        if lead and not phrases.filler.sub("", gap.cut(text).replace(lead[0], "")).strip(" .,;:-"):
            found[earlier] = gap
    return found


@dataclass(frozen=True)
class _Finder:
    names: Names

    def mention(self, run: Run) -> Mention | None:
        """What a run names; None for words that are likelier to mean something else."""
        words, text = self.names.words, self.names.text
        span = Span(words[run.first].start, words[run.after - 1].end)
        if run.by_phrase:
            return Mention(self._id(span), span, by_phrase=True, set_apart=True, whole=True)
        if self._is_person(run) and not self._is_whole(run):
            return None
        named = self._id(span)
        if not self._is_surely_a_name(run, span, named):
            return None
        apart = self._is_clause(run, span, text)
        return Mention(named, span, by_phrase=False, set_apart=apart, whole=apart or self._is_whole(run))

    def _is_whole(self, run: Run) -> bool:
        words = [word for word in self.names.words[run.first : run.after] if word.text not in LINKS]
        fitting = [at for at in range(run.first, run.after) if at in self.names.fits]
        kind = any(word.text in KINDS or word.text.isdecimal() for word in words)
        linked = len(words) < run.after - run.first
        return len(fitting) > 1 and (kind or linked)

    def _id(self, span: Span) -> str | None:
        quote = span.cut(self.names.text)
        evidence = Evidence(field=Field.MATTER, quote=quote, start=span.start, end=span.end)
        naming = Naming(self.names.text, evidence, self.names.matters)
        places = (place for place in range(len(self.names.matters)) if naming.names(place))
        return next((self.names.matters[place].id for place in places), None)

    def _is_person(self, run: Run) -> bool:
        clauses = self.names.clauses
        together = run.first > 0 and clauses[run.first - 1] == clauses[run.first]
        return together and self.names.words[run.first - 1].text in self.names.phrases.roles

    @cached_property
    def _is_cased(self) -> bool:
        """Whether names within sentences are written with capitals here."""
        return any(map(self.names.is_capital, range(len(self.names.words))))

    def _is_surely_a_name(self, run: Run, span: Span, named: str | None) -> bool:
        words = self.names.words[run.first : run.after]
        if any(map(str.isdecimal, span.cut(self.names.text))):
            return named is not None
        if all(word.text in KINDS for word in words):
            return named is not None
        if any(
            self.names.text[word.start].isupper() and self._is_spelled_or_apart(at)
            for at, word in enumerate(words, run.first)
        ):
            return True
        if self._is_cased:
            return named is not None and len(words) > 1
        spelled = all(self.names.fits.get(at) is Grade.SPELLED for at in range(run.first, run.after))
        return spelled and not all(word.text in self.names.phrases.ordinary for word in words)

    def _is_spelled_or_apart(self, at: int) -> bool:
        """A capital at the beginning of a sentence makes no name of a word that only sounds like one."""
        return self.names.is_capital(at) or self.names.fits.get(at) is Grade.SPELLED

    def _is_clause(self, run: Run, span: Span, text: str) -> bool:
        clause = self.names.clauses[run.first]
        own = [word for at, word in enumerate(self.names.words) if self.names.clauses[at] == clause]
        rest = text[own[0].start : span.start] + " " + text[span.end : own[-1].end]
        return not self.names.phrases.heading.sub("", rest).strip(" .,;:-'\u2019s")
