"""The tasks of a dictation: which pieces belong together, and which matter and day hold for them.

A matter or a day that stands before all tasks is a heading: it holds for the tasks that follow, until another
is said. A task that names another matter than the one before is never joined to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from core.drafting.rules.days import Day
from core.drafting.rules.matters import Mention
from core.drafting.rules.order import Order, order_of
from core.drafting.rules.pieces import Piece, Role, pieces
from core.drafting.rules.said import Said
from core.drafting.rules.task import Task


def tasks(said: Said) -> list[Task]:
    """The tasks that were dictated, in order."""
    parts = pieces(said)
    grouping = _Grouping(order_of(parts), has_one_time=len(said.times) <= 1)
    for part in parts:
        grouping.add(part)
    return [task for task in grouping.finished() if task.shows_work]


@dataclass
class _Grouping:
    order: Order
    has_one_time: bool
    done: list[Task] = field(default_factory=list)
    waiting: list[Piece] = field(default_factory=list)
    heading: Mention | None = None
    day: Day | None = None
    has_headings: bool = False
    has_day_headings: bool = False
    unused: list[Piece] = field(default_factory=list)
    of_all: list[Piece] = field(default_factory=list)
    ahead: list[Piece] = field(default_factory=list)
    billing_of_all: Piece | None = None

    @property
    def time_stands_last(self) -> bool:
        return self.order is not Order.TIME_FIRST

    def add(self, piece: Piece) -> None:
        adding = {
            Role.TASK: self._task,
            Role.TIME: self._time,
            Role.WORK: self._work,
            Role.NAME: self._name,
            Role.EVERYTHING: self.of_all.append,
            Role.BILLING: self._billing,
            Role.BOOKMARK: self._bookmark,
        }
        if piece.role is not Role.NOTHING:
            adding[piece.role](piece)

    def finished(self) -> list[Task]:
        self._flush()
        if not self.done and self.unused:
            self._open([])
        self._join_lone_time()
        self._doubt()
        for piece in self.of_all:
            self._hold_for_all(piece)
        return self.done

    def _doubt(self) -> None:
        """Mark what may belong to the task before or to the one behind.

        A matter between two tasks is that of the first if one stands behind the last, too.
        """
        for piece in self.unused:
            for task in self.done:
                task.doubt(piece)
        matters_last = bool(self.done) and any(piece.names for piece in self.done[-1].trailing)
        for one, other in pairwise(self.done):
            for piece in one.trailing:
                matter = piece.names and not matters_last and not other.has_inner_names
                if matter or (piece.days and not other.days):
                    one.doubt(piece)
                    other.doubt(piece)

    def _join_lone_time(self) -> None:
        """A time at the end with no work contradicts that of the task before it."""
        *before, last = self.done or [Task([])]
        if before and before[-1].times and last.times and last.waits_for_work and not last.names:
            self.done = before
            before[-1].pieces += last.pieces

    def _open(self, begun: list[Piece]) -> Task:
        task = Task([*self.ahead, *begun], self.heading, self.day)
        task.unsure_billing = self.billing_of_all
        self.billing_of_all = next(iter(self.ahead), self.billing_of_all)
        self.unused, self.ahead = [], []
        self.done.append(task)
        self._settle(task)
        return task

    def _settle(self, task: Task) -> None:
        """Take "same file" as what the task before has; another matter ends what a heading says."""
        if any(piece.is_of_same for piece in task.pieces) and len(self.done) > 1:
            before = self.done[-2]
            task.heading = next(iter(before.names), before.heading)
        if any(name.matter_id is None or name.matter_id != self._headed for name in task.names):
            self.heading = None

    @property
    def _headed(self) -> str | None:
        return self.heading.matter_id if self.heading else None

    def _append(self, task: Task, piece: Piece) -> None:
        task.pieces.append(piece)
        self._settle(task)

    def _task(self, piece: Piece) -> None:
        self._flush()
        self._open([piece])
        self._lead(piece)

    def _lead(self, piece: Piece) -> None:
        """A day that begins the whole dictation holds for all of it."""
        if len(self.done) == 1 and piece.days and piece.time and not self.has_day_headings:
            day = piece.days[0]
            if day.span < piece.time.span and not piece.has_work_before(piece.time.span.start):
                self.day = day

    def _time(self, piece: Piece) -> None:
        if piece.corrects and self.done and not self.waiting:
            self._append(self.done[-1], piece)
            return
        if self.time_stands_last and self.waiting:
            task = self._flush()
            self._append(task, piece)
            task.has_unsure_time = self.order is Order.UNSURE
            return
        self._flush()
        before = self.done[-1] if self.done else None
        self._open([piece])
        self._lead(piece)
        if before and piece.names and not before.names and not before.heading:
            before.doubt(piece)
            self.done[-1].doubt(piece)

    def _work(self, piece: Piece) -> None:
        last = self.done[-1] if self.done and not self.waiting else None
        if last and (last.waits_for_work or (not self.time_stands_last and self._goes_on(last, piece))):
            self._append(last, piece)
        else:
            self.waiting.append(piece)

    def _goes_on(self, task: Task, piece: Piece) -> bool:
        """Whether work without a time belongs to the task before it."""
        if piece.names:
            begun_by_time = task.pieces[0].role is Role.TIME and not self.has_headings
            return begun_by_time and not task.names
        other_day = piece.days and task.days and piece.days[0].day != task.days[0].day
        if other_day or task.names_another(piece):
            return False
        if piece.said.phrases.goes_on.match(piece.rest):
            return True
        return not (piece.shows_work and (task.names or task.pieces[-1].role is Role.TASK))

    def _flush(self) -> Task:
        """Make tasks of the work that waits for a time; the last of them is returned."""
        for piece in self.waiting:
            last = self.done[-1] if self.done else None
            if last is None or self._is_apart(last, piece):
                self._open([piece])
            else:
                self._append(last, piece)
                last.trailing += [piece] if piece.role is Role.NAME else []
        self.waiting = []
        return self.done[-1] if self.done else Task([])

    def _is_apart(self, last: Task, piece: Piece) -> bool:
        if last.is_bookmark or (piece.names and last.names) or last.names_another(piece):
            return True
        if last.names and piece.shows_work and not piece.said.phrases.goes_on.match(piece.rest):
            return True
        shares_time = self.has_one_time and last.pieces[-1].role is not Role.TASK
        return bool(last.times) and not shares_time

    def _bookmark(self, piece: Piece) -> None:
        self._flush()
        self._open([piece])

    def _billing(self, piece: Piece) -> None:
        if self.done and not self.waiting:
            self.done[-1].pieces.append(piece)
        elif self.waiting:
            self.waiting.append(piece)
        else:
            self.ahead.append(piece)

    def _name(self, piece: Piece) -> None:
        """A matter or a day by itself: a heading before all tasks or in the place of one, else the task's."""
        begins = not self.done and not self.waiting
        rest = self.waiting or (self.done[-1].pieces if self.done else [])
        if piece.names:
            heads = begins or self.has_headings or _is_named(rest)
        else:
            heads = begins or self.has_day_headings or any(one.days for one in rest)
        if heads:
            self._head(piece, begins=begins)
        elif self.waiting:
            self.waiting.append(piece)
        else:
            self._append(self.done[-1], piece)
            self.done[-1].trailing.append(piece)

    def _head(self, piece: Piece, *, begins: bool) -> None:
        self._flush()
        self.unused.append(piece)
        if piece.names:
            self.heading = piece.names[-1]
            self.has_headings |= begins
        if piece.days:
            self.day = piece.days[-1]
            self.has_day_headings |= begins

    def _hold_for_all(self, piece: Piece) -> None:
        for task in self.done:
            task.heading = task.heading or next(iter(piece.names), None)
            task.heading_day = task.heading_day or next(iter(piece.days), None)
            task.pieces += [] if piece.days or piece.names else [piece]


def _is_named(pieces: Sequence[Piece]) -> bool:
    """Whether pieces name a matter, and surely."""
    names = [name.matter_id for piece in pieces for name in piece.names]
    return bool(names) and None not in names
