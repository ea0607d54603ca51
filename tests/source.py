"""Our own source code, to be looked at."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[1]


PRODUCT = ("core", "functions")


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
        return {name for name in self.imports if inside(name, packages)}


def _imports(nodes: Iterator[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _is_type_checking(node: ast.If) -> bool:
    return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def inside(name: str, packages: Sequence[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every module below these folders, with the function app's own if "functions" is among them."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    if "functions" in folders:
        found.append(ROOT / "function_app.py")
    return tuple(Module(path) for path in found)


def named(module: Module) -> str:
    return module.name
