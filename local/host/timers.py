"""Timer triggers: fire on schedule, never twice at once, and catch up on what a stopped host missed.

Source: the TimerListener of Azure's timer extension; the status of a monitored timer is the same blob.
"""

import asyncio
import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from azure.core.exceptions import AzureError, ResourceNotFoundError
from azure.storage.blob.aio import BlobClient
from azure_functions_runtime.bindings.datumdef import Datum

from local.host import datums
from local.host.bindings import Function
from local.host.errors import HostError
from local.host.invoking import Invoker
from local.host.ncrontab import Schedule, ScheduleError, parse_schedule
from local.host.work import Work

# Azure does not keep the status of a timer that fires more than once a minute.
_MONITORED_FROM = timedelta(minutes=1)
_LONGEST_SLEEP = timedelta(hours=1)
_logger = logging.getLogger("Host.Timers")


@dataclass(frozen=True)
class Timer:
    """A function and when it fires."""

    function: Function
    schedule: Schedule
    monitored: bool
    run_on_startup: bool


def read_timer(function: Function) -> Timer:
    """Describe a timer; raises HostError naming a function whose schedule is wrong."""
    settings = function.trigger.settings
    try:
        schedule = parse_schedule(settings["schedule"])
        first = schedule.after(datetime.now(UTC))
        interval = schedule.after(first) - first
    except ScheduleError as error:
        raise HostError(f"The schedule of function '{function.name}' is wrong: {error}.") from error
    return Timer(
        function,
        schedule,
        monitored=settings.get("useMonitor") is not False and interval >= _MONITORED_FROM,
        run_on_startup=bool(settings.get("runOnStartup")),
    )


def timer_datum(*, past_due: bool = False, status: dict[str, Any] | None = None) -> Datum:
    """Return what a timer function gets."""
    return datums.as_json(
        {"Schedule": {"AdjustForDST": True}, "ScheduleStatus": status, "IsPastDue": past_due}
    )


class TimerLoop:
    """Fires one timer until its task is cancelled; a running invocation is work that outlives it."""

    def __init__(self, timer: Timer, status: BlobClient, invoker: Invoker, work: Work) -> None:
        self._timer = timer
        self._blob = status if timer.monitored else None
        self._invoker = invoker
        self._work = work
        self._status: dict[str, Any] | None = None

    async def run(self) -> None:
        """Fire at every scheduled instant; the next one is reckoned when an invocation has ended."""
        due = await self._missed()
        if due or self._timer.run_on_startup:
            await self._fire(past_due=due)
        elif self._status is None:
            await self._note(last=None)
        while True:
            await _sleep_until(self._timer.schedule.after(datetime.now(UTC)))
            await self._fire(past_due=False)

    async def _fire(self, *, past_due: bool) -> None:
        await asyncio.shield(self._work.start(self._invoke(past_due=past_due)))

    async def _invoke(self, *, past_due: bool) -> None:
        started = datetime.now(UTC)
        value = timer_datum(past_due=past_due, status=self._status)
        await self._invoker.invoke(self._timer.function, value)
        await self._note(last=started)

    async def _missed(self) -> bool:
        """Read the status and tell whether an instant passed since it was written."""
        if self._blob is None:
            return False
        try:
            content = await (await self._blob.download_blob()).readall()
        except ResourceNotFoundError:
            return False
        except AzureError as error:
            self._warn(error)
            return False
        status: dict[str, Any] = json.loads(content)
        self._status = status
        # From the last update and not from the stored next instant: the schedule may have changed.
        updated = datetime.fromisoformat(status["LastUpdated"])
        return self._timer.schedule.after(updated) <= datetime.now(UTC)

    async def _note(self, *, last: datetime | None) -> None:
        if self._blob is None:
            return
        now = datetime.now(UTC)
        self._status = {
            "Last": (last or datetime.min.replace(tzinfo=UTC)).isoformat(),
            "Next": self._timer.schedule.after(now).isoformat(),
            "LastUpdated": now.isoformat(),
        }
        try:
            await self._blob.upload_blob(json.dumps(self._status).encode(), overwrite=True)
        except AzureError as error:
            self._warn(error)

    def _warn(self, error: AzureError) -> None:
        name = self._timer.function.name
        _logger.warning("The status of timer '%s' is out of reach: %s", name, type(error).__name__)


async def _sleep_until(instant: datetime) -> None:
    # In stretches: the wall clock may be set while the event loop's clock runs on.
    while (left := instant - datetime.now(UTC)) > timedelta():  # noqa: ASYNC110  # it waits for a clock
        await asyncio.sleep(min(left, _LONGEST_SLEEP).total_seconds())
