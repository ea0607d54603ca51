"""Conditional requests: etags, and the times of changes."""

from email.utils import format_datetime, parsedate_to_datetime

from aiohttp import web

from local.standins.clio.errors import precondition_failed
from local.standins.clio.records import Record


def stamps(record: Record) -> dict[str, str]:
    """Return the headers that every answer about one record carries."""
    return {"ETag": record.etag, "Last-Modified": format_datetime(record.updated_at, usegmt=True)}


def require_match(request: web.Request, record: Record) -> None:
    """Raise Clio's 412 where `If-Match` is given and names another etag."""
    asked = request.headers.get("If-Match")
    if asked is not None and not _names(asked, record.etag):
        raise precondition_failed()


def not_modified(request: web.Request, record: Record) -> bool:
    """Whether the caller has the record already, by its etag or else by its time."""
    if (known := request.headers.get("If-None-Match")) is not None:
        return _names(known, record.etag)
    since = request.headers.get("If-Modified-Since")
    try:
        return since is not None and record.updated_at <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False


def _names(header: str, etag: str) -> bool:
    named = {each.strip().removeprefix("W/") for each in header.split(",")}
    return "*" in named or etag in named
