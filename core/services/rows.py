"""How values become rows of a lawyer's partition, and in which order rows can be listed.

| key                              | what                                             |
|----------------------------------|--------------------------------------------------|
| head~                            | the audit chain's head; every change rewrites it |
| audit~SEQUENCE                   | an audit event                                   |
| recording~ID                     | a recording                                      |
| entry~ID                         | a time entry                                     |
| open~ID                          | a copy of an entry while it is a draft           |
| trash~ID                         | a copy of a draft while it is deleted            |
| day~DAY~ID                       | a copy of any other entry, newest work day first |
| version~ID~NUMBER                | a step of an entry's history                     |
| matter~ID                        | a matter                                         |
| import~ID                        | an import of matters, and how far it has come    |
| import-plan~PLAN                 | a copy by what its lawyer looked at              |
| settings~                        | the lawyer's settings, once there are any        |
| key~HASH                         | an idempotency key and what it made              |
| lease~NAME                       | who works on a recording or with Clio, until when |
| clio~                            | the link to Clio                                 |
| utbms~                           | Clio's ids of UTBMS codes                        |
| rates~                           | what Clio charges by default, and its categories |
| delivery~ENTRY                   | how an approved entry reaches Clio               |
| sync~APPROVED~ENTRY              | a copy while there is something to do, oldest first |
| attention~APPROVED~ENTRY         | a copy while the lawyer has to say what to do    |
| arrived~CLIOID                   | a copy by what it is in Clio                     |
| synced~ARRIVED~ENTRY             | a copy while nothing is to be done, oldest first |
| reconciliation~                  | the latest comparison with Clio                  |
| reconciliation~next              | the one that is being made                       |
| job~ID                           | an export, or an archive of everything           |
| work~MADE~ID                     | a copy while there is something to do, oldest first |
| outbox~CHANGE~NUMBER             | a message that a committed change still owes     |

A copy holds the whole value, so a list is one range query; it is written in the same transaction.
An entry that was split, merged or purged is in no list.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from core.domain.audit import AuditEvent, ChainHead
from core.domain.clio_link import ClioLink, ClioRates, UtbmsCodes
from core.domain.deliveries import AT_WORK, Delivery, DeliveryState
from core.domain.entries import REPLACED, EntryStatus, TimeEntry
from core.domain.history import EntryVersion
from core.domain.imports import MatterImport
from core.domain.jobs import AT_WORK as JOB_AT_WORK
from core.domain.jobs import Job
from core.domain.matters import Matter
from core.domain.preferences import LawyerSettings
from core.domain.reconciliations import Reconciliation
from core.domain.recordings import GONE, Recording
from core.domain.values import Id, Instant, Value
from core.ports import Condition, Row


class Lease(Value):
    """The right to work on something, held by one worker until it lapses: a recording, or Clio."""

    name: str
    token: str
    until: Instant


class KeyUse(Value):
    """An idempotency key that was used: the request's hash, and what it made."""

    key_hash: str
    request_hash: str
    made_id: Id
    at: Instant


class OwedMessage(Value):
    """A message a change causes; `due` is when it should show."""

    change: str
    number: int
    queue: str
    message: dict[str, str]
    due: Instant


@dataclass(frozen=True, slots=True)
class Kind[T: Value]:
    """One kind of row: what it holds, what its key is, where copies stand, what can be filtered."""

    model: type[T]
    prefix: str
    name: Callable[[T], str]
    copies: Callable[[T], tuple[str, ...]] = lambda _: ()
    columns: Callable[[T], Mapping[str, str]] = lambda _: {}

    def key(self, name: str) -> str:
        """The row key of the value with a name."""
        return f"{self.prefix}~{name}"

    def rows(self, value: T) -> tuple[Row, ...]:
        """The value's own row, then its copies."""
        body, columns = value.model_dump_json(), self.columns(value)
        keys = (self.key(self.name(value)), *self.copies(value))
        return tuple(Row(key, body, columns) for key in keys)

    def read(self, row: Row) -> T:
        """The value a row holds."""
        return self.model.model_validate_json(row.body)


@dataclass(frozen=True, slots=True)
class Range:
    """A stretch of row keys: first <= key < last."""

    first: str
    last: str


def under(prefix: str) -> Range:
    """All keys below a prefix."""
    return Range(f"{prefix}~", f"{prefix}~~")


_NO_DAY = "99999999"


def day_range(first: date | None, last: date | None) -> Range:
    """The copies of entries worked on from `first` to `last`; with either, undated entries are out."""
    start = _countdown(last) if last else ""
    if first and first > date.min:
        end = _countdown(first - timedelta(days=1))
    else:
        end = _NO_DAY if first or last else "~"
    return Range(f"day~{start}", f"day~{end}")


def _countdown(day: date | None) -> str:
    return f"{99_999_999 - int(day.strftime('%Y%m%d')):08}" if day else _NO_DAY


def _entry_copies(entry: TimeEntry) -> tuple[str, ...]:
    if entry.status is EntryStatus.PURGED or entry.status in REPLACED:
        return ()
    if entry.status is EntryStatus.DELETED:
        return (f"trash~{entry.id}",)
    day = f"day~{_countdown(entry.fields.work_date)}~{entry.id}"
    return (day, f"open~{entry.id}") if entry.status is EntryStatus.DRAFT else (day,)


def _entry_columns(entry: TimeEntry) -> dict[str, str]:
    day = entry.fields.work_date
    return {
        "status": entry.status,
        "matter": entry.fields.matter_id or "",
        "day": day.isoformat() if day else "",
        "export": entry.exported_by or "",
    }


def _instant(at: datetime | None) -> str:
    """An instant that sorts as text; empty, and so first, for None."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}" if at else ""


def synced_key(at: datetime, entry_id: str = "") -> str:
    """The key of the copy of a delivery that arrived then; without an entry, where those of then begin."""
    return f"synced~{_instant(at)}~{entry_id}"


def _delivery_copies(delivery: Delivery) -> tuple[str, ...]:
    place = f"{_instant(delivery.queued_at)}~{delivery.entry_id}"
    there = (f"arrived~{delivery.there.clio_id}",) if delivery.there else ()
    if delivery.state in AT_WORK:
        return (f"sync~{place}", *there)
    if delivery.there and delivery.state is DeliveryState.SYNCED:
        return (synced_key(delivery.there.at, delivery.entry_id), *there)
    return (f"attention~{place}", *there) if delivery.state is DeliveryState.NEEDS_ATTENTION else there


def _delivery_columns(delivery: Delivery) -> dict[str, str]:
    unsettled = delivery.sent_at is not None and delivery.there is None
    return {
        "reason": delivery.reason or "",
        "due": _instant(delivery.next_try_at),
        "unsettled": "yes" if unsettled else "no",
    }


def due_by(now: datetime) -> Condition:
    """Only deliveries whose wait is over."""
    return Condition("due", "le", _instant(now))


HEAD = Kind(ChainHead, "head", lambda _: "")
AUDIT = Kind(AuditEvent, "audit", lambda event: f"{event.sequence:012}")
RECORDINGS = Kind(
    Recording,
    "recording",
    lambda recording: recording.id,
    columns=lambda recording: {"listed": "no" if recording.state in GONE else "yes"},
)
ENTRIES = Kind(TimeEntry, "entry", lambda entry: entry.id, _entry_copies, _entry_columns)
VERSIONS = Kind(EntryVersion, "version", lambda step: f"{step.entry_id}~{step.version:09}")
MATTERS = Kind(Matter, "matter", lambda matter: matter.id, columns=lambda matter: {"status": matter.status})
IMPORTS = Kind(MatterImport, "import", lambda made: made.id, lambda made: (f"import-plan~{made.plan}",))
# Only read: the copy by the plan.
PLANNED_IMPORTS = Kind(MatterImport, "import-plan", lambda made: made.plan)
SETTINGS = Kind(LawyerSettings, "settings", lambda _: "")
KEYS = Kind(KeyUse, "key", lambda use: use.key_hash)
LEASES = Kind(Lease, "lease", lambda lease: lease.name)
LINKS = Kind(ClioLink, "clio", lambda _: "")
UTBMS = Kind(UtbmsCodes, "utbms", lambda _: "")
RATES = Kind(ClioRates, "rates", lambda _: "")
DELIVERIES = Kind(
    Delivery, "delivery", lambda delivery: delivery.entry_id, _delivery_copies, _delivery_columns
)
# Only read: the copy by Clio's id.
ARRIVED = Kind(Delivery, "arrived", lambda delivery: str(delivery.there.clio_id if delivery.there else ""))
RECONCILIATIONS = Kind(Reconciliation, "reconciliation", lambda made: "" if made.finished_at else "next")
JOBS = Kind(
    Job,
    "job",
    lambda job: job.id,
    lambda job: (f"work~{_instant(job.created_at)}~{job.id}",) * (job.state in JOB_AT_WORK),
)
OUTBOX = Kind(OwedMessage, "outbox", lambda owed: f"{owed.change}~{owed.number:03}")
