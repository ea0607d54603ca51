"""Read host.json, with Azure's defaults where it is silent, and local.settings.json.

Source: Microsoft Learn, "host.json reference for Azure Functions" and the pages of the queue, blob
and HTTP bindings.
"""

import json
import os
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from local.host.errors import HostError

_OVERRIDE_PREFIX = "AzureFunctionsJobHost__"
_TIMESPAN = re.compile(r"(?:(\d+)\.)?(\d{1,2}):(\d{1,2}):(\d{1,2}(?:\.\d{1,7})?)")


def parse_timespan(text: object) -> timedelta:
    """Read a .NET TimeSpan, `[d.]hh:mm:ss[.fffffff]`; raises ValueError for anything else."""
    match = _TIMESPAN.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError("a time span is written hh:mm:ss")
    days, hours, minutes, seconds = match.groups()
    return timedelta(days=int(days or 0), hours=int(hours), minutes=int(minutes), seconds=float(seconds))


def _parse_timeout(text: object) -> timedelta | None:
    return None if text in ("-1", "-00:00:01", None) else parse_timespan(text)


TimeSpan = Annotated[timedelta, BeforeValidator(parse_timespan)]


class _Section(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, frozen=True, extra="ignore")


class HttpOptions(_Section):
    """`extensions.http`."""

    route_prefix: str = "api"
    custom_headers: dict[str, str] = {}


class QueueOptions(_Section):
    """`extensions.queues`; without a setting the host polls as often as `func start` does."""

    batch_size: Annotated[int, Field(ge=1, le=32)] = 16
    new_batch_threshold: Annotated[int | None, Field(ge=0)] = None
    max_polling_interval: TimeSpan = timedelta(seconds=2)
    visibility_timeout: TimeSpan = timedelta()
    max_dequeue_count: Annotated[int, Field(ge=1)] = 5
    message_encoding: Literal["base64", "none"] = "base64"


class BlobOptions(_Section):
    """`extensions.blobs`."""

    max_degree_of_parallelism: Annotated[int, Field(ge=1)] = 8 * (os.cpu_count() or 1)
    poison_blob_threshold: Annotated[int, Field(ge=1)] = 5


class Extensions(_Section):
    """`extensions`."""

    http: HttpOptions = HttpOptions()
    queues: QueueOptions = QueueOptions()
    blobs: BlobOptions = BlobOptions()


class Logging(_Section):
    """`logging`; categories are matched by their dotted prefix, `default` covers the rest."""

    log_level: dict[str, str] = {}


class HostConfig(_Section):
    """What host.json says; a `function_timeout` of None is no limit."""

    version: Literal["2.0"]
    function_timeout: Annotated[timedelta | None, BeforeValidator(_parse_timeout)] = timedelta(minutes=30)
    extensions: Extensions = Extensions()
    logging: Logging = Logging()


class Cors(BaseModel):
    """Origins that may call from a browser, and whether with credentials."""

    model_config = ConfigDict(frozen=True)

    origins: tuple[str, ...] = ()
    credentials: bool = False


class LocalSettings(BaseModel):
    """What local.settings.json says: app settings and how the host listens."""

    values: dict[str, str] = {}
    port: int | None = None
    cors: Cors = Cors()


def load_host_config(app: Path, environment: Mapping[str, str]) -> HostConfig:
    """Read host.json, overridden by app settings named `AzureFunctionsJobHost__section__key`.

    Raises HostError when the file is missing or wrong.
    """
    document = _read_object(app / "host.json")
    for name, value in environment.items():
        if name.startswith(_OVERRIDE_PREFIX):
            _override(document, name.removeprefix(_OVERRIDE_PREFIX).split("__"), value)
    try:
        return HostConfig.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise HostError(f"host.json is wrong at '{where}': {first['msg']}.") from error


def load_local_settings(app: Path) -> LocalSettings:
    """Read local.settings.json when there is one; raises HostError when it is not what it should be."""
    path = app / "local.settings.json"
    if not path.exists():
        return LocalSettings()
    document = _read_object(path)
    host = document.get("Host", {})
    origins = str(host.get("CORS", ""))
    try:
        return LocalSettings(
            values=document.get("Values", {}),
            port=host.get("LocalHttpPort"),
            cors=Cors(origins=split_origins(origins), credentials=host.get("CORSCredentials", False)),
        )
    except ValidationError as error:
        raise HostError(f"local.settings.json is wrong: {error.errors()[0]['msg']}.") from error


def split_origins(text: str) -> tuple[str, ...]:
    """Split a comma-separated list of origins."""
    return tuple(origin.strip().rstrip("/") for origin in text.split(",") if origin.strip())


def _read_object(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise HostError(f"There is no {path.name} in {path.parent}: give --app a function app.") from None
    except ValueError as error:
        raise HostError(f"{path.name} is not JSON: {error}.") from error
    if not isinstance(document, dict):
        raise HostError(f"{path.name} does not hold a JSON object.")
    return document


def _override(document: dict[str, Any], keys: list[str], value: str) -> None:
    for key in keys[:-1]:
        document = document.setdefault(key, {})
    document[keys[-1]] = value
