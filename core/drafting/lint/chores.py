"""Clerical work: copying, calendaring, opening files, binders."""

from core.drafting.lint.content import main_noun, noun_phrase
from core.drafting.lint.heads import Found
from core.drafting.lint.tasks import Task
from core.drafting.lint.tokens import Token
from core.drafting.lint.vocabulary import Chore, Vocabulary, Work

# "De la lettre de transmission": how far a description may stand behind its noun.
_NEAR = 6


def is_clerical(task: Task, vocabulary: Vocabulary) -> bool:
    """Whether all the work of a task is clerical: to file what one drafted is part of drafting it."""
    return bool(task.found) and all(_is_chore(one, task, vocabulary) for one in task.found)


def _is_chore(found: Found, task: Task, vocabulary: Vocabulary) -> bool:
    if found.head.work in {Work.WRITE, Work.READ, Work.CONTACT}:
        phrase = noun_phrase(task.objects, vocabulary)
        if _is_of_something(phrase, task):
            return False
        return _is_wrapping((*task.before, *phrase), task, vocabulary) or any(
            found.head.name in chore.verbs and main_noun(phrase, vocabulary) in chore.things
            for chore in vocabulary.chores
        )
    return any(_fits(chore, found, task.objects) for chore in vocabulary.chores)


def _is_of_something(phrase: tuple[Token, ...], task: Task) -> bool:
    """Whether "of" goes on with what is named: a bill of costs is no bill."""
    after = task.objects.index(phrase[-1]) + 1 if phrase else len(task.objects)
    return after < len(task.objects) and task.objects[after].text == "of"


def _fits(chore: Chore, found: Found, objects: tuple[Token, ...]) -> bool:
    if found.head.name not in chore.verbs:
        return False
    return not chore.things or any(word.text in chore.things for word in objects)


def _is_wrapping(phrase: tuple[Token, ...], task: Task, vocabulary: Vocabulary) -> bool:
    """Whether a letter only goes along with something, or a bill is a draft: "transmittal letter"."""
    words = (*phrase, *task.objects[:_NEAR]) if vocabulary.nouns_come_first else phrase
    return any(vocabulary.has("cover", word.text) for word in words)
