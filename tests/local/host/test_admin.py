"""The admin paths tell what runs and run functions by hand."""

import httpx
import pytest

from tests.local.host.running import TinyApp


def test_status(client: httpx.Client, shared: TinyApp) -> None:
    status = client.get("/admin/host/status").json()
    assert status["state"] == "Running"
    assert status["id"] == shared.host_id


def test_functions_are_listed(client: httpx.Client) -> None:
    listed = {one["name"]: (one["script"], one["trigger"]) for one in client.get("/admin/functions").json()}
    assert listed["take"] == ("function_app.py", "queueTrigger")
    assert listed["see"] == ("function_app.py", "blobTrigger")
    assert listed["echo"] == ("function_app.py", "httpTrigger")


def test_queue_function_runs_by_hand(client: httpx.Client, shared: TinyApp) -> None:
    assert client.post("/admin/functions/take", json={"input": "by hand"}).status_code == 202
    assert shared.wait_for(function="take", body="by hand")


def test_timer_function_runs_by_hand(client: httpx.Client, shared: TinyApp) -> None:
    assert client.post("/admin/functions/tick", json={}).status_code == 202
    assert shared.wait_for(function="tick", state="finished")


def test_blob_function_runs_by_hand(client: httpx.Client, shared: TinyApp) -> None:
    shared.upload("lee/by-hand.wav", b"by hand")
    shared.wait_for(function="see", content="by hand")
    path = f"{shared.container_name}/lee/by-hand.wav"
    assert client.post("/admin/functions/see", json={"input": path}).status_code == 202
    assert shared.wait_for(2, function="see", content="by hand")


@pytest.mark.parametrize(
    ("name", "body", "status"), [("nothing", "{}", 404), ("echo", "{}", 400), ("take", "not json", 400)]
)
def test_what_cannot_be_run(client: httpx.Client, name: str, body: str, status: int) -> None:
    assert client.post(f"/admin/functions/{name}", content=body).status_code == status
