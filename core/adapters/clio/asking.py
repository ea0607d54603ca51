"""Asking Clio's API with a token: headers, pace, single records and lists."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus

from pydantic import BaseModel

from core.adapters.clio.connection import Connection
from core.adapters.clio.documents import Many, One, parsed
from core.adapters.clio.messages import Answer, Call, Silence
from core.adapters.clio.pace import Paces
from core.adapters.clio.paging import asks_for, first_page, is_ours
from core.adapters.clio.refusals import refusal
from core.domain.errors import Unavailable
from core.ports import Clock

# Without a version the account's default speaks, and in versions up to 4.0.3 time is in hours.
VERSION = "4.0.13"
# Far beyond what one day of one matter, or the codes of a firm, can fill.
_MOST_PAGES = 50


class Asking:
    """Reads from the API at an address such as https://app.clio.com, and keeps the pace it was told."""

    def __init__(self, address: str, clock: Clock, timeout: float) -> None:
        self.root = f"{address.rstrip('/')}/api/v4"
        self.clock = clock
        self.paces = Paces()
        self.connection = Connection(timeout)

    async def ask(self, access: str, call: Call) -> Answer | Silence:
        """What Clio answers the bearer of a token; the call is sent once."""
        headers = {
            "Accept": "application/json",
            "Authorization": f"Bearer {access}",
            "X-API-VERSION": VERSION,
        }
        answer = await self.connection.ask(replace(call, headers={**headers, **call.headers}))
        if isinstance(answer, Answer):
            self.paces.note(access, answer.headers)
        return answer

    async def one[T: BaseModel](self, access: str, path: str, fields: str, kind: type[One[T]]) -> T:
        """A single record; raises what reads raise."""
        call = Call(f"GET {path}", "GET", f"{self.root}/{path}.json", {"fields": fields})
        return (await self._read(access, call, kind)).data

    async def every[T: BaseModel](
        self, access: str, path: str, query: Mapping[str, str], kind: type[Many[T]]
    ) -> list[T]:
        """All records of a list; raises what reads raise, and Unavailable for a list without an end."""
        found: list[T] = []
        after: str | None = None
        for _ in range(_MOST_PAGES):
            items, after = await self.page(access, path, query, kind, after)
            found += items
            if after is None:
                return found
        raise _unavailable()

    async def some[T: BaseModel](
        self, access: str, path: str, query: Mapping[str, str | Sequence[str]], kind: type[Many[T]]
    ) -> tuple[T, ...]:
        """The first page of a list; raises what reads raise."""
        call = Call(f"GET {path}", "GET", f"{self.root}/{path}.json", {**first_page(path), **query})
        return (await self._read(access, call, kind)).data

    async def page[T: BaseModel](
        self, access: str, path: str, query: Mapping[str, str], kind: type[Many[T]], after: str | None
    ) -> tuple[tuple[T, ...], str | None]:
        """Some records of a list, and the address of those behind them; raises what reads raise.

        An address that is not one of this list, or asks for other fields, begins anew.
        """
        address = f"{self.root}/{path}.json"
        call = Call(f"GET {path}", "GET", address, {**first_page(path), **query})
        if after is not None and is_ours(after, address) and asks_for(after, query["fields"]):
            # It repeats the query.
            call = replace(call, address=after, query={})
        read = await self._read(access, call, kind)
        following = read.meta.paging.next
        if following is not None and not is_ours(following, address):
            raise _unavailable()
        return read.data, following

    async def _read[M: BaseModel](self, access: str, call: Call, kind: type[M]) -> M:
        answer = await self.ask(access, call)
        if isinstance(answer, Silence):
            raise _unavailable()
        if answer.status != HTTPStatus.OK:
            raise refusal(answer, self.clock.now()) or _unavailable()
        if (read := parsed(kind, answer.body)) is None:
            raise _unavailable()
        return read


def _unavailable() -> Unavailable:
    return Unavailable("Clio did not answer as it should. Try again.", retry_after=30)
