"""One HTTP call: who calls, with what, and on which application."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import azure.functions as func
from pydantic import BaseModel, ValidationError

from core.domain.errors import InvalidInput, NotFound, VersionMissing
from core.domain.identity import Lawyer, Principal
from core.domain.ids import is_id

if TYPE_CHECKING:
    from core.bootstrap import Application

_ETAG = re.compile(r'^"(\d{1,9})"$')
_KEY = re.compile(r"^[\x21-\x7e]{1,255}$")
_JSON_TYPES = {"application/json", "application/merge-patch+json"}
_UTF_8 = {"utf-8", "utf8"}
_MAX_BODY = 512 * 1024


@dataclass(frozen=True, slots=True)
class Call:
    """An authenticated request and the application that answers it."""

    app: "Application"
    principal: Principal
    request: func.HttpRequest

    @property
    def lawyer(self) -> Lawyer:
        """Who calls."""
        return self.principal.lawyer

    def id(self, name: str = "id") -> str:
        """An id from the route; one of the wrong shape is simply not found."""
        value: str = self.request.route_params.get(name, "")
        if not is_id(value):
            raise NotFound("There is no such thing.")
        return value

    @property
    def seen(self) -> int:
        """The version in If-Match; raises VersionMissing or InvalidInput."""
        if (version := self.seen_if_given) is None:
            raise VersionMissing('Send If-Match with the version you saw, such as "3".')
        return version

    @property
    def seen_if_given(self) -> int | None:
        """The version in If-Match, if there is one; raises InvalidInput when it is no version of ours."""
        if (value := self.request.headers.get("if-match")) is None:
            return None
        if not (match := _ETAG.match(value.strip())):
            problem = 'must be one version in double quotes, such as "3"'
            raise InvalidInput(
                "If-Match is not a version.", errors=[{"field": "If-Match", "problem": problem}]
            )
        return int(match[1])

    @property
    def idempotency_key(self) -> str | None:
        """The Idempotency-Key, if there is one; raises InvalidInput when it cannot be one."""
        value: str | None = self.request.headers.get("idempotency-key")
        if value is None:
            return None
        if not _KEY.match(value):
            problem = "must be 1 to 255 visible ASCII characters"
            errors = [{"field": "Idempotency-Key", "problem": problem}]
            raise InvalidInput("Idempotency-Key cannot be read.", errors=errors)
        return value

    def body[M: BaseModel](self, model: type[M]) -> M:
        """The JSON body; raises InvalidInput that names each field to mend."""
        content_type = self.request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if content_type not in _JSON_TYPES:
            raise InvalidInput("Send the body as application/json.", code="not_json")
        data = self.request.get_body()
        if len(data) > _MAX_BODY:
            raise InvalidInput("The body is larger than 512 KiB.", code="body_too_large")
        try:
            return model.model_validate_json(data)
        except ValidationError as error:
            raise _invalid("The body needs mending.", error) from None

    def csv(self, limit: int) -> bytes:
        """The body as CSV; raises InvalidInput for another type or encoding, or more than `limit` bytes."""
        content_type, _, parameters = self.request.headers.get("content-type", "").lower().partition(";")
        charset = parameters.replace('"', "").replace(" ", "").partition("charset=")[2] or "utf-8"
        if content_type.strip() != "text/csv" or charset not in _UTF_8:
            raise InvalidInput("Send the file itself as the body, as text/csv in UTF-8.", code="not_csv")
        data: bytes = self.request.get_body()
        if len(data) > limit:
            raise InvalidInput(
                f"The file is larger than {limit // 1024 // 1024} MiB. Send it in parts.",
                code="body_too_large",
            )
        return data

    def query[M: BaseModel](self, model: type[M]) -> M:
        """The query parameters; raises InvalidInput that names each one to mend."""
        try:
            return model.model_validate_strings(dict(self.request.params))
        except ValidationError as error:
            raise _invalid("The query needs mending.", error) from None


@dataclass(frozen=True, slots=True)
class Answer:
    """A model to send, with its status and headers."""

    body: BaseModel | Mapping[str, Any]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def versioned(body: BaseModel, version: int, status: int = 200) -> Answer:
    """An answer whose ETag is the version of what it shows."""
    return Answer(body, status, {"ETag": f'"{version}"'})


def _invalid(message: str, error: ValidationError) -> InvalidInput:
    """Where and what, without the value: it may be a narrative."""
    errors = [
        {"field": ".".join(str(part) for part in detail["loc"]) or "body", "problem": detail["msg"]}
        for detail in error.errors(include_url=False, include_input=False, include_context=False)
    ]
    return InvalidInput(message, errors=errors)
