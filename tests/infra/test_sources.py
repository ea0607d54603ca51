"""The templates as they are written: what stands in one place stands nowhere else."""

import re
from pathlib import Path

import pytest

from tests.source import ROOT

SOURCES = ROOT / "infra" / "bicep"
TEMPLATES = sorted(path for path in SOURCES.rglob("*.bicep"))
ROLES = SOURCES / "modules" / "roles.bicep"

_ASSIGNMENT = re.compile(r"^resource (\w+) 'Microsoft\.Authorization/roleAssignments@", re.MULTILINE)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCES)))
def test_roles_are_given_in_one_place(template: Path) -> None:
    assert template == ROLES or "roleAssignments" not in template.read_text()


def test_every_role_has_its_reason() -> None:
    lines = ROLES.read_text().splitlines()
    given = [number for number, line in enumerate(lines) if _ASSIGNMENT.match(line)]
    assert given
    assert not [lines[number] for number in given if not lines[number - 1].startswith("// ")]


def test_a_role_is_named_by_its_scope_its_principal_and_itself() -> None:
    text = ROLES.read_text()
    names = re.findall(
        r"^  name: guid\((\S+)\.id, (\w+)\.id, (roles\.\w+)\)\n  scope: (\S+)$", text, re.MULTILINE
    )
    roles = re.findall(r"subscriptionResourceId\(definitions, (roles\.\w+)\)", text)
    principals = re.findall(r"principalId: (\w+)\.properties\.principalId", text)
    assert len(names) == len(_ASSIGNMENT.findall(text))
    assert [scope for scope, *_ in names] == [scope for *_, scope in names]
    assert [role for *_, role, _ in names] == roles
    assert [principal for _, principal, *_ in names] == principals


def test_every_module_is_part_of_a_stack() -> None:
    """What no template uses is neither built nor looked at."""
    texts = "".join(path.read_text() for path in TEMPLATES)
    unused = [path.name for path in (SOURCES / "modules").glob("*.bicep") if f"{path.name}'" not in texts]
    assert unused == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCES)))
def test_modules_find_each_other_by_name(template: Path) -> None:
    """What a module hands on is not worked out in a snapshot, so no test would see it."""
    assert not re.search(r"\.outputs\.", template.read_text())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCES)))
def test_only_the_events_read_a_key(template: Path) -> None:
    reads = re.findall(r"\blist\w*\(", template.read_text())
    assert reads == (["listKeys("] if template.name == "events.bicep" else [])
