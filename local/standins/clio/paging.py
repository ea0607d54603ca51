"""Pages of a list: by a cursor where `order=id(asc)` is asked for, by an offset otherwise.

An offset reaches 10,000 records and no further; what is deleted meanwhile moves the pages behind it.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from local.standins.clio import parameters as read
from local.standins.clio.errors import ClioError, bad_argument
from local.standins.clio.records import Record
from local.standins.clio.switches import Switches

MOST_BY_OFFSET = 10_000
CURSOR_ORDER = "id(asc)"


@dataclass(frozen=True, slots=True)
class Page:
    """The records of one page, and where the pages around it are."""

    records: Sequence[Any]
    paging: dict[str, str]
    total: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a page begins: behind an id, or behind so many records."""

    after: int | None = None
    offset: int = 0

    def token(self) -> str:
        text = json.dumps({"after": self.after, "offset": self.offset})
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def page(request: web.Request, records: Sequence[Record], most: int, switches: Switches) -> Page:
    """Return the page a request asks for of records that are in order already."""
    limit = _limit(request, most, switches)
    place = _place(request, switches)
    first = _first(records, place)
    if place.after is None and first + limit > MOST_BY_OFFSET and first > 0:
        raise ClioError(422, "ArgumentError", f"The offset may not go beyond {MOST_BY_OFFSET} records")
    shown = records[first : first + limit]
    return Page(shown, _paging(request, records, first, limit, place), len(records))


def _limit(request: web.Request, most: int, switches: Switches) -> int:
    text = request.query.get("limit")
    if text is None:
        return most
    limit = argument("limit", text, switches)
    if limit > most and switches.limit_too_large == "clamped":
        return most
    if not 1 <= limit <= most:
        raise bad_argument(f"limit must be between 1 and {most}", switches.bad_filter)
    return limit


def argument(name: str, text: str, switches: Switches) -> int:
    """Return a whole number that a parameter gives."""
    try:
        return read.number(text)
    except ValueError as error:
        raise bad_argument(f"{name}: {error}", switches.bad_filter) from None


def _place(request: web.Request, switches: Switches) -> _Place:
    if token := request.query.get("page_token"):
        return _from_token(token, switches)
    if offset := request.query.get("offset"):
        return _Place(offset=argument("offset", offset, switches))
    return _Place(after=0) if request.query.get("order") == CURSOR_ORDER else _Place()


def _from_token(token: str, switches: Switches) -> _Place:
    try:
        padded = token + "=" * (-len(token) % 4)
        return _Place(**json.loads(base64.urlsafe_b64decode(padded)))
    except (ValueError, TypeError):
        raise bad_argument("page_token", switches.bad_filter) from None


def _first(records: Sequence[Record], place: _Place) -> int:
    if place.after is None:
        return place.offset
    after = place.after
    return next((at for at, record in enumerate(records) if record.id > after), len(records))


def _paging(
    request: web.Request, records: Sequence[Record], first: int, limit: int, place: _Place
) -> dict[str, str]:
    paging = {}
    end = first + limit
    if end < len(records):
        following = _Place(after=records[end - 1].id) if place.after is not None else _Place(offset=end)
        paging["next"] = _address(request, following)
    if first > 0:
        at = max(first - limit, 0)
        before = (
            _Place(after=records[at - 1].id if at else 0) if place.after is not None else _Place(offset=at)
        )
        paging["previous"] = _address(request, before)
    return paging


def _address(request: web.Request, place: _Place) -> str:
    """The whole address of a page; it repeats the filters and the fields."""
    query = [(name, value) for name, value in request.query.items() if name not in ("page_token", "offset")]
    return str(request.url.with_query([*query, ("page_token", place.token())]))
