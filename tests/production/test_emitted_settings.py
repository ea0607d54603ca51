"""The settings that the templates emit start the app, with production's checks on, in each jurisdiction."""

import json
import ssl
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from core.settings_check import load
from local.processes import Child, StackError
from local.stack import ROOT
from tests.production.cloud import REGIONS, Cloud, Running, host_of, running
from tests.production.emitted import INSIGHTS, STACKS, emitted

pytestmark = pytest.mark.e2e

SAMPLE = ROOT / "samples" / "smith-call.wav"
PATIENCE = 60.0

each = pytest.mark.parametrize


@pytest.fixture(scope="module", params=STACKS)
def stack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A cloud with an app that runs on the settings of one of its stacks."""
    cloud = Cloud(tmp_path_factory.mktemp(request.param), emitted(request.param))
    with running(cloud) as started:
        host = started.host()
        host.start()
        try:
            host.wait_until(f"{cloud.api}/admin/host/status")
            yield started
        finally:
            host.stop()


def ask(stack: Running, method: str, path: str, token: str = "", **more: Any) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.request(
        method, f"{stack.cloud.api}{path}", headers=headers, trust_env=False, timeout=60, **more
    )


@each("name", STACKS)
def test_they_hold_together_and_are_productions(name: str) -> None:
    jurisdiction, _, options = name.partition(".")
    settings = load(emitted(name) | {"REGION_NAME": REGIONS[jurisdiction]})
    assert not settings.development
    assert settings.jurisdiction == jurisdiction
    assert bool(settings.clio_client_id) is (options == "everything")


def test_every_function_is_found(stack: Running) -> None:
    found = ask(stack, "GET", "/admin/functions").json()
    served = {function["name"] for function in found if function["trigger"] == "httpTrigger"}
    paths = json.loads((ROOT / "docs" / "openapi.json").read_text())["paths"].values()
    assert served == {operation["operationId"] for path in paths for operation in path.values()}
    assert {"draft_uploaded_audio", "look_at_recording", "keep_house", "sync_clio"} <= {
        function["name"] for function in found
    }


def test_nobody_comes_in_without_a_token(stack: Running) -> None:
    answer = ask(stack, "GET", "/api/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "token_missing")


def test_a_lawyer_works(stack: Running) -> None:
    """Entra's keys, the management API, tables and queues are entered by Azure's names, as an identity."""
    token = stack.cloud.token(str(uuid.uuid4()))
    me = ask(stack, "GET", "/api/me", token)
    assert me.json()["jurisdiction"] == stack.cloud.settings["CASECLOCK_JURISDICTION"], me.text
    matter = ask(stack, "PUT", "/api/matters/M-1", token, json={"name": "Smith v. Jones", "client": "Smith"})
    assert matter.status_code in {200, 201}, matter.text
    assert ask(stack, "GET", "/api/audit/verify", token).json()["digests"] == "compared"


def test_a_firm_of_the_other_stack_is_told_its_address(stack: Running) -> None:
    elsewhere: dict[str, str] = json.loads(stack.cloud.settings["CASECLOCK_ELSEWHERE"])
    for firm, address in elsewhere.items():
        answer = ask(stack, "GET", "/api/me", stack.cloud.token(str(uuid.uuid4()), tenant=firm))
        assert (answer.status_code, answer.json()["address"]) == (421, address)
    stranger = ask(stack, "GET", "/api/me", stack.cloud.token(str(uuid.uuid4()), tenant=str(uuid.uuid4())))
    assert (stranger.status_code, stranger.json()["code"]) == (401, "firm_unknown")


def test_a_dictation_becomes_a_draft(stack: Running) -> None:
    """By a user delegation grant, the blob trigger, Speech and Azure OpenAI, without a key anywhere."""
    token = stack.cloud.token(str(uuid.uuid4()))
    said = {"file_name": SAMPLE.name, "time_zone": "America/Toronto"}
    announced = ask(stack, "POST", "/api/recordings", token, json=said)
    assert announced.status_code == 201, announced.text
    grant = announced.json()["upload"]
    address = urlsplit(grant["url"])
    uploaded = httpx.request(
        grant["method"],
        address._replace(netloc=f"127.0.0.1:{stack.front.port}").geturl(),
        headers=grant["headers"] | {"Host": address.netloc},
        content=SAMPLE.read_bytes(),
        verify=ssl.create_default_context(cafile=stack.front.certificate),
        trust_env=False,
    )
    assert uploaded.status_code == 201, uploaded.text
    shown: Any = {"state": ""}
    deadline = time.monotonic() + PATIENCE
    while shown["state"] not in {"drafted", "failed", "waiting"}:
        assert time.monotonic() < deadline, shown
        time.sleep(0.2)
        shown = ask(stack, "GET", f"/api/recordings/{announced.json()['id']}", token).json()
    assert (shown["state"], len(shown["entries"])) == ("drafted", 1), shown


def test_no_name_but_those_in_the_settings_was_asked_for(stack: Running) -> None:
    given = stack.cloud.settings
    set_by_name = {host_of(value) for value in given.values() if value.startswith("https://")}
    known = {"login.microsoftonline.com", "management.azure.com"}
    more = {INSIGHTS, host_of(load(given).clio)}
    assert known <= stack.front.seen <= set_by_name | known | more


def test_health_says_that_everything_answers_and_lies_where_it_has_to(stack: Running) -> None:
    health = ask(stack, "GET", "/api/health", stack.cloud.token(str(uuid.uuid4()))).json()
    assert health["residency"] == {"state": "checked", "reasons": []}
    assert health["status"] == "ok", health


@each(
    ("changes", "said"),
    [
        ({"CASECLOCK_JURISDICTION": "us"}, "REGION_NAME"),
        ({"REGION_NAME": "West Europe"}, "REGION_NAME: the app runs outside Canada"),
        ({"CASECLOCK_OPENAI_ENDPOINT": "https://127.0.0.1:8101"}, "CASECLOCK_OPENAI_ENDPOINT"),
        ({"CASECLOCK_STORAGE_RESOURCE": ""}, "CASECLOCK_STORAGE_RESOURCE: is missing"),
        ({"CASECLOCK_SPEECH_KEY": "a-key"}, "CASECLOCK_SPEECH_KEY: keys are for development"),
        ({"CaseClockStorage": "UseDevelopmentStorage=true"}, "CaseClockStorage: "),
    ],
)
def test_wrong_settings_do_not_start_the_app(tmp_path: Path, changes: dict[str, str], said: str) -> None:
    environment = emitted("ca.default") | {"REGION_NAME": REGIONS["ca"]} | changes
    log = tmp_path / "host.log"
    host = Child("the host", ["local.host", "--app", str(ROOT), "--port", "0"], environment, log)
    host.start()
    try:
        with pytest.raises(StackError, match="ended while starting"):
            host.wait_until("http://127.0.0.1:1", timeout=30)
    finally:
        host.stop()
    assert said in log.read_text()
    assert "a-key" not in log.read_text()
