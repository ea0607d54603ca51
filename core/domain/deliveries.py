"""How an approved entry reaches Clio, and how it stands there, as its lawyer sees it.

| from            | to              | how                                                        |
|-----------------|-----------------|------------------------------------------------------------|
| queued          | syncing         | what is to be sent is written down, then sent               |
| queued          | synced          | Clio holds just this already, or its edit was taken back     |
| queued          | waiting         | Clio is not to be asked just now                             |
| queued          | needs_attention | it cannot be sent as it is                                  |
| syncing         | syncing         | looked for in vain long enough after, and sent again         |
| syncing         | synced          | Clio said it has it, or it was found there                   |
| syncing         | waiting         | no clear answer, or none before it had an effect             |
| syncing         | needs_attention | Clio refused it, or what is there leaves it to the lawyer    |
| waiting         | syncing         | the wait is over                                            |
| waiting         | synced          | found there, or its edit was taken back                      |
| waiting         | waiting         | still not                                                   |
| waiting         | queued          | asked for again                                             |
| waiting         | needs_attention | it cannot be sent, or what is there leaves it to the lawyer  |
| needs_attention | queued          | asked for again, or approved anew                            |
| needs_attention | synced          | the lawyer says which it is, or its edit was taken back      |
| synced          | queued          | reopened, and approved anew                                  |

While `sent_at` stands, the outcome of what was sent then is unknown: it is looked for before anything is
sent again.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self

from core.domain.errors import NotPossible
from core.domain.values import Id, Instant, Value


class DeliveryState(StrEnum):
    """Where a delivery to Clio stands."""

    QUEUED = "queued"
    SYNCING = "syncing"
    SYNCED = "synced"
    WAITING = "waiting"
    NEEDS_ATTENTION = "needs_attention"


_S = DeliveryState

MOVES: dict[DeliveryState, frozenset[DeliveryState]] = {
    _S.QUEUED: frozenset({_S.SYNCING, _S.SYNCED, _S.WAITING, _S.NEEDS_ATTENTION}),
    _S.SYNCING: frozenset({_S.SYNCING, _S.SYNCED, _S.WAITING, _S.NEEDS_ATTENTION}),
    _S.WAITING: frozenset({_S.SYNCING, _S.SYNCED, _S.WAITING, _S.QUEUED, _S.NEEDS_ATTENTION}),
    _S.NEEDS_ATTENTION: frozenset({_S.QUEUED, _S.SYNCED}),
    _S.SYNCED: frozenset({_S.QUEUED}),
}


AT_WORK = frozenset({_S.QUEUED, _S.SYNCING, _S.WAITING})


class DeliveryReason(StrEnum):
    """Why a delivery waits or needs its lawyer; `advise` gives the sentence."""

    RECONNECT_NEEDED = "reconnect_needed"
    RATE_LIMITED = "rate_limited"
    OUTAGE = "outage"
    OUTCOME_UNKNOWN = "outcome_unknown"
    INTERNAL = "internal"
    AMBIGUOUS = "ambiguous"
    MATTER_CLOSED = "matter_closed"
    MATTER_NOT_IN_CLIO = "matter_not_in_clio"
    CODE_NOT_IN_CLIO = "code_not_in_clio"
    BILLED_THERE = "billed_there"
    CHANGED_THERE = "changed_there"
    DELETED_THERE = "deleted_there"
    FORBIDDEN = "forbidden"
    INVALID = "invalid"


_R = DeliveryReason

_ADVICE = {
    _R.RECONNECT_NEEDED: "Clio must be connected again. Nothing is lost; it is sent once you are connected.",
    _R.RATE_LIMITED: "Clio asked us to slow down. It is sent as soon as Clio allows.",
    _R.OUTAGE: "Clio is not answering. We keep trying; nothing is lost.",
    _R.OUTCOME_UNKNOWN: "Clio did not answer. We look whether it arrived before anything is sent again.",
    _R.INTERNAL: "Something went wrong on our side. We keep trying; nothing is lost.",
    _R.AMBIGUOUS: "Clio holds entries so like this one that we cannot tell. Say which is yours, or send it.",
    _R.MATTER_CLOSED: "The matter is closed in Clio. Open it there, or reopen the entry and pick another.",
    _R.MATTER_NOT_IN_CLIO: "The matter is not in Clio. Create it there and refresh, or pick another.",
    _R.CODE_NOT_IN_CLIO: "Your firm's Clio does not have this UTBMS code. Reopen the entry and change it.",
    _R.BILLED_THERE: "The entry is on a bill in Clio already and can no longer be changed from here.",
    _R.CHANGED_THERE: "The entry in Clio is not as you approved it. Keep Clio's, or replace it with yours.",
    _R.DELETED_THERE: "The entry was deleted in Clio. Send it again, or leave it out.",
    _R.FORBIDDEN: "Clio does not allow you this. Ask whoever manages Clio in your firm, then try again.",
    _R.INVALID: "Clio does not accept this entry. Reopen and change it, or try again.",
}


def advise(reason: DeliveryReason) -> str:
    """What a lawyer reads for a reason."""
    return _ADVICE[reason]


class Intent(Value):
    """What is sent: Clio's ids, the lawyer's day, seconds of work, the narrative as approved.

    `price` is money per hour as decimal text; None, as of any field, leaves it to Clio.
    """

    matter_id: int
    user_id: int
    day: date
    seconds: int
    note: str
    non_billable: bool
    no_charge: bool
    utbms_activity_id: int | None = None
    utbms_task_id: int | None = None
    price: str | None = None


class There(Value):
    """What Clio holds of an entry: the approved version of it, how Clio names that, and what it says.

    `billed`: it is on a bill, as far as we have seen.
    """

    clio_id: int
    etag: str | None
    version: int
    at: Instant
    holds: Intent
    billed: bool = False


class Standing(Value):
    """How an entry stands with Clio: `until` is when a wait is over, `clio_id` what it is there.

    `unsettled`: it may have got there, and nobody knows yet.
    """

    state: DeliveryState
    reason: DeliveryReason | None = None
    until: Instant | None = None
    clio_id: int | None = None
    synced_at: Instant | None = None
    billed: bool = False
    unsettled: bool = False

    @property
    def is_out(self) -> bool:
        """Whether anything of the entry is in Clio, or may be."""
        return self.unsettled or self.clio_id is not None


class Delivery(Value):
    """One entry's way to Clio: `version` is the approved version to bring there.

    `sent_at` is set from before a request leaves until its outcome is known; `first_sent_at` is that of the
    first whose outcome was never told. `intent` is what was sent last. `there` is what arrived.
    `failures` counts those in a row.
    """

    entry_id: Id
    version: int
    state: DeliveryState = DeliveryState.QUEUED
    queued_at: Instant
    reason: DeliveryReason | None = None
    next_try_at: Instant | None = None
    failures: int = 0
    intent: Intent | None = None
    sent_at: Instant | None = None
    first_sent_at: Instant | None = None
    there: There | None = None

    @property
    def effect(self) -> str:
        """The key of the one effect that this version is to have, however often it is tried."""
        return f"{self.entry_id}.{self.version}"

    @property
    def standing(self) -> Standing:
        """What the entry shows of it."""
        there = self.there
        return Standing(
            state=self.state,
            reason=self.reason,
            until=self.next_try_at,
            clio_id=there.clio_id if there else None,
            synced_at=there.at if there else None,
            billed=bool(there and there.billed),
            unsettled=self.sent_at is not None,
        )

    def approved_anew(self, version: int, now: datetime) -> Self:
        """Queued to bring another version there, in the place of the one that is."""
        return self._moved(_S.QUEUED, version=version, queued_at=now, failures=0)

    def asked_again(self) -> Self:
        """Queued at once; what was sent is still looked for first."""
        return self._moved(_S.QUEUED, failures=0)

    def to_be_sent(self) -> Self:
        """Queued to be created, whatever was sent before: the lawyer says that none of it is there."""
        return self._moved(_S.QUEUED, failures=0, there=None, **_SETTLED)

    def sent(self, intent: Intent, now: datetime) -> Self:
        """As it is just before a request leaves."""
        first = self.first_sent_at or now
        return self._moved(_S.SYNCING, intent=intent, sent_at=now, first_sent_at=first)

    def without_effect(self) -> Self:
        """The request last sent is known to have had none; an earlier one is looked for again."""
        earlier = self.first_sent_at if self.first_sent_at != self.sent_at else None
        return self.model_copy(update={"sent_at": earlier, "first_sent_at": earlier})

    def arrived(self, there: There) -> Self:
        """Clio holds it."""
        return self._moved(_S.SYNCED, there=there, failures=0, **_SETTLED)

    def arrived_otherwise(self, there: There) -> Self:
        """Clio holds it, but not as it was sent."""
        return self._moved(_S.NEEDS_ATTENTION, reason=_R.CHANGED_THERE, there=there, **_SETTLED)

    def waiting(self, reason: DeliveryReason, until: datetime | None) -> Self:
        """Tried again at `until`; None: as soon as Clio may be asked at all."""
        return self._moved(_S.WAITING, reason=reason, next_try_at=until, failures=self.failures + 1)

    def needing_attention(self, reason: DeliveryReason) -> Self:
        """Nothing more is done before the lawyer, or something new from Clio, says so."""
        return self._moved(_S.NEEDS_ATTENTION, reason=reason)

    def billed_there(self) -> Self:
        """What is in Clio is on a bill and can no longer be changed."""
        there = self.there.model_copy(update={"billed": True}) if self.there else None
        return self._moved(_S.NEEDS_ATTENTION, reason=_R.BILLED_THERE, there=there, **_SETTLED)

    def withdrawn(self) -> Self | None:
        """As it is once its entry is reopened; None if Clio holds nothing of it."""
        if self.there is None or self.state is _S.SYNCED:
            return self if self.there else None
        return self._moved(_S.SYNCED, failures=0)

    def _moved(self, to: DeliveryState, **changes: object) -> Self:
        if to not in MOVES[self.state]:
            problem = f"A delivery that is {self.state} cannot become {to}."
            raise NotPossible(problem, code="delivery_state", state=self.state)
        calm: dict[str, object] = {"reason": None, "next_try_at": None}
        return self.model_copy(update=calm | changes | {"state": to})


_SETTLED: dict[str, object] = {"sent_at": None, "first_sent_at": None}


_RETRY_SECONDS = (5, 15, 60, 300, 900, 3600)


def next_wait(failures: int, asked: float = 0) -> timedelta:
    """The wait after so many failures in a row, from 1: growing, never under what was asked (seconds)."""
    planned = _RETRY_SECONDS[min(max(failures, 1), len(_RETRY_SECONDS)) - 1]
    return timedelta(seconds=max(planned, asked))
