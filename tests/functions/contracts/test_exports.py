"""Exports over the wire: what is taken, what is refused, and how a job is shown."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from core.domain.exports import Counted, ExportFinding, ExportWanted, LeftOut, Tally
from core.domain.ids import new_id
from core.domain.jobs import Job, JobKind, JobState
from core.ports import Grant
from core.services.exports.requesting import Opened
from functions.contracts.exports import JobOpened, JobView, NewExport

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
MARCH = {"preset": "caseclock", "from": "2026-03-01", "to": "2026-03-31"}
WANTED = ExportWanted(preset="caseclock", first=date(2026, 3, 1), last=date(2026, 3, 31), matters=("M-1",))


def _asked(**changes: Any) -> NewExport:
    return NewExport.model_validate_json(json.dumps(MARCH | changes))


def _job(**changes: Any) -> Job:
    return Job(id=new_id(NOW), kind=JobKind.EXPORT, wanted=WANTED, created_at=NOW, updated_at=NOW).model_copy(
        update=changes
    )


def test_what_is_asked_for_is_what_the_service_is_told() -> None:
    invoice = {"number": "2026-7", "day": "2026-04-01"}
    wanted = _asked(matters=["M-1"], clients=[" Smith "], include_exported=True, invoice=invoice).wanted()
    assert (wanted.first, wanted.last) == (date(2026, 3, 1), date(2026, 3, 31))
    assert (wanted.matters, wanted.clients, wanted.include_exported) == (("M-1",), ("Smith",), True)
    assert wanted.invoice is not None
    assert (wanted.invoice.number, wanted.plain_text) == ("2026-7", False)
    assert _asked().wanted() == ExportWanted(
        preset="caseclock", first=date(2026, 3, 1), last=date(2026, 3, 31)
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"to": "2026-02-28"}, "to"),
        ({"to": "2036-03-31"}, "to"),
        ({"from": 20260301}, "from"),
        ({"from": "March"}, "from"),
        ({"preset": ""}, "preset"),
        ({"matters": ["../x"]}, "matters"),
        ({"matters": ["M-1"] * 101}, "matters"),
        ({"clients": [" "]}, "clients"),
        ({"first": "2026-03-01"}, "first"),
        ({"include_exported": "perhaps"}, "include_exported"),
        ({"invoice": {}}, "invoice"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        _asked(**changes)
    assert {error["loc"][0] for error in refused.value.errors()} == {field}


def test_one_day_and_ten_years_can_be_asked_for() -> None:
    assert _asked(to="2026-03-01").wanted().last == date(2026, 3, 1)
    assert _asked(to="2036-03-01").wanted().last == date(2036, 3, 1)


def test_a_job_shows_what_was_asked_for_by_the_same_names() -> None:
    shown = json.loads(JobView.of(_job()).model_dump_json())
    asked = {name: shown["wanted"][name] for name in MARCH}
    assert asked == MARCH
    assert shown["wanted"]["matters"] == ["M-1"]
    assert NewExport.model_validate_json(json.dumps(shown["wanted"])).wanted() == WANTED


def test_a_job_shows_hours_and_money_as_decimal_text() -> None:
    tally = Tally().plus(18, Decimal("75.00"), Decimal("9.75"), "Smith", "M-1")
    counted = Counted(tally=tally, left_out={LeftOut.IN_CLIO: 2})
    shown = json.loads(JobView.of(_job(counted=counted, done=1, of=3)).model_dump_json())
    assert shown["totals"] == {"rows": 1, "minutes": 18, "hours": "0.3", "amount": "75.00", "tax": "9.75"}
    assert (shown["progress"], shown["left_out"]) == ({"done": 1, "of": 3}, {"in_clio": 2})
    assert shown["file"] is None


def test_an_archive_shows_as_a_job_too() -> None:
    shown = JobView.of(_job(kind=JobKind.ARCHIVE, wanted=None))
    assert (shown.kind, shown.wanted, shown.totals.rows) == (JobKind.ARCHIVE, None, 0)


@pytest.mark.parametrize("state", JobState)
def test_a_job_says_what_can_be_done_with_it(state: JobState) -> None:
    shown = JobView.of(_job(state=state))
    assert shown.retryable is (state is JobState.FAILED)
    assert shown.withdrawable is (state in {JobState.DONE, JobState.FAILED})


def test_a_job_that_is_looked_at_tells_its_findings_and_its_grant() -> None:
    finding = ExportFinding(
        code="no_character", message="Cannot hold é.", entry_id=new_id(NOW), column="NARRATIVE"
    )
    until = NOW + timedelta(days=30)
    job = _job(
        state=JobState.DONE,
        counted=Counted().saying([finding]),
        file_name="caseclock.csv",
        file_bytes=7,
        file_until=until,
    )
    grant = Grant("GET", "https://example.test/a", {}, NOW)
    shown = JobOpened.of_opened(Opened(job, grant))
    assert [one.model_dump() for one in shown.findings] == [finding.model_dump()]
    assert (shown.refusals, shown.more_findings) == (1, 0)
    assert shown.download is not None
    assert shown.download.url == grant.url
    assert shown.file is not None
    assert (shown.file.name, shown.file.bytes, shown.file.until) == ("caseclock.csv", 7, until)
    assert JobOpened.of_opened(Opened(job, None)).download is None
