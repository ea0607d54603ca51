"""A compiler that is none: it plays what the real one is asked for."""

import stat
import sys
from pathlib import Path

# It refuses a template that has the word in it, and otherwise copies what it is given into what it makes.
_SCRIPT = """#!{python}
import pathlib, sys
verb, rest = sys.argv[1], sys.argv[2:]
here = pathlib.Path.cwd()
if verb == "--version":
    print("Bicep CLI version 9.9.9")
elif verb == "format":
    for file in here.rglob("*" + rest[rest.index("--pattern") + 1].removeprefix("**/*")):
        file.write_text(file.read_text().replace("\\t", "  "))
elif verb == "lint" and "wrong" in (here / rest[0]).read_text():
    sys.exit("main.bicep(1,1) : Error BCP000: wrong")
elif verb == "build":
    text = (here / rest[0]).read_text().strip()
    made = '{{"metadata": {{"_generator": {{"version": "9.9.9"}}}}, "text": "' + text + '"}}'
    (here / rest[0]).with_suffix(".json").write_text(made)
elif verb == "snapshot":
    import os
    seen = sorted(name for name in os.environ if name.startswith(("AZURE_", "CASECLOCK_")))
    name = rest[0].removesuffix(".bicepparam")
    made = '{{"predictedResources": [], "seen": "' + " ".join(seen) + '"}}'
    (here / (name + ".snapshot.json")).write_text(made)
"""


def fake_compiler(folder: Path) -> Path:
    """Write the program and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "bicep"
    program.write_text(_SCRIPT.format(python=sys.executable))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def sources(root: Path) -> Path:
    """Write sources that the program takes; returns their folder."""
    folder = root / "infra" / "bicep"
    folder.mkdir(parents=True)
    for name in ("main.bicep", "events.bicep", "ca.bicepparam", "us.bicepparam"):
        (folder / name).write_text("text\n")
    for name in ("ca.events.bicepparam", "us.events.bicepparam"):
        (folder / name).write_text("text\n")
    return folder
