"""Exports over the wire: what a file is to hold, and how the job stands that writes it."""

from datetime import date, datetime, timedelta
from typing import Annotated, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from core.domain.exports import ExportFinding, ExportWanted, LeftOut
from core.domain.hours import hours_text
from core.domain.invoices import Invoice
from core.domain.jobs import Job, JobKind, JobState
from core.domain.presets import PresetName
from core.domain.values import MatterId
from core.services.exports.requesting import Opened
from functions.contracts.base import GrantView, Id, Wire
from functions.contracts.entries import Day

MOST_NAMED = 100
# Ten years, whichever of them are leap years.
_LONGEST = timedelta(days=3_653)

Client = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class NewExport(Wire):
    """What an export is to hold: approved work from the day `from` to the day `to`, both included."""

    preset: PresetName = Field(description="The kind of file, as GET /api/export-presets names it.")
    first: Day = Field(alias="from", description="The first work date.")
    last: Day = Field(alias="to", description="The last work date; ten years at most.")
    matters: Annotated[tuple[MatterId, ...], Field(max_length=MOST_NAMED)] = Field(
        default=(), description="Only work on these matters; none named: all."
    )
    clients: Annotated[tuple[Client, ...], Field(max_length=MOST_NAMED)] = Field(
        default=(), description="Only work for these clients, as matters name them; none named: all."
    )
    include_exported: bool = Field(default=False, description="Also what left in an export before.")
    plain_text: bool = Field(
        default=False,
        description="Write plainly what the kind of file cannot hold, such as accents; told line by line.",
    )
    invoice: Invoice | None = Field(default=None, description="LEDES: what the invoice says.")

    @model_validator(mode="after")
    def _a_stretch_of_days(self) -> Self:
        if self.first > self.last:
            raise ValueError("`from` must not be after `to`")
        if self.last - self.first >= _LONGEST:
            raise ValueError("`from` and `to` are more than ten years apart: ask for several files")
        return self

    def wanted(self) -> ExportWanted:
        """What the service is told."""
        return ExportWanted(**self.model_dump(exclude={"invoice"}), invoice=self.invoice)


class WantedView(Wire):
    """What an export was asked for with, but for the invoice, of which the number is shown."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)

    preset: str
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    matters: list[str]
    clients: list[str]
    include_exported: bool
    plain_text: bool
    invoice_number: str | None

    @classmethod
    def of(cls, wanted: ExportWanted) -> Self:
        """The wire form of what was wanted."""
        number = wanted.invoice.number if wanted.invoice else None
        return cls(**wanted.model_dump(exclude={"invoice"}), invoice_number=number)


class ProgressView(Wire):
    """How far a job is in the state it is in: `done` of `of`, null until that is known."""

    done: int
    of: int | None


class JobView(Wire):
    """One job that writes a file: where it stands, what its lines come to, and what stayed out."""

    id: Id
    version: int
    kind: JobKind
    state: JobState
    wanted: WantedView | None = Field(description="What an export is to hold; null for an archive.")
    progress: ProgressView
    rows: int = Field(description="How many lines the file has, or has so far.")
    hours: str = Field(description="What they come to, as a decimal number of hours.", examples=["12.5"])
    amount: str | None = Field(description="What they come to in money; null if a line has no rate.")
    tax: str = Field(description="The tax on it, for a kind of file that knows taxes.")
    left_out: dict[LeftOut, int] = Field(description="How many entries stayed out, by the reason.")
    refusals: int = Field(description="How many findings keep the file from being written.")
    explanation: str | None = Field(description="Why it failed.")
    retryable: bool
    withdrawable: bool = Field(description="Whether it can be taken back, so that its entries go out anew.")
    file_name: str | None
    file_bytes: int | None = Field(description="The size of the file; null while, or once, there is none.")
    file_until: datetime | None = Field(description="When the file is erased.")
    created_at: datetime
    updated_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, job: Job) -> Self:
        """The wire form of a job."""
        return cls.model_validate(_plain(job))


class JobOpened(JobView):
    """A job with all that is to be said of its lines, and the grant to fetch its file."""

    findings: list[ExportFinding] = Field(description="Those that refuse first; the rest is counted.")
    more_findings: int
    download: GrantView | None = Field(description="Null while, or once, there is no file.")

    @classmethod
    def of_opened(cls, opened: Opened) -> Self:
        """The wire form of a job that is looked at."""
        counted = opened.job.counted
        shown = {
            "findings": counted.findings,
            "more_findings": counted.more_findings,
            "download": GrantView.of(opened.download) if opened.download else None,
        }
        return cls.model_validate(_plain(opened.job) | shown)


class JobPage(Wire):
    """A page of jobs, newest first; `after` goes on from it, null at the end."""

    items: list[JobView]
    after: str | None


def _plain(job: Job) -> dict[str, object]:
    tally = job.counted.tally
    same = {name: getattr(job, name) for name in JobView.model_fields if hasattr(job, name)}
    return same | {
        "wanted": WantedView.of(job.wanted) if job.wanted else None,
        "progress": ProgressView(done=job.done, of=job.of),
        "rows": tally.rows,
        "hours": hours_text(tally.minutes),
        "amount": tally.amount,
        "tax": tally.tax,
        "left_out": job.counted.left_out,
        "refusals": job.counted.refusals,
        "explanation": job.failure,
        "retryable": job.can_move(JobState.QUEUED),
        "withdrawable": job.can_be_withdrawn,
    }
