"""Faults the stand-in can be told to show, in the order they were given."""

from typing import Literal, Self

from pydantic import Field, model_validator

from local.standins.serving import WorkFault
from local.standins.speech.errors import Shape, SpeechError

type FaultName = Literal[
    "slow", "rate_limited", "server_error", "error", "malformed", "drop_before", "drop_after", "scripted"
]
type Code = Literal[
    "InvalidRequest",
    "InvalidArgument",
    "InternalServerError",
    "ServiceUnavailable",
    "NotFound",
    "PipelineError",
    "Conflict",
    "InternalCommunicationFailed",
    "Forbidden",
    "NotAllowed",
    "Unauthorized",
    "UnsupportedMediaType",
    "TooManyRequests",
    "UnprocessableEntity",
]


class Fault(WorkFault):
    """One fault: for how many calls (None: until cleared), and its particulars."""

    operation: Literal["transcriptions", "*"] = "transcriptions"
    fault: FaultName
    shape: Shape = Field(
        default="plain", description="errors: as the service shapes them, or wrapped as its gateway does"
    )
    retry_after: int = Field(default=1, ge=0, description="rate_limited: Retry-After, in seconds")
    status: int = Field(default=500, ge=400, le=599, description="server_error, error: the status")
    code: Code = Field(default="InvalidRequest", description="error: its code")
    inner_code: str | None = Field(default=None, description="error: the code of its inner error")
    text: str | None = Field(default=None, description="scripted: what the transcription says")
    locale: str | None = Field(default=None, description="scripted: the locale it says it heard")
    confidence: float = Field(default=0.9, gt=0, le=1, description="scripted: of the one phrase")

    @model_validator(mode="after")
    def _has_its_text(self) -> Self:
        if self.fault == "scripted" and self.text is None:
            raise ValueError("scripted needs text")
        if self.fault == "server_error" and self.status not in (500, 503):
            raise ValueError("a server_error has status 500 or 503")
        return self

    def error(self) -> SpeechError | None:
        """Return the error that is answered instead of doing the work, if this is such a fault."""
        match self.fault:
            case "rate_limited":
                return self._rate_limited()
            case "server_error":
                code = "InternalServerError" if self.status == 500 else "ServiceUnavailable"  # noqa: PLR2004
                return SpeechError(self.status, code, "The service has failed.", shape=self.shape)
            case "error":
                return self._asked_for()
            case _:
                return None

    def _rate_limited(self) -> SpeechError:
        headers = {"Retry-After": str(self.retry_after)}
        said = "Too many requests: come back later."
        return SpeechError(429, "TooManyRequests", said, shape=self.shape, headers=headers)

    def _asked_for(self) -> SpeechError:
        inner = {"code": self.inner_code, "message": "As asked for."} if self.inner_code else None
        details = {"innerError": inner} if inner else {}
        return SpeechError(self.status, self.code, "As asked for.", shape=self.shape, **details)
