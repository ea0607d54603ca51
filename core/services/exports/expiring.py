"""The message that has the file of a job erased when its time is over."""

from datetime import timedelta

from core.domain.identity import Lawyer

EXPIRY_SLACK = timedelta(minutes=1)


def expiry_message(lawyer: Lawyer, job_id: str) -> dict[str, str]:
    """The housekeeping message that erases a file whose time is over."""
    return {"kind": "export", "lawyer": lawyer.key, "export": job_id}
