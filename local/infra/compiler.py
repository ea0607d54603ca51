"""The Bicep compiler: where it is found, and how it is run."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# Where `az bicep install` puts it: learn.microsoft.com/azure/azure-resource-manager/bicep/install.
_OF_AZURE_CLI = Path(".azure/bin/bicep")
# What an operator's shell says of a real stack must not get into what is committed.
_OF_OPERATORS = ("AZURE_", "CASECLOCK_")
_PATIENCE_SECONDS = 180


class CompilerMissing(Exception):
    """There is no compiler; the message is one sentence that says what to do."""


class CompilerRefused(Exception):
    """The compiler found errors; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Compiler:
    """One Bicep compiler, and where it was found."""

    path: Path
    found: str

    def version(self) -> str:
        """What it says it is."""
        return self.run(Path.cwd(), "--version").strip()

    def run(self, folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> str:
        """Run it in a folder, with settings of a stack in its environment; returns what it printed.

        Raises CompilerRefused when it finds an error.
        """
        done = subprocess.run(
            [str(self.path), *arguments],
            cwd=folder,
            env=_without_operators() | dict(environment or {}),
            capture_output=True,
            text=True,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
        if done.returncode != 0:
            raise CompilerRefused((done.stderr or done.stdout).strip())
        return done.stdout + done.stderr


def find_compiler(environment: Mapping[str, str] = os.environ) -> Compiler:
    """The compiler that BICEP names, that is on the PATH, or that `az` has; raises CompilerMissing."""
    if named := environment.get("BICEP"):
        if not os.access(named, os.X_OK) or Path(named).is_dir():
            raise CompilerMissing(f"BICEP={named} is no program: set BICEP to the Bicep compiler.")
        return Compiler(Path(named).resolve(), "BICEP")
    if on_path := shutil.which("bicep", path=environment.get("PATH", "")):
        return Compiler(Path(on_path), "PATH")
    installed = Path(environment.get("HOME", "/")) / _OF_AZURE_CLI
    if os.access(installed, os.X_OK):
        return Compiler(installed, "az bicep")
    raise CompilerMissing(
        "The Bicep compiler was not found: set BICEP to it, put it on the PATH, or run `az bicep install`."
    )


def _without_operators() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(_OF_OPERATORS)}
