"""The words of a line that name work, and the small questions asked of the words beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.drafting.lint.tokens import Break, Token
from core.drafting.lint.vocabulary import Form, Head, Phrase, Vocabulary, Work

_LONGEST_HEAD = 4
_MOST_MODIFIERS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """The words that name some work: their places among the tokens, and their span in the line."""

    head: Head
    first: int
    after: int
    start: int
    end: int


def is_link(word: Token, vocabulary: Vocabulary) -> bool:
    """Whether a word joins: "and", "then"."""
    return vocabulary.has("links", word.text) or vocabulary.has("then", word.text)


def stands_at(words: Sequence[Token], at: int, phrases: Iterable[Phrase]) -> int:
    """The length of the first of the phrases that stands at a place; 0 if none does."""
    texts = tuple(word.text for word in words[at : at + _LONGEST_HEAD])
    return next((len(phrase) for phrase in phrases if texts[: len(phrase)] == phrase), 0)


def head_at(words: Sequence[Token], at: int, vocabulary: Vocabulary) -> Found | None:
    """The work named at a place, past words such as "briefly" or "several"."""
    after = at
    while after < len(words) and _leads(words[after].text, vocabulary):
        after += 1
    for place in range(min(after, len(words) - 1), at - 1, -1):
        found = _match(words, place, vocabulary)
        if found and place > at and vocabulary.has("small", words[place - 1].text):
            found = _as_noun(found, vocabulary)
        if found:
            return found
    return None


def modified_head_at(words: Sequence[Token], at: int, vocabulary: Vocabulary) -> Found | None:
    """A noun for work behind its own modifiers: "settlement call", "trial preparation"."""
    for place in range(at + 1, min(at + 1 + _MOST_MODIFIERS, len(words))):
        before = words[place - 1].text
        if words[place].before is not Break.NONE or (
            vocabulary.has("stop", before) and not vocabulary.has("small", before)
        ):
            return None
        if found := _match(words, place, vocabulary):
            return None if found.head.work is Work.TRAVEL else _as_noun(found, vocabulary)
    return None


def _leads(text: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.has("leads", text) or vocabulary.has("subjects", text)


def _match(words: Sequence[Token], at: int, vocabulary: Vocabulary) -> Found | None:
    """The longest phrase for work that begins at a place."""
    for length in range(min(_LONGEST_HEAD, len(words) - at), 0, -1):
        phrase = words[at : at + length]
        if any(word.before is not Break.NONE for word in phrase[1:]):
            continue
        head = _head(tuple(word.text for word in phrase), vocabulary)
        if head and not _is_noun_of_something(head, words, at + length, vocabulary):
            return Found(head, at, at + length, phrase[0].start, phrase[-1].end)
    return None


def _head(phrase: Phrase, vocabulary: Vocabulary) -> Head | None:
    """The work that a phrase names; a single noun does in the plural too."""
    if (head := vocabulary.heads.get(phrase)) or len(phrase) > 1 or not phrase[0].endswith("s"):
        return head
    singular = vocabulary.heads.get((phrase[0][:-1],))
    return singular if singular and singular.form is Form.NOUN else None


def _is_noun_of_something(head: Head, words: Sequence[Token], after: int, vocabulary: Vocabulary) -> bool:
    """Whether a word for work names a thing here: "copy of the lease", "travel policy"."""
    following = words[after].text if after < len(words) else ""
    if head.work is Work.TRAVEL:
        return vocabulary.has("no_trips", following)
    return head.form is Form.BASE and following == "of"


def _as_noun(found: Found, vocabulary: Vocabulary) -> Found | None:
    """Behind an article or a modifier, a verb that is also a noun is the noun: "client call", "a review"."""
    if found.head.form is Form.NOUN:
        return found
    also_noun = any(vocabulary.has(kind, found.head.name) for kind in ("doubtful", "also_nouns"))
    if found.head.form is Form.PAST or not also_noun:
        return None
    return replace(found, head=replace(found.head, form=Form.NOUN))
