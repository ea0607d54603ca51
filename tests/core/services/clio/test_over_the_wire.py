"""The services with the real adapters, against the stand-in for Clio: what was approved arrives once.

The stand-in lives by the clock of the bench, so nothing has to be waited for.
"""

import random
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from core.domain.codes import ActivityCode, Billing
from core.domain.deliveries import DeliveryReason, DeliveryState
from core.domain.entries import EntryFields, TimeEntry
from core.services.rows import MATTERS
from tests.core.adapters.clio.conftest import Bench as StandIn
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.making import A_WHILE, WORK, approved, delivery
from tests.core.services.clio.wired import let_in, wired
from tests.fakes import ALICE

FAULTS = {
    "create_activity": [
        "drop_before",
        "drop_after",
        "server_error",
        "server_error_after",
        "malformed",
        "only_id",
        "rate_limited",
        "expired_token",
    ],
    "list_activities": ["drop_before", "server_error", "rate_limited", "malformed"],
}


@pytest.fixture
async def standin(bench: Bench) -> AsyncIterator[StandIn]:
    """A stand-in to which Alice is connected, with the bench's services over the real adapter."""
    async with wired(bench) as made:
        await let_in(bench)
        yield made


async def _open_matters(bench: Bench) -> list[str]:
    page = await bench.ledger.page(MATTERS, limit=99)
    return [one.id for one in page.items if one.clio_id and one.status == "open"]


def _words(entries: list[TimeEntry]) -> Counter[tuple[object, ...]]:
    return Counter(
        (
            (one.fields.matter_id or "").removeprefix("clio-"),
            str(one.fields.work_date),
            (one.fields.minutes or 0) * 60,
            _kept(one.fields.narrative),
            one.fields.billing is not Billing.BILLABLE,
        )
        for one in entries
    )


def _kept(note: str) -> str:
    """A note, but for line endings and the space around it, which are Clio's to keep as it likes."""
    return note.replace("\r\n", "\n").strip()


async def _held(standin: StandIn, since: set[int]) -> Counter[tuple[object, ...]]:
    return Counter(
        (
            str(one["matter_id"]),
            one["date"],
            int(one["quantity"]),
            _kept(one["note"]),
            bool(one["non_billable"]),
        )
        for one in await standin.activities()
        if one["id"] not in since
    )


async def test_matters_come_and_an_entry_goes_and_is_changed_there(bench: Bench, standin: StandIn) -> None:
    before = {one["id"] for one in await standin.activities()}
    matters = await _open_matters(bench)
    assert len(matters) > 2
    coded = {
        "activity_code": ActivityCode.DRAFT_REVISE,
        "task_code": "L110",
        "narrative": "Drafted.\nÀ suivre",
    }
    entry = await approved(bench, WORK.model_copy(update=coded | {"matter_id": matters[0]}))
    await bench.host.run(timedelta(minutes=2))
    one = await delivery(bench, entry)
    assert (one.state, one.reason) == (DeliveryState.SYNCED, None)
    assert await _held(standin, before) == _words([entry])
    draft = await bench.entries.reopen(ALICE, entry.id, entry.version)
    draft = await bench.entries.edit(ALICE, entry.id, draft.version, {"minutes": 60})
    again = await bench.entries.approve(ALICE, entry.id, draft.version)
    await bench.host.run(timedelta(minutes=2))
    assert (await delivery(bench, entry)).state is DeliveryState.SYNCED
    assert await _held(standin, before) == _words([again])


@pytest.mark.parametrize("note_kept", ["as_sent", "trimmed", "crlf"])
@pytest.mark.parametrize("seed", range(2))
async def test_under_faults_by_chance_exactly_what_was_approved_arrives(
    bench: Bench, standin: StandIn, seed: int, note_kept: str, no_jitter: None
) -> None:
    before = {one["id"] for one in await standin.activities()}
    matters = (await _open_matters(bench))[:2]
    await standin.turn(visible_after_seconds=20, note_kept=note_kept)
    faults = [
        {"operation": operation, "fault": fault, "probability": 0.05}
        for operation, names in FAULTS.items()
        for fault in names
    ]
    await standin.tell("POST", "chance", {"seed": seed, "faults": faults})
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    entries = [await approved(bench, _work(dice, matters)) for _ in range(40)]
    await bench.host.run(timedelta(hours=2))
    await standin.tell("DELETE", "chance")
    await bench.host.run(A_WHILE - timedelta(hours=2))
    assert await _held(standin, before) == _words(entries)
    assert {(await delivery(bench, one)).state for one in entries} == {DeliveryState.SYNCED}
    await assert_whole(bench)


def _work(dice: random.Random, matters: list[str]) -> EntryFields:
    return WORK.model_copy(
        update={
            "matter_id": dice.choice(matters),
            "minutes": dice.choice([6, 12]),
            "narrative": dice.choice(["Reviewed.", "Called  Sarah.\n", "Réunion."]),
            "billing": dice.choice(list(Billing)),
        }
    )


async def test_what_clio_stores_otherwise_is_shown(bench: Bench, standin: StandIn) -> None:
    matters = await _open_matters(bench)
    await standin.fault("create_activity", "other_stored")
    entry = await approved(bench, WORK.model_copy(update={"matter_id": matters[0]}))
    await bench.host.run(timedelta(minutes=2))
    one = await delivery(bench, entry)
    assert (one.state, one.reason) == (DeliveryState.NEEDS_ATTENTION, DeliveryReason.CHANGED_THERE)
