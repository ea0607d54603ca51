"""A job's life: exactly the moves of the table."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest

from core.domain import jobs
from core.domain.entries import MOST_MARKS, EntryFields, TimeEntry
from core.domain.errors import NotPossible
from core.domain.exports import (
    MOST_FINDINGS,
    Counted,
    ExportFinding,
    ExportMark,
    ExportWanted,
    LeftOut,
    Tally,
)
from core.domain.ids import new_id
from core.domain.jobs import AT_WORK, MOVES, Job, JobKind, JobState
from tests.core.domain.tables import table

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=3)
REFUSING = Counted(refusals=1)

STEPS: dict[str, tuple[Callable[[Job], Job], JobState]] = {
    "passed": (lambda job: job.passed(Counted(), LATER), JobState.MARKING),
    "ready": (lambda job: job.ready(Counted(), LATER), JobState.WRITING),
    "finished": (lambda job: job.finished("f", 1, LATER, LATER), JobState.DONE),
    "refused": (lambda job: job.refused(REFUSING, LATER), JobState.REFUSED),
    "failed": (lambda job: job.failed(LATER), JobState.FAILED),
    "retried": (lambda job: job.retried(LATER), JobState.QUEUED),
    "withdrawing": (lambda job: job.withdrawing(LATER), JobState.WITHDRAWING),
    "withdrawn": (lambda job: job.withdrawn(LATER), JobState.WITHDRAWN),
}


def made(state: JobState = JobState.QUEUED, kind: JobKind = JobKind.EXPORT, **changes: object) -> Job:
    wanted = ExportWanted(preset="plain", first=date(2026, 11, 1), last=date(2026, 11, 30))
    job = Job(id=new_id(NOW), kind=kind, wanted=wanted, created_at=NOW, updated_at=NOW)
    return job.model_copy(update={"state": state} | changes)


def test_the_table_in_the_docstring_is_the_table_in_the_code() -> None:
    drawn: dict[str, set[str]] = {state: set() for state in JobState}
    for start, end, _how in table(jobs.__doc__ or ""):
        for state in AT_WORK if start == "any at work" else [start]:
            drawn[state].add(end)
    assert drawn == {start: set(ends) for start, ends in MOVES.items()}


@pytest.mark.parametrize(("start", "step"), list(product(JobState, STEPS)))
def test_a_job_moves_as_the_table_says_and_no_other_way(start: JobState, step: str) -> None:
    move, end = STEPS[step]
    before = made(start, version=7)
    if end in MOVES[start]:
        after = move(before)
        assert (after.state, after.version, after.updated_at) == (end, 8, LATER)
        assert (after.ended_at is None) == (end in AT_WORK)
        return
    with pytest.raises(NotPossible) as refused:
        move(before)
    assert (refused.value.code, refused.value.extra) == ("export_state", {"state": start})


@pytest.mark.parametrize("state", sorted(AT_WORK))
def test_a_worker_that_begins_is_counted_and_makes_the_version_its_own(state: JobState) -> None:
    begun = made(state, version=7, attempts=2, cursor="here").begun(LATER)
    first = JobState.CHECKING if state is JobState.QUEUED else state
    assert (begun.state, begun.version, begun.attempts, begun.cursor) == (first, 8, 3, "here")
    assert begun.calmed(LATER).attempts == 0


def test_an_archive_marks_nothing() -> None:
    assert made(kind=JobKind.ARCHIVE).begun(LATER).state is JobState.WRITING


def test_what_could_not_be_written_ends_refused_and_what_its_lawyer_gives_up_withdrawn() -> None:
    assert made(JobState.WITHDRAWING).withdrawn(LATER).state is JobState.WITHDRAWN
    assert made(JobState.WITHDRAWING, counted=REFUSING).withdrawn(LATER).state is JobState.REFUSED


def test_a_retry_starts_over_in_its_place() -> None:
    failed = made(JobState.WRITING, cursor="x", blocks=(3, 4), done=9, of=10, counted=REFUSING).failed(LATER)
    again = failed.retried(LATER)
    assert (again.cursor, again.blocks, again.done, again.of, again.attempts) == (None, (), 0, None, 0)
    assert (again.counted, again.failure, again.ended_at) == (Counted(), None, None)
    assert again.created_at == NOW


def test_a_file_is_there_from_its_end_until_its_time_is_over() -> None:
    done = made(JobState.WRITING).finished("f.csv", 10, LATER, NOW)
    assert done.has_file(NOW)
    assert not done.has_file(LATER)
    assert not done.expired(NOW).has_file(NOW)
    assert not done.withdrawing(NOW).has_file(NOW)
    assert not made(JobState.WRITING).has_file(NOW)


def test_a_tally_counts_money_until_a_line_has_none_and_names_the_first_few() -> None:
    tally = Tally()
    for number in range(7):
        client = ["Roy", "ROY", "Chen"][number % 3]
        tally = tally.plus(6, Decimal("10.50"), Decimal("0.1"), client, f"M-{number}")
    assert (tally.rows, tally.minutes, tally.amount, tally.tax) == (7, 42, "73.50", "0.7")
    assert (tally.clients, tally.matters) == (("Roy", "Chen"), ("M-0", "M-1", "M-2", "M-3", "M-4"))
    unrated = tally.plus(6, None, Decimal(0), None, "M-1")
    assert (unrated.amount, unrated.rows) == (None, 8)
    assert unrated.plus(6, Decimal(1), Decimal(0), None, "M-1").amount is None


def test_findings_are_capped_and_those_that_refuse_come_first() -> None:
    odd = ExportFinding(code="odd", message="Odd.", refuses=False)
    bad = ExportFinding(code="bad", message="Bad.")
    counted = Counted().saying([odd] * (MOST_FINDINGS + 5)).saying([bad, odd, bad])
    assert len(counted.findings) == MOST_FINDINGS
    assert counted.findings[:3] == (bad, bad, odd)
    assert (counted.more_findings, counted.refusals) == (8, 2)
    assert counted.saying([]) is counted


def test_what_is_left_out_is_counted_by_its_reason() -> None:
    counted = Counted().without(LeftOut.IN_CLIO).without(LeftOut.IN_CLIO).without(LeftOut.NOT_BILLABLE)
    assert counted.left_out == {LeftOut.IN_CLIO: 2, LeftOut.NOT_BILLABLE: 1}


def test_an_entry_keeps_the_latest_marks_one_of_each_export() -> None:
    entry = TimeEntry(id=new_id(NOW), fields=EntryFields(), created_at=NOW, updated_at=NOW)
    ids = [new_id(NOW) for _ in range(MOST_MARKS + 2)]
    for job_id in ids:
        entry = entry.marked(ExportMark(job_id=job_id, version=1, preset="plain", at=NOW))
    assert [mark.job_id for mark in entry.exports] == ids[2:]
    assert (entry.exported_by, entry.delivered, entry.version) == (ids[-1], True, 1)
    again = entry.marked(ExportMark(job_id=ids[5], version=1, preset="plain", at=LATER))
    assert [mark.job_id for mark in again.exports] == [*ids[2:5], *ids[6:], ids[5]]
    for job_id in ids:
        again = again.unmarked(job_id)
    assert (again.exports, again.delivered, again.exported_by) == ((), False, None)
