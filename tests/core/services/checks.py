"""What must hold of a ledger at rest, whatever happened before."""

from core.domain.identity import Lawyer
from core.services.rows import ENTRIES
from tests.core.services.bench import Bench
from tests.fakes import ALICE, FakeTable


async def assert_whole(bench: Bench, lawyer: Lawyer = ALICE) -> None:
    """The chain is intact, nothing is owed, and every copy is its value's, no more and no less."""
    verdict = await bench.alone.audit.verify(lawyer)
    assert verdict.intact, verdict
    assert await bench.owed(lawyer) == 0
    assert_copies(bench.tables.of(lawyer))


def assert_copies(table: FakeTable) -> None:
    """The copies of all entries are exactly those that the entries ask for."""
    wanted: dict[str, str] = {}
    for key, row in table.rows.items():
        if key.startswith("entry~"):
            entry = ENTRIES.read(row)
            assert ENTRIES.key(entry.id) == key
            wanted |= dict.fromkeys(ENTRIES.copies(entry), row.body)
    found = {key: row.body for key, row in table.rows.items() if key.startswith(("open~", "day~", "trash~"))}
    assert found == wanted
