"""Errors in both shapes that Azure AI Speech answers them: its own, and the wrapped one of the gateway."""

from collections.abc import Mapping
from typing import Any, Literal

from local.standins.serving import Refusal

type Shape = Literal["plain", "wrapped"]


class SpeechError(Refusal):
    """A request that is answered with an error status and an error body."""

    def __init__(
        self,
        http_status: int,
        code: str,
        message: str,
        *,
        shape: Shape = "plain",
        headers: Mapping[str, str] | None = None,
        **details: Any,
    ) -> None:
        error = {"code": code, "message": message, **details}
        body = error if shape == "plain" else {"error": error}
        super().__init__(message, http_status, body, headers or {})


def unauthorized() -> SpeechError:
    """Return the gateway's 401 of a request without credentials."""
    return SpeechError(
        401, "Unauthorized", "The request has no subscription key and no token.", shape="wrapped"
    )


def invalid_argument(message: str, target: str) -> SpeechError:
    """Return a 400 that names the part at fault."""
    return SpeechError(400, "InvalidArgument", message, target=target)


def unusable_audio(inner_code: str, message: str) -> SpeechError:
    """Return the 422 of audio that cannot be transcribed."""
    inner = {"code": inner_code, "message": message}
    return SpeechError(422, "UnprocessableEntity", "The audio cannot be transcribed.", innerError=inner)
