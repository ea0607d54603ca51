"""Blob triggers: find new blobs, queue them inside, deliver them at least once, put failures aside.

Polling stands in for Event Grid. As in Azure a blob found becomes a message of an internal queue, so
that a crash loses nothing; the receipt of a queued blob keeps a restart from queueing it again.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from azure.core.exceptions import AzureError, ResourceNotFoundError
from azure.storage.blob import BlobProperties
from azure.storage.blob.aio import BlobClient, ContainerClient
from azure.storage.queue import QueueMessage
from azure.storage.queue.aio import QueueClient
from azure_functions_runtime.bindings.datumdef import Datum

from local.host import datums
from local.host.bindings import Function
from local.host.blob_paths import BlobPath, parse_blob_path
from local.host.config import BlobOptions
from local.host.errors import HostError
from local.host.invoking import Invoker
from local.host.queue_listener import ListenerOptions, Verdict
from local.host.queues import MessageCodec
from local.host.storage import Storage, ensure_queue

POISON_QUEUE = "webjobs-blobtrigger-poison"
# The real host sends a blob to the worker in one gRPC message; past this a plain blob is refused.
MAX_BLOB_BYTES = 100 * 1024 * 1024

_MAX_BATCH = 32
_logger = logging.getLogger("Host.Blobs")


@dataclass(frozen=True)
class Watch:
    """A function waiting for blobs of one path."""

    function: Function
    path: BlobPath

    @property
    def id(self) -> str:
        """The function's id in Azure's internal messages."""
        return f"Host.Functions.{self.function.name}"


def watches_of(functions: Sequence[Function]) -> list[Watch]:
    """Return what to watch; raises HostError naming a function whose path is wrong."""
    return [Watch(function, _path_of(function)) for function in functions]


def listener_options(options: BlobOptions, polling: timedelta, lock: timedelta) -> ListenerOptions:
    """Return how the internal queue is read; Azure too derives the batch from the parallelism."""
    parallel = options.max_degree_of_parallelism
    batch = min(_MAX_BATCH, parallel // 2 + 1)
    return ListenerOptions(
        batch_size=batch,
        new_batch_threshold=parallel - batch,
        max_dequeue_count=options.poison_blob_threshold,
        visibility_timeout=timedelta(),
        max_polling_interval=polling,
        lock=lock,
    )


@dataclass
class BlobScanner:
    """Looks for blobs that no receipt tells of and puts a message for each into the internal queue."""

    storage: Storage
    watches: Sequence[Watch]
    receipts: ContainerClient
    queue: QueueClient
    codec: MessageCodec
    host_id: str
    _delivered: set[str] = field(default_factory=set)
    _seen: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    async def load_receipts(self) -> None:
        """Recall what was queued before this start."""
        prefix = f"blobreceipts/{self.host_id}/"
        async for name in self.receipts.list_blob_names(name_starts_with=prefix):
            self._delivered.add(name)

    async def scan(self) -> None:
        """Look once at every watched container; trouble with one is logged and tried again."""
        places: dict[tuple[str, str], list[Watch]] = {}
        for watch in self.watches:
            place = watch.function.trigger.connection, watch.path.container
            places.setdefault(place, []).append(watch)
        for (connection, container), watches in places.items():
            try:
                await self._scan_container(connection, container, watches)
            except ResourceNotFoundError:
                continue
            except AzureError as error:
                _logger.warning("Container '%s' cannot be listed: %s", container, type(error).__name__)

    async def _scan_container(self, connection: str, name: str, watches: Sequence[Watch]) -> None:
        container = self.storage.blobs(connection).get_container_client(name)
        before = self._seen.setdefault((connection, name), {})
        now: dict[str, str] = {}
        async for blob in container.list_blobs():
            if before.get(blob.name) != blob.etag:
                for watch in watches:
                    await self._queue_once(watch, blob)
            before[blob.name] = now[blob.name] = str(blob.etag)
        self._seen[connection, name] = now

    async def _queue_once(self, watch: Watch, blob: BlobProperties) -> None:
        etag = str(blob.etag).strip('"')
        receipt = f"blobreceipts/{self.host_id}/{watch.id}/{etag}/{watch.path.container}/{blob.name}"
        if receipt in self._delivered or watch.path.match(blob.name) is None:
            return
        message = {
            "Type": "BlobTrigger",
            "FunctionId": watch.id,
            "BlobType": str(getattr(blob.blob_type, "value", blob.blob_type)),
            "ContainerName": watch.path.container,
            "BlobName": blob.name,
            "ETag": f'"{etag}"',
        }
        # First the message, then the receipt: a crash in between delivers twice rather than never.
        await self.queue.send_message(self.codec.encode(json.dumps(message).encode()))
        await self.receipts.upload_blob(receipt, b"", overwrite=True)
        self._delivered.add(receipt)


class BlobRunner:
    """Delivers the internal queue's messages to their functions."""

    def __init__(
        self, storage: Storage, watches: Sequence[Watch], codec: MessageCodec, invoker: Invoker
    ) -> None:
        self._storage = storage
        self._watches = {watch.id: watch for watch in watches}
        self._codec = codec
        self._invoker = invoker

    async def handle(self, message: QueueMessage) -> Verdict:
        """Run a function on its blob; a blob or function that is gone needs nothing more, as in Azure."""
        try:
            document = json.loads(self._codec.decode(message.content or ""))
            watch = self._watches.get(document["FunctionId"])
            container, name = document["ContainerName"], document["BlobName"]
        except (ValueError, KeyError, TypeError):
            _logger.warning("Message %s of the internal blob queue is not one of ours", message.id)
            return Verdict.DONE
        if watch is None:
            _logger.warning("Message %s is for a function that is gone", message.id)
            return Verdict.DONE
        return await self.run(watch, container, name)

    async def run(self, watch: Watch, container: str, name: str) -> Verdict:
        """Run a function on one blob as it is now."""
        service = self._storage.blobs(watch.function.trigger.connection)
        blob = service.get_blob_client(container, name)
        try:
            properties = await blob.get_blob_properties()
            if properties.size > MAX_BLOB_BYTES:
                _logger.error("A blob for '%s' is over %d bytes", watch.function.name, MAX_BLOB_BYTES)
                return Verdict.FAILED
            content = await (await blob.download_blob()).readall()
        except ResourceNotFoundError:
            _logger.info("A blob for '%s' is gone", watch.function.name)
            return Verdict.DONE
        metadata = _metadata(watch, container, blob, properties)
        outcome = await self._invoker.invoke(watch.function, _content_datum(watch, content), metadata)
        return Verdict.DONE if outcome.ok else Verdict.FAILED

    async def run_by_hand(self, function: Function, path: str) -> None:
        """Run a function on the blob that `container/blob` names."""
        container, _, name = path.partition("/")
        await self.run(self._watches[f"Host.Functions.{function.name}"], container, name)

    async def discard(self, message: QueueMessage) -> None:
        """Tell of a blob that failed too often in the poison queue of its own account."""
        document = json.loads(self._codec.decode(message.content or ""))
        watch = self._watches[document["FunctionId"]]
        queue = self._storage.queues(watch.function.trigger.connection).get_queue_client(POISON_QUEUE)
        await ensure_queue(queue)
        keys = ("FunctionId", "BlobType", "ContainerName", "BlobName", "ETag")
        body = json.dumps({key: document[key] for key in keys}).encode()
        await queue.send_message(self._codec.encode(body))


def _path_of(function: Function) -> BlobPath:
    try:
        return parse_blob_path(function.trigger.settings["path"])
    except ValueError as error:
        raise HostError(f"The blob path of function '{function.name}' is wrong: {error}.") from error


def _content_datum(watch: Watch, content: bytes) -> Datum:
    if str(watch.function.trigger.settings.get("dataType", "")).upper() == "STRING":
        return datums.string(content.decode(errors="replace"))
    return datums.raw(content)


def _metadata(
    watch: Watch, container: str, blob: BlobClient, properties: BlobProperties
) -> Mapping[str, Datum]:
    described: dict[str, Any] = {
        "ContentLength": properties.size,
        "ContentType": properties.content_settings.content_type,
        "ETag": properties.etag,
        "LastModified": properties.last_modified.isoformat(),
        "CreatedOn": properties.creation_time.isoformat(),
        "BlobType": str(getattr(properties.blob_type, "value", properties.blob_type)),
    }
    parameters = watch.path.match(blob.blob_name) or {}
    return {
        **{name: datums.string(value) for name, value in parameters.items()},
        "BlobTrigger": datums.string(f"{container}/{blob.blob_name}"),
        "Uri": datums.as_json(blob.url),
        "Properties": datums.as_json(described),
        "Metadata": datums.as_json(properties.metadata),
    }
