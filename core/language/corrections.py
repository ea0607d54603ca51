"""Times taken back: in "point three, sorry, point four" the later one stands in the place of the earlier.

Nothing but words of correction may stand between the two, or a few words about the work when the later one
ends its clause: "point three on the call, sorry, point four".
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from core.language.duration_context import Verdict, place_of, verdict
from core.language.duration_grammar import Form, forms
from core.language.lexeme import Lexeme, shape_of

_OPENS = "[,;_ny]*"
_BACK = f"(?:{_OPENS}R[R,;yuinjS~_]*|,?;{{0,3}}n[,;][yuj,]*|,n)"
_LINK: Final = re.compile(_BACK)
_LATER_LINK: Final = re.compile(f"[pwlWS87,]{{1,8}}?{_BACK}")
_ENDS_ITS_CLAUSE: Final = re.compile("[,;]")


def without_corrections(lexemes: Sequence[Lexeme]) -> list[Lexeme]:
    """The lexemes without the times that were taken back, and without the words that did so."""
    shape = shape_of(lexemes)
    kept: list[Lexeme] = []
    at = 0
    for run in _runs(lexemes, shape):
        if _stand_alike(shape, run):
            kept.extend(lexemes[at : run[0].first])
            at = run[-1].first
    return [*kept, *lexemes[at:]]


def _runs(lexemes: Sequence[Lexeme], shape: str) -> Iterator[list[Form]]:
    """The forms that are linked by words of correction, two or more together."""
    run: list[Form] = []
    for form in forms(lexemes, shape):
        if run and _takes_back(shape, run[-1], form):
            run.append(form)
            continue
        if len(run) > 1:
            yield run
        run = [form]
    if len(run) > 1:
        yield run


def _takes_back(shape: str, earlier: Form, later: Form) -> bool:
    if _LINK.fullmatch(shape, earlier.after, later.first):
        return True
    ends = _ENDS_ITS_CLAUSE.match(shape, later.after)
    return bool(ends and _LATER_LINK.fullmatch(shape, earlier.after, later.first))


def _stand_alike(shape: str, run: Sequence[Form]) -> bool:
    """Whether each form would be a time where the whole run stands."""
    place = place_of(shape, run[0].first, run[-1].after)
    return all(verdict(shape, form, place) is Verdict.TIME for form in run)
