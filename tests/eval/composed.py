"""Dictations put together from parts, in every order that lawyers say them, with the entries they mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from hypothesis import strategies as st

from tests.eval.scripts import Expected, Script


@dataclass(frozen=True, slots=True)
class _Parts:
    """What can be said in one language; a matter that is to be asked for has no id."""

    times: Mapping[str, int]
    works: tuple[str, ...]
    matters: Mapping[str, str | None]
    days: Mapping[str, str]


_PARTS: Final[Mapping[str, _Parts]] = MappingProxyType(
    {
        "en": _Parts(
            {
                "point three": 18,
                "0.4": 24,
                "half an hour": 30,
                "an hour and a half": 90,
                "twelve minutes": 12,
                "1.2 hours": 72,
                "a quarter of an hour": 15,
            },
            (
                "call with the client",
                "email to opposing counsel re costs",
                "drafting the statement of claim",
                "reviewed the closing book",
                "research on limitation periods",
                "letter to the bank",
                "met with the executor",
                "travel to court",
                "reviewing 12 pages of the contract",
                "drafting the will",
                "share valuation",
            ),
            {
                "Wilson estate": "wilson",
                "Baker file": "baker",
                "Anderson matter": "anderson",
                "Reid custody": "reid",
                "Peterson will": "peterson",
                "Chan mortgage": "chan",
                "Smith file": None,
                "Smith lease": "smith-lease",
                "Hogarth file": None,
                "O'Brien arbitration": "obrien",
                "file 2026-031": "obrien",
            },
            {"today": "2026-11-24", "yesterday": "2026-11-23", "last Friday": "2026-11-20"},
        ),
        "fr": _Parts(
            {
                "zéro virgule trois": 18,
                "0,4": 24,
                "une demi-heure": 30,
                "une heure et demie": 90,
                "douze minutes": 12,
                "un quart d'heure": 15,
            },
            (
                "appel avec le client",
                "courriel à l'avocat de la partie adverse",
                "rédaction de la requête",
                "révision du bail",
                "recherche sur la prescription",
                "lettre à la banque",
                "rencontre avec les héritiers",
                "évaluation des actions",
            ),
            {
                "dossier Gagnon": "gagnon",
                "dossier Roy": "roy",
                "Succession Tremblay": "tremblay",
                "dossier Hébert": "hebert",
                "dossier Lavoie": None,
                "Vente Lavoie": "lavoie-vente",
                "dossier Charbonneau": None,
            },
            {"aujourd'hui": "2026-11-24", "hier": "2026-11-23", "vendredi dernier": "2026-11-20"},
        ),
    }
)
_ORDERS = ("TWM", "TMW", "WTM", "WMT", "MTW", "MWT")
# Between the parts of a task, and behind it.
_MARKS = ((", ", ". "), (". ", ". "))


@dataclass(frozen=True, slots=True)
class _Task:
    time: str
    work: str
    matter: str
    day: str | None


@st.composite
def dictations(draw: st.DrawFn) -> Script:
    """A dictation of one to five tasks that say everything, in one order; or under headings."""
    language = draw(st.sampled_from(sorted(_PARTS)))
    parts = _PARTS[language]
    task = st.builds(
        _Task,
        st.sampled_from(sorted(parts.times)),
        st.sampled_from(parts.works),
        st.sampled_from(sorted(parts.matters)),
        st.none() | st.sampled_from(sorted(parts.days)),
    )
    tasks = draw(st.lists(task, min_size=1, max_size=5))
    marks = draw(st.sampled_from(_MARKS))
    order = draw(st.sampled_from((*_ORDERS, "TW")))
    opening = draw(st.none() | st.sampled_from(sorted(parts.days)))
    said = [f"{_begun(opening)}. "] if opening else []
    headed = ""
    for one in tasks:
        if order == "TW" and one.matter != headed:
            said.append(f"{_begun(one.matter)}. ")
            headed = one.matter
        said.append(_said(one, order, marks, opening))
    expected = tuple(_expected(one, parts, opening, marks) for one in tasks)
    at = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    text = "".join(said).strip()
    return Script(f"{order} {marks}", "composed", at, "America/Toronto", language, text, expected)


def _said(task: _Task, order: str, marks: tuple[str, str], opening: str | None) -> str:
    between, behind = marks
    words = [{"T": task.time, "W": task.work, "M": task.matter}[part] for part in order]
    if task.day and not opening and between == ", ":
        words.append(task.day)
    if between == ". ":
        words = [_begun(word) for word in words]
    return _begun(between.join(words)) + behind


def _expected(task: _Task, parts: _Parts, opening: str | None, marks: tuple[str, str]) -> Expected:
    day = opening or (task.day if marks[0] == ", " else None)
    minutes, matter = parts.times[task.time], parts.matters[task.matter]
    return Expected("time", minutes, parts.days[day] if day else None, matter, "billable")


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
