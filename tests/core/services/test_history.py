"""Seals: what the trail can prove of an entry's fields, and what it cannot betray."""

from core.domain.audit import AuditEvent, content_hash
from core.domain.entries import EntryFields
from core.domain.history import EntryVersion
from core.services.rows import AUDIT, VERSIONS, under
from tests.core.services.bench import Bench
from tests.fakes import ALICE


async def _steps(bench: Bench, entry_id: str) -> tuple[EntryVersion, ...]:
    return (await bench.ledger.page(VERSIONS, under(VERSIONS.key(entry_id)), limit=9)).items


async def _events(bench: Bench) -> tuple[AuditEvent, ...]:
    return (await bench.ledger.page(AUDIT, limit=100)).items


async def test_the_seal_in_the_trail_proves_the_fields_of_the_step(bench: Bench) -> None:
    entry = await bench.entries.add(ALICE, EntryFields(narrative="Called."))
    (step,) = await _steps(bench, entry.id)
    (event,) = await _events(bench)
    content = {"salt": step.salt, "fields": step.fields.model_dump(mode="json")}
    assert event.details["seal"] == step.seal == content_hash(content)
    content["fields"] = EntryFields(narrative="Called").model_dump(mode="json")
    assert content_hash(content) != step.seal


async def test_equal_fields_have_different_seals(bench: Bench) -> None:
    for _ in range(2):
        await bench.entries.add(ALICE, EntryFields(narrative="Called."))
    seals = {event.details["seal"] for event in await _events(bench)}
    assert len(seals) == 2


async def test_every_draft_of_a_recording_is_sealed_in_its_one_event(bench: Bench) -> None:
    recording = await bench.drafted()
    event = (await _events(bench))[-1]
    assert event.subject == recording.id
    seals = {entry_id: (await _steps(bench, entry_id))[0].seal for entry_id in recording.entry_ids}
    assert event.details["entries"] == seals
