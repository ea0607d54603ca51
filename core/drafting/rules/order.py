"""Whether the lawyer says the time of a task before its work or after it."""

from collections.abc import Sequence
from enum import Enum, auto

from core.drafting.rules.pieces import Piece, Role


class Order(Enum):
    """Whether a time that stands alone belongs to the work before it or behind it."""

    TIME_FIRST = auto()
    TIME_LAST = auto()
    UNSURE = auto()


def order_of(parts: Sequence[Piece]) -> Order:
    """The order that fits all pieces; unsure where both do and nothing tells."""
    roles = [part.role for part in parts]
    last, first = _fits(roles), _fits(roles[::-1])
    if last != first:
        return Order.TIME_LAST if last else Order.TIME_FIRST
    told = [part for part in parts if part.role in {Role.TASK, Role.TIME, Role.WORK}]
    if not told or Role.TIME not in roles:
        return Order.TIME_FIRST
    if told[0].time:
        last = told[0].has_work_before(told[0].time.span.start)
        return Order.TIME_LAST if last else Order.TIME_FIRST
    sure = told[-1].role is not Role.WORK or Role.NAME not in roles
    return Order.TIME_LAST if sure else Order.UNSURE


def _fits(roles: Sequence[Role]) -> bool:
    """Whether work that has no time stands before each time that has no work."""
    waiting = False
    for role in roles:
        if role is Role.TIME and not waiting:
            return False
        if role in {Role.WORK, Role.TIME, Role.TASK}:
            waiting = role is Role.WORK
    return True
