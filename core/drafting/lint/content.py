"""Whether words say anything, and which belong together."""

from collections.abc import Iterable, Sequence

from core.drafting.lint.heads import stands_at
from core.drafting.lint.tokens import Token
from core.drafting.lint.vocabulary import Vocabulary

_LONGEST_NO_ENDING = 4


def tells(word: Token, vocabulary: Vocabulary) -> bool:
    """Whether a word has content: not an article, nor "file", nor a weekday."""
    if len(word.text) == 1 and not word.text.isdecimal() and not word.capital:
        return False
    silent = ("stop", "empty", "leads", "vague_leads", "links", "subjects")
    return not any(vocabulary.has(kind, word.text) for kind in silent)


def any_tells(words: Iterable[Token], vocabulary: Vocabulary) -> bool:
    """Whether any word has content."""
    return any(tells(word, vocabulary) for word in words)


def subject_at(words: Sequence[Token], vocabulary: Vocabulary) -> int | None:
    """Where a subject begins: "re", "to discuss", "enclosing", or behind a colon; None where none does."""
    return next((at for at in range(len(words)) if _opens_subject(words, at, vocabulary)), None)


def _opens_subject(words: Sequence[Token], at: int, vocabulary: Vocabulary) -> bool:
    word = words[at]
    if word.before.value == "colon" or stands_at(words, at, vocabulary.about):
        return True
    if vocabulary.has("to_do", word.text) and at + 1 < len(words):
        following = words[at + 1].text
        head = vocabulary.heads.get((following,))
        return vocabulary.has("infinitives", following) or (head is not None and head.form.value == "base")
    known = vocabulary.has("letters", word.text) or vocabulary.has("people", word.text)
    long = len(word.text) > _LONGEST_NO_ENDING
    return long and not known and not word.capital and word.text.endswith(vocabulary.about_endings)


def noun_phrase(words: Sequence[Token], vocabulary: Vocabulary) -> tuple[Token, ...]:
    """The words of the first thing named: articles before it are passed, a preposition ends it."""
    first = 0
    while first < len(words) and _is_small(words[first], vocabulary):
        first += 1
    after = first
    while after < len(words) and not vocabulary.has("stop", words[after].text):
        after += 1
    return tuple(words[first:after])


def main_noun(phrase: Sequence[Token], vocabulary: Vocabulary) -> str:
    """The noun that the others describe: the last in English, the first in French."""
    if not phrase:
        return ""
    return phrase[0 if vocabulary.nouns_come_first else -1].text


def _is_small(word: Token, vocabulary: Vocabulary) -> bool:
    return vocabulary.has("small", word.text) or vocabulary.has("before_object", word.text)
