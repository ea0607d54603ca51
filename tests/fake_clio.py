"""Clio, its authorization server and the vault, in memory: for unit tests of the services.

It holds activities as Clio does, shows what was just created only after a while, and does wrong what a test
has it do: no answer before or after the effect, a refusal, a pause, a token it no longer takes.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from core.domain.clio_link import Category
from core.domain.errors import ClioRefusal, ClioRefused, ClioUnauthorized, ReconnectNeeded, Unavailable
from core.domain.identity import Lawyer
from core.ports import UnknownOutcome
from core.ports_clio import ClioActivity, ClioMatter, ClioPace, ClioPage, ClioToken, ClioUser
from tests.fakes import FakeClock

USER = 678
FIRST_MATTER = 101

type Wrong = Callable[[str], str | Exception | None]


def nothing_wrong(_: str) -> None:
    """Every call does what it should."""


@dataclass
class FakeVault:
    """Tokens by lawyer."""

    tokens: dict[str, ClioToken] = field(default_factory=dict)

    async def read(self, lawyer: Lawyer) -> ClioToken | None:
        """The token that is kept."""
        return self.tokens.get(lawyer.key)

    async def write(self, lawyer: Lawyer, token: ClioToken) -> None:
        """Keep a token."""
        self.tokens[lawyer.key] = token

    async def forget(self, lawyer: Lawyer) -> None:
        """Forget a token."""
        self.tokens.pop(lawyer.key, None)


class FakeClio:
    """One firm's Clio and its authorization server; `wrong` says what a call by its name does wrong.

    `answers` takes time, `lag` is how long what was created stays unseen, `limit` requests a minute.
    """

    def __init__(self, clock: FakeClock) -> None:
        self.activities: dict[int, ClioActivity] = {}
        self.matters_there: list[ClioMatter] = [matter(FIRST_MATTER, "00101-Chen")]
        self.codes: dict[str, int] = {"A104": 11, "A106": 12, "L110": 21}
        self.rate: str | None = "350.00"
        self.kinds: list[Category] = [
            Category(id=31, name="Drafting", flat=False, utbms=False, rate="350.00"),
            Category(id=32, name="Court filing", flat=True, utbms=False, rate="150.00"),
        ]
        self.closed: set[int] = set()
        self.wrong: Wrong = nothing_wrong
        self.answers = timedelta(0)
        self.lag = timedelta(0)
        self.limit: int | None = None
        self.rounds_to = 1
        self.rotates = False
        self._rotated = 0
        self.page = 2
        self.user = USER
        self.calls: list[str] = []
        self.granted: set[str] = set()
        self.refreshable: set[str] = set()
        self.lifetime = timedelta(days=30)
        self._clock = clock
        self._ids = itertools.count(9001)
        self._tokens = itertools.count(1)
        self._shown_from: dict[int, datetime] = {}
        self._window: tuple[datetime, int] = (clock.now(), 0)

    def authorize_address(self, state: str) -> str:
        """An address with the state."""
        return f"https://clio.test/oauth/authorize?state={state}"

    async def exchange(self, code: str) -> ClioToken:
        """A token for the one good code."""
        if code != "good":
            raise ReconnectNeeded
        token = self._token(f"refresh-{next(self._tokens)}")
        self.refreshable.add(token.refresh)
        return token

    async def refresh(self, token: ClioToken) -> ClioToken:
        """Another access token."""
        self.calls.append("refresh")
        if token.refresh not in self.refreshable:
            raise ReconnectNeeded
        if not self.rotates:
            return self._token(token.refresh)
        self.refreshable.remove(token.refresh)
        self._rotated += 1
        self.refreshable.add(f"rotated-{self._rotated}")
        return self._token(f"rotated-{self._rotated}")

    async def deauthorize(self, token: ClioToken) -> None:
        """No token of this grant is good any more."""
        self.granted.discard(token.access)
        self.refreshable.discard(token.refresh)

    def expire(self) -> None:
        """No access token is good any more, though the refresh tokens are."""
        self.granted.clear()

    def revoke(self) -> None:
        """Somebody took the access away in Clio."""
        self.granted.clear()
        self.refreshable.clear()

    def pace(self, _: str) -> ClioPace | None:
        """What is left of the minute."""
        if self.limit is None:
            return None
        began, used = self._window
        if self._clock.now() >= began + timedelta(minutes=1):
            return None
        return ClioPace(self.limit, self.limit - used, began + timedelta(minutes=1))

    async def who_am_i(self, access: str) -> ClioUser:
        """The one user."""
        with self._called("who_am_i", access):
            return ClioUser(self.user, "Ada", self.rate)

    async def matters(self, access: str, since: datetime | None, after: str | None) -> ClioPage[ClioMatter]:
        """A page of matters."""
        with self._called("matters", access):
            shown = [one for one in self.matters_there if _is_listed(one, since)]
            start = int(after or 0)
            end = start + self.page
            return ClioPage(tuple(shown[start:end]), str(end) if end < len(shown) else None)

    async def utbms_codes(self, access: str) -> Mapping[str, int]:
        """The firm's codes."""
        with self._called("utbms_codes", access):
            return self.codes

    async def categories(self, access: str, user_id: int) -> tuple[Category, ...]:
        """The firm's categories."""
        with self._called("categories", access):
            assert user_id == self.user
            return tuple(self.kinds)

    async def activity(self, access: str, id: int) -> ClioActivity | None:  # noqa: A002 - as the port has it
        """An activity."""
        with self._called("activity", access):
            return self.activities.get(id)

    async def listed(self, access: str, ids: Sequence[int]) -> tuple[ClioActivity, ...]:
        """Those that show already."""
        with self._called("listed", access):
            now, held = self._clock.now(), self.activities
            return tuple(held[one] for one in ids if one in held and self._shown_from[one] <= now)

    async def find(self, access: str, like: ClioActivity, since: datetime) -> tuple[ClioActivity, ...]:
        """What is like it and shows already."""
        with self._called("find", access):
            now = self._clock.now()
            place = (like.matter_id, like.user_id, like.day)
            return tuple(
                one
                for number, one in self.activities.items()
                if (one.matter_id, one.user_id, one.day) == place
                and self._shown_from[number] <= now
                and one.created_at is not None
                and one.created_at >= since - timedelta(minutes=1)
            )

    async def create(self, access: str, activity: ClioActivity) -> ClioActivity:
        """A new activity."""
        with self._called("create", access):
            if activity.matter_id in self.closed:
                raise ClioRefused(422, ClioRefusal.MATTER_CLOSED)
            if activity.matter_id not in {one.id for one in self.matters_there}:
                raise ClioRefused(404, ClioRefusal.GONE)
            return self.hold(activity)

    async def update(self, access: str, activity: ClioActivity) -> ClioActivity:
        """Another content under the same id."""
        with self._called("update", access):
            there = self.activities.get(activity.id or 0)
            if there is None:
                raise ClioRefused(404, ClioRefusal.GONE)
            if there.etag != activity.etag:
                raise ClioRefused(412, ClioRefusal.CHANGED)
            if there.billed or there.on_bill:
                raise ClioRefused(422, ClioRefusal.BILLED)
            return self.change(there.id or 0, activity)

    def hold(self, activity: ClioActivity) -> ClioActivity:
        """Have an activity there, as if somebody had made it now."""
        now, number = self._clock.now(), next(self._ids)
        activity = replace(activity, seconds=-(-activity.seconds // self.rounds_to) * self.rounds_to)
        self.activities[number] = replace(activity, id=number, etag=f'"{number}-1"', created_at=now)
        self._shown_from[number] = now + self.lag
        return self.activities[number]

    def change(self, number: int, to: ClioActivity) -> ClioActivity:
        """Have an activity say something else, as if somebody had changed it now."""
        etag = self.activities[number].etag or ""
        made = replace(to, id=number, etag=f'{etag}"+', created_at=self.activities[number].created_at)
        self.activities[number] = made
        return made

    def _token(self, refresh: str) -> ClioToken:
        access = f"access-{next(self._tokens)}"
        self.granted.add(access)
        return ClioToken(access, refresh, self._clock.now() + self.lifetime)

    @contextmanager
    def _called(self, name: str, access: str) -> Iterator[None]:
        """A call: what goes wrong before its effect, and after."""
        self.calls.append(name)
        self._clock.advance(self.answers)
        if access not in self.granted:
            raise ClioUnauthorized
        self._count()
        wrong = self.wrong(name)
        if isinstance(wrong, Exception):
            raise wrong
        if wrong == "before":
            raise _silence(name)
        yield
        if wrong == "after":
            raise _silence(name)

    def _count(self) -> None:
        began, used = self._window
        now = self._clock.now()
        if now >= began + timedelta(minutes=1):
            began, used = now, 0
        if self.limit is not None and used >= self.limit:
            raise AssertionError("Clio was asked more often than it allows")
        self._window = (began, used + 1)


def _silence(name: str) -> Exception:
    return UnknownOutcome() if name in {"create", "update"} else Unavailable("no answer")


def _is_listed(one: ClioMatter, since: datetime | None) -> bool:
    return one.status != "closed" if since is None else one.updated_at >= since


def matter(number: int, label: str, **more: object) -> ClioMatter:
    """A matter in Clio."""
    plain = ClioMatter(
        id=number,
        number=label,
        description="Lease of the Bay Street premises",
        client="Chen Holdings",
        client_id=5,
        status="open",
        updated_at=FakeClock().now(),
    )
    return replace(plain, **more)  # type: ignore[arg-type]
