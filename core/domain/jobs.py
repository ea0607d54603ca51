"""Jobs that write a file for their lawyer: exports of approved entries, and the archive of everything.

| from        | to          | how                                                          |
|-------------|-------------|--------------------------------------------------------------|
| queued      | checking    | its turn has come                                            |
| checking    | marking     | every line can be written                                    |
| checking    | refused     | some cannot: the findings say which, and nothing was marked  |
| checking    | withdrawing | the same, of one that had marked entries before it failed    |
| marking     | writing     | every entry that goes out is marked as going out with it     |
| marking     | withdrawing | what is left cannot be written: the marks are taken back     |
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

from datetime import datetime
from enum import StrEnum
from typing import Self

from core.domain.archives import ArchivePlace
from core.domain.errors import NotPossible
from core.domain.exports import Counted, ExportWanted, Tally
from core.domain.values import Id, Instant, Value

MOST_ATTEMPTS = 5


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


_S = JobState

AT_WORK = frozenset({_S.QUEUED, _S.CHECKING, _S.MARKING, _S.WRITING, _S.WITHDRAWING})

MOVES: dict[JobState, frozenset[JobState]] = {
    _S.QUEUED: frozenset({_S.CHECKING, _S.WRITING, _S.FAILED}),
    _S.CHECKING: frozenset({_S.MARKING, _S.REFUSED, _S.WITHDRAWING, _S.FAILED}),
    _S.MARKING: frozenset({_S.WRITING, _S.WITHDRAWING, _S.FAILED}),
    _S.WRITING: frozenset({_S.DONE, _S.WITHDRAWING, _S.FAILED}),
    _S.DONE: frozenset({_S.WITHDRAWING}),
    _S.REFUSED: frozenset(),
    _S.FAILED: frozenset({_S.QUEUED, _S.WITHDRAWING}),
    _S.WITHDRAWING: frozenset({_S.WITHDRAWN, _S.REFUSED, _S.FAILED}),
    _S.WITHDRAWN: frozenset(),
}

_ENDS = frozenset({_S.DONE, _S.REFUSED, _S.FAILED, _S.WITHDRAWN})

BROKE_OFF = "It broke off several times. Try again, or withdraw it."


class Job(Value):
    """One job of one lawyer.

    `done` of `of` is its progress in the state it is in, None until `of` is known. `cursor` is the key behind
    which it goes on, `blocks` the numbers of the pieces of the file that are stored, in the order they were
    written; `written` is what these come to. `has_marks` says that entries may be marked with it. `attempts`
    counts the workers that began without getting on. `settings` is a hash of the settings it is made with.
    `archive` is how far an archive has come.
    `failure` is why it failed, `file_until` when its file is erased, `file_bytes` None once it is.
    """

    id: Id
    kind: JobKind
    version: int = 1
    state: JobState = JobState.QUEUED
    wanted: ExportWanted | None = None
    counted: Counted = Counted()
    done: int = 0
    of: int | None = None
    cursor: str | None = None
    blocks: tuple[int, ...] = ()
    written: Tally = Tally()
    has_marks: bool = False
    attempts: int = 0
    settings: str | None = None
    archive: ArchivePlace | None = None
    failure: str | None = None
    file_name: str | None = None
    file_bytes: int | None = None
    file_until: Instant | None = None
    created_at: Instant
    updated_at: Instant
    ended_at: Instant | None = None

    def begun(self, now: datetime) -> Self:
        """A worker has it; whoever had it before can commit no more."""
        tried = {"attempts": self.attempts + 1}
        if self.state is not _S.QUEUED:
            return self._on(now, **tried)
        first = _S.CHECKING if self.kind is JobKind.EXPORT else _S.WRITING
        return self._moved(first, now, **tried)

    def calmed(self, now: datetime) -> Self:
        """The worker that began did not break off by its own doing."""
        return self._on(now, attempts=0)

    def over(self, settings: str, now: datetime) -> Self:
        """The check from its start, with the settings as they are now."""
        return self._on(now, **_UNWRITTEN, counted=Counted(), settings=settings)

    def looked(self, counted: Counted, seen: int, cursor: str, now: datetime) -> Self:
        """Further on in its check."""
        return self._on(now, attempts=0, counted=counted, done=self.done + seen, cursor=cursor)

    def passed(self, counted: Counted, now: datetime) -> Self:
        """Checked: what goes out is to be marked, and counted anew."""
        rows, fresh = counted.tally.rows, counted.model_copy(update={"tally": Tally(), "left_out": {}})
        return self._moved(
            _S.MARKING, now, **_UNWRITTEN | {"of": rows}, attempts=0, counted=fresh, has_marks=True
        )

    def marked(self, counted: Counted, cursor: str, now: datetime) -> Self:
        """Further on in marking."""
        return self._on(now, attempts=0, counted=counted, done=counted.tally.rows, cursor=cursor)

    def ready(self, counted: Counted, now: datetime) -> Self:
        """Marked: the file is to be written."""
        return self._moved(
            _S.WRITING, now, **_UNWRITTEN | {"of": counted.tally.rows}, attempts=0, counted=counted
        )

    def wrote(self, written: Tally, cursor: str, now: datetime) -> Self:
        """Further on in writing; the piece was stored under the number of this version."""
        blocks = (*self.blocks, self.version)
        return self._on(now, attempts=0, blocks=blocks, done=written.rows, written=written, cursor=cursor)

    def archived(self, archive: ArchivePlace, rows: int, cursor: str | None, now: datetime) -> Self:
        """Further on in an archive; the piece was stored under the number of this version."""
        blocks = (*self.blocks, self.version)
        return self._on(now, attempts=0, blocks=blocks, done=self.done + rows, archive=archive, cursor=cursor)

    def rewriting(self, now: datetime) -> Self:
        """Writing from the start, as its pieces are gone."""
        return self._on(now, **_UNWRITTEN | {"of": self.of})

    def finished(self, file_name: str, size: int, until: datetime, now: datetime) -> Self:
        """Done: the file is there, until it is erased."""
        file = {"file_name": file_name, "file_bytes": size, "file_until": until}
        return self._moved(_S.DONE, now, attempts=0, **file)

    def refused(self, counted: Counted, now: datetime) -> Self:
        """It cannot be written, and nothing is marked."""
        return self._moved(_S.REFUSED, now, counted=counted, cursor=None)

    def failed(self, now: datetime) -> Self:
        """It broke off too often."""
        return self._moved(_S.FAILED, now, failure=BROKE_OFF)

    def retried(self, now: datetime) -> Self:
        """All of it from the start; it keeps its place, and the marks that it has made."""
        fresh = {"counted": Counted(), "settings": None, "failure": None, "attempts": 0}
        return self._moved(_S.QUEUED, now, **_UNWRITTEN, **fresh)

    def withdrawing(self, now: datetime, counted: Counted | None = None) -> Self:
        """Its marks are to be taken back; `counted` says why, if it is not its lawyer who wants it."""
        kept = counted or self.counted
        start = _UNWRITTEN | {"of": kept.tally.rows}
        return self._moved(_S.WITHDRAWING, now, **start, attempts=0, failure=None, counted=kept)

    def unmarked(self, entries: int, cursor: str, now: datetime) -> Self:
        """Further on in taking marks back."""
        return self._on(now, attempts=0, done=self.done + entries, cursor=cursor)

    def withdrawn(self, now: datetime) -> Self:
        """No entry is marked with it any more; one that could not be written is refused."""
        end = _S.REFUSED if self.counted.refusals else _S.WITHDRAWN
        return self._moved(end, now, attempts=0, file_bytes=None, cursor=None, has_marks=False)

    def expired(self, now: datetime) -> Self:
        """Done as it was, but its file is erased."""
        return self._on(now, file_bytes=None)

    def has_file(self, now: datetime) -> bool:
        """Whether its file can be fetched."""
        there = self.state is _S.DONE and self.file_bytes is not None
        return there and self.file_until is not None and now < self.file_until

    def _moved(self, to: JobState, now: datetime, **changes: object) -> Self:
        if to not in MOVES[self.state]:
            problem = f"An export that is {self.state} cannot become {to}."
            raise NotPossible(problem, code="export_state", state=self.state)
        ended = now if to in _ENDS else None
        return self._on(now, **{"ended_at": ended} | changes | {"state": to})

    def _on(self, now: datetime, **changes: object) -> Self:
        return self.model_copy(update=changes | {"version": self.version + 1, "updated_at": now})


_UNWRITTEN: dict[str, object] = {
    "done": 0,
    "of": None,
    "cursor": None,
    "blocks": (),
    "written": Tally(),
    "archive": None,
}
