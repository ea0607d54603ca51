"""Lines that do not say what the work was on."""

from core.drafting.lint.contacts import contact_of
from core.drafting.lint.content import any_tells, subject_at
from core.drafting.lint.sentences import Missing
from core.drafting.lint.tasks import Reading, Task
from core.drafting.lint.vocabulary import Work

_ON_SOMETHING = frozenset({Work.READ, Work.WRITE, Work.RESEARCH})


def is_vague(task: Task, reading: Reading) -> bool:
    """Whether nothing a task names could be looked up."""
    vocabulary = reading.vocabulary
    if not task.found:
        return task.opening and not any_tells(reading.tokens, vocabulary)
    if Work.EMPTY in task.works:
        at = subject_at(task.objects, vocabulary)
        return at is None or not any_tells(task.objects[at:], vocabulary)
    if Work.CONTACT in task.works:
        return _is_any_contact(task, reading)
    if task.works & _ON_SOMETHING:
        same = not task.opening and any(vocabulary.has("backward", word.text) for word in task.objects)
        return not same and not any_tells(task.words, vocabulary)
    return bool(task.works & {Work.ATTEND, Work.TALK}) and not task.words


def _is_any_contact(task: Task, reading: Reading) -> bool:
    """Whether it is "various emails" and no more."""
    contact = contact_of(task, reading)
    various = any(reading.vocabulary.has("vague_leads", word.text) for word in task.before)
    return various and contact is not None and not contact.has_party and not contact.has_subject


def missing(task: Task) -> tuple[Missing, ...]:
    """What a vague task should name."""
    if Work.RESEARCH in task.works:
        return (Missing.QUESTION, Missing.ISSUE)
    if Work.CONTACT in task.works:
        return (Missing.PARTY, Missing.SUBJECT)
    return (Missing.DOCUMENT, Missing.ISSUE)
