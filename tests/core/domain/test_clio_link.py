"""The link to Clio: its moves, its states that are good once, and what is fetched when."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from core.domain import clio_link
from core.domain.clio_link import MOVES, ClioLink, LinkState
from core.domain.deliveries import DeliveryReason
from core.domain.errors import NotPossible
from tests.core.domain.tables import table

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
L = LinkState

STEPS: dict[str, tuple[Callable[[ClioLink], ClioLink], LinkState]] = {
    "connected": (lambda link: link.connected(5, NOW), L.CONNECTED),
    "broken": (ClioLink.broken, L.RECONNECT_NEEDED),
    "disconnected": (ClioLink.disconnected, L.DISCONNECTED),
}


def test_the_table_in_the_docstring_is_the_table_in_the_code() -> None:
    drawn: dict[str, set[str]] = {state: set() for state in L}
    for start, end, _how in table(clio_link.__doc__ or ""):
        drawn[start].add(end)
    assert drawn == {start: set(ends) for start, ends in MOVES.items()}


@pytest.mark.parametrize("start", L)
@pytest.mark.parametrize("step", STEPS)
def test_a_link_moves_as_the_table_says_and_no_other_way(start: LinkState, step: str) -> None:
    move, end = STEPS[step]
    if end in MOVES[start]:
        assert move(ClioLink(state=start)).state is end
        return
    with pytest.raises(NotPossible):
        move(ClioLink(state=start))


def test_a_state_is_good_once_and_for_a_while() -> None:
    asked = ClioLink().asking("one", LATER)
    assert asked.asked is not None
    assert asked.asked.hash != "one"
    used = asked.answered("one", LATER)
    for link, state, now in [
        (used, "one", NOW),
        (asked, "two", NOW),
        (asked, "one", LATER + timedelta(seconds=1)),
        (asked.asking("two", LATER), "one", NOW),
        (ClioLink(), "", NOW),
    ]:
        with pytest.raises(NotPossible) as refused:
            link.answered(state, now)
        assert refused.value.code == "clio_state"


def test_another_clio_user_is_refused() -> None:
    link = ClioLink().connected(5, NOW).disconnected()
    assert link.connected(5, LATER).state is L.CONNECTED
    with pytest.raises(NotPossible) as refused:
        link.connected(6, LATER)
    assert refused.value.code == "clio_other_user"


def test_the_first_fetch_is_of_all_and_later_ones_of_what_changed() -> None:
    link = ClioLink().connected(5, NOW)
    assert link.pull is not None
    assert link.pull.since is None
    halfway = link.pulled_to(link.pull, "2")
    assert halfway.pull is not None
    assert (halfway.pull.after, halfway.pulled_at) == ("2", None)
    assert halfway.pull_wanted(LATER) == halfway, "what is under way is finished first"
    done = halfway.pulled_to(halfway.pull, None)
    assert (done.pull, done.pulled_at) == (None, NOW)
    again = done.pull_wanted(LATER).pull
    assert again is not None
    assert again.since is not None
    assert again.since < NOW, "with some overlap"


def test_connecting_ends_a_pause_and_begins_a_fetch_anew() -> None:
    link = ClioLink().connected(5, NOW).paused(DeliveryReason.OUTAGE, LATER, 3)
    assert link.pause is not None
    assert link.pull is not None
    link = link.pulled_to(link.pull, "2").broken()
    fresh = link.connected(5, LATER)
    assert (fresh.pause, fresh.failures) == (None, 0)
    assert fresh.pull is not None
    assert fresh.pull.after is None
    assert ClioLink().connected(5, NOW).paused(DeliveryReason.OUTAGE, LATER, 3).working().pause is None


@pytest.mark.parametrize("state", L)
def test_entries_are_taken_while_connected_or_to_be_again(state: LinkState) -> None:
    assert ClioLink(state=state).takes_entries is (state in {L.CONNECTED, L.RECONNECT_NEEDED})
