"""Exports over the wire: what can be asked for, and how a job shows itself."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from core.domain.exports import Counted, ExportFinding, LeftOut, Tally
from core.domain.ids import new_id
from core.domain.jobs import Job, JobKind, JobState
from core.ports import Grant
from core.services.exports.requesting import Opened
from functions.contracts.exports import JobOpened, JobView, NewExport

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ASKED = {"preset": "caseclock", "from": "2026-03-01", "to": "2026-03-31"}
INVOICE = {"number": "2026-7", "day": "2026-04-01"}


def _new(**changes: object) -> NewExport:
    return NewExport.model_validate_json(json.dumps(ASKED | changes))


def _job(**changes: object) -> Job:
    wanted = _new(matters=["M-1"], clients=[" Smith "], invoice=INVOICE).wanted()
    given = {"id": new_id(NOW), "kind": JobKind.EXPORT, "wanted": wanted, "created_at": NOW}
    return Job.model_validate({**given, "updated_at": NOW, **changes})


def test_what_is_asked_for_reaches_the_service() -> None:
    wanted = _new(
        matters=["M-1"], clients=[" Smith "], include_exported=True, plain_text=True, invoice=INVOICE
    ).wanted()
    assert (wanted.first, wanted.last) == (date(2026, 3, 1), date(2026, 3, 31))
    assert (wanted.matters, wanted.clients) == (("M-1",), ("Smith",))
    assert wanted.include_exported
    assert wanted.plain_text
    assert wanted.invoice
    assert wanted.invoice.number == "2026-7"


def test_what_is_not_said_is_everything_that_did_not_leave_before() -> None:
    wanted = _new().wanted()
    assert (wanted.matters, wanted.clients, wanted.invoice) == ((), (), None)
    assert not wanted.include_exported
    assert not wanted.plain_text


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"from": "2026-04-01"}, "body"),
        ({"from": "2016-03-30"}, "body"),
        ({"from": "2026-02-30"}, "from"),
        ({"to": 86_400}, "to"),
        ({"to": "2026-03-31T00:00:00Z"}, "to"),
        ({"to": None}, "to"),
        ({"preset": ""}, "preset"),
        ({"preset": "../x"}, "preset"),
        ({"preset": None}, "preset"),
        ({"matters": ["a b"]}, "matters.0"),
        ({"matters": "M-1"}, "matters"),
        ({"matters": ["M-1"] * 101}, "matters"),
        ({"clients": ["ok", " "]}, "clients.1"),
        ({"include_exported": "perhaps"}, "include_exported"),
        ({"invoice": {"day": "2026-04-01"}}, "invoice.number"),
        ({"invoice": INVOICE | {"number": "a|b"}}, "invoice.number"),
        ({"first": "2026-03-01"}, "first"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(ValidationError) as refused:
        _new(**changes)
    assert [".".join(map(str, error["loc"])) or "body" for error in refused.value.errors()] == [where]


@pytest.mark.parametrize(("first", "last"), [("2016-01-01", "2025-12-31"), ("2024-02-29", "2024-02-29")])
def test_ten_years_and_one_day_both_can_be(first: str, last: str) -> None:
    assert _new(**{"from": first, "to": last}).wanted().last == date.fromisoformat(last)


def test_a_job_shows_what_it_was_asked_for_and_what_it_comes_to() -> None:
    tally = Tally(rows=3, minutes=7_545, amount="37725.00", tax="10.50")
    counted = Counted(tally=tally, left_out={LeftOut.IN_CLIO: 2})
    shown = json.loads(JobView.of(_job(counted=counted, done=1, of=3)).model_dump_json())
    assert shown["wanted"] == {
        "preset": "caseclock",
        "from": "2026-03-01",
        "to": "2026-03-31",
        "matters": ["M-1"],
        "clients": ["Smith"],
        "include_exported": False,
        "plain_text": False,
        "invoice_number": "2026-7",
    }
    assert (shown["rows"], shown["hours"], shown["amount"], shown["tax"]) == (
        3,
        "125.75",
        "37725.00",
        "10.50",
    )
    assert (shown["progress"], shown["left_out"]) == ({"done": 1, "of": 3}, {"in_clio": 2})


def test_an_archive_shows_itself_as_well() -> None:
    shown = JobView.of(_job(kind=JobKind.ARCHIVE, wanted=None))
    assert (shown.kind, shown.wanted, shown.rows) == (JobKind.ARCHIVE, None, 0)


@pytest.mark.parametrize(
    ("state", "retryable", "withdrawable"),
    [
        (JobState.QUEUED, False, False),
        (JobState.WRITING, False, False),
        (JobState.FAILED, True, True),
        (JobState.DONE, False, True),
        (JobState.REFUSED, False, False),
        (JobState.WITHDRAWN, False, False),
    ],
)
def test_a_job_says_what_its_lawyer_can_do(state: JobState, retryable: bool, withdrawable: bool) -> None:
    shown = JobView.of(_job(state=state))
    assert (shown.retryable, shown.withdrawable) == (retryable, withdrawable)


def test_an_opened_job_shows_its_findings_and_its_grant() -> None:
    finding = ExportFinding(code="too_long", message="Too long.", entry_id=new_id(NOW), column="note")
    job = _job(counted=Counted().saying([finding]))
    grant = Grant("GET", "https://storage.example/a?sig=x", {}, NOW + timedelta(minutes=10))
    shown = JobOpened.of_opened(Opened(job, grant))
    assert (shown.findings, shown.more_findings, shown.refusals) == ([finding], 0, 1)
    assert shown.download
    assert shown.download.url == grant.url
    assert JobOpened.of_opened(Opened(job, None)).download is None
