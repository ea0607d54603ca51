"""Where in a time line new work begins.

After a stop it does with any words for work. After a comma or "and" it does only if those words cannot be
one more thing that the work before is done on, or is about: "review lease and call client", but "call with
client re meeting with bank and review of term sheet".
"""

from collections.abc import Iterator, Sequence

from core.drafting.lint.heads import Found, head_at, is_link, modified_head_at, stands_at
from core.drafting.lint.tokens import Break, Token
from core.drafting.lint.vocabulary import Form, Vocabulary, Work

type Start = tuple[int, Found | None]

_DOCUMENT = frozenset({Work.READ, Work.WRITE})


class Starts:
    """Reads a line from left to right; `last` is the newest work, `sentence` how its sentence began."""

    def __init__(self, words: Sequence[Token], vocabulary: Vocabulary) -> None:
        self._words = words
        self._vocabulary = vocabulary
        self._last: Found | None = None
        self._sentence: Form | None = None

    def find(self) -> Iterator[Start]:
        """The places where work begins, with the words for it; at the first there may be none."""
        for at, word in enumerate(self._words):
            start: Start | None = None
            if word.before is Break.STOP:
                start = self._after_stop(at)
            elif word.before is Break.COMMA or self._joins(at):
                start = self._within(at)
            if start:
                self._last = start[1]
                yield start

    def _joins(self, at: int) -> bool:
        """Whether the first of the words that join stands here."""
        return is_link(self._words[at], self._vocabulary) and not is_link(
            self._words[at - 1], self._vocabulary
        )

    def _after_stop(self, at: int) -> Start | None:
        first, _ = self._past_links(at)
        found = head_at(self._words, first, self._vocabulary) or modified_head_at(
            self._words, first, self._vocabulary
        )
        if at and (found is None or self._explains(found)):
            return None
        self._sentence = found.head.form if found else None
        return at, found

    def _within(self, at: int) -> Start | None:
        first, certain = self._past_links(at)
        found = head_at(self._words, first, self._vocabulary)
        if found is None or self._last is None or self._explains(found):
            return None
        begins = certain or self._follows_bare_work(found) or self._begins(found)
        return (at, found) if begins else None

    def _past_links(self, at: int) -> tuple[int, bool]:
        """The place after "and", "then"; and whether a word such as "then" is among them."""
        certain = False
        while at < len(self._words) and is_link(self._words[at], self._vocabulary):
            certain = certain or self._vocabulary.has("then", self._words[at].text)
            at += 1
        return at, certain

    def _explains(self, found: Found) -> bool:
        """Whether "discussed" tells what the call before it was about."""
        return (
            self._last is not None
            and self._last.head.work is Work.CONTACT
            and self._vocabulary.has("about_what", found.head.name)
        )

    def _begins(self, found: Found) -> bool:
        match found.head.form:
            case Form.NOUN:
                return self._noun_begins(found)
            case Form.BASE if self._vocabulary.has("with_whom", self._next(found)):
                return self._noun_begins(found)
            case Form.BASE:
                return self._base_begins(found)
            case Form.PAST:
                return self._past_begins(found)
            case Form.ING:
                return self._sentence is Form.ING and self._next(found) != ""

    def _follows_bare_work(self, found: Found) -> bool:
        """Whether nothing but small words stands between this work and the last: "draft and revise"."""
        return all(
            is_link(word, self._vocabulary)
            or self._vocabulary.has("before_object", word.text)
            or self._vocabulary.has("leads", word.text)
            for word in self._since()[: found.first - self._last_after]
        )

    @property
    def _last_after(self) -> int:
        return self._last.after if self._last else 0

    def _since(self) -> Sequence[Token]:
        """The words after the last work, to the end of the line."""
        return self._words[self._last_after :]

    def _noun_begins(self, found: Found) -> bool:
        if self._is_more_to_read(found) or not self._reaches_out(found):
            return False
        if self._vocabulary.nouns_come_first or not self._is_about(self._last_after, found.first):
            return True
        return found.head.work is Work.CONTACT and self._is_about(found.after, self._stop(found.after))

    def _is_more_to_read(self, found: Found) -> bool:
        """If a letter read or written goes on: "draft letter and email", "review lease and email from"."""
        if self._last is None or found.head.work is not Work.CONTACT or self._last.head.work not in _DOCUMENT:
            return False
        if self._last.head.work is Work.READ and self._next(found) == "from":
            return True
        so_far = self._words[self._last.after : found.first]
        letters = any(self._vocabulary.has("letters", word.text) for word in so_far)
        return letters and not any(self._vocabulary.has("with_whom", word.text) for word in so_far)

    def _reaches_out(self, found: Found) -> bool:
        """Whether a noun for work is followed by what it is done with or on: "call with", "review of"."""
        around = (self._words[found.after - 1].text, self._next(found))
        small = any(
            self._vocabulary.has("with_whom", text) or self._vocabulary.has("before_object", text)
            for text in around
        )
        return small or stands_at(self._words, found.after, self._vocabulary.about) > 0

    def _is_about(self, first: int, after: int) -> bool:
        """Whether a subject is opened in a stretch."""
        return any(stands_at(self._words, at, self._vocabulary.about) for at in range(first, after))

    def _base_begins(self, found: Found) -> bool:
        if self._sentence is Form.PAST or self._has_purpose(found):
            return False
        following = self._next(found)
        if self._vocabulary.has("links", following):
            return head_at(self._words, found.after + 1, self._vocabulary) is not None
        if not following or self._vocabulary.has("not_objects", following):
            return False
        if found.after - found.first == 1 and self._vocabulary.has("doubtful", found.head.name):
            return self._points(found.after)
        return not self._is_draft_of_something(found)

    def _has_purpose(self, found: Found) -> bool:
        """Whether this is more of the last work's purpose: "call to discuss offer and review options"."""
        return any(
            self._vocabulary.has("to_do", self._words[at].text)
            and self._is_infinitive(at + 1)
            and not self._vocabulary.has("to_nouns", self._words[at - 1].text)
            for at in range(self._last_after, found.first - 1)
        )

    def _is_infinitive(self, at: int) -> bool:
        head = self._vocabulary.heads.get((self._words[at].text,))
        return self._vocabulary.has("infinitives", self._words[at].text) or (
            head is not None and head.form is Form.BASE
        )

    def _is_draft_of_something(self, found: Found) -> bool:
        """Whether "draft" is what was read ("review term sheet and draft agreement") rather than work."""
        if self._last is None or self._last.head.work is not Work.READ:
            return False
        if not self._vocabulary.has("own_verbs", found.head.name) or self._points(found.after):
            return False
        return not any(
            self._vocabulary.has("own_writing", word.text)
            for word in self._words[found.after : found.after + 2]
        )

    def _past_begins(self, found: Found) -> bool:
        following = self._next(found)
        if self._vocabulary.has("links", following):
            return head_at(self._words, found.after + 1, self._vocabulary) is not None
        if self._vocabulary.nouns_come_first or self._vocabulary.has(
            "adjectives", self._words[found.first].text
        ):
            return self._points(found.after)
        return following != ""

    def _points(self, at: int) -> bool:
        """Whether an article, a name, a person or "same" stands at a place, as after a verb."""
        if at >= len(self._words):
            return False
        word = self._words[at]
        name = word.capital and len(word.text) > 1
        kinds = ("small", "people", "in_firm", "backward")
        return name or any(self._vocabulary.has(kind, word.text) for kind in kinds)

    def _stop(self, at: int) -> int:
        """The place of the next stop."""
        after = range(at, len(self._words))
        return next((i for i in after if self._words[i].before is Break.STOP), len(self._words))

    def _next(self, found: Found) -> str:
        return self._words[found.after].text if found.after < len(self._words) else ""
