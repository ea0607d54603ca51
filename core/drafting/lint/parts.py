"""A proposed split: every task of a line as a sentence of its own, in the line's own words."""

import re
from collections.abc import Sequence
from typing import Final

from core.domain.findings import Part
from core.drafting.lint.content import subject_at
from core.drafting.lint.heads import stands_at
from core.drafting.lint.tasks import Reading, Task
from core.drafting.lint.times import SaidTimes, bracketed_times
from core.drafting.lint.tokens import Token
from core.drafting.lint.vocabulary import Form
from core.drafting.rules.activities import find_activity

_SPACE: Final = re.compile(r"\s+")
_EDGES: Final = re.compile(r"^[\s,;:.&\u2013\u2014-]+|[\s,;:&\u2013\u2014-]+$|(?<!\b\w)[.\s]+$")
_SPACED_MARK: Final = re.compile(r"\s+(?=[,;.])")


def parts(reading: Reading, hours_said: str = "") -> tuple[Part, ...]:
    """The parts of a line, in order; `hours_said` are the words of the recording that gave its hours."""
    language = reading.vocabulary.code
    times = SaidTimes(language, bracketed_times(reading.text, language), hours_said)
    texts = [_sentence(task, reading, place) for place, task in enumerate(reading.tasks)]
    minutes = times.of_tasks(reading.tasks, texts)
    return tuple(_part(text, said, reading) for text, said in zip(texts, minutes, strict=True))


def _part(text: str, minutes: int | None, reading: Reading) -> Part:
    activity = find_activity(text, reading.vocabulary.phrases)
    return Part(narrative=text, minutes=minutes, activity_code=activity.code if activity else None)


def _sentence(task: Task, reading: Reading, place: int) -> str:
    words = _own_words(task, reading)
    if place:
        words = _resolved(words, task, reading.tasks[place - 1], reading)
        words = _with_subject(words, task, reading)
    bare = _SPACED_MARK.sub("", _SPACE.sub(" ", _EDGES.sub("", words)))
    return f"{bare[:1].upper()}{bare[1:]}."


def _own_words(task: Task, reading: Reading) -> str:
    """The words of a task; of one that shares its object, its work and then the object."""
    first = _first_word(task, reading)
    if not task.shares or not task.objects:
        return _cut(reading, first, task.end)
    last = task.found[-1]
    if last.end > task.objects[0].start - 1 or task.end > task.objects[0].start:
        return _cut(reading, first, task.end)
    return f"{_cut(reading, first, last.end)} {_cut(reading, _object_start(task, reading), _end_of(task))}"


def _object_start(task: Task, reading: Reading) -> int:
    """Where a shared object begins; a noun takes the preposition of the noun that it stands with."""
    start = task.objects[0].start
    before = [word for word in reading.tokens if word.end <= start]
    own = reading.tokens[task.found[-1].after - 1].text
    alone = bool(before) and not reading.vocabulary.has("before_object", own)
    small = alone and reading.vocabulary.has("before_object", before[-1].text)
    return before[-1].start if small and task.found[-1].head.form is Form.NOUN else start


def _end_of(task: Task) -> int:
    return task.objects[-1].end


def _first_word(task: Task, reading: Reading) -> int:
    """The start of a task past "and", "then", "also"."""
    vocabulary = reading.vocabulary
    inside = [word for word in reading.tokens if task.start <= word.start < task.end]
    for word in inside:
        if not vocabulary.has("links", word.text) and not vocabulary.has("then", word.text):
            return word.start
    return task.start


def _cut(reading: Reading, start: int, end: int) -> str:
    """The words of a stretch, without times in brackets."""
    text = reading.text[start:end]
    for first, last in sorted(reading.hidden, reverse=True):
        if start <= first and last <= end:
            text = text[: first - start] + text[last - start :]
    return text


def _with_subject(words: str, task: Task, reading: Reading) -> str:
    """The words after "J'ai" or "I" of the first task, where this one has the participle alone."""
    opening = reading.tasks[0]
    own = [word for word in task.before if reading.vocabulary.has("subjects", word.text)]
    said = [word for word in opening.before if reading.vocabulary.has("subjects", word.text)]
    past = bool(task.found) and task.found[0].head.form is Form.PAST
    if own or not said or not past:
        return words
    return f"{reading.text[said[0].start : said[-1].end]} {words}"


def _resolved(words: str, task: Task, last: Task, reading: Reading) -> str:
    """The words with what "re same" means in its place, if the task before names it plainly."""
    at = _same(task, reading)
    meant = _antecedent(last, reading)
    if at is None or not meant:
        return words
    same = reading.text[at.start : at.end]
    return re.sub(rf"\b{re.escape(same)}\b(?!.*\b{re.escape(same)}\b)", lambda _: meant, words)


def _same(task: Task, reading: Reading) -> Token | None:
    """The word "same" where it stands for what was named before, not in "same day"."""
    vocabulary = reading.vocabulary
    following = (*(word.text for word in task.objects[1:]), "")
    for word, after in zip(task.objects, following, strict=False):
        if word.text == "same" and (not after or vocabulary.has("stop", after)):
            return word
    return None


def _antecedent(last: Task, reading: Reading) -> str:
    """What a task is about: its subject, or else the object itself up to a person."""
    words = _subject(last.objects, reading)
    if not words or any(word.text == "same" for word in words):
        return ""
    return _cut(reading, words[0].start, words[-1].end)


def _subject(words: Sequence[Token], reading: Reading) -> Sequence[Token]:
    vocabulary = reading.vocabulary
    about = subject_at(words, vocabulary)
    if about is not None:
        return words[about + stands_at(words, about, vocabulary.about) :]
    whom = (at for at, word in enumerate(words) if vocabulary.has("with_whom", word.text))
    return words[: next(whom, len(words))]
