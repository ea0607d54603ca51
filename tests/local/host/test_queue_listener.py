"""An idle queue is asked less and less often, and a new message makes the host quick again."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, cast

from azure.storage.queue.aio import QueueClient
from azure_functions_runtime.bindings.datumdef import Datum

from local.host import datums
from local.host.bindings import Binding, Function
from local.host.config import QueueOptions
from local.host.invoking import Invoker
from local.host.queue_listener import ListenerOptions, QueueListener
from local.host.queues import MessageCodec, build_listeners, send_output
from local.host.storage import Storage
from local.host.work import Work

_OPTIONS = ListenerOptions(
    batch_size=1,
    new_batch_threshold=0,
    max_dequeue_count=5,
    visibility_timeout=timedelta(),
    max_polling_interval=timedelta(milliseconds=400),
    lock=timedelta(seconds=30),
)


class _EmptyQueue:
    queue_name = "empty"

    def __init__(self) -> None:
        self.asked: list[float] = []
        self.asked_enough = asyncio.Event()

    def receive_messages(self, **_: Any) -> "_EmptyQueue":
        self.asked.append(asyncio.get_running_loop().time())
        if len(self.asked) == 5:
            self.asked_enough.set()
        return self

    async def by_page(self) -> AsyncIterator[AsyncIterator[object]]:
        nothing: tuple[AsyncIterator[object], ...] = ()
        for page in nothing:
            yield page


async def test_idle_polling_backs_off_to_the_longest_interval() -> None:
    queue = _EmptyQueue()
    listener = QueueListener(cast("QueueClient", queue), _OPTIONS, [], None, Work())
    running = asyncio.create_task(listener.run())
    await asyncio.wait_for(queue.asked_enough.wait(), 5)
    listener.stop()
    await asyncio.wait_for(running, 1)
    gaps = [later - earlier for earlier, later in zip(queue.asked, queue.asked[1:], strict=False)]
    for gap, least in zip(gaps, (0.1, 0.2, 0.4, 0.4), strict=True):
        assert gap >= least - 0.01


async def test_functions_of_one_queue_share_one_listener(azurite: str) -> None:
    async def never(binding: Binding, datum: Datum) -> None:
        raise AssertionError("there is nothing to send")

    functions = [
        Function(name, name, "function_app.py", Binding("queueTrigger", "message", {"queueName": queue}), ())
        for name, queue in (("one", "shared-queue"), ("two", "shared-queue"), ("three", "own-queue"))
    ]
    storage = Storage({"AzureWebJobsStorage": azurite})
    try:
        listeners = await build_listeners(
            functions, QueueOptions(), timedelta(seconds=30), storage, Invoker(None, never), Work()
        )
    finally:
        await storage.close()
    assert len(listeners) == 2


async def test_list_output_is_one_message_per_element(azurite: str) -> None:
    storage = Storage({"AzureWebJobsStorage": azurite})
    codec = MessageCodec(QueueOptions.model_validate({"messageEncoding": "none"}))
    binding = Binding("queue", "out", {"queueName": "list-output"})
    try:
        await send_output(storage, codec, binding, datums.as_json(["one", {"two": 2}]))
        queue = storage.queues("AzureWebJobsStorage").get_queue_client("list-output")
        contents = [message.content async for message in queue.receive_messages(messages_per_page=5)]
    finally:
        await storage.close()
    assert contents == ["one", json.dumps({"two": 2})]
