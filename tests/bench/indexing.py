"""How long Microsoft's runtime takes to index the app, against an app of one function."""

import asyncio
import os
import sys
from pathlib import Path

from local.app_settings import app_settings
from local.azurite import connection_string
from local.stack import ROOT
from tests.bench.report import Measurement, milliseconds, ratio

_BARE_APP = Path(__file__).parent / "bare_app"
_PAIRS = 7
# Indexing checks the settings and connects to nothing, so nothing has to listen there.
_NOBODY = "http://127.0.0.1:9"


async def measure() -> list[Measurement]:
    """Index both apps in turn, each time in a fresh process; the first pair only warms the disk."""
    pairs = [(await _seconds(ROOT), await _seconds(_BARE_APP)) for _ in range(_PAIRS + 1)][1:]
    ours, bare = ([pair[place] for pair in pairs] for place in (0, 1))
    means = (
        f"runtime indexing function_app.py: {milliseconds(ours)}; a one-function app: {milliseconds(bare)}"
    )
    return [Measurement("indexing", ratio(ours, bare), "times a bare app", 1.0, means)]


async def _seconds(app: Path) -> float:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bench.index_once",
        str(app),
        env=os.environ | app_settings(connection_string(), _NOBODY, _NOBODY),
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    output, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{app.name} cannot be indexed")
    return float(output)
