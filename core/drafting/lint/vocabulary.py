"""What the lint knows of a language: the work lawyers name, and the words around it, as readable lists."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.drafting.rules.phrases import Phrases
from core.language.vocabulary import plain

_GOES_ON = re.compile(r"\n {12,}")

type Words = frozenset[str]
type Phrase = tuple[str, ...]


class Work(StrEnum):
    """A kind of work; `CONTACT` is what needs a party and a subject, `TALK` is other talk with people."""

    READ = "read"
    WRITE = "write"
    RESEARCH = "research"
    ATTEND = "attend"
    CONTACT = "contact"
    TALK = "talk"
    TRAVEL = "travel"
    CLERICAL = "clerical"
    EMPTY = "empty"


class Form(StrEnum):
    """How a kind of work is put: "review", "reviewed", "reviewing", "review of"."""

    BASE = "base"
    PAST = "past"
    ING = "ing"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Head:
    """The words that name work; `name` is the same for all forms of one verb."""

    work: Work
    form: Form
    name: str


@dataclass(frozen=True, slots=True)
class Chore:
    """Clerical work: these verbs (by name) with these things, or with anything if none is listed."""

    verbs: Words
    things: Words = frozenset()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language, folded and without accents.

    | words          | what they are                                                                   |
    |----------------|---------------------------------------------------------------------------------|
    | heads          | phrases that name work                                                          |
    | leads          | may stand before such a phrase: "briefly", "several"; `vague_leads` say nothing |
    | subjects       | who did it: "I", "j'ai"                                                         |
    | links, then    | "and"; "then", after which new work begins for certain                          |
    | small          | articles and owners; `before_object` also prepositions that belong to a verb    |
    | backward       | stand for what was named before: "same", "it"; `answers`: "reply to" such       |
    | doubtful       | verbs that are nouns unless an article, a name or a person follows              |
    | also_nouns     | verbs that are nouns behind a modifier, beside the doubtful ones                |
    | not_objects    | what follows a noun, never a verb: "review of", "review by"                     |
    | own_writing    | what one drafts oneself, so that `own_verbs` ("draft") before it are verbs      |
    | adjectives     | participles that describe: "amended", "revised"                                 |
    | about          | phrases before a subject; `about_endings` of verbs that do the same             |
    | infinitives    | verbs that say what a call is for, beside those of the heads                    |
    | to_do          | words before an infinitive of purpose                                           |
    | to_nouns       | nouns that an infinitive belongs to: "motion to strike"                         |
    | about_what     | verbs whose object is the subject: "discuss"                                    |
    | with_whom      | prepositions before a party                                                     |
    | with_later     | prepositions before a party named behind the subject                            |
    | people         | words for a party; `in_firm` of one's own firm                                  |
    | empty          | nouns that tell nothing                                                         |
    | letters        | nouns for a contact, where they are an object; `named_letters` name the subject |
    | stop           | words without content                                                           |
    | cover          | what makes a letter a mere wrapping, or a bill a draft of one                   |
    | no_trips       | after "travel" these make it something else: "travel policy"                    |
    | no_stop        | abbreviations whose point ends no sentence                                      |
    """

    code: str
    phrases: Phrases
    heads: Mapping[Phrase, Head]
    chores: tuple[Chore, ...]
    about: tuple[Phrase, ...]
    office: tuple[Phrase, ...]
    words: Mapping[str, Words] = field(default_factory=dict)
    about_endings: tuple[str, ...] = ()
    nouns_come_first: bool = False

    def has(self, kind: str, word: str) -> bool:
        """Whether a word is of a kind; raises KeyError for a kind that there is not."""
        return word in self.words[kind]


def heads(table: Mapping[Work, str]) -> dict[Phrase, Head]:
    """The heads of a table: a line per verb, its base, past, -ing and noun forms between bars.

    A line that begins deeper goes on with the one before.
    """
    found: dict[Phrase, Head] = {}
    for work, lines in table.items():
        for line in _joined(lines):
            forms = [list(_phrases(cell)) for cell in line.split("|")]
            name = " ".join(next(phrase for cell in forms for phrase in cell))
            for form, phrases in zip(Form, forms, strict=False):
                for phrase in phrases:
                    found.setdefault(phrase, Head(work, form, name))
    return found


def chores(lines: str) -> tuple[Chore, ...]:
    """The clerical work of a table: a line per kind, verbs, then what they must be done with."""
    cells = [line.partition("|") for line in _joined(lines)]
    return tuple(Chore(_names(verbs), words(things)) for verbs, _, things in cells)


def words(listed: str) -> Words:
    """The single words of a list."""
    return frozenset(plain(listed.casefold()).split())


def word_kinds(lists: Mapping[str, str], then: str) -> dict[str, Words]:
    """The words of each kind; `then` are phrases of several words that count as one word of that kind."""
    kinds = {kind: words(listed) for kind, listed in lists.items()}
    return kinds | {"then": kinds["then"] | _names(then)}


def phrases(listed: str) -> tuple[Phrase, ...]:
    """The phrases of a list with commas, longest first."""
    return tuple(sorted(_phrases(listed), key=len, reverse=True))


def _joined(lines: str) -> list[str]:
    return [line for line in _GOES_ON.sub(" ", lines).splitlines() if line.strip()]


def _names(listed: str) -> Words:
    return frozenset(" ".join(phrase) for phrase in _phrases(listed))


def _phrases(listed: str) -> Iterator[Phrase]:
    for phrase in plain(listed.casefold()).replace("'", " ").split(","):
        if parts := tuple(phrase.split()):
            yield parts
