"""Spans reach Application Insights, nothing else does, and no trouble there is anybody's trouble here."""

import asyncio
import logging
import os
import ssl
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from azure.core.credentials import AccessToken
from azure.identity import DefaultAzureCredential
from opentelemetry.sdk.trace import TracerProvider

from core.adapters.insights import MakeCredential, insights_provider
from core.adapters.telemetry import OpenTelemetrySpans
from core.bootstrap import insights_credential
from core.settings import Environment
from core.settings_check import load
from local.app_settings import app_settings
from local.azurite import connection_string
from local.stack import ROOT
from tests.collector import INSTRUMENTATION_KEY, Collector
from tests.core.adapters.tls_azurite import TlsAzurite

PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
PHONES_HOME = ("STATSBEAT_DISABLED_ALL", "SDKSTATS_DISABLED", "CONTROLPLANE_DISABLED")
NOBODY = f"InstrumentationKey={INSTRUMENTATION_KEY};IngestionEndpoint=http://127.0.0.1:9/"
SECRET = "Reviewed the Zanzibar lease"


class Identity:
    """A credential that notes what it was asked for."""

    def __init__(self) -> None:
        self.asked_for: list[str] = []

    def get_token(self, *scopes: str, **_options: object) -> AccessToken:
        """A token for anything."""
        self.asked_for += scopes
        return AccessToken("the-token-of-the-identity", 2**40)


class Sender:
    """Spans that are sent when told."""

    def __init__(self, connection: str, credential: MakeCredential = lambda: None) -> None:
        self.provider: TracerProvider = insights_provider(connection, credential)
        self.spans = OpenTelemetrySpans(self.provider)

    async def send(self, name: str = "draft", parent: str | None = None, **ids: str) -> None:
        """Record a span and wait until sending was tried."""
        async with self.spans.span(name, parent, **ids):
            pass
        await asyncio.to_thread(self.provider.force_flush)


@pytest.fixture(autouse=True)
def nothing_on_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Hold that no test leaves a temporary file; the process's environment is as it was afterwards."""
    for name in (*PHONES_HOME, "OPENTELEMETRY_RESOURCE_METRIC_DISABLED"):
        monkeypatch.setenv(f"APPLICATIONINSIGHTS_{name}", "false")
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert list(folder.iterdir()) == []


@pytest.fixture
async def collector() -> AsyncIterator[Collector]:
    """An ingestion endpoint."""
    async with Collector() as running:
        yield running


async def test_a_span_arrives_with_its_ids_in_its_callers_trace(collector: Collector) -> None:
    sender = Sender(collector.connection_string)
    await sender.send("transcribe", PARENT, recording="0abc")
    (span,) = collector.spans
    assert span["name"] == "transcribe"
    assert span["properties"] == {"recording": "0abc"}
    assert (span["trace"], span["parent"]) == tuple(PARENT.split("-")[1:3])
    assert span["success"]


async def test_a_failed_span_arrives_without_the_words_of_its_error(collector: Collector) -> None:
    sender = Sender(collector.connection_string)
    with pytest.raises(ValueError, match=SECRET):
        async with sender.spans.span("draft", recording="0abc"):
            raise ValueError(SECRET)
    await sender.send("later")
    assert [(span["name"], span["success"]) for span in collector.spans] == [
        ("draft", False),
        ("later", True),
    ]
    assert SECRET.encode() not in b"".join(collector.bodies)


async def test_nothing_but_spans_is_sent_and_nobody_else_is_called(collector: Collector) -> None:
    before = set(threading.enumerate())
    await Sender(collector.connection_string).send()
    begun = {one.name.partition("_")[0] for one in set(threading.enumerate()) - before}
    assert [item["data"]["baseType"] for item in collector.items] == ["RemoteDependencyData"]
    # Whatever reports by itself does so from a thread of its own.
    assert begun <= {"OtelBatchSpanRecordProcessor", "asyncio"}
    assert all(os.environ[f"APPLICATIONINSIGHTS_{name}"] == "true" for name in PHONES_HOME)


async def test_the_identitys_token_goes_with_the_spans(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = TlsAzurite(tmp_path).certificate
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, tmp_path / "key.pem")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    identity = Identity()
    async with Collector(tls) as collector:
        await Sender(collector.connection_string, lambda: identity).send()
    assert identity.asked_for == ["https://monitor.azure.com//.default"]
    assert [one["Authorization"] for one in collector.headers] == ["Bearer the-token-of-the-identity"]


async def test_a_token_never_goes_in_the_clear(collector: Collector) -> None:
    await Sender(collector.connection_string, Identity).send()
    assert collector.bodies == []


async def test_without_an_identity_the_key_is_enough(collector: Collector) -> None:
    await Sender(collector.connection_string).send()
    assert [one.get("Authorization") for one in collector.headers] == [None]
    assert {item["iKey"] for item in collector.items} == {INSTRUMENTATION_KEY}


def _no_identity() -> None:
    raise OSError(SECRET)


@pytest.mark.parametrize(
    ("connection", "credential"),
    [(NOBODY, lambda: None), ("not a connection string", lambda: None), (NOBODY, _no_identity)],
    ids=["nobody answers", "not a connection string", "no identity"],
)
async def test_spans_that_cannot_be_sent_are_lost_quietly(
    connection: str, credential: MakeCredential, caplog: pytest.LogCaptureFixture
) -> None:
    sender = Sender(connection, credential)
    await sender.send()
    await sender.send()
    await asyncio.to_thread(sender.provider.shutdown)
    warned = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert warned
    assert SECRET not in caplog.text
    assert INSTRUMENTATION_KEY not in caplog.text


async def test_nobody_waits_while_insights_is_silent(collector: Collector) -> None:
    collector.open.clear()
    sender = Sender(collector.connection_string)
    stuck = asyncio.create_task(sender.send("stuck"))
    async with asyncio.timeout(5):
        for _ in range(1000):
            async with sender.spans.span("http"):
                pass
    assert not stuck.done()
    collector.open.set()
    await stuck
    await asyncio.to_thread(sender.provider.force_flush)
    assert len(collector.named("http")) == 1000


async def test_spans_are_sent_when_the_process_ends(collector: Collector) -> None:
    script = f"""
import asyncio
from tests.core.adapters.test_insights import Sender
async def work():
    sender = Sender("{collector.connection_string}")
    await sender.send("first words")
    async with sender.spans.span("last words"):
        pass
asyncio.run(work())
"""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, cwd=ROOT)
    assert await process.wait() == 0
    assert [span["name"] for span in collector.spans] == ["first words", "last words"]


def test_only_development_goes_without_an_identity() -> None:
    local = app_settings(connection_string(), "http://127.0.0.1:8101", "http://127.0.0.1:8102")
    settings = load(local)
    production = settings.model_copy(
        update={"environment": Environment.PRODUCTION, "identity_client_id": "the-client-id"}
    )
    assert insights_credential(settings) is None
    credential = insights_credential(production)
    assert isinstance(credential, DefaultAzureCredential)
    credential.close()
