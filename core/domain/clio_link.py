"""A lawyer's link to Clio: whether there is one, and what is known of the other side.

| from             | to               | how                                          |
|------------------|------------------|----------------------------------------------|
| none             | connected        | the lawyer gave access                       |
| connected        | connected        | access given anew, by the same Clio user      |
| connected        | reconnect_needed | Clio no longer knows the access we were given |
| connected        | disconnected     | the lawyer took it back                      |
| reconnect_needed | connected        | access given anew                            |
| reconnect_needed | disconnected     | the lawyer took it back                      |
| disconnected     | connected        | access given anew                            |
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from pydantic import Field as Constraint

from core.domain.deliveries import DeliveryReason
from core.domain.errors import ClioRefusal, NotPossible
from core.domain.values import Instant, Value

# Changes may show in Clio's lists some time after the instant they carry.
_OVERLAP = timedelta(minutes=10)


class LinkState(StrEnum):
    """Whether CaseClock may act for the lawyer in Clio."""

    NONE = "none"
    CONNECTED = "connected"
    RECONNECT_NEEDED = "reconnect_needed"
    DISCONNECTED = "disconnected"


_L = LinkState

MOVES: dict[LinkState, frozenset[LinkState]] = {
    _L.NONE: frozenset({_L.CONNECTED}),
    _L.CONNECTED: frozenset({_L.CONNECTED, _L.RECONNECT_NEEDED, _L.DISCONNECTED}),
    _L.RECONNECT_NEEDED: frozenset({_L.CONNECTED, _L.DISCONNECTED}),
    _L.DISCONNECTED: frozenset({_L.CONNECTED}),
}


class AskedState(Value):
    """A `state` we sent to Clio with a lawyer's browser: its hash only, good once and not after `until`."""

    hash: str
    until: Instant


class Pause(Value):
    """Clio is not to be asked before `until`, because of `reason`."""

    reason: DeliveryReason
    until: Instant


class Pull(Value):
    """Matters being fetched: those changed `since` (None: all), from page `after` on."""

    started_at: Instant
    since: Instant | None
    after: str | None = None


class Comparing(Value):
    """Synced entries being compared with Clio: those behind `after`, the key of the last one compared."""

    started_at: Instant
    after: str | None = None


class ClioLink(Value):
    """The link of one lawyer. `user_id` is the Clio user whose time is recorded.

    `pulled_at` is when the matters were last fetched, `pull` a fetch that is wanted or under way,
    `refusal` why Clio did not let the last one be.
    `compared_at` is when a comparison of synced entries with Clio last ended, with so many `differences`;
    `comparing` one that is wanted or under way.
    `failures` counts those of Clio in a row that were of no one entry.
    """

    state: LinkState = LinkState.NONE
    user_id: int | None = None
    connected_at: Instant | None = None
    asked: AskedState | None = None
    pause: Pause | None = None
    failures: int = 0
    pulled_at: Instant | None = None
    pull: Pull | None = None
    refusal: ClioRefusal | None = None
    compared_at: Instant | None = None
    differences: int = 0
    comparing: Comparing | None = None

    @property
    def takes_entries(self) -> bool:
        """Whether approved entries are to go to Clio, at once or when it is connected again."""
        return self.state in {_L.CONNECTED, _L.RECONNECT_NEEDED}

    def asking(self, state: str, until: datetime) -> Self:
        """With a state that a callback may name until then; one asked for earlier is void."""
        return self.model_copy(update={"asked": AskedState(hash=_hash(state), until=until)})

    def answered(self, state: str, now: datetime) -> Self:
        """Once a callback has named the state; raises NotPossible unless it is ours, fresh and unused."""
        asked = self.asked
        if asked is None or now > asked.until or not hmac.compare_digest(asked.hash, _hash(state)):
            problem = "This answer of Clio's is not to a request of yours, or came too late. Connect again."
            raise NotPossible(problem, code="clio_state")
        return self.model_copy(update={"asked": None})

    def connected(self, user_id: int, now: datetime) -> Self:
        """Connected as a Clio user, matters to be fetched; raises NotPossible for another user than before.

        Ids of entries and matters are those of one Clio account; in another they would name other things.
        """
        if self.user_id not in {None, user_id}:
            problem = "You were connected as another Clio user. Sign in to Clio as that user."
            raise NotPossible(problem, code="clio_other_user")
        new = {"user_id": user_id, "connected_at": now, "pause": None, "failures": 0, "pull": None}
        return self._moved(_L.CONNECTED, **new).pull_wanted(now)

    def broken(self) -> Self:
        """Clio no longer knows the access we were given."""
        return self._moved(_L.RECONNECT_NEEDED)

    def disconnected(self) -> Self:
        """The lawyer took the access back."""
        return self._moved(_L.DISCONNECTED, asked=None)

    def paused(self, reason: DeliveryReason, until: datetime, failures: int) -> Self:
        """Clio is not to be asked for a while, after so many failures in a row."""
        return self.model_copy(update={"pause": Pause(reason=reason, until=until), "failures": failures})

    def working(self) -> Self:
        """Clio answers again."""
        return self.model_copy(update={"pause": None, "failures": 0})

    def pull_wanted(self, now: datetime) -> Self:
        """Matters to be fetched: what changed since the last time, with some overlap."""
        if self.pull:
            return self
        since = self.pulled_at - _OVERLAP if self.pulled_at else None
        return self.model_copy(update={"pull": Pull(started_at=now, since=since), "refusal": None})

    def pull_refused(self, refusal: ClioRefusal) -> Self:
        """Clio does not let the lawyer see matters."""
        return self.model_copy(update={"pull": None, "refusal": refusal})

    def pulled_to(self, pull: Pull, after: str | None) -> Self:
        """A page further; at the end what is now here is what was there when the fetch began."""
        if after is None:
            return self.model_copy(update={"pull": None, "pulled_at": pull.started_at})
        return self.model_copy(update={"pull": pull.model_copy(update={"after": after})})

    def comparison_wanted(self, now: datetime) -> Self:
        """Synced entries to be compared with what Clio holds."""
        return self if self.comparing else self.model_copy(update={"comparing": Comparing(started_at=now)})

    def compared_to(self, key: str) -> Self:
        """The comparison has come as far as this key."""
        if self.comparing is None:
            return self
        return self.model_copy(update={"comparing": self.comparing.model_copy(update={"after": key})})

    def compared(self, differences: int, now: datetime) -> Self:
        """The comparison is finished."""
        return self.model_copy(update={"comparing": None, "compared_at": now, "differences": differences})

    def comparison_given_up(self) -> Self:
        """The comparison cannot be made."""
        return self.model_copy(update={"comparing": None})

    def _moved(self, to: LinkState, **changes: object) -> Self:
        if to not in MOVES[self.state]:
            raise NotPossible(f"A link that is {self.state} cannot become {to}.", code="clio_state")
        return self.model_copy(update=changes | {"state": to})


class UtbmsCodes(Value):
    """Clio's ids of a firm's UTBMS codes, by code (A107, L110); none where the firm uses none."""

    ids: Mapping[str, int] = Constraint(default_factory=dict)


class Category(Value):
    """What Clio calls an activity description; a `utbms` one stands for a pair of UTBMS codes.

    `rate` is what Clio charges for the lawyer's work under it where neither matter nor client says otherwise,
    decimal text in the firm's currency: per hour or, if `flat`, for the whole; None where Clio shows none.
    """

    id: int
    name: str
    flat: bool
    utbms: bool
    rate: str | None


class ClioRates(Value):
    """What Clio charges by default: the lawyer's hourly `rate` as decimal text, and by category.

    `left_out` is how many categories there are beyond those that are kept.
    """

    rate: str | None = None
    categories: tuple[Category, ...] = ()
    left_out: int = 0


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
