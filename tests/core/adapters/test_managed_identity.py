"""The identity of a stack, made without asking anybody."""

import pytest
from azure.identity import DefaultAzureCredential

from core.adapters.managed_identity import blocking_identity, identity

CLIENT_IDS = ["", "4f3c0000-0000-4000-8000-000000000000"]


@pytest.mark.parametrize("client_id", CLIENT_IDS)
async def test_the_apps_own_identity_needs_no_network_to_be_made(client_id: str) -> None:
    await identity(client_id).close()


@pytest.mark.parametrize("client_id", CLIENT_IDS)
def test_nor_does_the_exporters(client_id: str) -> None:
    made = blocking_identity(client_id)
    assert isinstance(made, DefaultAzureCredential)
    made.close()
