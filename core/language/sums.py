"""Times said together: sums ("point two on the call and point four on the memo") and totals ("in all")."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from core.language.duration_context import Place, Verdict, place_of, verdict
from core.language.duration_grammar import Form

_PLUS: Final = re.compile(".*&[y,~]*")
_NEXT: Final = re.compile(".*[,&][y,~]*")
_DIRECTLY: Final = re.compile(",?&")
_HALF_HOUR: Final = re.compile("[hq]H")
# "Point two on the call and point four": what is added may be bare; over an hour, only in the same words.
_ADDED: Final = re.compile("[^;]{1,12}&[y~]*(?=Z|[aI]t|a?[hq]o?[aIl]?H)|p[^;]{1,12}&[y~]*(?=Dp)")
_BREAK: Final = ";"
_WINDOW: Final = 16
# "In all" right behind a time sums up that one, and not the next sentence's: "point five in all. Point one".
_TOTAL_BEFORE: Final = re.compile("(?:3|(?<![DZCFHMmthq5])(?<![DZCFHMmthq5],)3;)[,~yuiol]*$")
_TOTAL_AFTER: Final = re.compile("[,~]*3(?![,~yuiol]*[aIDZCFhq5])")


def judged(shape: str, found: Sequence[Form]) -> list[tuple[Form, Verdict]]:
    """Every form with its verdict; those added directly ("an hour and half an hour") share their place."""
    says: list[tuple[Form, Verdict]] = []
    for run in _runs(shape, found):
        shared = place_of(shape, run[0].first, run[-1].after)
        together = [verdict(shape, form, shared) for form in run]
        if any(one is not Verdict.TIME for one in together):
            together = [verdict(shape, form, place_of(shape, form.first, form.after)) for form in run]
        says.extend(zip(run, together, strict=True))
    return [
        (form, _if_added(shape, says[at - 1], form) if at and one is Verdict.UNCLEAR else one)
        for at, (form, one) in enumerate(says)
    ]


def _if_added(shape: str, before: tuple[Form, Verdict], form: Form) -> Verdict:
    """The verdict on a form that stands in no place of its own, when it is added to a time before it."""
    earlier, says = before
    gap = _ADDED.match(shape, earlier.after)
    if says is not Verdict.TIME or gap is None or gap.end() != form.first:
        return Verdict.UNCLEAR
    return verdict(shape, form, Place(",", place_of(shape, form.first, form.after).after, alone=False))


def is_total(shape: str, form: Form) -> bool:
    """Whether a form is said to be all there was: "two point five in all"."""
    return bool(
        _TOTAL_AFTER.match(shape, form.after)
        or _TOTAL_BEFORE.search(shape, max(0, form.first - _WINDOW), form.first)
    )


def is_sum(shape: str, said: Sequence[Form]) -> bool:
    """Whether several times are added up in one breath: the last with "and", those before it in a list."""
    gaps = [shape[earlier.after : later.first] for earlier, later in pairwise(said)]
    return (
        len(gaps) > 0
        and not any(_BREAK in gap for gap in gaps)
        and all(_NEXT.fullmatch(gap) for gap in gaps)
        and bool(_PLUS.fullmatch(gaps[-1]))
    )


def _runs(shape: str, found: Sequence[Form]) -> list[list[Form]]:
    runs: list[list[Form]] = []
    for form in found:
        half = _HALF_HOUR.fullmatch(shape, form.first, form.after)
        if runs and not half and _DIRECTLY.fullmatch(shape, runs[-1][-1].after, form.first):
            runs[-1].append(form)
        else:
            runs.append([form])
    return runs
