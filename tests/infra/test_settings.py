"""The settings that the templates give the app: all it needs, none it does not know; they hold together."""

import re

import pytest

from core.settings import Settings
from core.settings_check import load
from core.settings_problems import setting_names
from local.infra.variants import JURISDICTIONS
from tests.infra.stacks import STACKS, jurisdiction, resources, settings
from tests.source import ROOT

# Read by the Functions host, not by us: learn.microsoft.com/azure/azure-functions/functions-app-settings.
OF_THE_HOST = {
    "AzureWebJobsStorage__blobServiceUri",
    "AzureWebJobsStorage__queueServiceUri",
    "AzureWebJobsStorage__tableServiceUri",
    "AzureWebJobsStorage__credential",
    "AzureWebJobsStorage__clientId",
    "CaseClockStorage__credential",
    "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
}
# Flex Consumption does not take these: its runtime stands in functionAppConfig.
NOT_ON_FLEX = {"FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "WEBSITE_RUN_FROM_PACKAGE"}

each = pytest.mark.parametrize


@each("name", STACKS)
def test_every_setting_is_known_to_the_app_or_its_host(name: str) -> None:
    given = settings(name).keys()
    assert given - setting_names().keys() == OF_THE_HOST
    assert not given & NOT_ON_FLEX


@each("name", STACKS)
def test_every_setting_is_given_or_has_a_default(name: str) -> None:
    required = {field.alias for field in Settings.model_fields.values() if field.is_required()}
    assert required <= settings(name).keys()


@each("name", STACKS)
def test_they_hold_together_and_are_productions(name: str) -> None:
    """All that production wants is there: it would be said otherwise."""
    loaded = load(settings(name))
    assert not loaded.development
    assert loaded.jurisdiction == jurisdiction(name)
    assert bool(loaded.clio_client_id) is name.endswith(".everything")


@each("name", STACKS)
def test_what_the_settings_name_is_what_is_made(name: str) -> None:
    made = {resource["id"] for resource in resources(name)}
    ids = {key: value for key, value in settings(name).items() if key.endswith("_RESOURCE")}
    assert len(ids) == 4
    assert set(ids.values()) <= made
    named = {resource["name"] for resource in resources(name)}
    addresses = {key: value for key, value in settings(name).items() if value.startswith("https://")}
    for setting, address in addresses.items():
        if setting != "CASECLOCK_CLIO_REDIRECT":
            assert address.removeprefix("https://").partition(".")[0] in named, setting


def test_what_an_operator_may_tune_is_known_to_the_app() -> None:
    types = (ROOT / "infra/bicep/types.bicep").read_text()
    tuned = set(re.findall(r"^  (CASECLOCK_\w+): .*\?$", types, re.MULTILINE))
    assert tuned
    assert tuned <= setting_names().keys()
    assert not tuned & settings("ca.everything").keys()


@each("each_jurisdiction", JURISDICTIONS)
def test_who_belongs_elsewhere_is_told_where(each_jurisdiction: str) -> None:
    loaded = load(settings(f"{each_jurisdiction}.everything"))
    assert loaded.elsewhere
    assert not loaded.elsewhere.keys() & loaded.firms
