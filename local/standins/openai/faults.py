"""Faults the stand-in can be told to show, in the order they were given."""

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from local.standins.openai.content_filter import blocked_prompt
from local.standins.openai.errors import ApiError
from local.standins.serving import WorkFault

type FaultName = Literal[
    "slow",
    "rate_limited",
    "server_error",
    "content_filter",
    "content_filter_completion",
    "refusal",
    "length",
    "malformed",
    "wrong_schema",
    "drop_before",
    "drop_after",
    "scripted",
]

COMPLETION_ONLY = {
    "content_filter",
    "content_filter_completion",
    "refusal",
    "length",
    "malformed",
    "wrong_schema",
}


class Fault(WorkFault):
    """One fault: which operation shows it, for how many calls (None: until cleared), and its particulars."""

    operation: Literal["transcriptions", "completions", "*"]
    fault: FaultName
    retry_after: int = Field(default=1, ge=0, description="rate_limited: Retry-After, in seconds")
    status: Literal[500, 503] = Field(default=500, description="server_error: the status")
    inner_error_name: Literal["innererror", "inner_error"] = Field(
        default="innererror",
        description="content_filter: as the service spells it, or as its specification does",
    )
    text: str | None = Field(default=None, description="scripted: what the transcription says")
    no_speech_prob: float = Field(default=0.01, ge=0, le=1, description="scripted: of the transcription")
    avg_logprob: float = Field(default=-0.2, le=0, description="scripted: of the transcription")
    language: str | None = Field(
        default=None, description="scripted: the language it was detected in, such as french"
    )
    answer: Any = Field(default=None, description="scripted: the completion; text goes out as it is")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.operation == "transcriptions" and self.fault in COMPLETION_ONLY:
            raise ValueError(f"{self.fault} is a fault of completions")
        if self.fault == "scripted" and not self._script_fits():
            raise ValueError("scripted needs text for transcriptions or answer for completions")
        return self

    def _script_fits(self) -> bool:
        given = {"transcriptions": self.text, "completions": self.answer}
        return self.operation != "*" and given[self.operation] is not None

    def fits(self, operation: str) -> bool:
        """Return whether a call of this operation shows the fault; "*" leaves out what it cannot show."""
        if self.operation == "*":
            return operation == "completions" or self.fault not in COMPLETION_ONLY
        return self.operation == operation

    def error(self) -> ApiError | None:
        """Return the error that is answered instead of doing the work, if this is such a fault."""
        match self.fault:
            case "rate_limited":
                return _rate_limited(self.retry_after)
            case "server_error":
                return _server_error(self.status)
            case "content_filter":
                return blocked_prompt(self.inner_error_name)
            case _:
                return None


def _rate_limited(seconds: int) -> ApiError:
    message = (
        "Requests have exceeded call rate limit of your current OpenAI S0 pricing tier. "
        f"Please retry after {seconds} seconds."
    )
    headers = {"retry-after": str(seconds), "retry-after-ms": str(seconds * 1000)}
    return ApiError(429, message, code="429", headers=headers)


def _server_error(status: int) -> ApiError:
    messages = {
        500: ("InternalServerError", "The server had an error processing your request."),
        503: ("ServiceUnavailable", "The service is temporarily unable to process your request."),
    }
    code, message = messages[status]
    return ApiError(status, message, code=code)
