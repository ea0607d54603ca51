"""`make infra`: check the templates and everything that is made of them, or write it with WRITE=1."""

import os
import sys
import tempfile
from collections.abc import Mapping
from difflib import unified_diff
from itertools import islice
from pathlib import Path

from local.infra.compiler import Compiler, CompilerMissing, CompilerRefused, find_compiler
from local.infra.products import SNAPSHOTS, SOURCES, make, same
from local.stack import ROOT

_LINES_SHOWN = 20


def main(environment: Mapping[str, str] = os.environ, root: Path = ROOT) -> int:
    """Check or write; returns the exit status, 1 with what to mend."""
    try:
        compiler = find_compiler(environment)
        print(f"{compiler.version()}, found by {compiler.found}: {compiler.path}")
        return see_to(compiler, root, write=bool(environment.get("WRITE")))
    except (CompilerMissing, CompilerRefused) as error:
        print(error, file=sys.stderr)
        return 1


def see_to(compiler: Compiler, root: Path, *, write: bool) -> int:
    """Make everything anew and compare it with what is committed, or write it; returns the exit status."""
    with tempfile.TemporaryDirectory() as workshop:
        made = dict(make(root, compiler, Path(workshop)))
    stale = [place for place, text in made.items() if not _current(root / place, text)]
    left = [place for place in _committed(root) if place not in made]
    if write:
        _write(root, {place: made[place] for place in stale}, left)
    else:
        for place in stale:
            _show(root, place, made[place])
        for place in left:
            print(f"{place}: is made of nothing any more.")
    if (stale or left) and not write:
        print("Run `make infra WRITE=1`, look at what it changes, and commit it.", file=sys.stderr)
        return 1
    print(f"{len(made)} files: formatted, linted, built, and as committed.")
    return 0


def _current(place: Path, text: str) -> bool:
    return place.exists() and same(place, text, place.read_text())


def _committed(root: Path) -> list[Path]:
    made = [*(root / SOURCES).glob("*.json"), *(root / SNAPSHOTS).glob("*.json")]
    return [place.relative_to(root) for place in made if place.name != "bicepconfig.json"]


def _write(root: Path, changed: Mapping[Path, str], left: list[Path]) -> None:
    for place, text in changed.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(text)
        print(f"Written: {place}")
    for place in left:
        (root / place).unlink()
        print(f"Removed: {place}")


def _show(root: Path, place: Path, text: str) -> None:
    """The first lines in which a committed file differs."""
    before = (root / place).read_text() if (root / place).exists() else ""
    names = f"{place} (committed)", f"{place} (made now)"
    difference = unified_diff(before.splitlines(), text.splitlines(), *names, n=1, lineterm="")
    print("\n".join(islice(difference, _LINES_SHOWN)))


if __name__ == "__main__":
    sys.exit(main())
