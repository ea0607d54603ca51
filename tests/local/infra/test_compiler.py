"""Where the compiler is looked for, and what it is told."""

import re
from pathlib import Path

import pytest

from local.infra.compiler import Compiler, CompilerMissing, CompilerRefused, find_compiler
from tests.local.infra.fake import fake_compiler


def test_the_one_that_is_named_comes_first(tmp_path: Path) -> None:
    named, on_path = fake_compiler(tmp_path / "named"), fake_compiler(tmp_path / "path")
    found = find_compiler({"BICEP": str(named), "PATH": str(on_path.parent)})
    assert (found.path, found.found) == (named, "BICEP")


def test_then_the_one_on_the_path(tmp_path: Path) -> None:
    on_path, installed = fake_compiler(tmp_path / "path"), fake_compiler(tmp_path / ".azure" / "bin")
    found = find_compiler({"PATH": str(on_path.parent), "HOME": str(installed.parents[2])})
    assert (found.path, found.found) == (on_path, "PATH")


def test_then_the_one_of_azures_cli(tmp_path: Path) -> None:
    installed = fake_compiler(tmp_path / ".azure" / "bin")
    found = find_compiler({"PATH": "", "HOME": str(tmp_path)})
    assert (found.path, found.found) == (installed, "az bicep")


def test_none_is_said_in_one_sentence(tmp_path: Path) -> None:
    said = "The Bicep compiler was not found: set BICEP to it, put it on the PATH, or run `az bicep install`."
    with pytest.raises(CompilerMissing, match=re.escape(said)):
        find_compiler({"PATH": "", "HOME": str(tmp_path)})


def test_a_named_one_that_is_none_is_not_passed_over(tmp_path: Path) -> None:
    on_path = fake_compiler(tmp_path / "path")
    for wrong in (tmp_path / "nothing", tmp_path):
        with pytest.raises(CompilerMissing, match=f"BICEP={wrong} is no program"):
            find_compiler({"BICEP": str(wrong), "PATH": str(on_path.parent)})


def test_an_operators_own_stack_is_not_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_ENV_NAME", "an operator's")
    monkeypatch.setenv("CASECLOCK_ENTRA_FIRMS", "an operator's")
    (tmp_path / "show").write_text("#!/bin/sh\nenv\n")
    (tmp_path / "show").chmod(0o755)
    said = Compiler(tmp_path / "show", "BICEP").run(tmp_path, environment={"AZURE_ENV_NAME": "ours"})
    assert "AZURE_ENV_NAME=ours" in said
    assert "an operator's" not in said


def test_what_it_refuses_is_said(tmp_path: Path) -> None:
    (tmp_path / "main.bicep").write_text("wrong")
    compiler = Compiler(fake_compiler(tmp_path), "BICEP")
    with pytest.raises(CompilerRefused, match="Error BCP000: wrong"):
        compiler.run(tmp_path, "lint", "main.bicep")
