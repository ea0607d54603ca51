"""Calls, letters and meetings: whether a task is one, with whom, and about what."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from core.domain.guidelines import Guideline
from core.drafting.lint.content import any_tells, main_noun, noun_phrase, subject_at, tells
from core.drafting.lint.heads import stands_at
from core.drafting.lint.tasks import Reading, Task
from core.drafting.lint.tokens import Token
from core.drafting.lint.vocabulary import Form, Vocabulary, Work

_ON_LETTERS = frozenset({Work.READ, Work.WRITE, Work.ATTEND})


@dataclass(frozen=True, slots=True)
class Contact:
    """A call, letter or meeting: the words before its noun, and those that follow it.

    `direct` says that a person may follow at once ("called client"), `what_first` that the subject does
    ("discussed the offer"), `opening` that nothing was done before it in the line,
    `read` that it was only read.
    """

    vocabulary: Vocabulary
    noun: tuple[Token, ...]
    before: tuple[Token, ...]
    following: tuple[Token, ...]
    direct: bool
    what_first: bool
    opening: bool
    read: bool = False

    @property
    def _subject(self) -> int:
        """Where the subject begins among the words that follow, at their end if nowhere."""
        at = subject_at(self.following, self.vocabulary)
        return len(self.following) if at is None else at

    @property
    def within_firm(self) -> bool:
        """Whether it was between colleagues, as far as the words say."""
        words = (*self.before, *self.noun)
        if any(stands_at(words, at, self.vocabulary.office) for at in range(len(words))):
            return True
        named = [word.text for word in (*self.before, *self.following[: self._subject])]
        outside = any(self.vocabulary.has("people", text) for text in named)
        return not outside and any(self.vocabulary.has("in_firm", text) for text in named)

    @property
    def has_party(self) -> bool:
        """Whether it says with whom."""
        if any(self._is_person(word) for word in self.before):
            return True
        direct = self.direct and not self.what_first
        for word in self.following[: self._subject]:
            if self.vocabulary.has("with_whom", word.text):
                direct = True
            elif direct and (self._is_person(word) or tells(word, self.vocabulary)):
                return True
        return self._names_person_later()

    def _names_person_later(self) -> bool:
        """Whether someone is named behind the subject: "discussed the survey with Ms. Ito"."""
        about = self.following[self._subject :]
        return any(
            self.vocabulary.has("with_later", before.text) and self._is_named(word)
            for before, word in pairwise(about)
        )

    @property
    def has_subject(self) -> bool:
        """Whether it says about what; "re same" does where something was done before."""
        about = self.following[self._subject :]
        if any_tells((word for word in self.before if not self._is_person(word)), self.vocabulary):
            return True
        if not self.opening and any(self.vocabulary.has("backward", word.text) for word in about):
            return True
        if self.what_first and any_tells(self._object(), self.vocabulary):
            return True
        if self.direct and (self._sends_same() or self._tells_person()):
            return True
        return any_tells(about, self.vocabulary) or (bool(about) and not self.opening)

    def _sends_same(self) -> bool:
        """Whether what was named before was sent: "email same to client"."""
        first = self.following[:1]
        return not self.opening and any(self.vocabulary.has("backward", word.text) for word in first)

    def _tells_person(self) -> bool:
        """Whether it says what a person was told or sent: "email client draft agreement"."""
        words = list(self._object())[: self._subject]
        if not words or not self._is_person(words[0]):
            return False
        return any(tells(word, self.vocabulary) and not self._is_named(word) for word in words[1:])

    def _is_named(self, word: Token) -> bool:
        return word.capital or self._is_person(word)

    def _object(self) -> Iterator[Token]:
        for word in self.following:
            if self.vocabulary.has("with_whom", word.text):
                return
            yield word

    def _is_person(self, word: Token) -> bool:
        kinds = ("people", "in_firm")
        return any(self.vocabulary.has(kind, word.text) for kind in kinds)


def contact_of(task: Task, reading: Reading) -> Contact | None:
    """The call, letter or meeting that a task is or deals with; None if it is none."""
    vocabulary = reading.vocabulary
    heads = [one for one in task.found if one.head.work is Work.CONTACT]
    if heads:
        last = heads[-1]
        noun = reading.tokens[last.first : last.after]
        verb = last.head.form is not Form.NOUN or vocabulary.has("with_whom", noun[-1].text)
        what_first = last.head.form is not Form.NOUN and vocabulary.has("about_what", last.head.name)
        before = tuple(word for word in task.before if not vocabulary.has("leads", word.text))
        if _is_event(noun, before, vocabulary):
            return None
        return Contact(vocabulary, noun, before, task.objects, verb, what_first, task.opening)
    if task.works & _ON_LETTERS:
        return _letter(task, vocabulary)
    return None


def _is_event(noun: tuple[Token, ...], before: tuple[Token, ...], vocabulary: Vocabulary) -> bool:
    """Whether it is known by its name: "settlement conference", "annual meeting"; a "status call" is not."""
    events = {"conference", "conferences", "meeting", "meetings"}
    named = any(vocabulary.has("named_letters", word.text) for word in before)
    return named and noun[-1].text in events


def _letter(task: Task, vocabulary: Vocabulary) -> Contact | None:
    """A letter or meeting that something is done with: "draft letter to client"."""
    phrase = noun_phrase(task.objects, vocabulary)
    if not vocabulary.has("letters", main_noun(phrase, vocabulary)):
        return None
    if any(vocabulary.has("named_letters", word.text) for word in phrase):
        return None
    after = task.objects.index(phrase[-1]) + 1
    following = task.objects[after:]
    if any(vocabulary.has("named_after", word.text) for word in following[1:3]):
        return None
    others = tuple(word for word in phrase if not vocabulary.has("letters", word.text))
    noun = tuple(word for word in phrase if word not in others)
    return Contact(
        vocabulary,
        noun,
        others,
        following,
        direct=False,
        what_first=False,
        opening=task.opening,
        read=task.works == {Work.READ},
    )


def contact_gaps(contact: Contact) -> Iterator[Guideline]:
    """What guidelines miss in it; of a letter that was read, its subject is enough."""
    if not contact.has_party and not (contact.read and contact.has_subject):
        yield Guideline.PARTY_MISSING
    if not contact.has_subject:
        yield Guideline.OFFICE_CONFERENCE if contact.within_firm else Guideline.SUBJECT_MISSING
