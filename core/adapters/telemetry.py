"""Trace spans through OpenTelemetry, and a quiet log.

Spans carry ids and counts. An exception leaves its type's name on a span, never its text.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from opentelemetry.trace import NoOpTracerProvider, Status, StatusCode, TracerProvider
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_TRACEPARENT = "traceparent"
_TALKATIVE = (
    "aiohttp",
    "asyncio",
    "azure",
    "httpcore",
    "httpcore2",
    "httpx",
    "httpx2",
    "msal",
    "openai",
    "urllib3",
)


class OpenTelemetrySpans:
    """Implements the port `Spans` on a tracer provider; costs next to nothing without one.

    The provider is ours alone and never the process's: nothing that traces by itself, such as an
    SDK, gets spans with addresses and bodies in them to whoever reads ours.
    """

    def __init__(self, provider: TracerProvider | None = None) -> None:
        self._tracer = (provider or NoOpTracerProvider()).get_tracer("caseclock")
        self._propagator = TraceContextTextMapPropagator()

    @asynccontextmanager
    async def span(self, name: str, parent: str | None = None, **ids: str) -> AsyncIterator[None]:
        """A span around some work, below `parent` if that is a traceparent, else below the running one."""
        context = self._propagator.extract({_TRACEPARENT: parent}) if parent else None
        with self._tracer.start_as_current_span(
            name, context=context, attributes=ids, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield
            except BaseException as error:
                span.set_status(Status(StatusCode.ERROR, type(error).__name__))
                raise

    def current(self) -> str | None:
        """The W3C traceparent of the running span; None when nothing is traced."""
        carrier: dict[str, str] = {}
        self._propagator.inject(carrier)
        return carrier.get(_TRACEPARENT)


def quieten_libraries() -> None:
    """Let libraries log warnings only: below, they tell of requests, addresses and headers."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
