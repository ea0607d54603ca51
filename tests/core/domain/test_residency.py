"""Where services may lie, and which deployments are processed there."""

import pytest

from core.domain.residency import (
    OPENAI,
    REGIONS,
    STORAGE,
    Finding,
    Held,
    Jurisdiction,
    Standing,
    lies_in,
    out_of_place,
    region_name,
    wrongly_processed,
)

CANADA, STATES = Jurisdiction.CANADA, Jurisdiction.UNITED_STATES
GROUP = "/subscriptions/s/resourceGroups/r/providers"
STORE = Held(STORAGE, f"{GROUP}/{STORAGE.type}/store")
DRAFTS = Held(OPENAI, f"{GROUP}/{OPENAI.type}/drafts", ("drafting",), "drafts")


def test_no_region_is_of_two_jurisdictions() -> None:
    assert not REGIONS[CANADA] & REGIONS[STATES]
    assert all(name == region_name(name) for names in REGIONS.values() for name in names)


@pytest.mark.parametrize("said", ["canadacentral", "Canada Central", "CanadaCentral", " canada central "])
def test_a_region_is_known_however_it_is_written(said: str) -> None:
    assert lies_in(said, CANADA)
    assert not lies_in(said, STATES)


@pytest.mark.parametrize(
    "said", ["", "global", "canada", "eastus2euap", "usgovvirginia", "westeurope", "canadacentral2", "us"]
)
def test_what_is_no_region_of_ours_lies_nowhere(said: str) -> None:
    assert not any(lies_in(said, place) for place in Jurisdiction)


def test_a_resource_out_of_place_is_named_with_where_it_lies() -> None:
    assert list(out_of_place(STORE, Standing(("canadacentral", "Canada East")), CANADA)) == []
    assert list(out_of_place(STORE, Standing(("eastus2",)), CANADA)) == [
        "the storage account store lies in eastus2, outside Canada."
    ]
    assert list(out_of_place(STORE, Standing(("eastus2", "canadacentral")), STATES)) == [
        "the storage account store lies in canadacentral, outside the United States."
    ]


def test_a_copy_out_of_place_is_one_too() -> None:
    (said,) = out_of_place(STORE, Standing(("canadacentral", "eastus")), CANADA)
    assert "eastus" in said


def test_what_is_used_at_another_address_is_not_what_was_checked() -> None:
    assert list(out_of_place(DRAFTS, Standing(("canadaeast",), "Drafts"), CANADA)) == []
    (said,) = out_of_place(DRAFTS, Standing(("canadaeast",), "another"), CANADA)
    assert said == "the Azure OpenAI resource drafts has another address than the one in the settings."


def test_what_azure_says_is_shown_only_if_it_is_a_name() -> None:
    (said,) = out_of_place(STORE, Standing(("<script>" * 20,)), CANADA)
    assert "script" not in said


@pytest.mark.parametrize("sku", ["Standard", "ProvisionedManaged"])
@pytest.mark.parametrize("place", Jurisdiction)
def test_a_regional_deployment_is_processed_where_it_is(sku: str, place: Jurisdiction) -> None:
    assert list(wrongly_processed(DRAFTS, "drafting", sku, place)) == []


@pytest.mark.parametrize("sku", ["DataZoneStandard", "DataZoneProvisionedManaged", "DataZoneBatch"])
def test_there_is_a_data_zone_of_the_united_states_and_none_of_canada(sku: str) -> None:
    assert list(wrongly_processed(DRAFTS, "drafting", sku, STATES)) == []
    assert list(wrongly_processed(DRAFTS, "drafting", sku, CANADA)) == [
        f"the deployment drafting of the Azure OpenAI resource drafts is {sku},"
        " which is not processed in Canada alone."
    ]


@pytest.mark.parametrize(
    "sku",
    [
        "GlobalStandard",
        "GlobalBatch",
        "GlobalProvisionedManaged",
        "DeveloperTier",
        "SomethingNew",
        "standard",
    ],
)
@pytest.mark.parametrize("place", Jurisdiction)
def test_what_may_be_processed_anywhere_is_allowed_nowhere(sku: str, place: Jurisdiction) -> None:
    """So is what is not known yet."""
    (said,) = wrongly_processed(DRAFTS, "drafting", sku, place)
    assert sku in said


def test_findings_add_up() -> None:
    well, told, untold = Finding(), Finding(violations=("a",)), Finding(untold=("b",))
    assert Finding.of([well, well]).settled
    assert Finding.of([well, told, untold]) == Finding(("a",), ("b",))
    assert not Finding.of([untold]).settled
    assert Finding.of([]).untold
