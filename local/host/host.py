"""The host: puts an app's triggers together, starts them and shuts them down without losing work."""

import asyncio
import logging
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from aiohttp import web
from azure.storage.blob.aio import BlobClient
from azure_functions_runtime.bindings.datumdef import Datum

from local.host import blobs, queues
from local.host.admin import Admin
from local.host.bindings import Binding, Function, read_functions
from local.host.config import Cors, HostConfig
from local.host.errors import HostError
from local.host.http import HttpFront, body_limit
from local.host.indexing import index_app
from local.host.invoking import Invoker
from local.host.queue_listener import QueueListener
from local.host.routing import Router
from local.host.storage import HOST_STORAGE, Storage
from local.host.timers import TimerLoop, read_timer
from local.host.work import Work

_HOSTS_CONTAINER = "azure-webjobs-hosts"
_STOP_SECONDS = 10
_HANDLER_SECONDS = 2
# Kestrel, which Azure's host stands on, takes this much for all headers of a request together.
_HEADER_BYTES = 32 * 1024
_logger = logging.getLogger("Host.Startup")


@dataclass(frozen=True)
class HostOptions:
    """How this host runs: what `python -m local.host` was told."""

    app: Path
    port: int
    cors: Cors
    blob_poll: timedelta
    lock: timedelta


class Host:
    """One function app, running."""

    def __init__(self, options: HostOptions, config: HostConfig, settings: Mapping[str, str]) -> None:
        self._options = options
        self._config = config
        self._settings = settings
        self._id = settings.get("AzureFunctionsWebHost__hostId") or "local"
        self._work = Work()
        self._storage = Storage(settings)
        self._codec = queues.MessageCodec(config.extensions.queues)
        self._invoker = Invoker(config.function_timeout, self._send_output)
        self._listeners: list[QueueListener] = []
        self._loops: list[asyncio.Task[None]] = []
        self._pollers: list[asyncio.Task[None]] = []
        self._runner: web.AppRunner | None = None

    async def start(self) -> int:
        """Start everything and return the HTTP port.

        Raises HostError when the app, its settings, its storage or the port do not allow it.
        """
        functions = read_functions(await index_app(self._options.app), self._settings)
        by_type: dict[str, list[Function]] = {}
        for function in functions:
            by_type.setdefault(function.trigger.type, []).append(function)
        router = Router(by_type.get("httpTrigger", ()), self._config.extensions.http.route_prefix)
        timers = [read_timer(function) for function in by_type.get("timerTrigger", ())]
        watches = blobs.watches_of(by_type.get("blobTrigger", ()))
        if len(functions) > len(router.routes):
            await self._storage.create_container(HOST_STORAGE, _HOSTS_CONTAINER)
        await self._prepare_queues(by_type.get("queueTrigger", ()))
        runner = await self._prepare_blobs(watches)
        port = await self._serve(functions, router, runner)
        for listener in self._listeners:
            self._pollers.append(_guard(listener.run(), "A queue listener"))
        for timer in timers:
            loop = TimerLoop(timer, self._status_blob(timer.function), self._invoker, self._work)
            self._loops.append(_guard(loop.run(), f"Timer '{timer.function.name}'"))
        _announce(functions, router, port)
        return port

    async def stop(self, grace: float) -> bool:
        """Take nothing more and let running work end within `grace` seconds, then give it back.

        Tells whether everything ended by itself.
        """
        self._work.closing = True
        if self._runner is not None:
            for site in list(self._runner.sites):
                await site.stop()
        for loop in self._loops:
            loop.cancel()
        for listener in self._listeners:
            listener.stop()
        if self._loops or self._pollers:
            await asyncio.wait([*self._loops, *self._pollers], timeout=_STOP_SECONDS)
        finished = await self._work.drain(grace)
        await self.close()
        return finished

    async def close(self) -> None:
        """Release connections; safe after a failed start."""
        if self._runner is not None:
            await self._runner.cleanup()
        await self._storage.close()

    async def _send_output(self, binding: Binding, datum: Datum) -> None:
        await queues.send_output(self._storage, self._codec, binding, datum)

    async def _prepare_queues(self, functions: Sequence[Function]) -> None:
        options = self._config.extensions.queues
        self._listeners += await queues.build_listeners(
            functions, options, self._options.lock, self._storage, self._invoker, self._work
        )

    async def _prepare_blobs(self, watches: Sequence[blobs.Watch]) -> blobs.BlobRunner:
        runner = blobs.BlobRunner(self._storage, watches, self._codec, self._invoker)
        if not watches:
            return runner
        for connection in {watch.function.trigger.connection for watch in watches}:
            await self._storage.check_blobs(connection)
        queue = await self._storage.create_queue(HOST_STORAGE, f"azure-webjobs-blobtrigger-{self._id}")
        receipts = self._storage.blobs(HOST_STORAGE).get_container_client(_HOSTS_CONTAINER)
        scanner = blobs.BlobScanner(self._storage, watches, receipts, queue, self._codec, self._id)
        await scanner.load_receipts()
        polling, lock = self._options.blob_poll, self._options.lock
        listening = blobs.listener_options(self._config.extensions.blobs, polling, lock)
        self._listeners.append(QueueListener(queue, listening, [runner.handle], runner.discard, self._work))
        self._loops.append(_guard(self._scan_forever(scanner), "The blob scan"))
        return runner

    async def _scan_forever(self, scanner: blobs.BlobScanner) -> None:
        while True:
            await scanner.scan()
            await asyncio.sleep(self._options.blob_poll.total_seconds())

    async def _serve(
        self, functions: Sequence[Function], router: Router, blob_runner: blobs.BlobRunner
    ) -> int:
        admin = Admin(self._id, functions, self._invoker, blob_runner.run_by_hand, self._work)
        front = HttpFront(
            router,
            self._config.extensions.http,
            self._options.cors,
            body_limit(self._settings),
            self._invoker,
            self._work,
        )
        runner = web.AppRunner(
            front.application(admin.routes()),
            access_log=None,
            shutdown_timeout=_HANDLER_SECONDS,
            max_field_size=_HEADER_BYTES,
        )
        self._runner = runner
        await runner.setup()
        port = self._options.port
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
        except OSError as error:
            raise HostError(
                f"Port {port} cannot be used ({error.strerror}): end what uses it, "
                "or choose another with --port."
            ) from error
        bound: int = runner.addresses[0][1]
        return bound

    def _status_blob(self, function: Function) -> BlobClient:
        container = self._storage.blobs(HOST_STORAGE).get_container_client(_HOSTS_CONTAINER)
        return container.get_blob_client(f"timers/{self._id}/Host.Functions.{function.name}/status")


def _guard(coroutine: Coroutine[object, object, None], title: str) -> asyncio.Task[None]:
    async def guarded() -> None:
        try:
            await coroutine
        except Exception:
            _logger.exception("%s has ended", title)

    return asyncio.create_task(guarded())


def _announce(functions: Sequence[Function], router: Router, port: int) -> None:
    routes = {route.function.name: route for route in router.routes}
    for function in functions:
        if route := routes.get(function.name):
            methods = ",".join(sorted(route.methods)) or "all"
            address = f"http://127.0.0.1:{port}/{route.template}"
            _logger.info("Function '%s': [%s] %s", function.name, methods, address)
        else:
            _logger.info("Function '%s': %s", function.name, function.trigger.type)
    for mine, azures in router.ambiguities():
        _logger.warning(
            "Functions '%s' and '%s' share paths: here the first answers them, in Azure the second does, "
            "because its name sorts first",
            mine,
            azures,
        )
    _logger.info("Listening on http://127.0.0.1:%d", port)
