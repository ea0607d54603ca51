"""What the words around a duration's form make of it: a time, something unclear, or no time at all.

A rule is a pattern over the shape of the surroundings, in which `=` and `!` enclose the form itself: `L=` is
a label directly before it, `!U` money or percent directly after it. The first rule that fits decides.
"""

import re
from enum import StrEnum
from typing import Final

from core.language.duration_grammar import Form

_WINDOW: Final = 16


class Verdict(StrEnum):
    """What a form turned out to be."""

    TIME = "time"
    UNCLEAR = "unclear"
    OTHER = "other"


_NUMBER = "[IDZCFGN]"
_STOP = "[,;]*"
# A number that goes on where the form stopped, unless it counts a plural word: "two hours and twenty".
_MORE = rf"(?:{_NUMBER}(?!W)|a?[hq]|a?f(?=[,;o])|aH|at|a?g|b)"
_BARE = "=(?:[DZ]|[aI]t)!"
_STANDING = rf"(?:[,;_][yO&~uR]*|j[~y]*){_BARE}"
_LISTED = f"[LAUK]{_NUMBER}(?:[,&r>_]{{1,2}}{_NUMBER})*[,&r>_]{{1,2}}"
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
        (f"[@Bv]={_CLOCK}", Verdict.OTHER),
        (r"=(?:IHI?|CH?)!(?:B[INdC]|d)", Verdict.OTHER),
        ("[HMm]![,y]?v", Verdict.OTHER),
        ("M!k", Verdict.OTHER),
        # A bare number of hours is one only where a clause begins, and not among numbered sections.
        (f"{_LISTED}=D!", Verdict.OTHER),
        (f"{_BARE}[Uio]", Verdict.OTHER),
        ("=at!(?![,;&pzy])", Verdict.OTHER),
        (f"^(?!.*{_STANDING}).*{_BARE}", Verdict.UNCLEAR),
        # Numbers, bounds and sums that the form is only a piece of.
        (f"[OPegnxEs<r>hqtf]=|{_NUMBER}=|o=aH|[hqtfU]o=", Verdict.UNCLEAR),
        (f"{_NUMBER},*[&_]=|[HMmhqt],*&=|&=a?[hqt]", Verdict.UNCLEAR),
        ("(?<![LAKH])[IG],+=I|[IG][wW][o@]=|[aIGN]T,*&?=", Verdict.UNCLEAR),
        (rf"[IDZHMmhqt]{_STOP}R{_STOP}=|!{_STOP}[Rn]{_STOP}{_MORE}", Verdict.UNCLEAR),
        (rf"!(?:{_NUMBER}|O[DZI]|[Exb]|aT|s[la]?[IDZFGNhqtH])", Verdict.UNCLEAR),
        (rf"!{_STOP}[&s_r>]{_STOP}{_MORE}", Verdict.UNCLEAR),
        ("H!,+I(?=[,;p])|H!,*a?[hqt](?!o?[aIl]?H)", Verdict.UNCLEAR),
    )
)
_ALONE = re.compile("[,;]*C[,;]*")
_ABOUT = re.compile("~=|!,?z|!~[,;]")
_RESTATING = re.compile("[,;_yu~O]*")
_CORRECTED = re.compile(f"R|n[,;]?{_NUMBER}")
_UNREAD = re.compile(f"(?:{_NUMBER}|[ghqPO])[~os]{{0,2}}[HM]|[&s]w{{0,2}}(?:[IG]|a?[hq])(?=[,;ps])")


def verdict(shape: str, form: Form) -> Verdict:
    """What a form is, judged by the words around it."""
    around = _around(shape, form)
    if shape[form.first : form.after] == "C" and not _ALONE.fullmatch(shape):
        return Verdict.OTHER
    found = next((says for pattern, says in _RULES if pattern.search(around)), Verdict.TIME)
    return Verdict.UNCLEAR if found is Verdict.TIME and form.minutes is None else found


def is_approximate(shape: str, form: Form) -> bool:
    """Whether the words around a form say that it is about right."""
    return bool(_ABOUT.search(_around(shape, form)))


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


def _around(shape: str, form: Form) -> str:
    before = shape[max(0, form.first - _WINDOW) : form.first]
    return f"{before}={shape[form.first : form.after]}!{shape[form.after : form.after + _WINDOW]}"
