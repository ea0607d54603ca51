"""Audio that arrived is told of: to the function that waits for it, for a day, and never dropped unseen."""

import pytest

from local.infra.variants import JURISDICTIONS, REGIONS
from tests.infra.stacks import function_app, named, of_type, properties, resources
from tests.infra.test_storage import keywords
from tests.source import Module, modules

SUBSCRIPTION = "Microsoft.EventGrid/systemTopics/eventSubscriptions"
TOPIC = "Microsoft.EventGrid/systemTopics"

each = pytest.mark.parametrize


@each("jurisdiction", JURISDICTIONS)
def test_the_topic_is_of_the_account_that_lawyers_upload_to(jurisdiction: str) -> None:
    topic = named(f"{jurisdiction}.events", TOPIC, "")
    account = named(f"{jurisdiction}.default", "Microsoft.Storage/storageAccounts", "data")
    assert topic["properties"]["source"] == account["id"]
    assert topic["location"] == account["location"] == REGIONS[jurisdiction]


@each("jurisdiction", JURISDICTIONS)
def test_only_audio_that_arrived_is_told_of(jurisdiction: str) -> None:
    wanted = properties(f"{jurisdiction}.events", SUBSCRIPTION, "")["filter"]
    (path,) = [path for path in keywords("path") if "{" in path]
    assert wanted == {
        "includedEventTypes": ["Microsoft.Storage.BlobCreated"],
        "subjectBeginsWith": f"/blobServices/default/containers/{path.partition('/')[0]}/",
    }


@each("jurisdiction", JURISDICTIONS)
def test_the_function_that_waits_for_it_is_called(jurisdiction: str) -> None:
    destination = properties(f"{jurisdiction}.events", SUBSCRIPTION, "")["destination"]
    app = function_app(f"{jurisdiction}.default")["name"]
    address = destination["properties"]["endpointUrl"]
    assert destination["endpointType"] == "WebHook"
    assert f"'{app}'" in address
    assert "runtime/webhooks/blobs?functionName=Host.Functions." in address
    (function,) = _blob_triggered()
    assert f"'{function}'" in address
    # The key is looked up when it is deployed: none is in a template.
    assert address.endswith(".systemKeys.blobs_extension)]")
    assert "listKeys(" in address


def _blob_triggered() -> list[str]:
    """The names of functions that a blob triggers."""
    module = next(each for each in modules("functions") if each.name == "functions/workers.py")
    return [name for name in ("draft_uploaded_audio",) if _declares(module, name)]


def _declares(module: Module, name: str) -> bool:
    before, found, _ = module.text.partition(f"async def {name}(")
    return bool(found) and "blob_trigger(" in before.rpartition("@blueprint.function_name(")[2]


@each("jurisdiction", JURISDICTIONS)
def test_what_cannot_be_delivered_is_kept_by_an_identity(jurisdiction: str) -> None:
    made = properties(f"{jurisdiction}.events", SUBSCRIPTION, "")
    assert made["retryPolicy"] == {"maxDeliveryAttempts": 30, "eventTimeToLiveInMinutes": 1440}
    dead = made["deadLetterWithResourceIdentity"]
    (topic,) = of_type(f"{jurisdiction}.events", TOPIC)
    assert dead["identity"]["userAssignedIdentity"] in topic["identity"]["userAssignedIdentities"]
    place = dead["deadLetterDestination"]["properties"]
    made_there = {each["id"] for each in resources(f"{jurisdiction}.default")}
    assert f"{place['resourceId']}/blobServices/default/containers/{place['blobContainerName']}" in made_there
