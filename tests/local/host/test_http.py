"""HTTP triggers answer as Azure's host does."""

import base64
import re

import httpx
import pytest

from tests.local.host.running import TINY_APP, TinyApp


def test_function_sees_the_whole_request(client: httpx.Client) -> None:
    body = bytes(range(256))
    response = client.post(
        "/api/Echo/a%20b/second",
        params=[("x", "1"), ("x", "2"), ("y", "é")],
        content=body,
        headers={"X-Odd": "Value"},
    )
    assert response.status_code == 201
    assert response.headers["content-type"] == "application/json"
    seen = response.json()
    assert seen["method"] == "POST"
    assert seen["route"] == {"id": "a b", "part": "second"}
    assert seen["params"] == {"x": "1,2", "y": "é"}
    assert seen["headers"]["x-odd"] == "Value"
    assert all(name == name.lower() for name in seen["headers"])
    assert base64.b64decode(seen["body"]) == body
    assert seen["url"].startswith(str(client.base_url))
    assert seen["function"] == "echo"
    assert seen["folder"] == str(TINY_APP)


def test_optional_parameter_may_be_absent(client: httpx.Client) -> None:
    assert client.get("/api/echo/7").json()["route"] == {"id": "7"}


def test_caller_s_trace_goes_on(client: httpx.Client) -> None:
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    trace = client.get("/api/echo/1", headers={"traceparent": parent}).json()["trace"]
    assert re.fullmatch(r"00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01", trace)
    assert trace != parent


def test_invocation_without_a_trace_begins_one(client: httpx.Client) -> None:
    first, second = (client.get("/api/echo/1").json()["trace"] for _ in range(2))
    assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01", first)
    assert first[:35] != second[:35]


def test_literal_beats_parameter_and_sync_functions_run_in_a_thread(client: httpx.Client) -> None:
    response = client.get("/api/echo/literal")
    assert response.text == "literal 0 in True"
    assert response.headers["content-type"] == "text/plain; charset=utf-8"


def test_catch_all_takes_the_rest(client: httpx.Client) -> None:
    assert client.get("/api/files/a/b/c.txt").text == "a/b/c.txt"
    assert client.get("/api/files").text == "nothing"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/unknown"),
        ("GET", "/echo/1"),
        ("DELETE", "/api/echo/1"),
        ("GET", "/api/numbers/x"),
        ("GET", "/admin/unknown"),
    ],
)
def test_what_no_function_takes_is_not_found(client: httpx.Client, method: str, path: str) -> None:
    response = client.request(method, path)
    assert (response.status_code, response.content) == (404, b"")


def test_failure_tells_the_client_nothing(client: httpx.Client) -> None:
    response = client.get("/api/crash")
    assert (response.status_code, response.content) == (500, b"")


def test_cookies_and_headers_are_kept(client: httpx.Client) -> None:
    response = client.get("/api/cookies")
    assert response.status_code == 204
    assert response.headers["x-custom"] == "kept"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers.get_list("set-cookie") == ["a=1; HttpOnly; Path=/", "b=2; Secure"]


def test_body_over_the_limit_is_refused(client: httpx.Client) -> None:
    assert client.post("/api/echo/1", content=b"x" * 4000).status_code == 201
    assert client.post("/api/echo/1", content=b"x" * 6000).status_code == 413


def test_a_header_may_be_as_long_as_on_azure(client: httpx.Client) -> None:
    assert client.post("/api/echo/1", headers={"Authorization": "x" * 20_000}).status_code == 201


def test_allowed_origin_may_call(client: httpx.Client) -> None:
    asked = {
        "Origin": "https://app.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,if-match",
    }
    preflight = client.options("/api/echo/1", headers=asked)
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-origin"] == "https://app.example"
    assert preflight.headers["access-control-allow-methods"] == "POST"
    assert preflight.headers["access-control-allow-headers"] == "authorization,if-match"
    response = client.get("/api/echo/1", headers={"Origin": "https://app.example"})
    assert response.headers["access-control-allow-origin"] == "https://app.example"


def test_other_origin_is_not_told_it_may(client: httpx.Client) -> None:
    response = client.get("/api/echo/1", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in response.headers


def test_home_page(client: httpx.Client) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert "running" in response.text


def test_log_tells_of_invocations_but_not_of_their_content(shared: TinyApp, client: httpx.Client) -> None:
    client.post("/api/echo/private-route?private=query", content=b"private body")
    shared.send("private message")
    shared.wait_for(function="take", body="private message")
    assert re.search(r"INFO Function\.echo: Executing 'Functions\.echo' \(Id=[0-9a-f-]{36}\)", shared.run.log)
    assert re.search(
        r"Executed 'Functions\.echo' \(Succeeded, Id=[0-9a-f-]{36}, Duration=\d+ms\)", shared.run.log
    )
    assert "private" not in shared.run.log


def test_output_binding_sends_a_message(shared: TinyApp, client: httpx.Client) -> None:
    assert client.post("/api/send", content=b"from a binding").status_code == 202
    assert shared.wait_for(function="take", body="from a binding")


def test_function_timeout_ends_an_invocation(tiny: TinyApp) -> None:
    client = tiny.start(AzureFunctionsJobHost__functionTimeout="00:00:01")
    response = client.get("/api/slow", params={"seconds": "60"})
    assert (response.status_code, response.content) == (500, b"")
    assert "ran out of its functionTimeout" in tiny.run.log
