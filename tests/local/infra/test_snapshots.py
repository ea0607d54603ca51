"""Reading settings out of a snapshot."""

import json
from pathlib import Path
from typing import Any

import pytest

from local.infra.snapshots import NotEvaluated, is_evaluated, read_snapshot, settings_of


def _site(**settings: str) -> dict[str, Any]:
    return {"type": "Microsoft.Web/sites/config", "name": "app/appsettings", "properties": settings}


OTHER = {"type": "Microsoft.Web/sites/config", "name": "app/web", "properties": {"A": "not a setting"}}


def test_a_snapshots_resources_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "infra/bicep/snapshots"
    folder.mkdir(parents=True)
    (folder / "ca.default.json").write_text(json.dumps({"predictedResources": [OTHER]}))
    assert read_snapshot(tmp_path, "ca.default") == [OTHER]


def test_settings_are_plain_text() -> None:
    assert settings_of([OTHER, _site(A="b", C="{}")], {}) == {"A": "b", "C": "{}"}


def test_what_only_azure_knows_is_stood_for() -> None:
    resources = [_site(A="[reference('x').clientId]", B="b")]
    assert settings_of(resources, {"A": "known", "B": "not wanted"}) == {"A": "known", "B": "b"}
    with pytest.raises(NotEvaluated, match="A is known to Azure only"):
        settings_of(resources, {})


@pytest.mark.parametrize(
    ("value", "evaluated"),
    [("", True), ("text", True), ("{}", True), ("[[text", True), ("[reference('x')]", False)],
)
def test_an_expression_stands_in_brackets(value: str, evaluated: bool) -> None:
    assert is_evaluated(value) is evaluated
