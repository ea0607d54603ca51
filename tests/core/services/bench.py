"""Every service over in-memory ports, with a host that delivers the messages."""

import io
import wave
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from core.domain.entries import TimeEntry
from core.domain.identity import Lawyer
from core.domain.making import Prices
from core.domain.recordings import AudioFormat, Recording
from core.ports import Queue, Speech
from core.services.approvals import Approvals
from core.services.audit import Audit
from core.services.clio.access import Access, Gate
from core.services.clio.connecting import ClioConnection, ClioMessages
from core.services.clio.deciding import Deciding
from core.services.clio.hold import Bell, SyncTimes
from core.services.clio.reconciling import Reconciling
from core.services.clio.sync import ClioSync
from core.services.drafting import Drafting, World
from core.services.entries import Entries
from core.services.exports.archiving import Archive
from core.services.exports.hold import ExportTimes
from core.services.exports.requesting import Exports
from core.services.exports.running import Office, SheetOf
from core.services.housekeeping import Housekeeping
from core.services.importing import Imports
from core.services.ledger import Ledger, Ledgers
from core.services.matters import Matters
from core.services.patience import Patience
from core.services.preferences import Firms, PersonalSettings
from core.services.recordings import Announcement, GrantTimes, Recordings
from core.services.regrouping import Regrouping
from core.services.rows import ENTRIES, OUTBOX, RECORDINGS
from core.services.sealing import Sealing
from core.services.writer import Models, Writer
from tests.core.drafting.making import entry, proposal
from tests.core.services.exports.sheets import json_sheet
from tests.core.services.host import Host, Trigger
from tests.core.services.seen import Seen
from tests.fake_clio import FakeClio, FakeVault
from tests.fake_files import FakeFileStore
from tests.fakes import (
    ALICE,
    FakeAudioProbe,
    FakeBlobStore,
    FakeClock,
    FakeDigestStore,
    FakeModel,
    FakeSpans,
    FakeTables,
    FakeTranscriber,
)

CLAIM = timedelta(seconds=60)
GIVE_UP = timedelta(hours=72)
RULES_AFTER = timedelta(minutes=10)
RESTORABLE = timedelta(days=30)
SYNC = SyncTimes()
EXPORT = ExportTimes()
PRICES = Prices(Decimal("0.36"), Decimal("0.40"), Decimal("1.60"), "CAD")
GRANTS = GrantTimes(timedelta(minutes=15), timedelta(minutes=5))


def _wav() -> bytes:
    """A tenth of a second of silence."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(3_200))
    return written.getvalue()


WAV = _wav()
TALK = "Reviewed the lease for Chen, point four. Called Sarah Smith, point two."
SAID = Announcement(audio_format=AudioFormat.WAV, time_zone="America/Toronto")


def answer(count: int = 2) -> str:
    """A model's answer with so many entries."""
    return proposal(*(entry(hours=("0.4", "point four")) for _ in range(count))).model_dump_json()


class Bench:
    """The services as a worker has them; `seen` sees every call of a port, `alone` sees none."""

    def __init__(self, seen: Seen | None = None, shared: "Bench | None" = None) -> None:
        self.clock: FakeClock = shared.clock if shared else FakeClock()
        self.tables: FakeTables = shared.tables if shared else FakeTables()
        self.blobs: FakeBlobStore = shared.blobs if shared else FakeBlobStore()
        self.digests: FakeDigestStore = shared.digests if shared else FakeDigestStore()
        self.host: Host = shared.host if shared else Host(self.clock)
        self.files: FakeFileStore = shared.files if shared else FakeFileStore()
        self.hears: FakeTranscriber = shared.hears if shared else FakeTranscriber(Speech(TALK))
        self.proposes: FakeModel = shared.proposes if shared else FakeModel(answer())
        self.clio: FakeClio = shared.clio if shared else FakeClio(self.clock)
        self.vault: FakeVault = shared.vault if shared else FakeVault()
        self.listens: FakeAudioProbe = shared.listens if shared else FakeAudioProbe()
        self.sheet_of: SheetOf = shared.sheet_of if shared else json_sheet
        self.firms: Firms = shared.firms if shared else Firms()
        self.seen = seen or Seen()
        self.build()
        if not shared:
            self._serve()

    def build(self) -> None:
        """Make the services anew, over the ports as they are now."""
        tables = self.seen.through(self.tables, "table")
        queues = self.seen.through(self.host, "queue")
        blobs = self.seen.through(self.blobs, "blob")
        self.ledgers = Ledgers(tables, queues, self.clock)
        self.recordings = Recordings(self.ledgers, blobs, queues, self.clock, GRANTS, self.firms)
        self.entries = Entries(self.ledgers, queues, self.clock, RESTORABLE, self.firms)
        self.regrouping = Regrouping(self.ledgers, self.firms)
        self.approvals = Approvals(self.ledgers)
        self.matters = Matters(self.ledgers)
        self.imports = Imports(self.ledgers, self.clock)
        self.personal = PersonalSettings(self.ledgers, self.firms)
        files = self.seen.through(self.files, "file")
        office = Office(
            self.ledgers,
            files,
            queues,
            self.clock,
            self.firms,
            EXPORT,
            self.sheet_of,
            Archive(blobs, self.firms),
        )
        self.exports = Exports(office)
        digests = self.seen.through(self.digests, "digest")
        self.audit = Audit(self.ledgers, digests)
        sealing = Sealing(self.ledgers, digests, self.clock)
        self.housekeeping = Housekeeping(
            self.ledgers, self.recordings, self.entries, sealing, queues, self.exports
        )
        self.spans = FakeSpans()
        world = World(self.ledgers, blobs, queues, self.clock, self.spans, self.firms)
        self.drafting = Drafting(world, self._writer(), Patience(CLAIM, GIVE_UP, RULES_AFTER))

        self._build_clio(self.seen.through(self.clio, "clio"), queues)

    def _build_clio(self, clio: FakeClio, queues: Host) -> None:
        gate = Gate(clio, clio, self.seen.through(self.vault, "vault"), self.clock)
        access, bell = Access(gate), Bell(queues, self.clock)
        self.deciding = Deciding(self.ledgers, access, self.clock)
        self.connection = ClioConnection(self.ledgers, access, SYNC, self.firms)
        self.reconciling = Reconciling(self.ledgers, self.clock)
        self.sync = ClioSync(self.ledgers, access, bell, SYNC, self.firms)
        self.clio_messages = ClioMessages(self.sync, self.connection, self.reconciling, bell, self.clock)

    def _writer(self) -> Writer:
        hears = self.seen.through(self.hears, "speech")
        proposes = self.seen.through(self.proposes, "model")
        blobs = self.seen.through(self.blobs, "blob")
        return Writer(blobs, Models(hears, proposes, self.listens, PRICES), 25 * 1024 * 1024)

    def _serve(self) -> None:
        looked = Trigger(self._look, self._look_later)
        abandoned = Trigger(self._abandon, self._look_later)
        house = Trigger(self._keep_house, self._put_off)
        self.host.triggers = {
            "audio": looked,
            "audio-poison": abandoned,
            Queue.DRAFTING: looked,
            f"{Queue.DRAFTING}-poison": abandoned,
            Queue.HOUSEKEEPING: house,
            Queue.CLIO_SYNC: Trigger(self._see_to_clio, self._clio_later),
            f"{Queue.CLIO_SYNC}-poison": Trigger(self._clio_later, self._clio_later),
            Queue.CSV_EXPORT: Trigger(self._export, self._export_later),
            f"{Queue.CSV_EXPORT}-poison": Trigger(self._end_export, self._export_later),
            f"{Queue.HOUSEKEEPING}-poison": Trigger(self._put_off, self._put_off),
        }

    async def _look(self, message: Mapping[str, str]) -> None:
        await self.drafting.advance(Lawyer.of_key(message["lawyer"]), message["recording"])

    async def _look_later(self, message: Mapping[str, str]) -> None:
        await self.drafting.look_later(Lawyer.of_key(message["lawyer"]), message["recording"])

    async def _abandon(self, message: Mapping[str, str]) -> None:
        await self.drafting.abandon(Lawyer.of_key(message["lawyer"]), message["recording"])

    async def _keep_house(self, message: Mapping[str, str]) -> None:
        await self.housekeeping.handle(Lawyer.of_key(message["lawyer"]), message)

    async def _put_off(self, message: Mapping[str, str]) -> None:
        await self.housekeeping.put_off(message)

    async def _export(self, message: Mapping[str, str]) -> None:
        await self.exports.run(Lawyer.of_key(message["lawyer"]), message)

    async def _export_later(self, message: Mapping[str, str]) -> None:
        await self.exports.put_off(Lawyer.of_key(message["lawyer"]), message)

    async def _end_export(self, message: Mapping[str, str]) -> None:
        await self.exports.end(Lawyer.of_key(message["lawyer"]), message)

    async def _see_to_clio(self, message: Mapping[str, str]) -> None:
        await self.clio_messages.handle(Lawyer.of_key(message["lawyer"]), message)

    async def _clio_later(self, message: Mapping[str, str]) -> None:
        await self.clio_messages.put_off(Lawyer.of_key(message["lawyer"]), message)

    @property
    def alone(self) -> "Bench":
        """The same world through ports that nobody watches."""
        return Bench(shared=self)

    @property
    def ledger(self) -> Ledger:
        """Alice's ledger, through ports that nobody watches."""
        return self.ledger_of(ALICE)

    def ledger_of(self, lawyer: Lawyer) -> Ledger:
        """A lawyer's ledger, through ports that nobody watches."""
        return Ledgers(self.tables, self.host, self.clock).of(lawyer)

    async def announced(self) -> Recording:
        """A recording that waits for its audio."""
        return (await self.recordings.announce(ALICE, SAID)).recording

    def upload(self, recording: Recording, audio: bytes = WAV, *, event: bool = True) -> None:
        """The device uploads; the event of it may be lost."""
        assert recording.blob_name
        self.blobs.of(ALICE).audio.setdefault(recording.blob_name, audio)
        if event:
            self.host.happen("audio", {"lawyer": ALICE.key, "recording": recording.id})

    async def uploaded(self) -> Recording:
        """A recording whose audio is there and not looked at yet."""
        recording = await self.announced()
        self.upload(recording)
        return recording

    async def drafted(self) -> Recording:
        """A recording that has its drafts."""
        recording = await self.uploaded()
        await self.host.run(timedelta(minutes=1))
        return await self.recording(recording.id)

    async def recording(self, recording_id: str) -> Recording:
        """A recording as it stands."""
        return await self.ledger.get(RECORDINGS, recording_id)

    async def stored_entries(self) -> tuple[TimeEntry, ...]:
        """Every entry that was ever written."""
        return (await self.ledger.page(ENTRIES, limit=1000)).items

    async def owed(self, lawyer: Lawyer = ALICE) -> int:
        """How many messages are still owed."""
        return len((await self.ledger_of(lawyer).page(OUTBOX, limit=1000)).items)
