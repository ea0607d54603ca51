"""What the stack says of itself."""

import httpx
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from local.demo import FIRM, LAWYERS
from local.stack import Stack
from tests.e2e.contract import ApiContract
from tests.e2e.lawyers import Lawyer

pytestmark = pytest.mark.e2e


async def test_me_is_who_the_token_says(lawyer: Lawyer) -> None:
    me = await lawyer.call("GET", "/me")
    assert me == {
        "lawyer_id": lawyer.user,
        "firm_id": FIRM,
        "name": LAWYERS[0].name,
        "jurisdiction": "ca",
    }


async def test_health_names_every_service_and_no_secret(lawyer: Lawyer, stack: Stack) -> None:
    answer = await lawyer.ask("GET", "/health")
    health = answer.json()
    assert (answer.status_code, health["status"]) == (200, "ok")
    assert len(health["services"]) == 7
    assert all(service["configured"] and service["reachable"] for service in health["services"])
    secrets = [part.partition("=")[2] for part in stack.storage.split(";") if part.startswith("AccountKey")]
    secrets.append(stack.settings["CASECLOCK_OPENAI_KEY"])
    assert len(secrets) == 2
    assert not [secret for secret in secrets if secret in answer.text]


async def test_the_api_describes_itself_in_openapi(contract: ApiContract, stack: Stack) -> None:
    OpenAPIV31SpecValidator(contract.document).validate()
    assert contract.document["openapi"].startswith("3.1")

    async with httpx.AsyncClient(trust_env=False) as http:
        functions = (await http.get(f"{stack.api}/admin/functions")).raise_for_status().json()
    served = {function["name"] for function in functions if function["trigger"] == "httpTrigger"}
    operations = [contract.document["paths"][path][method.lower()] for method, path in contract.routes()]
    assert {operation["operationId"] for operation in operations} == served
    assert len(operations) == len(served)
    for operation in operations:
        assert {"401", "500", "503"} <= set(operation["responses"])
        assert operation["summary"]


async def test_what_is_not_a_route_is_not_found(lawyer: Lawyer) -> None:
    for method, path in (
        ("GET", "/"),
        ("GET", "/nothing"),
        ("POST", "/me"),
        ("DELETE", "/matters"),
        ("PUT", "/entries"),
        ("GET", "/entries/a/b/c"),
    ):
        answer = await lawyer.ask(method, path)
        assert (answer.status_code, answer.text) == (404, ""), path
