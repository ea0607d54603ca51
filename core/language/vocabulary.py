"""How a language's words are sorted into kinds, so that one grammar reads every language.

A kind is one character; a text then has a shape, a string with one kind per lexeme, and the grammar is
regular expressions over shapes. "An hour and a half" has the shape `aH&ah`.

    numbers  I whole   D decimal of 1 or more   Z decimal below 1   F fraction   C clock-like 1:12
             G hundred, thousand   N unreadable figure   O "oh"   P decimal point word   e other "point"
    units    H hour   M minute   m the letter m   T day, week, second   U money, percent, measures
    parts    h half   q quarter   t tenth   f any other part
    links    & and, plus   r or   > to   _ dash   s minus, times   o of   a an   l the   p preposition
    clocks   S from, started at   Y stopped at   J until   X French "à"   c a.m.   Q p.m.   2 past
             0 midnight   1 noon   5 a whole range of clock times, its value the minutes it lasts
    outside  L label (section)   K weak label (client)   8 the label of a matter   A abbreviated label
             k what minutes may be of
             @ at   B towards, since   V within, every   v ago, before   d part of the day   n not
    manner   ~ about   z or so   b or more   < more than   4 between   g few   E each   i is   j spent
             7 good, as in "a good hour"   % dizaine, vingtaine   : limit, estimate, of time not worked
             3 in all   9 worked   6 moved, changed
             y interjection   u restating   R correction   W plural word   w other word
    signs    , comma or line end   ; other break   x any sign that makes a figure something else
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from unicodedata import normalize

type Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase is: its kind and, for a number word, its value."""

    kind: str
    value: int | None = None


class BarePoint(Enum):
    """Where a decimal may begin with its point: "point three".

    `WITHIN` excludes the start of a sentence ("Point deux, le bail"), what goes on from a label ("article 3,
    point deux"), and a plural unit, before which the word may be a dictated stop or comma ("virgule trois
    heures").
    """

    NEVER = "never"
    WITHIN = "within"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language.

    `endings` gives the kind of words that no phrase names; `enclitics` may follow an apostrophe and
    mean nothing here; `bare_point` says where "point three" is 0.3.
    """

    phrases: Mapping[Phrase, Entry]
    decimal_marks: str
    endings: tuple[tuple[str, str], ...]
    enclitics: frozenset[str]
    bare_point: BarePoint

    def kind_of_unknown(self, word: str) -> str:
        """The kind of a word that no phrase names, told by its ending."""
        return next((kind for ending, kind in self.endings if word.endswith(ending)), "w")

    def longest(self, words: Phrase) -> tuple[int, Entry] | None:
        """The longest phrase that the words begin with, as its length and entry."""
        for length in range(len(words), 0, -1):
            if entry := self.phrases.get(words[:length]):
                return length, entry
        return None


LONGEST_PHRASE = 4
HUNDRED = 100
# The value of a unit in the plural; in the singular it is 1.
PLURAL = 2


def plain(word: str) -> str:
    """A folded word without its accents."""
    return "".join(char for char in normalize("NFKD", word) if not "\u0300" <= char <= "\u036f")


def phrase_table(kinds: Mapping[str, str], numbers: Iterable[tuple[str, int]]) -> dict[Phrase, Entry]:
    """Phrases by their words, from comma-separated lists per kind and from number words.

    A word may stand in one list only; numbers win over words.
    """
    table: dict[Phrase, Entry] = {}
    for kind, listed in kinds.items():
        for phrase in listed.split(","):
            if table.setdefault(_words(phrase), Entry(kind)).kind != kind:
                raise ValueError(f"a phrase of two kinds: {phrase.strip()}")
    return table | {_words(phrase): Entry("I", value) for phrase, value in numbers}


def valued_words(**kinds: Mapping[str, int]) -> dict[Phrase, Entry]:
    """Phrases that carry a value, by their kinds."""
    return {
        _words(phrase): Entry(kind, value) for kind, words in kinds.items() for phrase, value in words.items()
    }


def _words(phrase: str) -> Phrase:
    return tuple(phrase.split())
