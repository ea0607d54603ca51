"""What the compiler makes of the sources: formatted sources, compiled templates, snapshots."""

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from local.infra.compiler import Compiler
from local.infra.variants import SUBSCRIPTION, TENANT, Variant, variants

SOURCES = Path("infra/bicep")
SNAPSHOTS = SOURCES / "snapshots"
TEMPLATES = ("main", "events")
# The compiler's own version and a hash stand in there: neither says anything of the template.
_OF_THE_COMPILER = "_generator"
# A copy of the parameters that an operator has chosen; it is not committed.
_CHOSEN = "main.bicepparam"
_AT_ONCE = 2


def make(root: Path, compiler: Compiler, workshop: Path) -> Iterator[tuple[Path, str]]:
    """Everything that is made of the sources below `root`: each file's place below it, and its text.

    Works on a copy in `workshop`. Raises CompilerRefused on an error in any of them.
    """
    copy = workshop / "bicep"
    shutil.copytree(root / SOURCES, copy, ignore=shutil.ignore_patterns(SNAPSHOTS.name, _CHOSEN))
    yield from _formatted(compiler, copy)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(lambda name: _compiled(compiler, copy, name), TEMPLATES)
        yield from pool.map(lambda variant: _snapshot(compiler, copy, variant), variants())


def same(place: Path, made: str, committed: str) -> bool:
    """Whether a committed file says what was made; which compiler made it does not matter."""
    if place.suffix != ".json":
        return made == committed
    try:
        there = json.loads(committed)
    except json.JSONDecodeError:
        # Left so by a merge, which is the moment to make it anew.
        return False
    return bool(_plain(json.loads(made)) == _plain(there))


def _formatted(compiler: Compiler, copy: Path) -> Iterator[tuple[Path, str]]:
    for suffix in (".bicep", ".bicepparam"):
        compiler.run(copy, "format", "--pattern", f"**/*{suffix}", "--newline-kind", "LF")
        for file in sorted(copy.rglob(f"*{suffix}")):
            yield SOURCES / file.relative_to(copy), file.read_text()


def _compiled(compiler: Compiler, copy: Path, name: str) -> tuple[Path, str]:
    compiler.run(copy, "lint", f"{name}.bicep")
    compiler.run(copy, "build", f"{name}.bicep")
    return SOURCES / f"{name}.json", (copy / f"{name}.json").read_text()


def _snapshot(compiler: Compiler, copy: Path, variant: Variant) -> tuple[Path, str]:
    """Each has a folder of its own: a snapshot is written beside its parameter file."""
    own = copy.parent / variant.name
    shutil.copytree(copy, own)
    compiler.run(own, "build-params", variant.parameters, "--stdout", environment=variant.environment)
    place = ["--resource-group", variant.group] if variant.group else []
    about = ["--subscription-id", SUBSCRIPTION, "--tenant-id", TENANT, "--location", variant.region]
    compiler.run(own, "snapshot", variant.parameters, *about, *place, environment=variant.environment)
    made = own / f"{variant.parameters.removesuffix('.bicepparam')}.snapshot.json"
    return SNAPSHOTS / f"{variant.name}.json", made.read_text()


def _plain(document: Any) -> Any:
    if isinstance(document, dict):
        return {name: _plain(value) for name, value in document.items() if name != _OF_THE_COMPILER}
    return [_plain(item) for item in document] if isinstance(document, list) else document
