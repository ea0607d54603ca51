"""The guideline lint: what clients cut from bills, found by rules before the lawyer approves.

Only rules that are switched on speak. Lines that no client sees are looked at for their dates and their day
alone; lines at no charge are not asked about clerical work and travel.
"""

from collections.abc import Iterator, Sequence

from core.domain.codes import Billing
from core.domain.findings import Field, Finding
from core.domain.guidelines import Guideline
from core.domain.hours import hours_text
from core.domain.preferences import Rules
from core.drafting.lint.chores import is_clerical
from core.drafting.lint.contacts import contact_gaps, contact_of
from core.drafting.lint.days import alike, could_be_twice, date_trouble, day_minutes, overlapping
from core.drafting.lint.findings import lacking, on_field, on_words
from core.drafting.lint.languages import read_line
from core.drafting.lint.line import Line
from core.drafting.lint.parts import parts
from core.drafting.lint.sentences import Missing
from core.drafting.lint.tasks import Reading, Task
from core.drafting.lint.vague import is_vague, missing
from core.drafting.lint.vocabulary import Work

_MANY = 3
_GAPS = {
    Guideline.PARTY_MISSING: (Missing.PARTY,),
    Guideline.SUBJECT_MISSING: (Missing.SUBJECT,),
    Guideline.OFFICE_CONFERENCE: (Missing.SUBJECT, Missing.NEED),
}


def lint(line: Line, rules: Rules, neighbours: Sequence[Line] = ()) -> tuple[Finding, ...]:
    """The findings on a line among the others of the lawyer's day; neighbours of another day do not count."""
    on_day = [one for one in neighbours if one.id != line.id and one.work_date == line.work_date]
    found = [*_on_line(line, rules), *_on_day(line, rules, on_day if line.work_date else [])]
    allowed = [one for one in found if not isinstance(one.code, Guideline) or one.code in rules.guidelines]
    return tuple(_first_of_each(allowed))


def _first_of_each(found: Sequence[Finding]) -> Iterator[Finding]:
    """A code is said once on a line, where it first holds."""
    codes = set()
    for one in found:
        if one.code not in codes:
            codes.add(one.code)
            yield one


def _on_line(line: Line, rules: Rules) -> Iterator[Finding]:
    if line.billing is Billing.NON_BILLABLE or not line.narrative.strip():
        return
    reading = read_line(line.narrative)
    if _is_block(reading.tasks, line.minutes, rules):
        yield _block(line, reading)
    for task in reading.tasks:
        yield from _on_task(task, reading, line)


def _is_block(tasks: Sequence[Task], minutes: int | None, rules: Rules) -> bool:
    """Three tasks, or travel with other work; two weigh by their time, and count if nobody said it."""
    travels = {Work.TRAVEL in task.works for task in tasks}
    if len(tasks) >= _MANY or len(travels) > 1:
        return True
    return len(tasks) > 1 and (minutes is None or minutes >= rules.block_minutes)


def _block(line: Line, reading: Reading) -> Finding:
    made = parts(reading, line.hours_said) if len(reading.text) == len(line.narrative) else ()
    first, last = reading.tasks[0].start, reading.tasks[-1].end
    return on_words(Guideline.BLOCK_BILLED, reading, (first, last)).model_copy(update={"parts": made})


def _on_task(task: Task, reading: Reading, line: Line) -> Iterator[Finding]:
    span = (task.start, task.end)
    charged = line.billing is Billing.BILLABLE
    if is_clerical(task, reading.vocabulary):
        if charged:
            yield _clerical(task, reading)
        return
    if Work.TRAVEL in task.works and charged:
        yield on_words(Guideline.TRAVEL, reading, span)
    vague = is_vague(task, reading)
    if vague:
        yield lacking(Guideline.VAGUE, span, missing(task))
    contact = contact_of(task, reading)
    if contact and (not vague or Work.CONTACT in task.works):
        for gap in contact_gaps(contact):
            yield lacking(gap, span, _GAPS[gap])


def _clerical(task: Task, reading: Reading) -> Finding:
    """Alone on its line it is proposed as non-billable; with other work, it is to be split off first."""
    found = on_words(Guideline.CLERICAL, reading, (task.start, task.end))
    if not all(is_clerical(one, reading.vocabulary) for one in reading.tasks):
        return found
    return found.model_copy(update={"field": Field.BILLING, "proposal": Billing.NON_BILLABLE.value})


def _on_day(line: Line, rules: Rules, neighbours: Sequence[Line]) -> Iterator[Finding]:
    if trouble := date_trouble(line, rules):
        yield on_field(trouble, Field.WORK_DATE, (str(line.work_date),))
    total = day_minutes(line, neighbours)
    if line.minutes and line.work_date and total > rules.day_minutes:
        yield on_field(Guideline.LONG_DAY, Field.HOURS, (hours_text(total),))
    if shared := overlapping(line, neighbours):
        yield on_field(Guideline.OVERLAPS, Field.HOURS, shared)
    if twice := _said_before(line, neighbours):
        yield on_field(Guideline.NEAR_DUPLICATE, Field.NARRATIVE, twice)


def _said_before(line: Line, neighbours: Sequence[Line]) -> tuple[str, ...]:
    """The ids of the lines that say nearly the same."""
    others = [one for one in neighbours if could_be_twice(line, one)]
    if not others or line.billing is Billing.NON_BILLABLE:
        return ()
    reading = read_line(line.narrative)
    return tuple(one.id for one in others if alike(reading, read_line(one.narrative)))
