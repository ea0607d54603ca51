"""A proxy before Azurite and the stand-in for Azure OpenAI that knows every step and can harm any of them."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from aiohttp import ClientSession, ClientTimeout, TCPConnector, web
from multidict import CIMultiDict
from yarl import URL

from tests.faults.requests import Asked, Owners, received, step_of
from tests.in_thread import ServerInThread

_PER_HOP = {"connection", "keep-alive", "transfer-encoding", "host"}
_LARGEST_BODY = 64 * 1024 * 1024


class Moment(StrEnum):
    """Whether harm comes before a request has had its effect, or after it and before the answer."""

    BEFORE = "before"
    AFTER = "after"


class Harm(StrEnum):
    """What is done to a request: the host killed, the connection cut, an answer in its place, lateness."""

    KILL = "kill"
    RESET = "reset"
    ERROR = "500"
    BUSY = "503"
    DELAY = "delay"


@dataclass
class Fault:
    """Harm to the `number`-th request of one step of one owner; after it `fired` is set.

    With `always`, every later one is harmed as well. The harm comes after so many seconds.
    """

    owner: str
    step: str
    harm: Harm
    moment: Moment = Moment.AFTER
    number: int = 1
    always: bool = False
    seconds: float = 0.0
    fired: threading.Event = field(default_factory=threading.Event)

    def strikes(self, owner: str, step: str, number: int) -> bool:
        """Whether this request is the one."""
        due = number >= self.number if self.always else number == self.number
        return due and (owner, step) == (self.owner, self.step)


class Proxy(ServerInThread):
    """Forwards each service of `targets` from a port of its own; use it as a context manager.

    `kill` ends the host, and is called in that thread; whoever starts the host sets it.
    """

    def __init__(self, targets: Mapping[str, int]) -> None:
        super().__init__()
        self.owners = Owners()
        self.kill: Callable[[], None] = lambda: None
        self.ports: dict[str, int] = {}
        self._targets = targets
        self._faults: list[Fault] = []
        self._steps: dict[str, list[str]] = {}
        self._counts: Counter[tuple[str, str]] = Counter()

    def watch(self, owner: str, *marks: str) -> None:
        """Take requests that carry one of these marks for this owner's."""
        self.owners.marks |= dict.fromkeys(marks, owner)

    def arm(self, *faults: Fault) -> None:
        """Harm these requests, counting their owners' from now."""
        for fault in faults:
            self.forget(fault.owner)
        self._faults += faults

    def forget(self, owner: str) -> None:
        """Count an owner's requests from now, and harm none."""
        self._faults = [fault for fault in self._faults if fault.owner != owner]
        self._steps[owner] = []
        for key in [key for key in self._counts if key[0] == owner]:
            del self._counts[key]

    def steps(self, owner: str) -> list[str]:
        """The owner's steps since then, in order."""
        return list(self._steps.get(owner, ()))

    async def serve(self) -> None:
        """Forward every service until it is stopped."""
        connector = TCPConnector(force_close=True, limit=0)
        timeout = ClientTimeout(total=120)
        runners = []
        async with ClientSession(connector=connector, timeout=timeout, auto_decompress=False) as session:
            for service, target in self._targets.items():
                runner = web.AppRunner(
                    self._app(session, service, target), access_log=None, shutdown_timeout=0.1
                )
                runners.append(runner)
                await runner.setup()
                await web.TCPSite(runner, "127.0.0.1", 0).start()
                self.ports[service] = runner.addresses[0][1]
            await self.until_stopped()
            for runner in runners:
                await runner.cleanup()

    def _app(self, session: ClientSession, service: str, target: int) -> web.Application:
        async def relay(request: web.Request) -> web.StreamResponse:
            return await self._relay(session, service, target, request)

        app = web.Application(client_max_size=_LARGEST_BODY)
        app.router.add_route("*", "/{path:.*}", relay)
        return app

    async def _relay(
        self, session: ClientSession, service: str, target: int, request: web.Request
    ) -> web.StreamResponse:
        body = await request.read()
        asked = Asked(service, request.method, request.raw_path.partition("?")[0], body)
        fault = None if asked.receives else self._note(self.owners.of(asked), step_of(asked))
        if fault and fault.moment is Moment.BEFORE and (harmed := await self._harm(fault, request)):
            return harmed
        answer = await _forward(
            session, URL(f"http://127.0.0.1:{target}{request.raw_path}", encoded=True), request, body
        )
        if asked.receives:
            fault = self._note_received(asked, answer)
        if fault and fault.moment is Moment.AFTER and (harmed := await self._harm(fault, request)):
            return harmed
        return answer

    def _note(self, owner: str | None, step: str | None) -> Fault | None:
        if owner is None or step is None:
            return None
        self._steps.setdefault(owner, []).append(step)
        self._counts[owner, step] += 1
        number = self._counts[owner, step]
        return next((fault for fault in self._faults if fault.strikes(owner, step, number)), None)

    def _note_received(self, asked: Asked, answer: web.Response) -> Fault | None:
        struck = None
        body = answer.body if isinstance(answer.body, bytes) else b""
        for message, text in received(body):
            if owner := self.owners.named_in(text):
                self.owners.messages[message] = owner
                struck = self._note(owner, step_of(asked)) or struck
        return struck

    async def _harm(self, fault: Fault, request: web.Request) -> web.Response | None:
        await asyncio.sleep(fault.seconds)
        match fault.harm:
            case Harm.KILL:
                self.kill()
            case Harm.DELAY:
                fault.fired.set()
                return None
            case Harm.ERROR | Harm.BUSY:
                fault.fired.set()
                return web.Response(status=int(fault.harm))
        if request.transport:
            request.transport.abort()
        fault.fired.set()
        return web.Response()


async def _forward(session: ClientSession, url: URL, request: web.Request, body: bytes) -> web.Response:
    """The target's answer; no header is added, for storage signs some of them."""
    async with session.request(
        request.method,
        url,
        headers=_passed_on(request.headers),
        data=body or None,
        allow_redirects=False,
        skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
    ) as answer:
        content = await answer.read()
        return web.Response(status=answer.status, headers=_passed_on(answer.headers), body=content)


def _passed_on(headers: Mapping[str, str]) -> CIMultiDict[str]:
    return CIMultiDict((name, value) for name, value in headers.items() if name.lower() not in _PER_HOP)
