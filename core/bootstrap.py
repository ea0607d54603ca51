"""The one place where things are put together: settings in, application out, once per worker."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from core.adapters.azure_management import AzureManagement
from core.adapters.blobs import AzureBlobStore, BlobPlaces
from core.adapters.clio import ClioApi, ClioApp, ClioOAuthServer
from core.adapters.digests import AzureDigestStore
from core.adapters.entra import EntraVerifier
from core.adapters.files import AzureFileStore, FilePlace
from core.adapters.grants import AccountKeySigner, DelegationKeySigner, SasSigner
from core.adapters.key_vault import KeyVault, KeyVaultTokens
from core.adapters.managed_identity import blocking_identity, identity
from core.adapters.queues import AzureQueues
from core.adapters.storage_connection import ServiceAddresses, StorageConnection
from core.adapters.storage_probe import blob_probe, queue_probe, table_probe
from core.adapters.tables import AzureTables
from core.adapters.telemetry import OpenTelemetrySpans, quieten_libraries
from core.adapters.web_probe import WebProbe
from core.bootstrap_exports import Shelves, exports
from core.bootstrap_models import models
from core.ports import Spans, Verifier
from core.services.approvals import Approvals
from core.services.audit import Audit
from core.services.clio.access import Gate
from core.services.clio.cases import ClioCases
from core.services.clio.hold import SyncTimes
from core.services.drafting import Drafting, World
from core.services.entries import Entries
from core.services.exports.requesting import Exports
from core.services.health import HealthCheck
from core.services.housekeeping import Housekeeping
from core.services.importing import Imports
from core.services.ledger import Ledgers, LedgerTimes
from core.services.matters import Matters
from core.services.patience import Patience
from core.services.preferences import Firms, PersonalSettings
from core.services.recordings import GrantTimes, Recordings
from core.services.regrouping import Regrouping
from core.services.residency import Residency
from core.services.sealing import Sealing
from core.services.writer import Writer
from core.settings import Settings
from core.settings_check import load
from core.settings_residency_check import held

if TYPE_CHECKING:
    from azure.core.credentials import TokenCredential

RECORDINGS_CONTAINER = "recordings"
TRANSCRIPTS_CONTAINER = "transcripts"
DIGESTS_CONTAINER = "audit-digests"
EXPORTS_CONTAINER = "exports"


@dataclass(frozen=True, slots=True)
class Application:
    """Every use case, ready to be called."""

    settings: Settings
    verifier: Verifier
    spans: Spans
    recordings: Recordings
    entries: Entries
    regrouping: Regrouping
    approvals: Approvals
    matters: Matters
    imports: Imports
    personal: PersonalSettings
    audit: Audit
    clio: ClioCases
    exports: Exports
    drafting: Drafting
    housekeeping: Housekeeping
    health: HealthCheck
    residency: Residency


@dataclass(frozen=True, slots=True)
class Storage:
    """The storage account's adapters."""

    connection: StorageConnection
    tables: AzureTables
    queues: AzureQueues
    blobs: AzureBlobStore
    digests: AzureDigestStore
    files: AzureFileStore

    async def ensure(self) -> None:
        """Make the table, queues and containers; in Azure the templates do."""
        await self.tables.ensure()
        await self.queues.ensure()
        await self.blobs.ensure()
        await self.digests.ensure()
        await self.files.ensure()


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        return datetime.now(UTC)


@cache
def application() -> Application:
    """The application of this worker, made on first use; raises SettingsError."""
    quieten_libraries()
    return build(load(os.environ))


def build(settings: Settings) -> Application:
    """An application made from settings; nothing is connected before it is used."""
    clock, spans, storage = SystemClock(), _spans(settings), open_storage(settings)
    kept = LedgerTimes(timedelta(seconds=settings.guard_seconds), settings.digest_every)
    ledgers = Ledgers(storage.tables, storage.queues, clock, kept)
    times = GrantTimes(
        timedelta(minutes=settings.upload_grant_minutes), timedelta(minutes=settings.audio_grant_minutes)
    )
    firms = Firms(settings.firm_defaults)
    recordings = Recordings(ledgers, storage.blobs, storage.queues, clock, times, firms)
    entries = Entries(ledgers, storage.queues, clock, timedelta(days=settings.restore_days), firms)
    exporting = exports(
        settings, Shelves(ledgers, storage.blobs, storage.files), storage.queues, clock, firms
    )
    writer = Writer(storage.blobs, models(settings), settings.max_audio_bytes)
    world = World(ledgers, storage.blobs, storage.queues, clock, spans, firms)
    patience = Patience(
        settings.claim,
        timedelta(hours=settings.give_up_hours),
        timedelta(minutes=settings.rules_after_minutes),
    )
    return Application(
        settings=settings,
        verifier=_verifier(settings),
        spans=spans,
        recordings=recordings,
        entries=entries,
        regrouping=Regrouping(ledgers, firms),
        approvals=Approvals(ledgers),
        matters=Matters(ledgers),
        imports=Imports(ledgers, clock),
        personal=PersonalSettings(ledgers, firms),
        audit=Audit(ledgers, storage.digests),
        clio=ClioCases.over(ledgers, _gate(settings, clock), storage.queues, _sync_times(settings), firms),
        exports=exporting,
        drafting=Drafting(world, writer, patience),
        housekeeping=Housekeeping(
            ledgers, recordings, entries, Sealing(ledgers, storage.digests, clock), storage.queues, exporting
        ),
        health=_health(settings, storage),
        residency=_residency(settings, clock),
    )


def open_storage(settings: Settings) -> Storage:
    """The storage account that the settings name."""
    clock = SystemClock()
    connection = _connection(settings)
    key = settings.storage != ""
    signer: SasSigner = AccountKeySigner(connection, clock) if key else DelegationKeySigner(connection, clock)
    secure = not settings.development
    places = BlobPlaces(RECORDINGS_CONTAINER, TRANSCRIPTS_CONTAINER, https_only=secure)
    return Storage(
        connection,
        AzureTables(connection, settings.ledger_table),
        AzureQueues(connection),
        AzureBlobStore(connection, places, signer),
        AzureDigestStore(connection, DIGESTS_CONTAINER),
        AzureFileStore(connection, FilePlace(EXPORTS_CONTAINER, https_only=secure), signer),
    )


def _spans(settings: Settings) -> OpenTelemetrySpans:
    if not settings.insights:
        return OpenTelemetrySpans()
    from core.adapters.insights import insights_provider  # noqa: PLC0415 - keeps cold starts short

    provider = insights_provider(settings.insights, lambda: insights_credential(settings))
    return OpenTelemetrySpans(provider)


def insights_credential(settings: Settings) -> "TokenCredential | None":
    """Whose token goes with our spans: the identity's; in development nobody's, the key is enough."""
    return None if settings.development else blocking_identity(settings.identity_client_id)


def _connection(settings: Settings) -> StorageConnection:
    if settings.storage:
        return StorageConnection.with_key(settings.storage)
    addresses = ServiceAddresses(settings.blob_uri, settings.queue_uri, settings.table_uri)
    return StorageConnection.with_identity(addresses, lambda: identity(settings.identity_client_id))


def _gate(settings: Settings, clock: SystemClock) -> Gate:
    vault = _vault(settings)
    return Gate(_clio(settings), _clio_oauth(settings, vault), KeyVaultTokens(vault), clock)


def _sync_times(settings: Settings) -> SyncTimes:
    settling = timedelta(seconds=settings.clio_settle_seconds)
    return SyncTimes(claim=settings.claim, leaving=settling / 12, settling=settling)


def _vault(settings: Settings) -> KeyVault:
    certificate = settings.vault_certificate or None
    return KeyVault(settings.vault_address, lambda: identity(settings.identity_client_id), certificate)


def _clio(settings: Settings) -> ClioApi:
    return ClioApi(settings.clio, SystemClock(), settings.clio_timeout_seconds)


def _clio_oauth(settings: Settings, vault: KeyVault) -> ClioOAuthServer:
    async def secret() -> str:
        return settings.clio_client_secret or await vault.text(settings.clio_secret_name)

    app = ClioApp(settings.clio, settings.clio_client_id, settings.clio_redirect, secret)
    return ClioOAuthServer(app, SystemClock(), settings.clio_timeout_seconds)


def _verifier(settings: Settings) -> EntraVerifier:
    return EntraVerifier(
        authority=settings.entra_authority,
        audiences=[settings.entra_audience],
        firms=settings.firms,
        scope=settings.entra_scope,
        elsewhere=settings.elsewhere,
    )


def _residency(settings: Settings, clock: SystemClock) -> Residency:
    management = AzureManagement(settings.management_address, lambda: identity(settings.identity_client_id))
    return Residency(settings.jurisdiction, held(settings), management, clock)


def _health(settings: Settings, storage: Storage) -> HealthCheck:
    clio = [WebProbe("clio", settings.clio)] if settings.clio_client_id else []
    return HealthCheck(
        [
            *clio,
            table_probe(storage.connection, settings.ledger_table),
            blob_probe(storage.connection, RECORDINGS_CONTAINER),
            queue_probe(storage.connection),
            WebProbe("drafting", settings.openai_endpoint),
            WebProbe("speech", settings.speech_endpoint or settings.openai_endpoint),
            WebProbe("entra", f"{settings.entra_authority}/common/v2.0/.well-known/openid-configuration"),
        ]
    )
