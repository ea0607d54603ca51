"""Time entries, matters and codes in Clio: the port `Clio`."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from core.adapters.clio.asking import Asking
from core.adapters.clio.documents import (
    ACTIVITY_FIELDS,
    CATEGORY_FIELDS,
    MATTER_FIELDS,
    Activity,
    Code,
    Description,
    Many,
    Matter,
    One,
    Set,
    Status,
    User,
    data_of,
    parsed,
)
from core.adapters.clio.messages import Call, Silence
from core.adapters.clio.refusals import OUT_OF_REACH, refusal
from core.domain.clio_link import Category
from core.domain.errors import ClioPaused, ClioRefusal, ClioRefused, ClioUnreachable, Unavailable
from core.ports import Clock, UnknownOutcome
from core.ports_clio import ClioActivity, ClioMatter, ClioPace, ClioPage, ClioUser

# Clio stamps to the whole second, and its clock is not ours.
_MARGIN = timedelta(minutes=1)
_ACTIVITIES = "activities"
_CODES = ("UtbmsTask", "UtbmsActivity")


class ClioApi:
    """The API at an address such as https://app.clio.com; `timeout` is in seconds, for a whole call."""

    def __init__(self, address: str, clock: Clock, timeout: float = 30.0) -> None:
        self._asking = Asking(address, clock, timeout)

    async def who_am_i(self, access: str) -> ClioUser:
        """The user of the token."""
        return (await self._asking.one(access, "users/who_am_i", "id,name,rate", One[User])).as_user()

    async def matters(self, access: str, since: datetime | None, after: str | None) -> ClioPage[ClioMatter]:
        """Open and pending matters; with `since` those changed from then on, closed ones too.

        An `after` of another Clio, or of a time when other fields were asked for, begins anew.
        """
        query = {"fields": MATTER_FIELDS, "status": "open,pending"}
        if since is not None:
            query |= {"status": "open,pending,closed", "updated_since": _a_little_before(since)}
        items, following = await self._asking.page(access, "matters", query, Many[Matter], after)
        return ClioPage(tuple(item.as_matter() for item in items), following)

    async def utbms_codes(self, access: str) -> Mapping[str, int]:
        """The ids of the task and activity codes of the firm's enabled sets, by code (A107, L110).

        Of a code that is in several sets, the one that Clio has had longest.
        """
        sets = await self._asking.every(access, "utbms/sets", {"fields": "id,enabled"}, Many[Set])
        enabled = {each.id for each in sets if each.enabled}
        fields = {"fields": "id,code,type,utbms_set_id"}
        ids: dict[str, int] = {}
        for code in await self._asking.every(access, "utbms/codes", fields, Many[Code]):
            if code.code and code.type in _CODES and code.utbms_set_id in enabled:
                ids.setdefault(code.code, code.id)
        return ids

    async def categories(self, access: str, user_id: int) -> tuple[Category, ...]:
        """The categories that the lawyer can use, oldest first, with what Clio charges for that user."""
        query = {"fields": CATEGORY_FIELDS, "rate_for[user_id]": str(user_id)}
        found = await self._asking.every(access, "activity_descriptions", query, Many[Description])
        # By no order, pages can move while they are read: what stands on two counts once.
        usable = {one.id: one.as_category() for one in found if one.accessible_to_user is not False}
        return tuple(usable[number] for number in sorted(usable))

    async def activity(self, access: str, id: int) -> ClioActivity | None:  # noqa: A002 - Clio's own word
        """A time entry; None where it was deleted there."""
        try:
            shown = await self._asking.one(access, f"{_ACTIVITIES}/{id}", ACTIVITY_FIELDS, One[Activity])
        except ClioRefused as refused:
            if refused.kind is ClioRefusal.GONE:
                return None
            raise
        return _seen(shown)

    async def listed(self, access: str, ids: Sequence[int]) -> tuple[ClioActivity, ...]:
        """Those of up to 100 time entries that Clio lists and does not hide; of others `activity` tells."""
        query = {"type": "TimeEntry", "ids[]": [str(each) for each in ids], "fields": ACTIVITY_FIELDS}
        shown = await self._asking.some(access, _ACTIVITIES, query, Many[Activity])
        # Should Clio not know the filter, it gives others.
        return tuple(each.as_activity() for each in shown if each.id in ids and not each.hidden)

    async def find(self, access: str, like: ClioActivity, since: datetime) -> tuple[ClioActivity, ...]:
        """Time entries of that matter, user and day that were created from a minute before `since` on."""
        query = {
            "type": "TimeEntry",
            "matter_id": str(like.matter_id),
            "user_id": str(like.user_id),
            "start_date": like.day.isoformat(),
            "end_date": like.day.isoformat(),
            "created_since": _a_little_before(since),
            "fields": ACTIVITY_FIELDS,
        }
        shown = await self._asking.every(access, _ACTIVITIES, query, Many[Activity])
        found = tuple(_seen(each) for each in shown)
        # A filter that Clio does not know is ignored in silence: nothing is taken on trust.
        return tuple(each for each in found if _place(each) == _place(like))

    async def create(self, access: str, activity: ClioActivity) -> ClioActivity:
        """Create a time entry, sent once, and give what Clio then holds.

        Raises UnknownOutcome where no clear answer came: it may or may not be there.
        """
        address = f"{self._asking.root}/{_ACTIVITIES}.json"
        call = Call("create", "POST", address, {"fields": ACTIVITY_FIELDS}, json={"data": data_of(activity)})
        try:
            return await self._write(access, call)
        except ClioRefused as refused:
            refusing = refused
        raise ClioRefused(refusing.status, await self._why_not_created(access, activity, refusing))

    async def update(self, access: str, activity: ClioActivity) -> ClioActivity:
        """Change a time entry if its etag is still `activity.etag`, and give what Clio then holds.

        Raises UnknownOutcome where no clear answer came, and ValueError without an id and an etag.
        """
        if activity.id is None or activity.etag is None:
            raise ValueError("Only an entry that was read can be changed.")
        address = f"{self._asking.root}/{_ACTIVITIES}/{activity.id}.json"
        matching = {"If-Match": activity.etag}
        body = {"data": data_of(activity)}
        call = Call("update", "PATCH", address, {"fields": ACTIVITY_FIELDS}, matching, body)
        try:
            return await self._write(access, call)
        except ClioRefused as refused:
            refusing = refused
        kind = await self._why_not_updated(access, activity, activity.id, refusing)
        raise ClioRefused(refusing.status, kind)

    def pace(self, access: str) -> ClioPace | None:
        """What Clio last told this process of a token's rate limit."""
        return self._asking.paces.of(access)

    async def close(self) -> None:
        """Close the connections."""
        await self._asking.connection.close()

    async def _write(self, access: str, call: Call) -> ClioActivity:
        answer = await self._asking.ask(access, call)
        if answer is Silence.NOT_SENT:
            raise ClioUnreachable(OUT_OF_REACH)
        if isinstance(answer, Silence):
            raise UnknownOutcome
        if answer.status not in (HTTPStatus.OK, HTTPStatus.CREATED):
            raise refusal(answer, self._asking.clock.now()) or UnknownOutcome()
        shown = parsed(One[Activity], answer.body)
        if shown is None or shown.data.hidden:
            raise UnknownOutcome
        return shown.data.as_activity()

    async def _why_not_created(
        self, access: str, activity: ClioActivity, refused: ClioRefused
    ) -> ClioRefusal:
        """The kind of a refusal; what Clio says of closed matters is not documented, so we look.

        Where Clio is not to be asked just now the write may as well be repeated later: nothing was done.
        """
        if refused.status not in _TO_BE_LOOKED_INTO:
            return refused.kind
        kind = await self._what_of_matter(access, activity.matter_id)
        unknown = ClioRefusal.INVALID if refused.kind is ClioRefusal.GONE else refused.kind
        return kind or unknown

    async def _why_not_updated(
        self, access: str, activity: ClioActivity, number: int, refused: ClioRefused
    ) -> ClioRefusal:
        """The kind of a refusal; what Clio says of billed entries is not documented, so we look."""
        if refused.status not in _TO_BE_LOOKED_INTO or refused.kind is ClioRefusal.GONE:
            return refused.kind
        try:
            there = await self.activity(access, number)
        except ClioPaused:
            raise
        except (ClioRefused, Unavailable):
            return refused.kind
        if there is None:
            return ClioRefusal.GONE
        if there.billed or there.on_bill:
            return ClioRefusal.BILLED
        kinds = [await self._what_of_matter(access, each) for each in {there.matter_id, activity.matter_id}]
        closed = ClioRefusal.MATTER_CLOSED in kinds
        return ClioRefusal.MATTER_CLOSED if closed else refused.kind

    async def _what_of_matter(self, access: str, number: int) -> ClioRefusal | None:
        try:
            matter = await self._asking.one(access, f"matters/{number}", "id,status", One[Status])
        except ClioRefused as refused:
            return ClioRefusal.GONE if refused.kind is ClioRefusal.GONE else None
        except ClioPaused:
            raise
        except Unavailable:
            return None
        return ClioRefusal.MATTER_CLOSED if matter.status == "Closed" else None


_TO_BE_LOOKED_INTO = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY)


def _seen(shown: Activity) -> ClioActivity:
    """What a read shows; raises ClioRefused where it hides what must be compared."""
    if shown.hidden:
        raise ClioRefused(HTTPStatus.FORBIDDEN, ClioRefusal.FORBIDDEN)
    return shown.as_activity()


def _place(activity: ClioActivity) -> tuple[object, ...]:
    return activity.matter_id, activity.user_id, activity.day


def _a_little_before(instant: datetime) -> str:
    return (instant - _MARGIN).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
