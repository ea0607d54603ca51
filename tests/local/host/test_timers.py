"""Timer triggers: on schedule, at start, past due, never overlapping."""

import json
import signal
from datetime import UTC, datetime, timedelta

from tests.local.host.running import TinyApp, most_at_once


def test_fires_on_schedule_without_overlap(tiny: TinyApp) -> None:
    tiny.start(TINY_SCHEDULE="* * * * * *", TINY_TICK_SECONDS="1.2")
    tiny.wait_for(2, function="tick", state="finished")
    reports = tiny.seen(function="tick")
    assert most_at_once(reports) == 1
    assert reports[0]["past_due"] is False


def test_runs_on_startup_when_told_to(shared: TinyApp) -> None:
    assert shared.wait_for(function="at_start")[0]["past_due"] is False
    assert not shared.seen(function="tick")


def test_missed_instant_is_caught_up_once(tiny: TinyApp) -> None:
    hosts = tiny.blobs.get_container_client("azure-webjobs-hosts")
    if not hosts.exists():
        hosts.create_container()
    status = hosts.get_blob_client(f"timers/{tiny.host_id}/Host.Functions.tick/status")
    before = (datetime.now(UTC) - timedelta(hours=25)).isoformat()
    status.upload_blob(json.dumps({"Last": before, "Next": before, "LastUpdated": before}))
    tiny.start(TINY_SCHEDULE="0 0 12 * * *")
    report = tiny.wait_for(function="tick", state="began")[0]
    assert report["past_due"] is True
    assert report["status"]["Last"] == before
    tiny.wait_for(function="tick", state="finished")
    tiny.run.send_signal(signal.SIGTERM)
    assert tiny.run.wait() == 0
    tiny.start(TINY_SCHEDULE="0 0 12 * * *")
    tiny.wait_for(2, function="at_start")
    assert len(tiny.seen(function="tick", state="began")) == 1
