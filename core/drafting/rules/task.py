"""One task of a dictation: its pieces, and what was said for it elsewhere."""

from dataclasses import dataclass, field

from core.drafting.rules.days import Day
from core.drafting.rules.matters import Mention
from core.drafting.rules.pieces import Piece
from core.drafting.rules.spans import Span
from core.drafting.rules.times import Time


@dataclass
class Task:
    """The pieces of one task, with the matter and the day that were said for it elsewhere."""

    pieces: list[Piece]
    heading: Mention | None = None
    heading_day: Day | None = None
    trailing: list[Piece] = field(default_factory=list)
    unsure: list[Span] = field(default_factory=list)
    has_unsure_day: bool = False
    has_unsure_time: bool = False
    unsure_billing: Piece | None = None

    @property
    def is_bookmark(self) -> bool:
        """Whether this marks where work stopped."""
        return any(piece.bookmark for piece in self.pieces)

    @property
    def times(self) -> list[Time]:
        """The times of all pieces, or of those that correct the others."""
        corrected = [piece for piece in self.pieces if piece.corrects and piece.time]
        return [
            time
            for piece in corrected[-1:] or self.pieces
            for time in piece.said.times
            if piece.span.holds(time.span)
        ]

    @property
    def days(self) -> list[Day]:
        """The days said for this task alone."""
        return [day for piece in self.pieces for day in piece.days]

    @property
    def names(self) -> list[Mention]:
        """The matters that are surely named for this task."""
        return [name for piece in self.pieces for name in piece.names]

    @property
    def has_inner_names(self) -> bool:
        """Whether a matter is named within the task, and not behind it."""
        return any(piece.names for piece in self.pieces if piece not in self.trailing)

    @property
    def matters(self) -> set[str]:
        """The ids of all matters named here."""
        found = {mention.matter_id for piece in self.pieces for mention in piece.mentions}
        return {one for one in found if one}

    def doubt(self, piece: Piece) -> None:
        """Take it that the matter or the day of a piece may not be this task's, or may."""
        self.unsure += [name.span for name in piece.names]
        self.has_unsure_day |= bool(piece.days)

    def names_another(self, piece: Piece) -> bool:
        """Whether a piece names a matter that this task does not."""
        own = {mention.matter_id for mention in piece.mentions if mention.matter_id}
        return bool(own and self.matters and not own <= self.matters)

    @property
    def waits_for_work(self) -> bool:
        """Whether no work was told yet."""
        return not any(piece.has_work for piece in self.pieces)

    @property
    def shows_work(self) -> bool:
        """Whether this is surely work."""
        return self.is_bookmark or any(
            piece.time or piece.shows_work or piece.mentions for piece in self.pieces
        )
