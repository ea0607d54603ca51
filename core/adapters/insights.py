"""Sends spans to Application Insights, from a thread of its own.

Importing this is heavy: only bootstrap does, and only where a connection string is set. The
exporter and its credential are heavier still and are made in that thread, with the first spans.
"""

import logging
import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult

if TYPE_CHECKING:
    from azure.core.credentials import TokenCredential

type MakeCredential = Callable[[], TokenCredential | None]

_log = logging.getLogger(__name__)

# What the exporter would tell Microsoft by itself, past our jurisdiction: about its own use (twice),
# asking for remote settings, and a metric of the process's resource attributes.
_PHONES_HOME = (
    "APPLICATIONINSIGHTS_STATSBEAT_DISABLED_ALL",
    "APPLICATIONINSIGHTS_SDKSTATS_DISABLED",
    "APPLICATIONINSIGHTS_CONTROLPLANE_DISABLED",
    "APPLICATIONINSIGHTS_OPENTELEMETRY_RESOURCE_METRIC_DISABLED",
)
_SEND_EVERY_MS = 1000
# Its defaults add up to minutes; an end of the worker waits for a send that is under way.
_PATIENCE = {"timeout": 5, "read_timeout": 5, "retry_total": 1}


class InsightsExporter(SpanExporter):
    """The exporter of Azure Monitor, made late; its troubles stay here, with a line in the log.

    Nothing is written to disk: what cannot be sent is lost. No credential means that the
    connection string's key alone is sent.
    """

    def __init__(self, connection_string: str, credential: MakeCredential) -> None:
        self._connection_string = connection_string
        self._credential = credential
        self._made: SpanExporter | None = None

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Send spans; never raises."""
        try:
            return self._exporter().export(spans)
        except Exception as error:  # noqa: BLE001 - telemetry may fail in any way and must not matter
            _log.warning("%d spans were not sent: %s", len(spans), type(error).__name__)
            return SpanExportResult.FAILURE

    def shutdown(self) -> None:
        """End the exporter, if it was ever made."""
        if self._made is not None:
            self._made.shutdown()

    def _exporter(self) -> SpanExporter:
        if self._made is None:
            for setting in _PHONES_HOME:
                os.environ[setting] = "true"
            from azure.monitor.opentelemetry.exporter import AzureMonitorTraceExporter  # noqa: PLC0415 - heavy

            self._made = AzureMonitorTraceExporter(
                connection_string=self._connection_string,
                credential=self._credential(),
                disable_offline_storage=True,
                **_PATIENCE,
            )
        return self._made


def insights_provider(connection_string: str, credential: MakeCredential) -> TracerProvider:
    """A tracer provider whose spans go to Application Insights, within a second or at the process's end.

    A caller's sampling flag is obeyed; without a caller everything is sampled.
    """
    provider = TracerProvider(resource=Resource.create({"service.name": "caseclock"}))
    exporter = InsightsExporter(connection_string, credential)
    provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=_SEND_EVERY_MS))
    return provider
