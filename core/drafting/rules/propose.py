"""Time entries from a transcript, by rules: what is not plainly said stays empty."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from core.domain.codes import Billing
from core.domain.entries import EntryKind
from core.domain.hours import hours_text
from core.drafting.checked import Source
from core.drafting.context import DraftContext
from core.drafting.rules.activities import find_activity
from core.drafting.rules.days import Day
from core.drafting.rules.english import ENGLISH
from core.drafting.rules.french import FRENCH
from core.drafting.rules.matters import Mention
from core.drafting.rules.narrative import narrate
from core.drafting.rules.phrases import Phrases
from core.drafting.rules.said import Said, understood
from core.drafting.rules.spans import Span
from core.drafting.rules.task import Task
from core.drafting.rules.tasks import tasks
from core.drafting.schema import (
    Proposal,
    ProposedActivity,
    ProposedBilling,
    ProposedEntry,
    ProposedMatter,
    ProposedNarrative,
    ProposedText,
)
from core.drafting.tense import in_tense

_PHRASES: Final[Mapping[str, Phrases]] = MappingProxyType({"en": ENGLISH, "fr": FRENCH})
_UNSAID: Final = ProposedText(value=None, quote=None)


def propose(transcript: str, context: DraftContext) -> Proposal:
    """The entries that were dictated; none for talk that shows no work, or in a language we do not know."""
    source = Source(transcript, context)
    if source.language is None:
        return Proposal(entries=())
    said = understood(source, source.language, _PHRASES[source.language])
    entries = (_entry(task, said) for task in tasks(said))
    return Proposal(entries=tuple(_in_tense(entry, context, source.language) for entry in entries))


def _in_tense(entry: ProposedEntry, context: DraftContext, language: str) -> ProposedEntry:
    """The entry with its narrative in the tense that its matter is billed in; a bookmark stays as told."""
    if entry.kind is EntryKind.BOOKMARK:
        return entry
    tense = context.rules(entry.matter.id).tense
    text = in_tense(entry.narrative.text, tense, language)
    return entry.model_copy(update={"narrative": entry.narrative.model_copy(update={"text": text})})


def _entry(task: Task, said: Said) -> ProposedEntry:
    return ProposedEntry(
        kind=EntryKind.BOOKMARK if task.is_bookmark else EntryKind.TIME,
        hours=_hours(task, said),
        work_date=_work_date(task, said),
        matter=_matter(task, said),
        narrative=_narrative(task, said),
        activity_code=_activity(task, said),
        task_code=_UNSAID,
        billing=_billing(task, said),
    )


def _hours(task: Task, said: Said) -> ProposedText:
    """The one time of a task; several that do not agree are quoted whole, for the check to refuse."""
    times = task.times
    if not times:
        return _UNSAID
    minutes = times[0].minutes if len(times) == 1 and not task.has_unsure_time else None
    value = None if minutes is None else hours_text(minutes)
    return ProposedText(value=value, quote=_around(said, [time.span for time in times]))


def _around(said: Said, spans: Sequence[Span]) -> str:
    """The words from the first of several stretches to the last."""
    return Span(min(spans).start, max(span.end for span in spans)).cut(said.text)


def _work_date(task: Task, said: Said) -> ProposedText:
    days: list[Day] = task.days or ([task.heading_day] if task.heading_day else [])
    if not days or task.has_unsure_day:
        return _UNSAID
    if len({day.day for day in days}) > 1:
        return ProposedText(value=None, quote=_around(said, [day.span for day in days]))
    return ProposedText(value=str(days[0].day), quote=days[0].span.cut(said.text))


def _matter(task: Task, said: Said) -> ProposedMatter:
    """The matter that the task's own words name, or the heading it stands under."""
    mentions = _mentions(task)
    spans = [*task.unsure, *(mention.span for mention in mentions)]
    if not spans:
        return ProposedMatter(id=None, quote=None)
    named = {mention.matter_id for mention in mentions}
    sure = len(named) == 1 and not task.unsure
    if not sure:
        return ProposedMatter(id=None, quote=_around(said, spans))
    best = next((one for one in mentions if one.set_apart), mentions[0])
    return ProposedMatter(id=best.matter_id, quote=best.span.cut(said.text))


def _mentions(task: Task) -> list[Mention]:
    if task.names:
        return task.names
    passing = [mention for piece in task.pieces for mention in piece.mentions]
    if task.heading is None:
        return passing
    others = [one for one in passing if one.matter_id not in {None, task.heading.matter_id}]
    return [task.heading, *others]


def _activity(task: Task, said: Said) -> ProposedActivity:
    for piece in task.pieces:
        if activity := find_activity(piece.rest, said.phrases):
            start = piece.span.start + activity.span.start
            return ProposedActivity(
                value=activity.code, quote=said.text[start : piece.span.start + activity.span.end]
            )
    return ProposedActivity(value=None, quote=None)


def _billing(task: Task, said: Said) -> ProposedBilling:
    for piece in task.pieces:
        if (found := said.billing(piece.span)) and found[0] is not Billing.BILLABLE:
            return ProposedBilling(value=found[0], quote=found[1].cut(said.text))
    # "No charge" before several tasks may be said of one or of all: the check points out what has no words.
    opening = task.unsure_billing
    doubted = said.billing(opening.span) if opening else None
    return ProposedBilling(value=doubted[0] if doubted else Billing.BILLABLE, quote=None)


def _narrative(task: Task, said: Said) -> ProposedNarrative:
    narrative = narrate([piece for piece in task.pieces if piece.has_work], said.phrases)
    if narrative is None:
        return ProposedNarrative(text="", quote=None)
    return ProposedNarrative(text=narrative.text, quote=said.unbroken(narrative.span))
