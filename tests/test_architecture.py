"""The house as docs/architecture.md draws it: who may import what, and how large things get."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

from local.app_settings import app_settings
from local.azurite import connection_string

ROOT = Path(__file__).parents[1]
PRODUCT = ("core", "functions")
PURE = ("core/domain", "core/language")
SDKS = ("azure", "openai", "httpx", "aiohttp", "jwt", "cryptography", "opentelemetry", "requests")
HEAVY = ("openai", "aiohttp", "httpx", "jwt", "cryptography", "opentelemetry", "pocketsphinx")
HEAVY_AZURE = ("azure.storage", "azure.data", "azure.identity", "azure.core", "azure.monitor")


@dataclass(frozen=True)
class Module:
    """One module of ours."""

    path: Path

    @property
    def name(self) -> str:
        """Its path from the root, with slashes."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def imports(self) -> frozenset[str]:
        """Every module it imports, anywhere in it; a name imported from a package counts with it."""
        return frozenset(_imports(ast.walk(self.tree)))

    @cached_property
    def imports_for_types(self) -> frozenset[str]:
        """What is imported for type checkers only, and never at run time."""
        blocks = [
            node for node in ast.walk(self.tree) if isinstance(node, ast.If) and _is_type_checking(node)
        ]
        return frozenset(_imports(inner for block in blocks for inner in ast.walk(block)))

    def reaches(self, *packages: str) -> set[str]:
        """Those of its imports that are one of these packages or inside one."""
        return {name for name in self.imports if _inside(name, packages)}


def _imports(nodes: Iterator[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _is_type_checking(node: ast.If) -> bool:
    return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _inside(name: str, packages: Sequence[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every module below these folders, with the function app's own if "functions" is among them."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    if "functions" in folders:
        found.append(ROOT / "function_app.py")
    return tuple(Module(path) for path in found)


def _named(module: Module) -> str:
    return module.name


EVERYTHING = modules("core", "functions", "local")
each = pytest.mark.parametrize


def test_there_is_something_to_look_at() -> None:
    names = {module.name for module in EVERYTHING}
    expected = {"core/ports.py", "core/adapters/tables.py", "functions/triggers.py", "function_app.py"}
    assert expected <= names
    assert {"core.ports.Clock", "core.domain.identity.Lawyer"} <= Module(
        ROOT / "core/services/ledger.py"
    ).imports


@each("module", modules(*PURE), ids=_named)
def test_domain_and_language_stand_on_nothing(module: Module) -> None:
    own = "core.domain" if module.name.startswith("core/domain") else "core.language"
    for name in module.imports:
        top = name.partition(".")[0]
        assert top in sys.stdlib_module_names or top == "pydantic" or _inside(name, [own]), name


@each("module", modules(*PURE), ids=_named)
def test_domain_and_language_do_no_input_or_output(module: Module) -> None:
    assert not module.reaches("os", "pathlib", "socket", "subprocess", "urllib", "asyncio", "logging", "http")


@each("module", modules("core/drafting"), ids=_named)
def test_drafting_stands_on_the_pure_parts(module: Module) -> None:
    allowed = ("core.domain", "core.language", "core.drafting", "core.ports")
    for name in module.imports:
        top = name.partition(".")[0]
        assert top in sys.stdlib_module_names or top == "pydantic" or _inside(name, allowed), name


@each("module", modules("core/services"), ids=_named)
def test_services_stand_on_ports_and_the_pure_parts(module: Module) -> None:
    allowed = ("core.domain", "core.language", "core.drafting", "core.ports", "core.services")
    for name in module.imports:
        top = name.partition(".")[0]
        assert top in sys.stdlib_module_names or top == "pydantic" or _inside(name, allowed), name


def test_ports_stand_on_the_domain() -> None:
    module = Module(ROOT / "core/ports.py")
    assert {name for name in module.imports if name.startswith("core.")} == module.reaches("core.domain")


@each("module", modules("core/adapters"), ids=_named)
def test_adapters_know_no_service_and_no_setting(module: Module) -> None:
    allowed = ("core.domain", "core.ports", "core.adapters")
    assert {name for name in module.imports if name.startswith("core.")} == module.reaches(*allowed)


@each("module", modules("core"), ids=_named)
def test_the_core_does_not_know_who_triggers_it(module: Module) -> None:
    assert not module.reaches("azure.functions", "functions")


@each("module", [m for m in modules(*PRODUCT) if not m.name.startswith("core/adapters")], ids=_named)
def test_only_adapters_import_sdks(module: Module) -> None:
    found = {name for name in module.reaches(*SDKS) if not _inside(name, ["azure.functions"])}
    if module.name == "core/bootstrap.py":
        found -= module.imports_for_types
    assert not found


@each("module", [m for m in EVERYTHING if m.name != "core/bootstrap.py"], ids=_named)
def test_only_bootstrap_puts_adapters_together(module: Module) -> None:
    if not module.name.startswith(("core/adapters", "local/")):
        assert not module.reaches("core.adapters")


@each("module", modules("functions"), ids=_named)
def test_functions_reach_the_core_through_bootstrap(module: Module) -> None:
    assert not module.reaches("core.adapters")
    assert not {name for name in module.imports if name.startswith("core.language")}


@each("module", modules(*PRODUCT), ids=_named)
def test_the_product_does_not_know_its_stand_ins_and_tests(module: Module) -> None:
    assert not module.reaches("local", "tests", "samples")


@each("module", modules("local"), ids=_named)
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
    tree = Module(ROOT / "core/ports.py").tree
    openers = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "of"]
    assert len(openers) == 2
    for opener in openers:
        (argument,) = opener.args.args[1:]
        assert isinstance(argument.annotation, ast.Name)
        assert argument.annotation.id == "Lawyer"


type Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(module: Module) -> list[Function]:
    return [
        node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _length(function: Function) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


@each("module", modules("core", "functions", "local", "tests", "samples"), ids=_named)
def test_a_module_fits_in_a_head(module: Module) -> None:
    limit = 300 if not module.name.startswith("tests/") else 500
    assert len(module.text.splitlines()) < limit


@each("module", EVERYTHING, ids=_named)
def test_a_function_fits_on_a_screen(module: Module) -> None:
    assert not [function.name for function in _functions(module) if _length(function) > 60]


@each("folder", ["core", "functions", "local"])
def test_most_functions_are_short(folder: str) -> None:
    lengths = [_length(function) for module in modules(folder) for function in _functions(module)]
    assert sum(length <= 15 for length in lengths) >= 0.8 * len(lengths)


@each("module", EVERYTHING, ids=_named)
def test_everything_public_says_what_it_is(module: Module) -> None:
    assert ast.get_docstring(module.tree)
    assert list(_undocumented(module.tree)) == []


def _undocumented(tree: ast.Module | ast.ClassDef) -> Iterator[str]:
    """Public classes and functions of a module, and public methods of its public classes."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | Function.__value__) and not node.name.startswith("_"):
            if not ast.get_docstring(node):
                yield node.name
            if isinstance(node, ast.ClassDef):
                yield from _undocumented(node)


@each("module", modules(*PRODUCT), ids=_named)
def test_nothing_is_printed(module: Module) -> None:
    calls = [node.func for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    assert not [
        call for call in calls if isinstance(call, ast.Name) and call.id in {"print", "breakpoint", "input"}
    ]


@each("module", modules(*PRODUCT), ids=_named)
def test_nothing_waits_by_blocking(module: Module) -> None:
    assert not {name for name in module.imports if name in {"time.sleep", "urllib.request"}}


def test_indexing_imports_nothing_heavy() -> None:
    """A cold start is what a lawyer waits for: SDKs are imported with the first call that needs them."""
    loaded = _loaded_by_indexing()
    assert "functions.recordings" in loaded
    assert "azure.functions" in loaded
    assert not [name for name in loaded if _inside(name, (*HEAVY, *HEAVY_AZURE))]
    assert not [
        name for name in loaded if _inside(name, ("core.adapters", "core.bootstrap", "local", "tests"))
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


def test_tests_mirror_the_tree() -> None:
    sources = {path.parent.relative_to(ROOT) for path in (module.path for module in EVERYTHING)} - {Path()}
    missing = [source.as_posix() for source in sources if not (ROOT / "tests" / source).is_dir()]
    assert missing == []


@each("folder", sorted({module.path.parent for module in EVERYTHING if module.path.parent != ROOT}), ids=str)
def test_every_package_says_what_it_holds(folder: Path) -> None:
    assert (folder / "__init__.py").read_text().startswith('"""')
