"""What the documents say is there, is there: files, settings, routes, queues and containers."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import bootstrap
from core.ports import Queue
from core.settings_problems import setting_names
from tests.source import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
CODE = r"`([^`\n]+)`"
ROOTS = ("core", "docs", "functions", "infra", "local", "samples", "tests", "web", ".ci")
# What an operator says of a deployment, and the app never hears.
SAID = r"readEnvironmentVariable\('(CASECLOCK_\w+)'"
PARAMETERS = "".join(path.read_text() for path in ROOT.glob("infra/bicep/*.bicepparam"))
# Settings that are the local stack's or a document's own, and no part of the app's.
NOT_THE_APPS = re.compile(r"CASECLOCK_(CLIO_STORM_SEED)$")

each = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())


def _quoted(document: Path) -> Iterator[str]:
    return (match[1] for match in re.finditer(CODE, document.read_text()))


def _paths(document: Path) -> Iterator[str]:
    for said in _quoted(document):
        if re.fullmatch(rf"({'|'.join(map(re.escape, ROOTS))})/[\w./*-]*", said):
            yield said


@each
def test_a_path_that_is_named_is_there(document: Path) -> None:
    missing = [said for said in _paths(document) if not list(ROOT.glob(said.rstrip("/")))]
    assert missing == []


@each
def test_a_link_to_a_file_leads_there(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []


@each
def test_a_setting_that_is_named_is_one(document: Path) -> None:
    named = set(re.findall(r"\bCASECLOCK_[A-Z_]+[A-Z]\b", document.read_text()))
    known = set(setting_names()) | set(re.findall(SAID, PARAMETERS))
    assert {name for name in named if not NOT_THE_APPS.match(name)} - known == set()


@each
def test_a_route_that_is_named_is_one(document: Path) -> None:
    paths = json.loads((ROOT / "docs" / "openapi.json").read_text())["paths"]
    known = {re.sub(r"{\w+}", "{}", path) for path in paths}
    named = re.findall(r"/api/[a-z][\w/{}.-]*", document.read_text())
    shaped = {re.sub(r"{\w+}", "{}", route.rstrip("/.")) for route in named}
    assert shaped - known == set()


def test_the_queues_and_containers_of_the_runbook_are_there() -> None:
    queues = {queue.value for queue in Queue} | {f"{queue.value}-poison" for queue in Queue}
    containers = {value for name, value in vars(bootstrap).items() if name.endswith("_CONTAINER")}
    text = (ROOT / "docs" / "operations.md").read_text()
    named = set(re.findall(r"`([a-z-]+-poison)`", text)) - {"webjobs-blobtrigger-poison"}
    assert named
    assert named <= queues
    assert {name for name in containers if f"`{name}`" in text} == containers
