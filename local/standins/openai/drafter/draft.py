"""Time entries from a transcript, by rules: what is not plainly said stays empty."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from local.standins.openai.drafter.activities import find_activity
from local.standins.openai.drafter.hours import SpokenHours, as_text, find_hours
from local.standins.openai.drafter.matters import Mention, find_matter
from local.standins.openai.drafter.narrative import narrate, stands_alone, with_lead_in
from local.standins.openai.drafter.spans import Span
from local.standins.openai.drafter.tasks import BOOKMARK, DATE_WORD, is_empty, split_tasks

_BILLING = [
    ("no_charge", re.compile(r"\b(?:no[ -]charge|do(?: not|n['\u2019]t) charge)\b", re.IGNORECASE)),
    (
        "non_billable",
        re.compile(
            r"\b(?:non[ -]?billable|not billable|unbillable|do(?: not|n['\u2019]t) bill)\b", re.IGNORECASE
        ),
    ),
    ("billable", re.compile(r"\bbillable\b", re.IGNORECASE)),
]

type Field = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class _Task:
    """One dictated task within the transcript."""

    transcript: str
    span: Span
    hours: SpokenHours | None

    def search(self, pattern: re.Pattern[str], group: int = 0) -> Span | None:
        """Return where a pattern is first found within the task."""
        match = pattern.search(self.span.cut(self.transcript))
        return self.placed(Span.of(match, group)) if match else None

    def placed(self, span: Span) -> Span:
        """Return a stretch of the task's own text as a stretch of the transcript."""
        return Span(self.span.start + span.start, self.span.start + span.end)

    def field(self, value: str | None, span: Span | None, name: str = "value") -> Field:
        """Return a field of the answer with its verbatim evidence."""
        return {name: value, "quote": span.cut(self.transcript) if span else None}


def draft(dictation: dict[str, Any]) -> dict[str, Any]:
    """Return the entries dictated in `transcript`, dated from `recorded_on`, for the offered `matters`."""
    text = str(dictation.get("transcript") or "")
    matters = [matter for matter in dictation.get("matters") or [] if isinstance(matter, dict)]
    all_hours = find_hours(text)
    opening_date = _opening_date(text, all_hours)
    entries = []
    for span in split_tasks(text, all_hours):
        hours = next((hours for hours in all_hours if span.holds(hours.span)), None)
        task = _Task(text, span, hours)
        said_on = task.search(DATE_WORD) or opening_date
        entries.append(_entry(task, matters, _work_date(task, said_on, dictation.get("recorded_on"))))
    return {"entries": entries}


def _opening_date(text: str, hours: list[SpokenHours]) -> Span | None:
    """Return the date word said before the first time and nothing else: it holds for all entries."""
    opening = text[: hours[0].span.start] if hours else ""
    match = DATE_WORD.search(opening)
    return Span.of(match) if match and is_empty(DATE_WORD.sub("", opening)) else None


def _work_date(task: _Task, said: Span | None, recorded_on: Any) -> Field:
    try:
        day = date.fromisoformat(str(recorded_on))
    except ValueError:
        said = None
    if said is None:
        return task.field(None, None)
    days_ago = 1 if said.cut(task.transcript).lower() == "yesterday" else 0
    return task.field(str(day - timedelta(days=days_ago)), said)


def _entry(task: _Task, matters: list[dict[str, Any]], work_date: Field) -> dict[str, Any]:
    text = task.span.cut(task.transcript)
    mention, activity, bookmark = find_matter(text, matters), find_activity(text), task.search(BOOKMARK, 1)
    matter_span = task.placed(mention.span) if mention else None
    billing, billing_span = _billing(task)
    removed = [task.hours.span if task.hours else None, task.search(DATE_WORD), billing_span, bookmark]
    narrative = narrate(task.transcript, task.span, [*filter(None, removed), *_matter_phrase(task, mention)])
    return {
        "kind": "bookmark" if bookmark else "time",
        "hours": task.field(as_text(task.hours.value), task.hours.span)
        if task.hours
        else task.field(None, None),
        "work_date": work_date,
        "matter": task.field(mention.matter_id if mention else None, matter_span, "id"),
        "narrative": task.field(
            narrative.text if narrative else "", narrative.span if narrative else None, "text"
        ),
        "activity_code": task.field(activity.code, task.placed(activity.span))
        if activity
        else task.field(None, None),
        "billing": task.field(billing, billing_span),
    }


def _billing(task: _Task) -> tuple[str, Span | None]:
    found = ((value, task.search(pattern)) for value, pattern in _BILLING)
    return next(((value, span) for value, span in found if span), ("billable", None))


def _matter_phrase(task: _Task, mention: Mention | None) -> list[Span]:
    """Return what to leave out of the narrative: a phrase set apart, never a name within a sentence."""
    if mention is None:
        return []
    span = task.placed(mention.span)
    if mention.by_phrase:
        phrase = with_lead_in(task.transcript, span, task.span.start)
        return [phrase] if phrase else []
    return [span] if stands_alone(task.transcript, span, task.span) else []
