"""Short ways to lint lines."""

from datetime import date
from typing import Any

from core.domain.findings import Finding
from core.domain.preferences import Rules
from core.drafting.lint import Line, lint

TODAY = date(2026, 3, 20)


def line(narrative: str, minutes: int | None = 60, **more: Any) -> Line:
    """A line of an hour, seen on the day of its work."""
    fields: dict[str, Any] = {"id": "one", "seen_on": TODAY, "work_date": TODAY, "matter_id": "M-1"} | more
    return Line(narrative=narrative, minutes=minutes, **fields)


def found(narrative: str, minutes: int | None = 60, rules: Rules | None = None, **more: Any) -> list[Finding]:
    """What the lint says of a line."""
    return list(lint(line(narrative, minutes, **more), rules or Rules()))


def codes(narrative: str, minutes: int | None = 60, rules: Rules | None = None, **more: Any) -> list[str]:
    """The codes of what the lint says of a line."""
    return [str(one.code) for one in found(narrative, minutes, rules, **more)]
