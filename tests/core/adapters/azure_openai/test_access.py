import subprocess
import sys
from typing import Any

import pytest

from core.adapters.azure_openai import AzureOpenAIDraftingModel, Deployment
from core.domain.errors import PassingFailure
from tests.core.adapters.azure_openai.conftest import deployment
from tests.core.adapters.credentials import Credential
from tests.core.adapters.scripting import Script

ANSWER = {"choices": [{"finish_reason": "stop", "message": {"content": "{}"}}]}


def drafting(given: Deployment) -> AzureOpenAIDraftingModel:
    return AzureOpenAIDraftingModel(given, token_limit=10, token_limit_parameter="max_tokens")


async def test_a_credential_gives_one_token_for_the_scope_that_is_set(script: Script) -> None:
    script.answers(json=ANSWER)
    credential = Credential()
    model = drafting(deployment(script.endpoint, key=None, credential=credential, scope="api://s/.default"))
    for _ in range(2):
        await model.complete("s", "u", "n", {})
    await model.close()
    assert [r.headers["Authorization"] for r in script.requests] == ["Bearer token-1"] * 2
    assert all("api-key" not in r.headers for r in script.requests)
    assert credential.scopes == ["api://s/.default"]


async def test_no_token_is_a_passing_failure(script: Script) -> None:
    model = drafting(deployment(script.endpoint, key=None, credential=Credential(refused=True)))
    with pytest.raises(PassingFailure) as caught:
        await model.complete("s", "u", "n", {})
    assert caught.value.__context__ is None
    assert not script.requests
    await model.close()


@pytest.mark.parametrize("access", [{"key": None}, {"key": "k", "credential": Credential()}])
def test_a_deployment_has_exactly_one_way_in(access: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="either a credential or a key"):
        deployment("http://127.0.0.1", **access)


def test_a_deployment_does_not_show_its_key() -> None:
    assert "hush" not in repr(deployment("http://127.0.0.1", key="hush"))


async def test_closing_what_was_never_used_is_nothing() -> None:
    await drafting(deployment("http://127.0.0.1")).close()


def test_importing_the_adapters_imports_no_sdk() -> None:
    code = (
        "import sys, core.adapters.azure_openai;"
        "print([name for name in ('openai', 'azure.identity', 'azure.core') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert found.stdout.strip() == "[]"
