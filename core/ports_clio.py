"""What the services need of Clio and of the vault that keeps its tokens, as Protocols and their values.

Clio Manage's API version 4.0.13: docs.developers.clio.com. Narratives, names and tokens stay out of
every repr.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from core.domain.clio_link import Category
from core.domain.identity import Lawyer


@dataclass(frozen=True, slots=True)
class ClioToken:
    """What lets us act as one lawyer in Clio; the access token is good until `expires_at`."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ClioUser:
    """Whom an access token acts as; `rate` is theirs per hour by default, None where Clio shows none."""

    id: int
    name: str = field(repr=False)
    rate: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ClioMatter:
    """A matter: `number` is the label people use, `status` one of open, pending, closed.

    `client` is empty where Clio names none, or hides the name for want of a permission.
    """

    id: int
    number: str
    description: str = field(repr=False)
    client: str = field(repr=False)
    client_id: int | None
    status: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ClioActivity:
    """A time entry as we send and read it; `day` is the lawyer's, `price` money per hour.

    `id`, `etag`, `billed`, `on_bill` and `created_at` (to the whole second) are Clio's to say.
    A `price` of None lets Clio find the rate when it creates. What was read has a `matter_id` or
    `user_id` of 0 where somebody took it off in Clio. For time that is shown on the bill at no charge
    both `no_charge` and `non_billable` are set.
    """

    id: int | None
    etag: str | None
    matter_id: int
    user_id: int
    day: date
    seconds: int
    note: str = field(repr=False)
    non_billable: bool
    no_charge: bool
    activity_description_id: int | None
    utbms_activity_id: int | None
    utbms_task_id: int | None
    price: str | None
    billed: bool = False
    on_bill: bool = False
    created_at: datetime | None = None

    def differences(self, stored: "ClioActivity") -> tuple[str, ...]:
        """The names of the fields in which `stored` is not what this one asks for.

        What this one leaves to Clio (None) may be anything; line endings and the space around a note
        do not count.
        """
        plain = ("matter_id", "user_id", "day", "seconds", "non_billable", "no_charge")
        optional = ("activity_description_id", "utbms_activity_id", "utbms_task_id")
        asked = {name: getattr(self, name) for name in (*plain, *optional)}
        told = {name: getattr(stored, name) for name in asked}
        asked |= {"note": _words(self.note), "price": _money(self.price)}
        told |= {"note": _words(stored.note), "price": _money(stored.price)}
        return tuple(name for name, value in asked.items() if value is not None and value != told[name])


def _words(note: str) -> str:
    return note.replace("\r\n", "\n").strip()


def _money(price: str | None) -> Decimal | None:
    return None if price is None else Decimal(price)


@dataclass(frozen=True, slots=True)
class ClioPage[T]:
    """Some of a list; `after` is where to go on from, None at the end."""

    items: tuple[T, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class ClioPace:
    """What Clio last said of a token: requests per window, how many are left, when the next one begins."""

    limit: int
    remaining: int
    resets_at: datetime


class TokenVault(Protocol):
    """Keeps one secret per lawyer; any call may raise Unavailable."""

    async def read(self, lawyer: Lawyer) -> ClioToken | None:
        """The lawyer's token; None where none is kept."""

    async def write(self, lawyer: Lawyer, token: ClioToken) -> None:
        """Keep a token, over one that is there and over one that was deleted."""

    async def forget(self, lawyer: Lawyer) -> None:
        """Delete the token; forgetting what is not there is no error."""


class ClioOAuth(Protocol):
    """Clio's authorization server; any call may raise Unavailable."""

    def authorize_address(self, state: str) -> str:
        """Where a lawyer's browser goes to give us access; Clio sends `state` back with the code."""

    async def exchange(self, code: str) -> ClioToken:
        """The token of a code; raises ReconnectNeeded when Clio refuses it (used, or ten minutes old)."""

    async def refresh(self, token: ClioToken) -> ClioToken:
        """A new token, with the old refresh token unless a new one came; raises ReconnectNeeded."""

    async def deauthorize(self, token: ClioToken) -> None:
        """End the access we were given; no error where it has ended."""


class Clio(Protocol):
    """Clio's API, as the lawyer of an access token.

    Any call may raise ClioUnauthorized and ClioPaused, both before it had an effect, and ClioRefused.
    Reads raise Unavailable where no clear answer comes.
    """

    async def who_am_i(self, access: str) -> ClioUser:
        """The user of the token."""

    async def matters(self, access: str, since: datetime | None, after: str | None) -> ClioPage[ClioMatter]:
        """Open and pending matters; with `since` those changed from then on, closed ones too."""

    async def utbms_codes(self, access: str) -> Mapping[str, int]:
        """The ids of the task and activity codes of the firm's enabled sets, by code (A107, L110)."""

    async def categories(self, access: str, user_id: int) -> tuple[Category, ...]:
        """The categories that the lawyer can use, oldest first, with what Clio charges for that user."""

    async def activity(self, access: str, id: int) -> ClioActivity | None:  # noqa: A002 - Clio's own word
        """A time entry; None where it was deleted there."""

    async def listed(self, access: str, ids: Sequence[int]) -> tuple[ClioActivity, ...]:
        """Those of up to 100 time entries that Clio lists and does not hide; of others `activity` tells."""

    async def find(self, access: str, like: ClioActivity, since: datetime) -> tuple[ClioActivity, ...]:
        """Time entries of that matter, user and day that were created from a minute before `since` on."""

    async def create(self, access: str, activity: ClioActivity) -> ClioActivity:
        """Create a time entry, sent once, and give what Clio then holds: see `differences`.

        Raises UnknownOutcome where no clear answer came: it may or may not be there.
        """

    async def update(self, access: str, activity: ClioActivity) -> ClioActivity:
        """Change a time entry if its etag is still `activity.etag`, and give what Clio then holds.

        Raises UnknownOutcome where no clear answer came. Give the price that was read: without one
        Clio sets it anew where matter or user change.
        """

    def pace(self, access: str) -> ClioPace | None:
        """What Clio last told this process of a token's rate limit."""
