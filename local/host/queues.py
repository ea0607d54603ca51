"""Queue triggers and queue outputs: what a message looks like to a function, and back."""

import base64
import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from azure.storage.queue import QueueMessage
from azure.storage.queue.aio import QueueClient
from azure_functions_runtime.bindings.datumdef import Datum

from local.host import datums
from local.host.bindings import Binding, Function
from local.host.config import QueueOptions
from local.host.invoking import Invoker
from local.host.queue_listener import Discard, Handle, ListenerOptions, QueueListener, Verdict
from local.host.storage import Storage, ensure_queue
from local.host.work import Work

_POISON = "-poison"
_MAX_QUEUE_NAME = 63
_logger = logging.getLogger("Host.Queues")


class MessageCodec:
    """Turns message bodies into queue text and back, as `messageEncoding` says."""

    def __init__(self, options: QueueOptions) -> None:
        self._base64 = options.message_encoding == "base64"

    def encode(self, body: bytes) -> str:
        """Return what is put into the queue."""
        return base64.b64encode(body).decode() if self._base64 else body.decode()

    def decode(self, text: str) -> bytes:
        """Return the body; raises ValueError when the text is not in the configured encoding."""
        return base64.b64decode(text, validate=True) if self._base64 else text.encode()


async def build_listeners(
    functions: Sequence[Function],
    options: QueueOptions,
    lock: timedelta,
    storage: Storage,
    invoker: Invoker,
    work: Work,
) -> list[QueueListener]:
    """Make one listener per queue, and the queues that are missing."""
    shared: dict[tuple[str, str], list[Function]] = {}
    for function in functions:
        trigger = function.trigger
        shared.setdefault((trigger.connection, trigger.settings["queueName"]), []).append(function)
    codec = MessageCodec(options)
    listeners = []
    for (connection, name), readers in shared.items():
        queue = await storage.create_queue(connection, name)
        handlers = [_handler(function, codec, invoker) for function in readers]
        discard = _mover(storage.queues(connection).get_queue_client(name + _POISON), name)
        listeners.append(QueueListener(queue, listener_options(options, lock), handlers, discard, work))
    return listeners


def listener_options(options: QueueOptions, lock: timedelta) -> ListenerOptions:
    """Return how host.json wants queues to be read; `lock` is how long a message is held at a time."""
    threshold = options.new_batch_threshold
    return ListenerOptions(
        batch_size=options.batch_size,
        new_batch_threshold=options.batch_size // 2 if threshold is None else threshold,
        max_dequeue_count=options.max_dequeue_count,
        visibility_timeout=options.visibility_timeout,
        max_polling_interval=options.max_polling_interval,
        lock=lock,
    )


def message_datum(binding: Binding, body: bytes) -> Datum:
    """Return a message body as its function wants it: text unless its dataType is binary."""
    if str(binding.settings.get("dataType", "")).upper() == "BINARY":
        return datums.raw(body)
    return datums.string(body.decode(errors="replace"))


def message_metadata(message: QueueMessage) -> Mapping[str, Datum]:
    """Return what a function may know about a message, as the real host sends it."""
    return {
        "Id": datums.string(message.id),
        "PopReceipt": datums.string(message.pop_receipt or ""),
        "DequeueCount": datums.as_json(message.dequeue_count),
        "InsertionTime": _instant(message.inserted_on),
        "ExpirationTime": _instant(message.expires_on),
        "NextVisibleTime": _instant(message.next_visible_on),
    }


async def send_output(storage: Storage, codec: MessageCodec, binding: Binding, datum: Datum) -> None:
    """Put what a function returned into its output queue: one message, or one per list element."""
    queue = storage.queues(binding.connection).get_queue_client(binding.settings["queueName"])
    await ensure_queue(queue)
    for body in _bodies(datum):
        await queue.send_message(codec.encode(body))


def _instant(moment: datetime | None) -> Datum:
    return datums.as_json(moment.isoformat() if moment else None)


def _handler(function: Function, codec: MessageCodec, invoker: Invoker) -> Handle:
    async def handle(message: QueueMessage) -> Verdict:
        try:
            body = codec.decode(message.content or "")
        except ValueError:
            _logger.warning("Message %s for '%s' cannot be decoded", message.id, function.name)
            return Verdict.POISON
        value = message_datum(function.trigger, body)
        outcome = await invoker.invoke(function, value, message_metadata(message))
        return Verdict.DONE if outcome.ok else Verdict.FAILED

    return handle


def _mover(poison: QueueClient, name: str) -> Discard | None:
    if name.endswith(_POISON) or len(poison.queue_name) > _MAX_QUEUE_NAME:
        return None

    async def move(message: QueueMessage) -> None:
        await ensure_queue(poison)
        await poison.send_message(message.content)

    return move


def _bodies(datum: Datum) -> list[bytes]:
    if datum.type == "bytes":
        return [datum.value]
    if datum.type not in ("json", "list", "dict"):
        return [str(datum.value).encode()]
    document = json.loads(datum.value) if datum.type == "json" else datum.value
    items = document if isinstance(document, list) else [document]
    return [(item if isinstance(item, str) else json.dumps(item)).encode() for item in items]
