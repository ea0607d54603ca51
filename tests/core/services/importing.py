"""A file that makes matters, changes some and leaves one as it is, and what must be so after it."""

import pytest

from core.domain.imports import ImportState
from core.domain.matters import Matter
from core.domain.preferences import BillingRules
from core.services.matters import MatterFields
from core.services.rows import IMPORTS, MATTERS
from tests.core.importing.making import file_of, row
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.fakes import ALICE

AT_ONCE = 2
IDS = [f"M-{number}" for number in range(6)]
FILE = file_of([row(id=matter_id, name=f"Matter {matter_id}") for matter_id in IDS])
# M-1 is another, M-2 already as the file has it.
OWN = MatterFields(
    name="Lease",
    client="Rockland Digital Corp.",
    number="7",
    aliases=("bay street",),
    rules=BillingRules(increment=15),
)
SAME = OWN.model_copy(
    update={
        "name": "Matter M-2",
        "client_id": "C-1001",
        "jurisdiction": "BC",
        "practice_area": "Corporate",
        "rate": "300.00",
    }
)


async def given_matters(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> str:
    """Matters of which the file changes one and knows another; returns the plan that is then looked at."""
    monkeypatch.setattr("core.services.importing._AT_ONCE", AT_ONCE)
    alone = bench.alone
    await alone.matters.store(ALICE, "M-1", OWN, None)
    await alone.matters.store(ALICE, "M-2", SAME, None)
    return (await alone.imports.look(ALICE, FILE)).plan.seal


async def stored(bench: Bench) -> dict[str, Matter]:
    """All of Alice's matters."""
    return {one.id: one for one in (await bench.ledger.page(MATTERS, limit=1000)).items}


async def assert_all_in_once(bench: Bench) -> None:
    """Every matter of the file is in, each in one step, by one import; the lawyer's own is as it was."""
    matters = await stored(bench)
    assert sorted(matters) == IDS
    assert {one.name for one in matters.values()} == {f"Matter {matter_id}" for matter_id in IDS}
    assert {one.id: one.version for one in matters.values() if one.version != 1} == {"M-1": 2}
    kept = matters["M-1"]
    assert (kept.aliases, kept.rules, kept.number) == (OWN.aliases, OWN.rules, OWN.number)
    (made,) = (await bench.ledger.page(IMPORTS, limit=9)).items
    assert (made.state, made.total, made.created, made.changed) == (ImportState.APPLIED, 5, 4, 1)
    await assert_whole(bench)
