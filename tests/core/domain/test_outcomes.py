"""What became of a request is told from what Clio holds: never two of anything, never none."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.outcomes import Adopt, Ambiguous, Create, Found, LookAgain, what_became

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


def found(number: int, *, exact: bool = True, alike: bool = True, taken: bool = False) -> Found:
    return Found(number, exact=exact, alike=alike, taken=taken)


@pytest.mark.parametrize(
    ("there", "rivals", "verdict"),
    [
        ([], 0, LookAgain(LATER)),
        ([found(7)], 0, Adopt(7)),
        ([found(8), found(7)], 1, LookAgain(LATER)),
        ([found(8), found(7)], 0, Ambiguous((7, 8))),
        ([found(7, taken=True)], 0, LookAgain(LATER)),
        ([found(7, taken=True), found(8)], 0, Adopt(8)),
        ([found(7, exact=False)], 0, LookAgain(LATER)),
        ([found(7, exact=False), found(8)], 0, Adopt(8)),
        ([found(7, exact=False, alike=False)], 0, LookAgain(LATER)),
        ([found(7, exact=False, taken=True)], 0, LookAgain(LATER)),
    ],
)
def test_what_became_of_a_request(there: list[Found], rivals: int, verdict: object) -> None:
    assert what_became(there, rivals, LATER, NOW) == verdict


@pytest.mark.parametrize(
    ("there", "rivals", "verdict"),
    [
        ([], 0, Create()),
        ([found(7)], 1, Adopt(7)),
        ([found(8), found(7)], 1, Adopt(7)),
        ([found(8), found(7)], 0, Ambiguous((7, 8))),
        ([found(7, taken=True)], 0, Create()),
        ([found(7, exact=False)], 0, Ambiguous((7,))),
        ([found(7, exact=False), found(8)], 0, Adopt(8)),
        ([found(7, exact=False, alike=False)], 0, Create()),
        ([found(7, exact=False, taken=True)], 0, Create()),
    ],
)
def test_what_became_of_a_request_once_all_shows(there: list[Found], rivals: int, verdict: object) -> None:
    assert what_became(there, rivals, LATER, LATER) == verdict


class World:
    """Some identical entries, a Clio that shows late, and answers that get lost."""

    SETTLING = 10

    def __init__(self, count: int, dice: random.Random) -> None:
        self.dice = dice
        self.now = 0
        self.shown_from: dict[int, int] = {}
        self.sent_at: dict[int, int | None] = dict.fromkeys(range(count))
        self.has: dict[int, int] = {}

    def send(self, entry: int) -> None:
        self.sent_at[entry] = self.now
        if self.dice.random() < 0.3:
            return
        number = len(self.shown_from)
        self.shown_from[number] = self.now + self.dice.randint(0, self.SETTLING - 1)
        if self.dice.random() < 0.4:
            self.has[entry] = number

    def look(self, entry: int, sent_at: int) -> None:
        there = [
            found(number, taken=number in self.has.values())
            for number, shown in self.shown_from.items()
            if shown <= self.now
        ]
        unknown = [one for one, at in self.sent_at.items() if at is not None and one not in self.has]
        settled_at = NOW + timedelta(seconds=sent_at + self.SETTLING)
        match what_became(there, len(unknown) - 1, settled_at, NOW + timedelta(seconds=self.now)):
            case Adopt(number):
                self.has[entry] = number
            case Create():
                self.send(entry)
            case Ambiguous():
                raise AssertionError("nobody else made anything")

    def step(self) -> None:
        """One entry is taken up, whichever; time passes."""
        entry = self.dice.choice([one for one in self.sent_at if one not in self.has])
        sent_at = self.sent_at[entry]
        if sent_at is None:
            self.send(entry)
        else:
            self.look(entry, sent_at)
        self.now += self.dice.randint(0, 4)


@given(count=st.integers(1, 6), seed=st.integers(0, 2**32))
def test_never_two_and_never_none_whatever_is_lost_and_in_whatever_order(count: int, seed: int) -> None:
    world = World(count, random.Random(seed))  # noqa: S311 - a test's dice
    while len(world.has) < count:
        world.step()
    assert sorted(world.has.values()) == sorted(world.shown_from)
    assert len(world.shown_from) == count
