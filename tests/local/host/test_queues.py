"""Queue triggers: what a function sees, retries, poison, locks and how many run at once."""

from datetime import datetime

from tests.local.host.running import TinyApp, most_at_once, wait_until


def test_message_arrives_with_what_azure_tells_of_it(shared: TinyApp) -> None:
    sent = shared.queue().send_message("aMOpbGxv")
    report = shared.wait_for(function="take", id=sent.id)[0]
    assert report["body"] == "héllo"
    assert report["dequeued"] == 1
    assert report["receipt"] is True
    assert datetime.fromisoformat(report["inserted"]) == sent.inserted_on
    assert datetime.fromisoformat(report["expires"]) == sent.expires_on
    assert datetime.fromisoformat(report["visible"]) > sent.inserted_on


def test_failed_message_comes_again_after_the_visibility_timeout(shared: TinyApp) -> None:
    shared.send("fail-once")
    reports = shared.wait_for(2, function="take", body="fail-once")
    assert [report["dequeued"] for report in reports] == [1, 2]
    wait_until(lambda: not shared.queue().peek_messages(32), "an empty queue")


def test_message_that_keeps_failing_reaches_the_poison_queue_s_function(shared: TinyApp) -> None:
    shared.send("fail")
    shared.wait_for(function="take_poison", body="fail")
    assert [report["dequeued"] for report in shared.seen(function="take", body="fail")] == [1, 2]


def test_message_that_killed_its_host_too_often_is_put_aside_unread(tiny: TinyApp) -> None:
    tiny.queue().create_queue()
    tiny.send("killer")
    for _ in range(2):
        received = list(tiny.queue().receive_messages(visibility_timeout=1, max_messages=1))
        assert len(received) == 1
        tiny.queue().update_message(received[0], visibility_timeout=0)
    tiny.start()
    tiny.wait_for(function="take_poison", body="killer")
    assert not tiny.seen(function="take")


def test_text_that_is_not_base64_is_poison(tiny: TinyApp) -> None:
    tiny.start(AzureWebJobs__take_poison__Disabled="true")
    tiny.queue().send_message("no base64 <&>")
    tiny.send("good")
    tiny.wait_for(function="take", body="good")
    poison = tiny.queue("-poison")
    wait_until(lambda: any(one.name == poison.queue_name for one in tiny.queues.list_queues()), "poison")
    found = wait_until(lambda: poison.peek_messages(32), "a poison message")
    assert [message.content for message in found] == ["no base64 <&>"]


def test_plain_text_messages_when_the_encoding_is_none(tiny: TinyApp) -> None:
    tiny.start(AzureFunctionsJobHost__extensions__queues__messageEncoding="none")
    tiny.queue().send_message("plain text")
    tiny.wait_for(function="take", body="plain text")


def test_lock_is_renewed_while_a_function_runs(tiny: TinyApp) -> None:
    tiny.start("--lock-seconds", "1")
    tiny.send("hold 2.5")
    tiny.wait_for(function="take", body="hold 2.5", state="finished")
    wait_until(lambda: not tiny.queue().get_queue_properties().approximate_message_count, "an empty queue")
    assert len(tiny.seen(function="take", dequeued=1)) == 1
    assert not tiny.seen(function="take", dequeued=2)


def test_no_more_run_at_once_than_batch_and_threshold_allow(tiny: TinyApp) -> None:
    client = tiny.start(
        AzureFunctionsJobHost__extensions__queues__batchSize="3",
        AzureFunctionsJobHost__extensions__queues__newBatchThreshold="1",
    )
    assert client.get("/admin/host/status").status_code == 200
    for _ in range(9):
        tiny.send("hold 0.3")
    tiny.wait_for(9, function="take", state="finished")
    assert 2 <= most_at_once(tiny.seen(function="take")) <= 4
