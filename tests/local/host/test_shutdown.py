"""A host that is asked to end lets running functions finish, or gives their messages back."""

import signal
import threading
import time

import httpx
import pytest

from tests.local.host.running import TinyApp


def test_running_functions_finish(tiny: TinyApp) -> None:
    client = tiny.start()
    responses: list[httpx.Response] = []
    request = threading.Thread(
        target=lambda: responses.append(client.get("/api/slow", params={"seconds": "1"}))
    )
    tiny.send("hold 1")
    tiny.wait_for(function="take", body="hold 1")
    request.start()
    tiny.wait_for(function="slow")
    tiny.run.send_signal(signal.SIGTERM)
    assert tiny.run.wait() == 0
    request.join()
    assert responses[0].text == "slept"
    assert tiny.seen(function="take", body="hold 1", state="finished")
    assert tiny.queue().get_queue_properties().approximate_message_count == 0
    with pytest.raises(httpx.ConnectError):
        httpx.get(client.base_url)


def test_message_of_a_function_that_takes_too_long_is_given_back(tiny: TinyApp) -> None:
    queues = "AzureFunctionsJobHost__extensions__queues__"
    one_at_a_time = {f"{queues}batchSize": "1", f"{queues}newBatchThreshold": "0"}
    tiny.start("--grace", "0.3", "--lock-seconds", "300", **one_at_a_time)
    tiny.send("hold 600")
    tiny.wait_for(function="take", body="hold 600")
    tiny.run.send_signal(signal.SIGINT)
    assert tiny.run.wait(5) == 0
    (message,) = tiny.queue().receive_messages(max_messages=1)
    assert message.dequeue_count == 2


def test_second_signal_ends_at_once(tiny: TinyApp) -> None:
    tiny.start("--grace", "600")
    tiny.send("hold 600")
    tiny.wait_for(function="take", body="hold 600")
    tiny.run.send_signal(signal.SIGTERM)
    while "Shutting down" not in tiny.run.log:
        time.sleep(0.02)
    tiny.run.send_signal(signal.SIGTERM)
    assert tiny.run.wait(5) == 1
