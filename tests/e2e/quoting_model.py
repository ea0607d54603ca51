"""An Azure OpenAI that says what a test scripts and, when it fails, quotes all it was sent."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web

type Say = Callable[[web.Request, str], web.Response]


@dataclass(frozen=True)
class Script:
    """What one recording meets: how its audio is heard, and what is proposed for it."""

    heard: Say
    proposed: Say


@dataclass
class QuotingModel:
    """Knows a recording by its file name, then by its transcript. Use it in a `with`."""

    scripts: dict[str, Script] = field(default_factory=dict)
    address: str = ""
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**26)
        app.router.add_post("/{path:.*}/audio/transcriptions", self._hear)
        app.router.add_post("/{path:.*}/chat/completions", self._propose)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _hear(self, request: web.Request) -> web.Response:
        body = (await request.read()).decode(errors="replace")
        return self._script(body).heard(request, body)

    async def _propose(self, request: web.Request) -> web.Response:
        body = (await request.read()).decode(errors="replace")
        return self._script(body).proposed(request, body)

    def _script(self, body: str) -> Script:
        return next(script for name, script in self.scripts.items() if name in body.lower())


def transcript(text: str) -> Say:
    """Hear these words."""
    segment = {"text": text, "start": 0.0, "end": 2.0, "no_speech_prob": 0.01, "avg_logprob": -0.2}
    heard = {"text": text, "language": "english", "duration": 2.0, "segments": [segment]}
    return lambda _request, _body: web.json_response(heard)


def completion(content: Any, finish: str = "stop", refusal: str | None = None) -> Say:
    """Answer with this content, as JSON unless it is text."""
    text = content if isinstance(content, str) else json.dumps(content)
    message = {"role": "assistant", "content": text, "refusal": refusal}
    answer = {"id": "x", "object": "chat.completion", "created": 0, "model": "quoting"}
    choices = [{"index": 0, "finish_reason": finish, "message": message, "logprobs": None}]
    return lambda _request, _body: web.json_response(answer | {"choices": choices})


def quoting(status: int, saying: str = "Cannot do this", **details: Any) -> Say:
    """Fail with this status and an error whose message is the whole request."""

    def say(request: web.Request, body: str) -> web.Response:
        error = {"message": f"{saying}: {body} {dict(request.headers)}", **details}
        return web.json_response({"error": error}, status=status, headers={"retry-after": "1"})

    return say


def plain(text: str, content_type: str = "application/json") -> Say:
    """Answer 200 with a body as it is."""
    return lambda _request, _body: web.Response(text=text, content_type=content_type)


def redirect(address: str) -> Say:
    """Send the caller elsewhere."""
    return lambda _request, _body: web.Response(status=307, headers={"Location": address})


def cut(request: web.Request, _body: str) -> web.Response:
    """Cut the connection."""
    if request.transport:
        request.transport.abort()
    return web.Response()
