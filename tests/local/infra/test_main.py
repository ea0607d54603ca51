"""`make infra`: what it compares, what it writes, and how it ends."""

import json
from pathlib import Path

import pytest

from local.infra.__main__ import main
from local.infra.variants import variants
from tests.local.infra.fake import fake_compiler, sources

FEW = [each for each in variants() if each.name in {"ca.default", "ca.private", "us.events"}]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose templates were written with their products; a few snapshots are enough here."""
    monkeypatch.setattr("local.infra.products.variants", lambda: FEW)
    sources(tmp_path)
    assert main(_environment(tmp_path) | {"WRITE": "1"}, tmp_path) == 0
    return tmp_path


def _environment(folder: Path) -> dict[str, str]:
    return {"BICEP": str(fake_compiler(folder / "tools"))}


def test_what_is_written_is_current(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(_environment(root), root) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Bicep CLI version 9.9.9, found by BICEP: {root / 'tools' / 'bicep'}\n")
    made = {file.stem for file in (root / "infra/bicep/snapshots").iterdir()}
    assert made == {variant.name for variant in FEW}


def test_without_a_compiler_it_fails_and_says_why(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    nobody = tmp_path_factory.mktemp("home")
    assert main({"PATH": "", "HOME": str(nobody)}, root) == 1
    assert capsys.readouterr().err.startswith("The Bicep compiler was not found: ")


def test_a_source_that_is_not_formatted_fails(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "infra/bicep/main.bicep").write_text("\ttext\n")
    assert main(_environment(root), root) == 1
    assert "infra/bicep/main.bicep (committed)" in capsys.readouterr().out


def test_a_source_that_does_not_lint_fails(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "infra/bicep/events.bicep").write_text("wrong\n")
    assert main(_environment(root), root) == 1
    assert "Error BCP000" in capsys.readouterr().err


@pytest.mark.parametrize("text", [json.dumps({"of": "yesterday"}), "<<<<<<< HEAD"])
@pytest.mark.parametrize("place", ["main.json", "snapshots/ca.default.json"])
def test_a_product_that_is_stale_or_missing_fails(
    root: Path, place: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    product = root / "infra/bicep" / place
    product.write_text(text)
    assert main(_environment(root), root) == 1
    product.unlink()
    assert main(_environment(root), root) == 1
    assert "make infra WRITE=1" in capsys.readouterr().err
    assert main(_environment(root) | {"WRITE": "1"}, root) == 0
    assert main(_environment(root), root) == 0


def test_a_product_of_nothing_fails_and_is_removed(root: Path) -> None:
    old = root / "infra/bicep/snapshots/ca.older.json"
    old.write_text("{}")
    assert main(_environment(root), root) == 1
    assert main(_environment(root) | {"WRITE": "1"}, root) == 0
    assert not old.exists()


def test_another_version_of_the_compiler_does_not_matter(root: Path) -> None:
    product = root / "infra/bicep/main.json"
    product.write_text(product.read_text().replace("9.9.9", "1.0.0"))
    assert main(_environment(root), root) == 0
    assert "1.0.0" in product.read_text()


def test_checking_changes_nothing(root: Path) -> None:
    (root / "infra/bicep/main.bicep").write_text("\tother\n")
    before = {file: file.read_text() for file in root.rglob("*") if file.is_file()}
    assert main(_environment(root), root) == 1
    assert {file: file.read_text() for file in root.rglob("*") if file.is_file()} == before


def test_each_snapshot_sees_its_own_stack_only(root: Path) -> None:
    seen = json.loads((root / "infra/bicep/snapshots/ca.private.json").read_text())["seen"].split()
    assert "CASECLOCK_PRIVATE_ENDPOINTS" in seen
    assert "CASECLOCK_CUSTOMER_MANAGED_KEYS" not in seen
