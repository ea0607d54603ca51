"""The queries of the workbook and the alerts, and the log lines that the code can write, side by side."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.source import ROOT, Module, modules

FOLDER = ROOT / "infra/bicep/monitoring"
QUERIES: dict[str, str] = {path.stem: path.read_text() for path in sorted(FOLDER.glob("*.kql"))}

_HOLE = re.compile(r"%[sd]")
_LEVELS = {"debug", "info", "warning", "error"}
HOLE = "\0"


@cache
def formats() -> set[str]:
    """Every format of a log line in the code, with a hole for each value."""
    found = {text for module in modules("core", "functions") for text in _formats(module)}
    return {_HOLE.sub(HOLE, text) for text in found}


def _formats(module: Module) -> Iterator[str]:
    named = dict(_constants(module.tree))
    for node in ast.walk(module.tree):
        match node:
            case ast.Call(ast.Attribute(ast.Name("_log"), level), [ast.Constant(str() as text), *_]):
                assert level in _LEVELS
                yield text
            case ast.Call(ast.Attribute(ast.Name("_log"), level), [ast.Name(name), *_]):
                yield named[name]


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        match node:
            case ast.Assign([ast.Name(name)], ast.Constant(str() as text)):
                yield name, text


def beginnings(query: str) -> list[str]:
    """What the lines begin with that a query asks for."""
    return re.findall(r'Message startswith "([^"]*)"', query)


def patterns(query: str) -> list[str]:
    """How a query takes lines apart, with a hole for each column."""
    found = re.findall(r"parse Message with (.+)", query)
    return [HOLE.join(re.findall(r'"([^"]*)"', pattern)) + HOLE for pattern in found]


def listed(query: str, name: str) -> set[str]:
    """The words of a `dynamic` list in a query."""
    (words,) = re.findall(rf"let {name} = dynamic\(\[([^\]]*)\]\)", query)
    return set(re.findall(r'"([^"]*)"', words))


def regexes(query: str) -> list[re.Pattern[str]]:
    """The regular expressions of a query; what they use means the same here."""
    return [re.compile(text) for text in re.findall(r'@"([^"]*)"', query)]


def triggered_by_poison(folder: Path = ROOT / "functions") -> set[str]:
    """The functions that a queue of messages that failed too often triggers."""
    found = set()
    for path in folder.glob("*.py"):
        text = path.read_text()
        for name, rest in re.findall(r'function_name\("(\w+)"\)(.*?)async def', text, re.DOTALL):
            if re.search(r'queue_name="[\w-]+-poison"', rest):
                found.add(name)
    return found
