"""What a stack tells of itself is kept in it, shown, and watched."""

import json
import re

import pytest

from tests.infra.queries import QUERIES
from tests.infra.stacks import STACKS, named, of_type, properties, resources
from tests.source import ROOT

SETTINGS = "Microsoft.Insights/diagnosticSettings"
# What Azure can keep logs or metrics of; in storage they are of each service.
TELLS = {
    "Microsoft.CognitiveServices/accounts",
    "Microsoft.KeyVault/vaults",
    "Microsoft.Network/networkSecurityGroups",
    "Microsoft.Storage/storageAccounts",
    "Microsoft.Storage/storageAccounts/blobServices",
    "Microsoft.Storage/storageAccounts/queueServices",
    "Microsoft.Storage/storageAccounts/tableServices",
    "Microsoft.Web/sites",
}
EVENTS = ("ca.events", "us.events")
# ISO 8601, as the rules use it, in minutes.
MINUTES = {"PT5M": 5, "PT15M": 15, "PT6H": 360, "P1D": 1440, "P2D": 2880}

each = pytest.mark.parametrize
each_stack = each("name", STACKS)


def _rules(name: str) -> dict[str, dict[str, object]]:
    """The alert rules by the end of their names."""
    rules = of_type(name, "Microsoft.Insights/scheduledQueryRules")
    return {
        re.sub(r"^alert-caseclock-\w\w-prod-", "", rule["name"]): dict(rule["properties"]) for rule in rules
    }


def _query(rule: dict[str, object]) -> str:
    criteria = json.loads(json.dumps(rule["criteria"]))
    (condition,) = criteria["allOf"]
    query: str = condition["query"]
    return query


@each_stack
def test_whatever_tells_something_is_listened_to(name: str) -> None:
    listened = {setting["id"].partition(f"/providers/{SETTINGS}")[0] for setting in of_type(name, SETTINGS)}
    telling = {resource["id"] for resource in resources(name) if resource["type"] in TELLS}
    assert telling <= listened


@each("name", [*STACKS, *EVENTS])
def test_what_is_heard_is_kept_in_the_stacks_own_workspace(name: str) -> None:
    jurisdiction = name.partition(".")[0]
    for setting in of_type(name, SETTINGS):
        assert setting["properties"]["workspaceId"].endswith(f"/workspaces/log-caseclock-{jurisdiction}-prod")


@each_stack
def test_telemetry_takes_no_key_and_is_kept_in_the_workspace(name: str) -> None:
    insights = properties(name, "Microsoft.Insights/components", "")
    (workspace,) = of_type(name, "Microsoft.OperationalInsights/workspaces")
    assert insights["DisableLocalAuth"] is True
    assert insights["WorkspaceResourceId"] == workspace["id"]
    assert insights["DisableIpMasking"] is False
    assert workspace["properties"]["features"]["disableLocalAuth"] is True


@each_stack
def test_operators_are_told_of_every_alert(name: str) -> None:
    (group,) = of_type(name, "Microsoft.Insights/actionGroups")
    assert group["properties"]["emailReceivers"]
    for rule in _rules(name).values():
        assert rule["actions"] == {"actionGroups": [group["id"]]}
        assert rule["enabled"] is True


@each_stack
def test_what_may_go_wrong_is_watched(name: str) -> None:
    assert set(_rules(name)) >= {
        "outside-jurisdiction",
        "poison-message",
        "waiting-too-long",
        "tokens-refused",
        "azure-refuses",
        "event-lost",
        "model-retires",
        "model-retires-soon",
    }


@each_stack
def test_an_alert_looks_back_at_least_as_far_as_to_when_it_looked_last(name: str) -> None:
    for rule in _rules(name).values():
        assert MINUTES[str(rule["windowSize"])] >= MINUTES[str(rule["evaluationFrequency"])]


@each_stack
def test_the_day_the_model_retires_is_compared_with_today(name: str) -> None:
    (deployment,) = of_type(name, "Microsoft.CognitiveServices/accounts/deployments")
    model = deployment["properties"]["model"]["name"]
    for rule, days in (("model-retires", 90), ("model-retires-soon", 30)):
        query = _query(_rules(name)[rule])
        assert f'model = "{model}"' in query
        assert re.search(r"retires = datetime\(\d{4}-\d\d-\d\d\)", query)
        assert query.endswith(f"| where days < {days}\n")


@each_stack
def test_the_workbook_asks_every_figures_query(name: str) -> None:
    layout = json.loads(named(name, "Microsoft.Insights/workbooks", "")["properties"]["serializedData"])
    asked = [item["content"]["query"] for item in layout["items"] if item["type"] == 3]
    plain = {query for key, query in QUERIES.items() if key != "model-retirement"}
    assert len(set(asked) & plain) == len(asked) - 1
    assert not [query for query in asked if "{" in query]
    assert layout["fallbackResourceIds"] == [
        of_type(name, "Microsoft.OperationalInsights/workspaces")[0]["id"]
    ]


@each_stack
def test_a_month_has_a_budget(name: str) -> None:
    (budget,) = of_type(name, "Microsoft.Consumption/budgets")
    said = budget["properties"]
    assert said["timeGrain"] == "Monthly"
    assert re.fullmatch(r"\d{4}-\d\d-01", said["timePeriod"]["startDate"])
    kinds = {mark["thresholdType"] for mark in said["notifications"].values()}
    assert kinds == {"Actual", "Forecasted"}
    assert all(mark["contactEmails"] for mark in said["notifications"].values())


@each("name", ["ca.default", "us.default"])
def test_the_runbook_says_what_to_do_about_each_alert(name: str) -> None:
    watch = (ROOT / "docs/operations.md").read_text().partition("## Watch")[2]
    firsts = re.findall(r"^\| (`[^|]*) \|", watch, re.MULTILINE)
    assert set(re.findall(r"`([a-z-]+)`", " ".join(firsts))) == set(_rules(name))
