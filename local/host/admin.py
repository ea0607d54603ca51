"""The admin paths of the host: what runs here, and running a function by hand.

Source: Microsoft Learn, "Manually run a non HTTP-triggered function".
"""

import json
import time
import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from aiohttp import web

from local.host import datums
from local.host.bindings import Function
from local.host.invoking import Invoker
from local.host.queues import message_datum
from local.host.timers import timer_datum
from local.host.work import Work

type RunBlob = Callable[[Function, str], Awaitable[object]]


@dataclass(frozen=True)
class Admin:
    """Answers `/admin`; a blob function is run by hand with `container/blob` as its input."""

    host_id: str
    functions: Sequence[Function]
    invoker: Invoker
    run_blob: RunBlob
    work: Work
    _started: float = field(default_factory=time.monotonic)

    def routes(self) -> list[web.RouteDef]:
        """Return the admin paths."""
        return [
            web.get("/admin/host/status", self._status),
            web.get("/admin/functions", self._list),
            web.post("/admin/functions/{name}", self._run),
        ]

    async def _status(self, _: web.Request) -> web.Response:
        uptime = round((time.monotonic() - self._started) * 1000)
        return web.json_response({"id": self.host_id, "state": "Running", "processUptime": uptime})

    async def _list(self, _: web.Request) -> web.Response:
        return web.json_response([_describe(function) for function in self.functions])

    async def _run(self, request: web.Request) -> web.Response:
        wanted = request.match_info["name"].lower()
        function = next((one for one in self.functions if one.name.lower() == wanted), None)
        if function is None:
            return web.json_response({"error": "There is no such function."}, status=404)
        if function.trigger.type == "httpTrigger":
            return web.json_response({"error": "Call an HTTP function by its own route."}, status=400)
        text = _read_input(await request.read())
        if text is None:
            return web.json_response({"error": 'The body is {"input": "..."}.'}, status=400)
        self.work.start(self._invoke(function, text))
        return web.Response(status=202)

    async def _invoke(self, function: Function, text: str) -> None:
        if function.trigger.type == "blobTrigger":
            await self.run_blob(function, text)
        elif function.trigger.type == "timerTrigger":
            await self.invoker.invoke(function, timer_datum())
        else:
            metadata = {"Id": datums.string(str(uuid.uuid4())), "DequeueCount": datums.as_json(1)}
            await self.invoker.invoke(function, message_datum(function.trigger, text.encode()), metadata)


def _read_input(body: bytes) -> str | None:
    try:
        document = json.loads(body or b"{}")
    except ValueError:
        return None
    text = document.get("input", "") if isinstance(document, dict) else None
    return text if isinstance(text, str) or text is None else json.dumps(text)


def _describe(function: Function) -> dict[str, object]:
    return {
        "name": function.name,
        "script": function.script,
        "trigger": function.trigger.type,
        "language": "python",
        "isDisabled": False,
    }
