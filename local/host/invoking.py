"""Invoke functions through Microsoft's runtime: log, obey the time limit, deliver their outputs."""

import asyncio
import logging
import re
import secrets
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from azure_functions_runtime.bindings.datumdef import Datum
from azure_functions_runtime.native_invocation import invocation_request_native

from local.host.bindings import Binding, Function

_TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})")

type SendOutput = Callable[[Binding, Datum], Awaitable[None]]


@dataclass(frozen=True)
class Outcome:
    """How an invocation ended; `http` is the response of a function that answers HTTP."""

    ok: bool
    http: Datum | None = None


@dataclass(frozen=True)
class Trace:
    """The W3C trace context of a caller."""

    parent: str = ""
    state: str = ""

    def child(self) -> str:
        """Return a `traceparent` for an invocation: of the caller's trace, or of a new one."""
        match = _TRACEPARENT.fullmatch(self.parent)
        trace_id, flags = match.groups() if match else (secrets.token_hex(16), "01")
        return f"00-{trace_id}-{secrets.token_hex(8)}-{flags}"


class Invoker:
    """Runs one invocation at a time per call; calls may overlap."""

    def __init__(self, timeout: timedelta | None, send_output: SendOutput) -> None:
        self._seconds = timeout.total_seconds() if timeout else None
        self._send_output = send_output

    async def invoke(
        self,
        function: Function,
        value: Datum,
        metadata: Mapping[str, Datum] | None = None,
        trace: Trace = Trace(),  # frozen, so one shared default is safe
    ) -> Outcome:
        """Run a function on its trigger's value; a failure is logged and told, never raised."""
        log = logging.getLogger(f"Function.{function.name}")
        invocation_id = str(uuid.uuid4())
        label = f"Functions.{function.name}"
        started = time.monotonic()
        log.info("Executing '%s' (Id=%s)", label, invocation_id)
        outcome = Outcome(ok=False)
        try:
            async with asyncio.timeout(self._seconds):
                outcome = await self._run(invocation_id, function, value, metadata or {}, trace)
        except TimeoutError:
            log.error("'%s' ran out of its functionTimeout (Id=%s)", label, invocation_id)  # noqa: TRY400
        except Exception:
            log.exception("The outputs of '%s' could not be delivered (Id=%s)", label, invocation_id)
        finally:
            word = "Succeeded" if outcome.ok else "Failed"
            level = logging.INFO if outcome.ok else logging.ERROR
            duration = round((time.monotonic() - started) * 1000)
            log.log(level, "Executed '%s' (%s, Id=%s, Duration=%dms)", label, word, invocation_id, duration)
        return outcome

    async def _run(
        self,
        invocation_id: str,
        function: Function,
        value: Datum,
        metadata: Mapping[str, Datum],
        trace: Trace,
    ) -> Outcome:
        ok, returned, outputs, _, _ = await invocation_request_native(  # type: ignore[no-untyped-call]  # no annotations
            invocation_id,
            function.id,
            [(function.trigger.name, value)],
            metadata,
            trace_parent=trace.child(),
            trace_state=trace.state,
        )
        if not ok:
            return Outcome(ok=False)
        results = {**dict(outputs), "$return": returned}
        http = None
        for binding in function.outputs:
            datum = results.get(binding.name)
            if binding.type == "http":
                http = datum
            elif datum is not None and datum.type is not None:
                await self._send_output(binding, datum)
        return Outcome(ok=True, http=http)
