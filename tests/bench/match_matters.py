"""Finding what a dictation names among 5,000 matters, against a bare scan of the same names."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from core.domain.matters import Matter
from core.drafting.candidates import offered
from core.drafting.matter_index import index_of
from tests.bench.report import Measurement, milliseconds, ratio

_COUNT = 5_000
_TIMES = 30
_SYLLABLES = "ba den cor del far gan hol jen kel lam mor nes par quin ros sel ton vil wes zan"
_KINDS = ("lease", "estate", "appeal", "closing")
_DICTATION = (
    "Point three, telephone call with opposing counsel regarding scheduling, Bamor lease. Half an hour, "
    "reviewed the closing documents, file twenty twenty-six dash one two three four. An hour and a half, "
    "drafted the notice of appeal in Kelsel and Denros, and wrote to the clients about what comes next."
)


def measure() -> list[Measurement]:
    """Look for the matters of one dictation again and again; the first look, which makes the index, apart."""
    matters = _matters()
    names = [f"{one.name} {one.client} {one.number}" for one in matters]
    first = _seconds(lambda: index_of(matters))
    offered(matters, _DICTATION)
    ours = [_seconds(lambda: offered(matters, _DICTATION)) for _ in range(_TIMES)]
    bare = [_seconds(lambda: _scan(names)) for _ in range(_TIMES)]
    means = (
        f"one dictation, {_COUNT} matters: {milliseconds(ours)}; a bare scan of their names for its words: "
        f"{milliseconds(bare)}; making the index, once per change of names: {milliseconds([first])}"
    )
    return [Measurement("match_matters", ratio(ours, bare), "times a bare scan", 1.0, means)]


def _scan(names: list[str]) -> int:
    """How many names hold some word of the dictation, by the plainest means."""
    said = set(_DICTATION.lower().split())
    return sum(not said.isdisjoint(name.lower().split()) for name in names)


def _seconds(work: Callable[[], object]) -> float:
    """The processor's time: what else the machine does is not asked."""
    started = time.process_time()
    work()
    return time.process_time() - started


def _matters() -> list[Matter]:
    return [_matter(number) for number in range(_COUNT)]


def _matter(number: int) -> Matter:
    syllables = _SYLLABLES.split()
    first, second = divmod(number // len(_KINDS) % len(syllables) ** 2, len(syllables))
    client = f"{syllables[first]}{syllables[second]}".title()
    return Matter(
        id=f"M-{number}",
        name=f"{client} {_KINDS[number % len(_KINDS)]}",
        client=f"{client} Holdings Ltd.",
        number=f"2026-{number:04}",
        updated_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
