"""Index a function app with Microsoft's runtime, standing in for the protobuf messages it expects."""

import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import azure_functions_runtime as runtime

from local.host.bindings import IndexedFunction
from local.host.errors import HostError

_FRAME = re.compile(r'File "([^"]+)", line (\d+)')
# The runtime ends an import error with advice about the cloud and the whole of sys.path.
_ADVICE = re.compile(r"\.? Cannot find module\. Please check.*", re.DOTALL)


class _BindingInfo(SimpleNamespace):
    """The message that carries directions and data types as numbers."""

    out: ClassVar[int] = 1
    inout: ClassVar[int] = 2
    undefined: ClassVar[int] = 0


class _StatusResult(SimpleNamespace):
    Failure: ClassVar[int] = 0
    Success: ClassVar[int] = 1


_PROTOS = SimpleNamespace(
    BindingInfo=_BindingInfo,
    StatusResult=_StatusResult,
    FunctionMetadataResponse=SimpleNamespace,
    RpcException=SimpleNamespace,
    RpcFunctionMetadata=SimpleNamespace,
    RpcRetryOptions=SimpleNamespace,
    WorkerInitResponse=SimpleNamespace,
    WorkerMetadata=SimpleNamespace,
)


async def index_app(app: Path) -> list[IndexedFunction]:
    """Import the app in `app`, from there as in Azure, and list its functions.

    Raises HostError with the app's own exception and place when it cannot be indexed.
    """
    sys.path.insert(0, str(app))
    os.chdir(app)  # pathlib has no chdir that is not a context manager
    runtime.start_threadpool_executor()
    init = SimpleNamespace(capabilities={}, function_app_directory=str(app))
    request = SimpleNamespace(
        request=SimpleNamespace(worker_init_request=init),
        properties={"host": "127.0.0.1", "protos": _PROTOS},
    )
    with _quiet_runtime():
        response = await runtime.worker_init_request(request)  # type: ignore[no-untyped-call]  # no annotations
    if response.result.status == _StatusResult.Failure:
        raise HostError(_explain(app, response.result.exception))
    metadata = await runtime.functions_metadata_request(request)  # type: ignore[no-untyped-call]  # as above
    functions: list[IndexedFunction] | None = metadata.function_metadata_results
    if functions is None:
        raise HostError(f"There are no functions in {app}: it needs a function_app.py that defines some.")
    return functions


@contextmanager
def _quiet_runtime() -> Iterator[None]:
    # It logs an import error twice, with all of sys.path; `_explain` tells it once.
    logger = logging.getLogger("azure.functions")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _explain(app: Path, exception: Any) -> str:
    message = " ".join(_ADVICE.sub("", exception.message).split())
    frames = [
        (Path(path), line) for path, line in _FRAME.findall(exception.stack_trace) if Path(path).exists()
    ]
    own = [f"{path.relative_to(app)} line {line}" for path, line in frames if path.is_relative_to(app)]
    where = f" (at {own[-1]})" if own else ""
    return f"The function app in {app} cannot be indexed{where}: {message}"
