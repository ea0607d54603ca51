"""The requests the stand-in has had, for tests to hold against the specification; never a token."""

import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from local.standins.calls import Call

KEPT_REQUESTS = 20_000
_HEADERS = ("Content-Type", "X-API-VERSION", "If-Match", "If-None-Match", "If-Modified-Since")
_SHOWN_OF_FORMS = frozenset({"grant_type"})


@dataclass
class Seen:
    """One request: of a form only the names are kept, for they hold codes, secrets and tokens."""

    operation: str
    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: Any
    raw: bytes = field(default=b"", repr=False)
    user_id: int | None = None
    call: Call | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the request and how it ended: `status` is None where the connection was cut."""
        names = ("operation", "method", "path", "query", "headers", "body", "user_id")
        ended = {"status": self.call.status, "fault": self.call.fault} if self.call else {}
        return {name: getattr(self, name) for name in names} | ended


class RequestLog:
    """The last requests, oldest first."""

    def __init__(self) -> None:
        self._seen: deque[Seen] = deque(maxlen=KEPT_REQUESTS)

    def note(self, request: web.Request, operation: str, raw: bytes) -> Seen:
        """Keep a request."""
        oauth = request.path.startswith("/oauth/")
        seen = Seen(
            operation,
            request.method,
            request.path,
            [] if oauth else list(request.query.items()),
            {name: request.headers[name] for name in _HEADERS if name in request.headers},
            _form(raw) if oauth else _json(raw),
            raw,
        )
        self._seen.append(seen)
        return seen

    def clear(self) -> None:
        """Forget all requests."""
        self._seen.clear()

    def as_json(self) -> list[dict[str, Any]]:
        """Return every request kept."""
        return [seen.as_json() for seen in self._seen]


def _form(raw: bytes) -> dict[str, str | None]:
    fields = parse_qsl(raw.decode(errors="replace"))
    return {name: value if name in _SHOWN_OF_FORMS else None for name, value in fields}


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw) if raw else None
    except ValueError:
        return None
