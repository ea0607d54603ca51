"""The stand-in for Azure OpenAI, and how its deployments are named."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from core.adapters.azure_openai import Deployment
from local.standins.openai.app import make_app
from tests.core.adapters.scripting import StandIn

API_VERSION = "2024-10-21"


def deployment(endpoint: str, name: str = "model", **more: Any) -> Deployment:
    return Deployment(**({"endpoint": endpoint, "name": name, "api_version": API_VERSION, "key": "k"} | more))


@pytest.fixture
async def standin() -> AsyncIterator[StandIn]:
    async with TestServer(make_app({"model"})) as server:
        yield StandIn(str(server.make_url("")).rstrip("/"))
