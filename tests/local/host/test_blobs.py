"""Blob triggers: found once, again when overwritten, five tries, then put aside; never too many at once."""

import base64
import json
import signal
from pathlib import Path

import pytest
from azure_functions_runtime.bindings.datumdef import Datum

from local.host import blobs
from local.host.bindings import Binding, Function
from local.host.config import QueueOptions
from local.host.invoking import Invoker
from local.host.queue_listener import Verdict
from local.host.queues import MessageCodec
from local.host.storage import Storage
from tests.local.host.running import TinyApp, most_at_once, wait_until


def test_new_blob_arrives_with_what_azure_tells_of_it(shared: TinyApp) -> None:
    shared.upload("lee/monday.note.wav", b"sound")
    name = f"{shared.container_name}/lee/monday.note.wav"
    report = shared.wait_for(function="see", name=name)[0]
    assert report["content"] == "sound"
    assert report["length"] == 5
    assert report["uri"].endswith(f"/{name}")
    assert report["metadata"] == {"origin": "phone"}


def test_overwritten_blob_arrives_again(shared: TinyApp) -> None:
    shared.upload("lee/again.wav", b"first")
    shared.wait_for(function="see", content="first")
    shared.upload("lee/again.wav", b"second")
    shared.wait_for(function="see", content="second")


def test_blob_outside_the_pattern_is_left_alone(shared: TinyApp) -> None:
    shared.upload("no-lawyer.wav", b"outside")
    shared.upload("lee/inside.wav", b"inside")
    shared.wait_for(function="see", content="inside")
    assert not shared.seen(function="see", content="outside")


def test_failing_blob_is_tried_five_times_and_told_of(shared: TinyApp) -> None:
    shared.upload("lee/bad.wav", b"fail")
    poison = shared.queues.get_queue_client("webjobs-blobtrigger-poison")

    def told() -> list[dict[str, str]]:
        if all(queue.name != poison.queue_name for queue in shared.queues.list_queues()):
            return []
        messages = [json.loads(base64.b64decode(one.content)) for one in poison.peek_messages(32)]
        return [one for one in messages if one["ContainerName"] == shared.container_name]

    (message,) = wait_until(told, "a poison message")
    blob = shared.blobs.get_blob_client(shared.container_name, "lee/bad.wav")
    assert message == {
        "FunctionId": "Host.Functions.see",
        "BlobType": "BlockBlob",
        "ContainerName": shared.container_name,
        "BlobName": "lee/bad.wav",
        "ETag": blob.get_blob_properties().etag,
    }
    assert len(shared.seen(function="see", content="fail")) == 5


def test_no_more_run_at_once_than_the_parallelism_allows(shared: TinyApp) -> None:
    for number in range(5):
        shared.upload(f"lee/{number}.wav", b"hold 0.3")
    shared.wait_for(5, function="see", state="finished")
    reports = [
        one for one in shared.seen(function="see") if one.get("content") == "hold 0.3" or "state" in one
    ]
    assert most_at_once(reports) == 2


def test_restart_does_not_deliver_done_blobs_again(tiny: TinyApp) -> None:
    tiny.start()
    tiny.upload("lee/done.wav", b"done")
    tiny.wait_for(function="see", content="done")
    tiny.run.send_signal(signal.SIGTERM)
    assert tiny.run.wait() == 0
    tiny.upload("lee/while-away.wav", b"while away")
    tiny.start()
    tiny.wait_for(function="see", content="while away")
    assert len(tiny.seen(function="see", content="done")) == 1


async def test_blob_over_the_cap_fails_unread(
    azurite: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(blobs, "MAX_BLOB_BYTES", 3)
    tiny = TinyApp(azurite, tmp_path)
    tiny.upload("lee/big.wav", b"four")
    tiny.close()

    async def never(binding: Binding, datum: Datum) -> None:
        raise AssertionError("there is nothing to send")

    trigger = Binding("blobTrigger", "blob", {"path": f"{tiny.container_name}/{{lawyer}}/{{name}}"})
    (watch,) = blobs.watches_of([Function("id", "see", "function_app.py", trigger, ())])
    storage = Storage({"AzureWebJobsStorage": azurite})
    runner = blobs.BlobRunner(storage, [watch], MessageCodec(QueueOptions()), Invoker(None, never))
    try:
        assert await runner.run(watch, tiny.container_name, "lee/big.wav") is Verdict.FAILED
        assert await runner.run(watch, tiny.container_name, "lee/gone.wav") is Verdict.DONE
    finally:
        await storage.close()
