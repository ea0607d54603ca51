"""What the words around a duration's form make of it: a time, something unclear, or no time at all.

A rule is a pattern over the shape of the surroundings, in which `=` and `!` enclose the form itself: `L=` is
a label directly before it, `!U` money or percent directly after it. The first rule that fits decides.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.language.duration_grammar import Form
from core.language.lexeme import MINUTES_PER_HOUR

_WINDOW: Final = 16
# A "réunion de neuf heures" is at nine or lasts nine hours; one "de deux heures" lasts two.
_FIRST_WORKING_MINUTE: Final = 7 * 60


class Verdict(StrEnum):
    """What a form turned out to be."""

    TIME = "time"
    UNCLEAR = "unclear"
    OTHER = "other"


_NUMBER = "[IDZCFGN]"
_STOP = "[,;]*"
# A number that goes on where the form stopped, unless it counts a plural word: "two hours and twenty".
_MORE = rf"(?:{_NUMBER}(?!W)|a?[hq]|a?f(?=[,;o])|aH|at|a?g|b)"
_BARE = "=(?:[DZC]|[aI]t)!"
_STANDING = rf"(?:(?:[,;_5][yO&~uR]*|[j39][~yo]*){_BARE}|8=Z!)"
_LISTED = f"[LAUK8]{_NUMBER}(?:[,&r>_]{{1,2}}{_NUMBER})*[,&r>_]{{1,2}}"
_CLOCK = "(?:C|[aI]H)"

_RULES: Final = tuple(
    (re.compile(pattern), says)
    for pattern, says in (
        # Figures that name or measure something else.
        ("[DZ]!M", Verdict.UNCLEAR),
        ("[LA]=", Verdict.OTHER),
        ("[An];=[IDZFC]", Verdict.OTHER),
        ("U=", Verdict.OTHER),
        (f"{_NUMBER}=aH", Verdict.OTHER),
        ("V[la]?=", Verdict.OTHER),
        (f"[@BXJSYv2]={_CLOCK}", Verdict.OTHER),
        (r"=(?:IHI?|CH?)!(?:[BX][INdC01]|J|[dcQ])", Verdict.OTHER),
        ("[HMm]![,y]?[v2]", Verdict.OTHER),
        ("M!k", Verdict.OTHER),
        ("H!k|=5![^,;]{0,6}E|[HMm]!:|=5!,?:|[SY][^,;]{1,5}=[aI]H!", Verdict.UNCLEAR),
        # "La réunion de deux heures" may be the one at two.
        ("l[wK]o=IH!", Verdict.UNCLEAR),
        ("(?:=[DZ]|H)!pI(?![wWHM])", Verdict.UNCLEAR),
        # A bare number of hours is one only where a clause begins, and not among numbered sections.
        (f"{_LISTED}=D!", Verdict.OTHER),
        (f"{_BARE}[Uio]", Verdict.OTHER),
        (f"{_BARE}s", Verdict.UNCLEAR),
        ("=at!(?![,;&pSzy3])", Verdict.OTHER),
        (f"^(?!.*{_STANDING}).*{_BARE}", Verdict.UNCLEAR),
        # Numbers, bounds and sums that the form is only a piece of.
        (f"[OPegnxEs<4%r>JSYhqtf2]=|{_NUMBER}X?=|MX=|o=aH|s[al]=|[E:]o=|:=|6p=|[hqtfU]o=", Verdict.UNCLEAR),
        (f"{_NUMBER},*[&_]=|[HMmhqt],*&=|&=a?[hqt]", Verdict.UNCLEAR),
        ("(?<![LAK8H])[IG],+=I|[IG][wW][o@]=|[aIGN]T,*&?=", Verdict.UNCLEAR),
        (rf"[IDZHMmhqt]{_STOP}R{_STOP}=|!{_STOP}[Rn]{_STOP}{_MORE}", Verdict.UNCLEAR),
        (rf"!(?:{_NUMBER}|O[DZI]|[xbE]|&[,;]|aT|s[la]?[IDZFGNhqtH])", Verdict.UNCLEAR),
        (rf"!{_STOP}[&s_r>XJ]{_STOP}{_MORE}", Verdict.UNCLEAR),
        ("=[DZ]!,+I[,;]|H!,+I(?=[,;p])|H!,*a?[hqt](?!o?[aIl]?H)|[^,;pjy~&389_]=H", Verdict.UNCLEAR),
    )
)
_ALONE = re.compile("[,;]*C[,;]*")
_ABOUT = re.compile("[~7z]=|!,?z|!~[,;]|=[^!]*[7%]")
_RESTATING = re.compile("[,;_yu~O]*")
_CORRECTED = re.compile(f"R|n[,;]?{_NUMBER}|n[,;]+$")
_UNREAD = re.compile(
    "|".join(
        (
            # Behind a form, which is blank here, and before one: another range, and a range that is not read.
            " ,?[wy]{0,2}I[>J][IC01](?![wW])",
            "S[CI01][^,;]{0,4}[>J][CI01ahq]|[C01][>J][IC01]|&[wy]*I[>J][IC01]",
            f"(?:{_NUMBER}|[%ghqPOb])[~os7]{{0,2}}[HM]",
            "[&s][wy]{0,2}(?:[IG]|a?[hq])(?=[,;pSs38])",
        )
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """The shape of what stands before and after a form; `alone` when nothing else stands in the text."""

    before: str
    after: str
    alone: bool


def place_of(shape: str, first: int, after: int) -> Place:
    """Where a form stands that reaches from one position of a shape to another."""
    alone = bool(_ALONE.fullmatch(shape)) if shape[first:after] == "C" else False
    return Place(shape[max(0, first - _WINDOW) : first], shape[after : after + _WINDOW], alone)


def verdict(shape: str, form: Form, place: Place) -> Verdict:
    """What a form is, judged by the words around the place."""
    said = shape[form.first : form.after]
    if said == "C" and not place.alone and (form.minutes or 0) >= MINUTES_PER_HOUR:
        return Verdict.OTHER
    if said == "IH" and place.before.endswith("o") and (form.minutes or 0) >= _FIRST_WORKING_MINUTE:
        return Verdict.UNCLEAR
    around = f"{place.before}={said}!{place.after}"
    found = next((says for pattern, says in _RULES if pattern.search(around)), Verdict.TIME)
    return Verdict.UNCLEAR if found is Verdict.TIME and form.minutes is None else found


def is_approximate(shape: str, form: Form) -> bool:
    """Whether the words around a form say that it is about right."""
    place = place_of(shape, form.first, form.after)
    return bool(_ABOUT.search(f"{place.before}={shape[form.first : form.after]}!{place.after}"))


def restates(shape: str, earlier: Form, later: Form) -> bool:
    """Whether nothing but "that is" and the like stands between two forms."""
    return bool(_RESTATING.fullmatch(shape, earlier.after, later.first))


def is_corrected(shape: str, form: Form) -> bool:
    """Whether somewhere after a form the speaker takes something back."""
    return bool(_CORRECTED.search(shape, form.after))


def has_unread_time(shape: str, found: list[Form]) -> bool:
    """Whether a time that no form reads is there too: "2-3 hours", "a few minutes", "and another twenty"."""
    rest = list(shape)
    for form in found:
        rest[form.first : form.after] = " " * (form.after - form.first)
    return bool(_UNREAD.search("".join(rest)))
