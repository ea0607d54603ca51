"""Exports, and the archive of everything about a lawyer, over the wire."""

from datetime import date, datetime, timedelta
from typing import Annotated, Self

from pydantic import ConfigDict, Field, StringConstraints, ValidationInfo, field_validator

from core.domain.exports import Counted, ExportFinding, ExportWanted, LeftOut
from core.domain.hours import hours_text
from core.domain.invoices import Invoice
from core.domain.jobs import MOVES, Job, JobKind, JobState
from core.domain.values import MatterId
from core.services.exports.requesting import Opened
from functions.contracts.base import GrantView, Id, Wire
from functions.contracts.entries import Day

_MOST_DAYS = 3_660
_MOST_NAMED = 100

Client = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class NewExport(Wire):
    """What a file is to hold: approved work from one day to another, both included."""

    model_config = ConfigDict(serialize_by_alias=True)

    preset: str = Field(
        min_length=1, max_length=60, description="The kind of file: see `GET /api/export-presets`."
    )
    first: Day = Field(alias="from", description="The first day of work.")
    last: Day = Field(alias="to", description="The last day of work, ten years after the first at most.")
    matters: list[MatterId] = Field(
        default=[], max_length=_MOST_NAMED, description="Only work on these; empty for all."
    )
    clients: list[Client] = Field(
        default=[],
        max_length=_MOST_NAMED,
        description="Only work for these clients, as matters name them; empty for all.",
    )
    include_exported: bool = Field(
        default=False, description="Whether what left in a file before goes out once more."
    )
    plain_text: bool = Field(
        default=False,
        description="Whether a format that cannot hold a character may write it plainly.",
    )
    invoice: Invoice | None = Field(
        default=None, description="For LEDES: what the invoice says that no entry holds."
    )

    @field_validator("last")
    @classmethod
    def _in_order(cls, last: date, info: ValidationInfo) -> date:
        first = info.data.get("first", last)
        if last < first:
            raise ValueError("`from` must not be after `to`")
        if last - first > timedelta(days=_MOST_DAYS):
            raise ValueError("must be at most ten years after `from`: export in parts")
        return last

    def wanted(self) -> ExportWanted:
        """What the service is told."""
        given = {name: getattr(self, name) for name in NewExport.model_fields}
        return ExportWanted(**given)


class WantedView(NewExport):
    """What was asked for."""

    @classmethod
    def of(cls, wanted: ExportWanted) -> Self:
        """The wire form of what was asked for."""
        return cls.model_validate(dict(wanted), by_name=True)


class TotalsView(Wire):
    """What the lines come to, as far as they were counted."""

    rows: int
    minutes: int
    hours: str = Field(description="The same as decimal text.")
    amount: str | None = Field(description="Money before tax; null where a line has no rate.")
    tax: str

    @classmethod
    def of(cls, counted: Counted) -> Self:
        """The wire form of what was counted."""
        tally = counted.tally
        return cls(
            rows=tally.rows,
            minutes=tally.minutes,
            hours=hours_text(tally.minutes),
            amount=tally.amount,
            tax=tally.tax,
        )


class ProgressView(Wire):
    """How far a job is in the state it is in."""

    done: int = Field(description="How many entries, or pieces, it has seen to.")
    of: int | None = Field(description="Of how many; null where nobody knows yet.")


class ExportFindingView(Wire):
    """What is to be said of a line, or of the whole file where `entry_id` is null."""

    code: str
    message: str
    entry_id: Id | None
    column: str | None = Field(description="As the file names it.")
    refuses: bool = Field(description="Whether the file would be invalid, and is not written.")

    @classmethod
    def of(cls, finding: ExportFinding) -> Self:
        """The wire form of a finding."""
        return cls(**dict(finding))


class FileView(Wire):
    """The file of a job: there to be fetched until its time is over."""

    name: str
    bytes: int | None = Field(description="Its size; null once it is erased.")
    until: datetime = Field(description="When it is erased.")


class JobView(Wire):
    """One job that writes a file; its ETag is its version in double quotes."""

    id: Id
    version: int
    kind: JobKind
    state: JobState
    wanted: WantedView | None = Field(description="Null for an archive, which holds everything.")
    progress: ProgressView
    totals: TotalsView
    left_out: dict[LeftOut, int] = Field(
        description="How many approved entries that were asked for stay out, and why."
    )
    refusals: int = Field(description="How many findings refuse the file.")
    failure: str | None = Field(description="Why it failed, in words.")
    retryable: bool
    withdrawable: bool = Field(
        description="Whether it can be taken back, so that its entries can go out in another file."
    )
    file: FileView | None = Field(description="Null until it is done.")
    created_at: datetime
    updated_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, job: Job) -> Self:
        """The wire form of a job."""
        return cls.model_validate(_shown(job))


class JobOpened(JobView):
    """A job that is looked at: all that is said of its lines, and the grant to fetch its file."""

    findings: list[ExportFindingView] = Field(description="The first 200, those that refuse before others.")
    more_findings: int
    download: GrantView | None = Field(description="Null unless the file is there.")

    @classmethod
    def of_opened(cls, opened: Opened) -> Self:
        """The wire form of a job that is looked at."""
        counted = opened.job.counted
        more = {
            "findings": [ExportFindingView.of(finding) for finding in counted.findings],
            "more_findings": counted.more_findings,
            "download": GrantView.of(opened.download) if opened.download else None,
        }
        return cls.model_validate(_shown(opened.job) | more)


class JobPage(Wire):
    """A page of jobs, newest first; `after` goes on from it, null at the end."""

    items: list[JobView]
    after: str | None


def _shown(job: Job) -> dict[str, object]:
    plain = ("id", "version", "kind", "state", "failure", "created_at", "updated_at", "ended_at")
    moves = MOVES[job.state]
    return {name: getattr(job, name) for name in plain} | {
        "wanted": WantedView.of(job.wanted) if job.wanted else None,
        "progress": ProgressView(done=job.done, of=job.of),
        "totals": TotalsView.of(job.counted),
        "left_out": dict(job.counted.left_out),
        "refusals": job.counted.refusals,
        "retryable": JobState.QUEUED in moves,
        "withdrawable": job.state in {JobState.DONE, JobState.FAILED},
        "file": _file(job),
    }


def _file(job: Job) -> FileView | None:
    if job.file_name is None or job.file_until is None:
        return None
    return FileView(name=job.file_name, bytes=job.file_bytes, until=job.file_until)
