"""Where Clio is not set up, every function of it says so."""

import json
from types import SimpleNamespace
from typing import Any

import azure.functions as func
import pytest

from core.domain.identity import Lawyer, Principal
from functions.http import endpoint as endpoints
from tests.fakes import ALICE, FakeSpans, InItsPlace

ROUTES = [
    ("GET", "clio"),
    ("DELETE", "clio"),
    ("GET", "clio/connect"),
    ("GET", "clio/categories"),
    ("POST", "clio/callback"),
    ("POST", "clio/refresh"),
    ("GET", "entries/{id}/delivery"),
    ("POST", "entries/{id}/delivery"),
]


class _Verifier:
    async def verify(self, token: str) -> Principal:
        assert token
        return Principal(Lawyer(ALICE.firm_id, ALICE.user_id), None)


@pytest.mark.parametrize(("method", "route"), ROUTES)
async def test_it_is_told(monkeypatch: pytest.MonkeyPatch, method: str, route: str) -> None:
    import functions.clio  # noqa: PLC0415 - it registers the endpoints, and needs the settings

    app = SimpleNamespace(
        settings=SimpleNamespace(clio_client_id=""),
        spans=FakeSpans(),
        verifier=_Verifier(),
        residency=InItsPlace(),
    )
    monkeypatch.setattr(endpoints, "application", lambda: app)
    found = next(one for one in endpoints.ENDPOINTS if (one.method, one.route) == (method, route))
    handler: Any = getattr(functions.clio, found.name)
    request = func.HttpRequest(
        method=method, url="/", headers={"Authorization": "Bearer x"}, body=b"{}", route_params={"id": "x"}
    )
    answer = await endpoints._run(handler, found.name, request, "")
    assert answer.status_code == 409
    assert json.loads(answer.get_body())["code"] == "clio_not_set_up"
