"""A file that is not what it should be as a whole: no line of it can be trusted."""

from core.domain.errors import InvalidInput

SAVE_AS = 'Save it anew as "CSV UTF-8 (comma delimited)" and send that.'


def unreadable(problem: str, line: int | None = None) -> InvalidInput:
    """The error that says what the file looks like and what to do, and on which line."""
    field = "file" if line is None else f"line {line}"
    return InvalidInput(problem, code="csv_unreadable", errors=[{"field": field, "problem": problem}])
