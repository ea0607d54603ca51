"""How large things get, and what each must say of itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.source import PRODUCT, ROOT, Module, modules, named

EVERYTHING = modules("core", "functions", "local")


each = pytest.mark.parametrize


type Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(module: Module) -> list[Function]:
    return [
        node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _length(function: Function) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


@each("module", modules("core", "functions", "local", "tests", "samples"), ids=named)
def test_a_module_fits_in_a_head(module: Module) -> None:
    limit = 300 if not module.name.startswith("tests/") else 350
    assert len(module.text.splitlines()) < limit


@each("module", EVERYTHING, ids=named)
def test_a_function_fits_on_a_screen(module: Module) -> None:
    assert not [function.name for function in _functions(module) if _length(function) > 60]


@each("folder", ["core", "functions", "local"])
def test_most_functions_are_short(folder: str) -> None:
    lengths = [_length(function) for module in modules(folder) for function in _functions(module)]
    assert sum(length <= 15 for length in lengths) >= 0.8 * len(lengths)


@each("module", EVERYTHING, ids=named)
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


@each("module", modules(*PRODUCT), ids=named)
def test_nothing_is_printed(module: Module) -> None:
    calls = [node.func for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    assert not [
        call for call in calls if isinstance(call, ast.Name) and call.id in {"print", "breakpoint", "input"}
    ]


@each("module", modules(*PRODUCT), ids=named)
def test_nothing_waits_by_blocking(module: Module) -> None:
    assert not {name for name in module.imports if name in {"time.sleep", "urllib.request"}}


def test_tests_mirror_the_tree() -> None:
    sources = {path.parent.relative_to(ROOT) for path in (module.path for module in EVERYTHING)} - {Path()}
    missing = [source.as_posix() for source in sources if not (ROOT / "tests" / source).is_dir()]
    assert missing == []


@each("folder", sorted({module.path.parent for module in EVERYTHING if module.path.parent != ROOT}), ids=str)
def test_every_package_says_what_it_holds(folder: Path) -> None:
    assert (folder / "__init__.py").read_text().startswith('"""')
