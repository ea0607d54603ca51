"""Trace spans through OpenTelemetry, to Application Insights when that is configured.

Spans carry ids and counts. An exception leaves its type's name on a span, never its text.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from opentelemetry import propagate, trace
from opentelemetry.trace import Status, StatusCode

if TYPE_CHECKING:
    from azure.core.credentials import TokenCredential

_TRACEPARENT = "traceparent"


class OpenTelemetrySpans:
    """Implements the port `Spans`; costs next to nothing while no exporter is configured."""

    def __init__(self) -> None:
        self._tracer = trace.get_tracer("caseclock")

    @asynccontextmanager
    async def span(self, name: str, parent: str | None = None, **ids: str) -> AsyncIterator[None]:
        """A span around some work, below `parent` if that is a traceparent, else below the running one."""
        context = propagate.extract({_TRACEPARENT: parent}) if parent else None
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
        propagate.inject(carrier)
        return carrier.get(_TRACEPARENT)


def export_to_insights(connection_string: str, credential: "TokenCredential | None") -> None:
    """Have spans sent to Application Insights, with the identity's token unless there is none."""
    from azure.monitor.opentelemetry.exporter import AzureMonitorTraceExporter  # noqa: PLC0415 - heavy
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415 - heavy
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415 - heavy
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415 - heavy

    exporter = AzureMonitorTraceExporter(
        connection_string=connection_string, credential=credential, disable_offline_storage=True
    )
    provider = TracerProvider(resource=Resource.create({"service.name": "caseclock"}))
    provider.add_span_processor(BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
