"""What the words around a date's form make of it: a work date, something unclear, or another day.

A rule is a pattern over the shape of the surroundings (kinds in `dates_grammar`), in which `=` and `!`
enclose the form itself: `g` right behind `!` is a genitive. The first rule that fits decides.
"""

import re
from enum import StrEnum
from typing import Final

from core.language.dates_grammar import Form

_WINDOW: Final = 60


class Standing(StrEnum):
    """What a form of a date turned out to be."""

    WORK_DATE = "work_date"
    UNCLEAR = "unclear"
    OTHER = "other"


_STOP = "[,;_]"
_START = f"{_STOP}[,;_y&]*"
_LATER = "[plebu]*[WMATQ]"
# A clause that tells of no other day: no event, topic, purpose, plan or relative clause in it.
_PLAIN = f"{_STOP}[^,;_cfdESrXBROn~i]*"
_ATTENDED = f"{_STOP}[^,;_cfdSrXBROn~i]*k[^,;_cfdSrXBROn~i]*"
_AFTER_ON = "[,;_cfpzmYIZD&]"

_NOT_THE_WORKS: Final = (
    "!g",
    "!o?h?E",
    "n;?=",
    "[BSLimon][pfhle]*=",
    "[lhg]=(?!l)",
    "c;?[pe]*=",
    "[^;y&]d[pe]*=",
    # The day of what the work was about: "call about the hearing on June 22".
    "c[^,;_]*E[^,;_]*[pe]+=",
)
_UNSURE: Final = (
    rf"(?:[RO]{_STOP}*|[RO]{_STOP}*[yup&]*|~[pe]*)=",
    rf"!{_STOP}*[y&]*[RO]",
    rf"!,?[&BLm]{_LATER}",
    "[IQ]!,?[&m][le]?[IQ]|[IQ]!,[IQ],?&?[IQ]|[Q]!,?&?[Q]",
    r"[WTMAIQ]t?,?&[pleu]*=",
    "[IQ]=[IQM]",
    "[IM]!t?[IHNFCU]",
    # A number that may be a short year: "March 3rd 25", "March 3, 25.".
    "[IQMA];?!t?,?I[,;_&]|Q!t?I(?!H)",
    "Wt?![INF][,;_&]",
    "[KXabJ],?[pe]*=|!,?[Kabo]|!(?:,?&)?X|!t?~",
    "E,[y]*[pe]?=",
    "e=Wt?!",
    # "Mémoire à remettre vendredi".
    "LV[^,;_]*=",
)
_WHERE_IT_STANDS: Final = {
    "counted": (
        r"^(?!.*c;?[^,;_]*E[^,;_]*=)(?!.*[Sr][^,;_]*=)(?!.*[fd]=)",
        rf";[y&]*[fd]=[^!]*!{_STOP}",
    ),
    "nth": (
        rf"{_START}u?[p]=[^!]*!(?:{_STOP}|Y)",
        rf"(?:{_START}u?=e|;[y&]*u?=)[^!]*!(?:{_STOP}|Y)",
        rf";[y&]*[fd]=[^!]*!(?:{_STOP}|Y)",
        rf"(?:{_PLAIN}|{_ATTENDED})(?:p=|=(?:We|e))[^!]*!(?:{_STOP}|[zcpY])",
    ),
    "figures": (
        rf"{_START}u?[pe]=",
        rf"{_START}u?=[^!]*!(?:{_STOP}|[YIZDNFqvk])",
        rf";[y&]*[fd][e]?=[^!]*!(?:{_STOP}|[YIZD])",
        rf"(?:{_PLAIN}|{_ATTENDED})[pe]=[^!]*!{_AFTER_ON}",
    ),
    "": (
        rf"{_START}u?(?:p=|=e)",
        rf"{_START}u?=[^!]*!(?:{_STOP}|[YIZDNFqvk]|LI)",
        rf";[y&]*[fd]=[^!]*!(?:{_STOP}|[YIZD])",
        rf"(?:{_PLAIN}|{_ATTENDED})p?=[^!]*!{_AFTER_ON}",
    ),
}
_OTHER = re.compile("|".join(_NOT_THE_WORKS))
_UNCLEAR = re.compile("|".join(_UNSURE))
_WORK = {name: re.compile("|".join(rules)) for name, rules in _WHERE_IT_STANDS.items()}
_TAKES_BACK = re.compile(r"[,;_y]*(?:O[,;_]+|(?:O[,;_]*)?R[RO,;_yu]*)[yup]*")
_NEXT_TO = re.compile("[,_yuplet]*")


def standing(shape: str, form: Form) -> Standing:
    """What a form is, judged by the words around it."""
    around = _around(shape, form)
    if _OTHER.search(around):
        return Standing.OTHER
    if form.day is None or _UNCLEAR.search(around):
        return Standing.UNCLEAR
    name = "counted" if form.name in {"counted", "ago"} else form.name
    return Standing.WORK_DATE if _WORK.get(name, _WORK[""]).search(around) else Standing.UNCLEAR


def stand_together(shape: str, earlier: Form, later: Form) -> bool:
    """Whether nothing that matters parts two forms, as in "today, March 3rd"."""
    return bool(_NEXT_TO.fullmatch(shape, earlier.after, later.first))


def takes_back(shape: str, earlier: Form, later: Form) -> bool:
    """Whether nothing but words of correction stands between two forms."""
    return bool(_TAKES_BACK.fullmatch(shape, earlier.after, later.first))


def _around(shape: str, form: Form) -> str:
    before = shape[max(0, form.first - _WINDOW) : form.first]
    return f"{before}={shape[form.first : form.after]}!{shape[form.after : form.after + _WINDOW]}"
