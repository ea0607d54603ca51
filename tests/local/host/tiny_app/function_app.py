"""A function app with every trigger that the local host knows; it reports what it saw to a queue."""

import asyncio
import base64
import json
import os
import threading
from pathlib import Path

import azure.functions as func
from azure.storage.queue.aio import QueueClient

_STORAGE = "AzureWebJobsStorage"

app = func.FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)


async def _report(**seen: object) -> None:
    """Tell the tests what a function saw; not through a binding, so that a kill shows what ran."""
    name = os.environ["TINY_REPORTS"]
    async with QueueClient.from_connection_string(os.environ[_STORAGE], name) as queue:
        await queue.send_message(json.dumps(seen))


@app.route("echo/{id}/{part?}", methods=["GET", "POST"], auth_level=func.AuthLevel.ANONYMOUS)
async def echo(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    seen = {
        "method": req.method,
        "url": req.url,
        "headers": dict(req.headers),
        "params": dict(req.params),
        "route": dict(req.route_params),
        "body": base64.b64encode(req.get_body()).decode(),
        "trace": context.trace_context.trace_parent,
        "function": context.function_name,
        "folder": str(Path.cwd()),
    }
    return func.HttpResponse(json.dumps(seen), mimetype="application/json", status_code=201)


@app.route("echo/literal", methods=["GET"])
def zz_literal(req: func.HttpRequest) -> str:
    return f"literal {len(req.get_body())} in {threading.current_thread() is not threading.main_thread()}"


@app.route("files/{*rest}", methods=["GET"])
async def files(req: func.HttpRequest) -> str:
    return str(req.route_params.get("rest", "nothing"))


@app.route("numbers/{number:int}", methods=["GET"])
async def numbers(req: func.HttpRequest) -> str:
    return str(req.route_params["number"])


@app.route("crash")
async def crash(req: func.HttpRequest) -> func.HttpResponse:
    raise RuntimeError("a secret that must not reach a client")


@app.route("cookies")
async def cookies(req: func.HttpRequest) -> func.HttpResponse:
    response = func.HttpResponse(status_code=204, headers={"X-Custom": "kept"})
    response.headers.add("Set-Cookie", "a=1; Path=/; HttpOnly")
    response.headers.add("Set-Cookie", "b=2; Secure")
    return response


@app.route("slow")
async def slow(req: func.HttpRequest) -> func.HttpResponse:
    await _report(function="slow", state="began")
    await asyncio.sleep(float(req.params["seconds"]))
    return func.HttpResponse("slept")


@app.route("send", methods=["POST"])
@app.queue_output("out", "%TINY_QUEUE%", "TINY_STORAGE")
async def send(req: func.HttpRequest, out: func.Out[str]) -> func.HttpResponse:
    out.set(req.get_body().decode())
    return func.HttpResponse(status_code=202)


@app.queue_trigger("message", "%TINY_QUEUE%", "TINY_STORAGE")
async def take(message: func.QueueMessage) -> None:
    """Obey the message: `fail`, `fail-once`, `hold` (slowly), `stuck` (until killed), or just report."""
    body = message.get_body().decode()
    await _report(
        function="take",
        body=body,
        id=message.id,
        dequeued=message.dequeue_count,
        inserted=str(message.insertion_time),
        expires=str(message.expiration_time),
        visible=str(message.time_next_visible),
        receipt=bool(message.pop_receipt),
    )
    if body == "fail" or (body == "fail-once" and message.dequeue_count == 1):
        raise RuntimeError("the message said so")
    if body.startswith("hold"):
        await asyncio.sleep(float(body.removeprefix("hold ")))
        await _report(function="take", body=body, state="finished")
    if body == "stuck" and message.dequeue_count == 1:
        await asyncio.sleep(600)


@app.queue_trigger("message", "%TINY_QUEUE%-poison", "TINY_STORAGE")
async def take_poison(message: func.QueueMessage) -> None:
    await _report(function="take_poison", body=message.get_body().decode())


@app.blob_trigger(
    "blob", "%TINY_CONTAINER%/{lawyer}/{name}.{ext}", "TINY_STORAGE", source=func.BlobSource.EVENT_GRID
)
async def see(blob: func.InputStream) -> None:
    content = blob.read()
    seen = {"function": "see", "name": blob.name, "uri": blob.uri, "length": blob.length}
    await _report(**seen, content=content.decode(), metadata=getattr(blob, "metadata", None))
    if content == b"fail":
        raise RuntimeError("the blob said so")
    if content.startswith(b"hold"):
        await asyncio.sleep(float(content.removeprefix(b"hold ")))
        await _report(function="see", name=blob.name, state="finished")


@app.timer_trigger("timer", "%TINY_SCHEDULE%", run_on_startup=False, use_monitor=True)
async def tick(timer: func.TimerRequest) -> None:
    await _report(
        function="tick",
        state="began",
        past_due=timer.past_due,
        status=getattr(timer, "schedule_status", None),
    )
    await asyncio.sleep(float(os.environ.get("TINY_TICK_SECONDS", "0")))
    await _report(function="tick", state="finished")


@app.timer_trigger("timer", "0 0 0 1 1 *", run_on_startup=True)
async def at_start(timer: func.TimerRequest) -> None:
    await _report(function="at_start", past_due=timer.past_due)
