"""Spans carry ids only, join the trace they are told of, and obey its sampling flag."""

import logging
import subprocess
import sys

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode, get_tracer_provider

from core.adapters.telemetry import OpenTelemetrySpans, quieten_libraries
from local.app_settings import app_settings
from local.azurite import connection_string
from local.stack import ROOT

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
CALLER = "00f067aa0ba902b7"
SAMPLED = f"00-{TRACE}-{CALLER}-01"
NOT_SAMPLED = f"00-{TRACE}-{CALLER}-00"
SECRET = "Reviewed the Zanzibar lease"


class Traced:
    """Spans, and what was recorded of them."""

    def __init__(self) -> None:
        self._kept = InMemorySpanExporter()
        provider = TracerProvider(shutdown_on_exit=False)
        provider.add_span_processor(SimpleSpanProcessor(self._kept))
        self.spans = OpenTelemetrySpans(provider)

    @property
    def recorded(self) -> dict[str, ReadableSpan]:
        """The ended spans by name."""
        return {span.name: span for span in self._kept.get_finished_spans()}

    def trace_of(self, name: str) -> str:
        """The trace a span belongs to."""
        context = self.recorded[name].context
        assert context is not None
        return f"{context.trace_id:032x}"

    def parent_of(self, name: str) -> str | None:
        """The span above a span."""
        parent = self.recorded[name].parent
        return f"{parent.span_id:016x}" if parent else None


async def test_a_span_carries_the_ids_it_is_given_and_nothing_else() -> None:
    traced = Traced()
    async with traced.spans.span("draft", recording="0abc"):
        pass
    span = traced.recorded["draft"]
    assert dict(span.attributes or {}) == {"recording": "0abc"}
    assert not span.events
    assert not span.links


async def _fail(traced: Traced) -> None:
    async with traced.spans.span("outer"), traced.spans.span("inner"):
        raise ValueError(SECRET) from KeyError(SECRET)


async def test_an_exception_leaves_its_type_and_none_of_its_words() -> None:
    traced = Traced()
    with pytest.raises(ValueError, match=SECRET):
        await _fail(traced)
    assert set(traced.recorded) == {"outer", "inner"}
    for span in traced.recorded.values():
        assert (span.status.status_code, span.status.description) == (StatusCode.ERROR, "ValueError")
        assert SECRET not in span.to_json()
        assert not span.events


async def test_a_span_joins_the_trace_of_its_parent() -> None:
    traced = Traced()
    async with traced.spans.span("http", SAMPLED):
        assert str(traced.spans.current()).startswith(f"00-{TRACE}-")
        assert str(traced.spans.current()).endswith("-01")
    assert traced.trace_of("http") == TRACE
    assert traced.parent_of("http") == CALLER


async def test_a_span_without_parent_is_below_the_running_one() -> None:
    traced = Traced()
    async with traced.spans.span("advance", SAMPLED):
        running = traced.spans.current()
        async with traced.spans.span("transcribe"):
            pass
    assert running == f"00-{TRACE}-{traced.parent_of('transcribe')}-01"


async def test_a_stored_traceparent_joins_later_work_to_the_request() -> None:
    traced = Traced()
    async with traced.spans.span("announce"):
        stored = traced.spans.current()
    async with traced.spans.span("advance", stored):
        pass
    assert traced.parent_of("announce") is None
    assert traced.trace_of("advance") == traced.trace_of("announce")


async def test_a_given_parent_goes_before_the_running_span() -> None:
    traced = Traced()
    async with traced.spans.span("queue trigger"), traced.spans.span("advance", SAMPLED):
        pass
    assert traced.trace_of("advance") == TRACE != traced.trace_of("queue trigger")


async def test_what_a_caller_does_not_sample_is_not_recorded_and_stays_so() -> None:
    traced = Traced()
    async with traced.spans.span("http", NOT_SAMPLED):
        stored = traced.spans.current()
    async with traced.spans.span("advance", stored):
        pass
    assert stored is not None
    assert stored.startswith(f"00-{TRACE}-")
    assert stored.endswith("-00")
    assert traced.recorded == {}


@pytest.mark.parametrize("parent", ["", SECRET, "00-0-0-01", f"00-{'0' * 32}-{CALLER}-01", SAMPLED[:-1]])
async def test_what_is_no_traceparent_begins_a_trace(parent: str) -> None:
    traced = Traced()
    async with traced.spans.span("http", parent):
        stored = traced.spans.current()
    assert traced.parent_of("http") is None
    assert stored is not None
    assert traced.trace_of("http") in stored


async def test_without_a_provider_the_callers_trace_is_passed_on() -> None:
    spans = OpenTelemetrySpans()
    async with spans.span("http", SAMPLED, recording="0abc"):
        assert spans.current() == SAMPLED
    async with spans.span("http"):
        assert spans.current() is None


def test_the_process_has_no_tracer_provider_of_ours() -> None:
    before = get_tracer_provider()
    Traced()
    assert get_tracer_provider() is before
    assert not isinstance(before, TracerProvider)


@pytest.mark.parametrize(
    "name", ["azure.core.pipeline.policies.http_logging_policy", "openai._base_client", "httpcore2.http11"]
)
def test_libraries_log_warnings_only(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, name.partition(".")[0])
    quieten_libraries()
    assert not logging.getLogger(name).isEnabledFor(logging.INFO)
    assert logging.getLogger(name).isEnabledFor(logging.WARNING)


def test_indexing_the_functions_imports_no_telemetry() -> None:
    heavy = "opentelemetry", "azure.monitor", "azure.identity"
    look = f"{{name for name in sys.modules if name.startswith({heavy})}}"
    settings = app_settings(connection_string(), "http://127.0.0.1:8101", "http://127.0.0.1:8102")
    shown = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", f"import sys, function_app; print({look} or 'nothing')"],
        cwd=ROOT,
        env=settings | {"APPLICATIONINSIGHTS_CONNECTION_STRING": "InstrumentationKey=0"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.strip() == "nothing"
