"""Jobs that write a file for their lawyer: exports of approved entries, and the archive of everything.

| from        | to          | how                                                          |
|-------------|-------------|--------------------------------------------------------------|
| queued      | checking    | its turn has come                                            |
| checking    | marking     | every line can be written                                    |
| checking    | refused     | some cannot: the findings say which, and nothing was marked  |
| marking     | writing     | every entry that goes out is marked as going out with it     |
| queued      | writing     | an archive marks nothing                                     |
| writing     | done        | the file is whole                                            |
| writing     | withdrawing | a line cannot be written after all: the marks are taken back |
| any at work | failed      | it broke too often; it can be retried or withdrawn           |
| failed      | queued      | retried                                                      |
| done        | withdrawing | its lawyer says that the file was not used                   |
| failed      | withdrawing | its lawyer gives it up                                       |
| withdrawing | withdrawn   | no entry is marked with it any more, and its file is gone    |
| withdrawing | refused     | the same, for an export that could not be written            |
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from pydantic import Field as Constraint

from core.domain.invoices import Invoice
from core.domain.values import Id, Instant, MatterId, Value

MOST_FINDINGS = 200


class JobKind(StrEnum):
    """What a job writes."""

    EXPORT = "export"
    ARCHIVE = "archive"


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    CHECKING = "checking"
    MARKING = "marking"
    WRITING = "writing"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"
    WITHDRAWING = "withdrawing"
    WITHDRAWN = "withdrawn"


AT_WORK = frozenset(
    {JobState.QUEUED, JobState.CHECKING, JobState.MARKING, JobState.WRITING, JobState.WITHDRAWING}
)


class LeftOut(StrEnum):
    """Why an approved entry that was asked for does not go into the file."""

    EXPORTED_BEFORE = "exported_before"
    IN_CLIO = "in_clio"
    NOT_BILLABLE = "not_billable"


class ExportFinding(Value):
    """What is to be said of a line, or of the whole file where `entry_id` is None.

    `column` is the file's own name of the column. With `refuses`, the file would be invalid, and is not
    written. The message holds no words of the entry.
    """

    code: str
    message: str
    entry_id: Id | None = None
    column: str | None = None
    refuses: bool = True


class Tally(Value):
    """What lines come to: `minutes` of work, money as decimal text, None where a line has no rate.

    `clients` and `matters` are the first few that were met, as many as a file can be refused for.
    """

    rows: int = 0
    minutes: int = 0
    amount: str | None = "0"
    tax: str = "0"
    clients: tuple[str, ...] = ()
    matters: tuple[MatterId, ...] = ()


class ExportWanted(Value):
    """What an export is to hold: approved work from `first` to `last`, both included.

    None of `matters` or `clients` is all of them; clients are named as matters name them, without
    difference of case. `plain_text` allows a format that cannot hold a character to write it plainly.
    """

    preset: str
    first: date
    last: date
    matters: tuple[MatterId, ...] = ()
    clients: tuple[str, ...] = ()
    include_exported: bool = False
    plain_text: bool = False
    invoice: Invoice | None = None


class ExportMark(Value):
    """That a version of an entry left with a job, or is about to."""

    job_id: Id
    version: int
    preset: str
    at: Instant


class Job(Value):
    """One job of one lawyer.

    `done` of `of` is its progress in the state it is in, None until `of` is known. `cursor` is the key behind
    which it goes on, `blocks` how many pieces of the file are stored. `findings` are the first of them,
    `more_findings` counts the rest. `failure` is why it failed, `file_until` when its file is erased.
    """

    id: Id
    kind: JobKind
    version: int = 1
    state: JobState = JobState.QUEUED
    wanted: ExportWanted | None = None
    tally: Tally = Tally()
    done: int = 0
    of: int | None = None
    cursor: str | None = None
    blocks: int = 0
    findings: tuple[ExportFinding, ...] = ()
    more_findings: int = 0
    left_out: Mapping[LeftOut, int] = Constraint(default_factory=dict)
    failure: str | None = None
    file_name: str | None = None
    file_bytes: int | None = None
    file_until: Instant | None = None
    created_at: Instant
    updated_at: Instant
    ended_at: Instant | None = None
