"""Time entries from a transcript, by rules: what is not plainly said stays empty."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from core.domain.codes import Billing
from core.domain.entries import EntryKind
from core.domain.hours import hours_text
from core.drafting.billing_words import billing_said
from core.drafting.checked import Source
from core.drafting.context import DraftContext
from core.drafting.rules.activities import find_activity
from core.drafting.rules.english import ENGLISH
from core.drafting.rules.french import FRENCH
from core.drafting.rules.matters import Mention, find_matter
from core.drafting.rules.narrative import narrate, stands_alone, with_lead_in
from core.drafting.rules.phrases import Phrases
from core.drafting.rules.spans import Span
from core.drafting.rules.tasks import is_empty, split_tasks, without_totals
from core.drafting.schema import (
    Proposal,
    ProposedActivity,
    ProposedBilling,
    ProposedEntry,
    ProposedMatter,
    ProposedNarrative,
    ProposedText,
)

_PHRASES: Final[Mapping[str, Phrases]] = MappingProxyType({"en": ENGLISH, "fr": FRENCH})


@dataclass(frozen=True, slots=True)
class _Dictation:
    """A whole transcript; `minutes` has every time said, totals too, `times` only those of tasks.

    `gaps` are where it is blank, for what was said to the machine or off the record.
    """

    transcript: str
    context: DraftContext
    language: str
    phrases: Phrases
    minutes: Mapping[Span, int]
    times: Sequence[Span]
    gaps: Sequence[Span]


@dataclass(frozen=True, slots=True)
class _Task:
    """One dictated task within the transcript."""

    dictation: _Dictation
    span: Span

    @property
    def text(self) -> str:
        return self.span.cut(self.dictation.transcript)

    @property
    def time(self) -> Span | None:
        return next((time for time in self.dictation.times if self.span.holds(time)), None)

    def search(self, pattern: re.Pattern[str], group: int = 0) -> Span | None:
        """Where a pattern is first found within the task."""
        match = pattern.search(self.text)
        return self.placed(Span.of(match, group)) if match else None

    def placed(self, span: Span) -> Span:
        """A stretch of the task's own text as a stretch of the transcript."""
        return Span(self.span.start + span.start, self.span.start + span.end)

    def quote(self, span: Span | None) -> str | None:
        """The verbatim words of a stretch of the transcript."""
        return span.cut(self.dictation.transcript) if span else None


def propose(transcript: str, context: DraftContext) -> Proposal:
    """The entries that were dictated; none in a language that the rules do not know."""
    source = Source(transcript, context)
    language = source.language
    if language is None:
        return Proposal(entries=())
    phrases = _PHRASES[language]
    transcript = source.dictated
    minutes = {
        Span(said.start, said.end): said.minutes
        for said in source.durations
        if not source.is_order(said.start, said.end)
    }
    times = without_totals(transcript, list(minutes), language)
    gaps = [Span(*span) for span in (*source.orders, *source.hidden)]
    dictation = _Dictation(transcript, context, language, phrases, minutes, times, gaps)
    day = _opening_day(dictation)
    tasks = (_Task(dictation, span) for span in split_tasks(transcript, times, phrases))
    return Proposal(entries=tuple(_entry(task, day) for task in tasks))


def _opening_day(dictation: _Dictation) -> Span | None:
    """The day said before the first time and nothing else: it holds for all entries."""
    phrases = dictation.phrases
    opening = dictation.transcript[: dictation.times[0].start] if dictation.times else ""
    match = phrases.day.search(opening)
    return Span.of(match) if match and is_empty(phrases.day.sub("", opening), phrases) else None


def _entry(task: _Task, opening_day: Span | None) -> ProposedEntry:
    phrases = task.dictation.phrases
    bookmark = task.search(phrases.bookmark, 1)
    mention = find_matter(task.text, task.dictation.context.matters, phrases)
    billing, billing_words = _billing(task)
    return ProposedEntry(
        kind=EntryKind.BOOKMARK if bookmark else EntryKind.TIME,
        hours=_hours(task),
        work_date=_work_date(task, task.search(phrases.day) or opening_day),
        matter=_matter(task, mention),
        narrative=_narrative(task, [span for span in (billing_words, bookmark) if span], mention),
        activity_code=_activity(task),
        task_code=ProposedText(value=None, quote=None),
        billing=ProposedBilling(value=billing, quote=task.quote(billing_words)),
    )


def _hours(task: _Task) -> ProposedText:
    if task.time is None:
        return ProposedText(value=None, quote=None)
    return ProposedText(value=hours_text(task.dictation.minutes[task.time]), quote=task.quote(task.time))


def _work_date(task: _Task, said: Span | None) -> ProposedText:
    quote = task.quote(said)
    if quote is None:
        return ProposedText(value=None, quote=None)
    days_ago = task.dictation.phrases.days_ago[quote.lower().replace("\u2019", "'")]
    return ProposedText(value=str(task.dictation.context.day - timedelta(days=days_ago)), quote=quote)


def _matter(task: _Task, mention: Mention | None) -> ProposedMatter:
    if mention is None:
        return ProposedMatter(id=None, quote=None)
    return ProposedMatter(id=mention.matter_id, quote=task.quote(task.placed(mention.span)))


def _activity(task: _Task) -> ProposedActivity:
    activity = find_activity(task.text, task.dictation.phrases)
    if activity is None:
        return ProposedActivity(value=None, quote=None)
    return ProposedActivity(value=activity.code, quote=task.quote(task.placed(activity.span)))


def _billing(task: _Task) -> tuple[Billing, Span | None]:
    said = billing_said(task.text, task.dictation.language)
    return (said[0], task.placed(Span(said[1], said[2]))) if said else (Billing.BILLABLE, None)


def _narrative(task: _Task, instructions: list[Span], mention: Mention | None) -> ProposedNarrative:
    """What was said of the work, without times, day and instructions."""
    dictation = task.dictation
    phrases = dictation.phrases
    times = [time for time in dictation.minutes if task.span.holds(time)]
    day = [span for span in (task.search(phrases.day),) if span]
    removed = [*times, *day, *instructions, *_matter_phrase(task, mention)]
    narrative = narrate(dictation.transcript, task.span, removed, phrases)
    if narrative is None:
        return ProposedNarrative(text="", quote=None)
    return ProposedNarrative(text=narrative.text, quote=task.quote(_unbroken(narrative.span, dictation.gaps)))


def _unbroken(span: Span, gaps: Sequence[Span]) -> Span:
    """The longest part of a stretch that no gap breaks: a quote is words in unbroken order."""
    within = sorted(gap for gap in gaps if gap.start < span.end and span.start < gap.end)
    starts, ends = [span.start, *(gap.end for gap in within)], [*(gap.start for gap in within), span.end]
    return max(map(Span, starts, ends), key=lambda part: part.end - part.start)


def _matter_phrase(task: _Task, mention: Mention | None) -> list[Span]:
    """What to leave out of the narrative: a phrase set apart, never a name within a sentence."""
    if mention is None:
        return []
    transcript, span = task.dictation.transcript, task.placed(mention.span)
    if mention.by_phrase:
        phrase = with_lead_in(transcript, span, task.span.start, task.dictation.phrases)
        return [phrase] if phrase else []
    return [span] if stands_alone(transcript, span, task.span) else []
