"""One use of a function, as operators see it: a line with its name, ids, outcome and duration."""

import logging
import time

NO_SUBJECT = "-"

_log = logging.getLogger(__name__)
_LINE = "function=%s subject=%s outcome=%s ms=%d"


class Use:
    """A use that begins now; `subject` is the id it is about. Nothing else of a request is logged."""

    def __init__(self, function: str, subject: str) -> None:
        self._function = function
        self._subject = subject
        self._began = time.monotonic()

    def ended(self, outcome: str) -> None:
        """It came to an end that it may come to: done, or refused with a code."""
        _log.info(_LINE, self._function, self._subject, outcome, self._ms())

    def failed(self, error: Exception) -> None:
        """It came to an end that nobody foresaw; the error's text may quote a lawyer, so its type is told."""
        _log.error(_LINE, self._function, self._subject, type(error).__name__, self._ms())

    def _ms(self) -> int:
        return round((time.monotonic() - self._began) * 1000)
