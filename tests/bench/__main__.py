"""`make bench`: print every measurement and write them to build/bench.json."""

import asyncio
import sys

from local.azurite import AzuriteError
from local.processes import StackError
from local.stack import ROOT
from tests.bench import approving, clio_pace, exporting, indexing, match_matters, open_drafts, upload_to_draft
from tests.bench.report import Measurement, table, write
from tests.bench.world import running

_FILE = ROOT / "build" / "bench.json"


async def measure() -> list[Measurement]:
    """Everything, one after the other: old entries are stored last, because they slow the emulator."""
    _say("Indexing, in fresh processes")
    found = await indexing.measure()
    _say("Matching matters")
    found += match_matters.measure()
    _say("Exporting and archiving 10,000 and 100,000 entries, in fresh processes")
    found += await exporting.measure()
    _say("Bringing backlogs to Clio, in simulated time")
    found += await clio_pace.measure()
    _say("Starting Azurite, the stand-ins and the Functions host")
    async with running() as world:
        _say("Uploading dictations")
        found += await upload_to_draft.measure(world)
        _say("Approving entries")
        found += await approving.measure(world)
        _say("Storing old entries and reading open drafts")
        found += await open_drafts.measure(world)
    return found


def main() -> int:
    """Measure; returns the exit status, which tells whether everything ran, not how fast."""
    try:
        found = asyncio.run(measure())
    except (StackError, AzuriteError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    write(found, _FILE)
    sys.stdout.write(f"\n{table(found)}\n\nWritten to {_FILE.relative_to(ROOT)}.\n")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"==> {line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
