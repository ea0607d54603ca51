"""The house as docs/architecture.md draws it: who may import what, and what indexing loads."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from local.app_settings import app_settings
from local.azurite import connection_string
from tests.source import PRODUCT, ROOT, Module, inside, modules, named

PURE = ("core/domain", "core/language")
PORTS = ("core.ports", "core.ports_audit", "core.ports_clio", "core.ports_files", "core.ports_residency")
SDKS = ("azure", "av", "openai", "httpx", "aiohttp", "jwt", "cryptography", "opentelemetry", "requests")
HEAVY = ("av", "openai", "aiohttp", "httpx", "jwt", "cryptography", "opentelemetry", "pocketsphinx")
HEAVY_AZURE = ("azure.storage", "azure.data", "azure.identity", "azure.core", "azure.monitor")


EVERYTHING = modules("core", "functions", "local")
each = pytest.mark.parametrize


def test_there_is_something_to_look_at() -> None:
    names = {module.name for module in EVERYTHING}
    expected = {"core/ports.py", "core/adapters/tables.py", "functions/triggers.py", "function_app.py"}
    assert expected <= names
    assert {"core.ports.Clock", "core.domain.identity.Lawyer"} <= Module(
        ROOT / "core/services/ledger.py"
    ).imports


@each("module", modules(*PURE), ids=named)
def test_domain_and_language_stand_on_nothing(module: Module) -> None:
    own = "core.domain" if module.name.startswith("core/domain") else "core.language"
    for name in module.imports:
        top = name.partition(".")[0]
        assert top in sys.stdlib_module_names or top == "pydantic" or inside(name, [own]), name


@each("module", modules(*PURE), ids=named)
def test_domain_and_language_do_no_input_or_output(module: Module) -> None:
    assert not module.reaches("os", "pathlib", "socket", "subprocess", "urllib", "asyncio", "logging", "http")


@each("module", modules("core/exporting"), ids=named)
def test_exporting_stands_on_the_domain(module: Module) -> None:
    for name in module.imports:
        top = name.partition(".")[0]
        assert top in sys.stdlib_module_names or inside(name, ("core.domain", "core.exporting")), name


@each("module", modules("core/drafting"), ids=named)
def test_drafting_stands_on_the_pure_parts(module: Module) -> None:
    allowed = ("core.domain", "core.language", "core.drafting", "core.ports")
    for name in module.imports:
        top = name.partition(".")[0]
        assert top in sys.stdlib_module_names or top == "pydantic" or inside(name, allowed), name


@each("module", modules("core/importing"), ids=named)
def test_importing_stands_on_the_domain_and_does_no_input_or_output(module: Module) -> None:
    allowed = ("core.domain", "core.importing", "core.exporting.cells")
    for name in module.imports:
        top = name.partition(".")[0]
        assert top in sys.stdlib_module_names or inside(name, allowed), name
    assert not module.reaches("os", "pathlib", "socket", "subprocess", "urllib", "asyncio", "logging", "http")


@each("module", modules("core/services"), ids=named)
def test_services_stand_on_ports_and_the_pure_parts(module: Module) -> None:
    allowed = (
        "core.domain",
        "core.language",
        "core.drafting",
        "core.exporting",
        "core.importing",
        *PORTS,
        "core.services",
    )
    for name in module.imports:
        top = name.partition(".")[0]
        assert top in sys.stdlib_module_names or top == "pydantic" or inside(name, allowed), name


@each("name", PORTS)
def test_ports_stand_on_the_domain(name: str) -> None:
    module = Module(ROOT / f"{name.replace('.', '/')}.py")
    allowed = ("core.domain", "core.ports")
    assert {name for name in module.imports if name.startswith("core.")} == module.reaches(*allowed)


@each("module", modules("core/adapters"), ids=named)
def test_adapters_know_no_service_and_no_setting(module: Module) -> None:
    allowed = ("core.domain", *PORTS, "core.adapters")
    assert {name for name in module.imports if name.startswith("core.")} == module.reaches(*allowed)


@each("module", modules("core"), ids=named)
def test_the_core_does_not_know_who_triggers_it(module: Module) -> None:
    assert not module.reaches("azure.functions", "functions")


@each("module", [m for m in modules(*PRODUCT) if not m.name.startswith("core/adapters")], ids=named)
def test_only_adapters_import_sdks(module: Module) -> None:
    found = {name for name in module.reaches(*SDKS) if not inside(name, ["azure.functions"])}
    if module.name.startswith("core/bootstrap"):
        found -= module.imports_for_types
    assert not found


@each("module", [m for m in EVERYTHING if not m.name.startswith("core/bootstrap")], ids=named)
def test_only_bootstrap_puts_adapters_together(module: Module) -> None:
    if not module.name.startswith(("core/adapters", "local/")):
        assert not module.reaches("core.adapters")


@each("module", modules("functions"), ids=named)
def test_functions_reach_the_core_through_bootstrap(module: Module) -> None:
    assert not module.reaches("core.adapters")
    assert not {name for name in module.imports if name.startswith("core.language")}


@each("module", modules(*PRODUCT), ids=named)
def test_the_product_does_not_know_its_stand_ins_and_tests(module: Module) -> None:
    assert not module.reaches("local", "tests", "samples")


@each("module", modules("local"), ids=named)
def test_the_local_stack_does_not_lean_on_tests(module: Module) -> None:
    assert not module.reaches("tests", "pytest", "hypothesis")


LAWYER_MAKERS = {
    "of_ids": {"core/adapters/entra/claims.py", "core/domain/identity.py"},
    "of_key": {"functions/triggers.py"},
    "Lawyer": set[str](),
}


@each("name", sorted(LAWYER_MAKERS))
def test_a_lawyer_is_made_of_a_verified_token_or_of_a_key_we_wrote(name: str) -> None:
    makers = {module.name for module in modules(*PRODUCT) if name in set(_called(module.tree))}
    assert makers == LAWYER_MAKERS[name]


def _called(tree: ast.Module) -> Iterator[str]:
    """The last part of the name of everything that is called or handed on as a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id
        if isinstance(node, ast.Attribute):
            yield node.attr


def test_what_a_lawyer_owns_is_opened_with_a_lawyer() -> None:
    """No port can be asked for a partition or a folder by its name."""
    trees = [Module(ROOT / f"{name.replace('.', '/')}.py").tree for name in PORTS]
    found = (node for tree in trees for node in ast.walk(tree))
    openers = [node for node in found if isinstance(node, ast.FunctionDef) and node.name == "of"]
    assert len(openers) == 4
    for opener in openers:
        (argument,) = opener.args.args[1:]
        assert isinstance(argument.annotation, ast.Name)
        assert argument.annotation.id == "Lawyer"


def test_indexing_imports_nothing_heavy() -> None:
    """A cold start is what a lawyer waits for: SDKs are imported with the first call that needs them."""
    loaded = _loaded_by_indexing()
    assert "functions.recordings" in loaded
    assert "azure.functions" in loaded
    assert not [name for name in loaded if inside(name, (*HEAVY, *HEAVY_AZURE))]
    assert not [
        name for name in loaded if inside(name, ("core.adapters", "core.bootstrap", "local", "tests"))
    ]


def _loaded_by_indexing() -> list[str]:
    code = "import function_app, json, sys; print(json.dumps(sorted(sys.modules)))"
    settings = app_settings(connection_string(), "http://127.0.0.1:1", "http://127.0.0.1:2")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("COV_", "PYTEST_"))
    }
    done = subprocess.run(  # noqa: S603 - our own interpreter, our own code
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment | settings,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded: list[str] = json.loads(done.stdout)
    return loaded
