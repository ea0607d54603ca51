"""What firms set for their lawyers, as one setting holds it: JSON, by tenant id."""

import json
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator

from core.domain.preferences import FirmDefaults


def read_json(text: object) -> object:
    """The object that JSON text holds; raises ValueError without a word of the text."""
    if not isinstance(text, str):
        return text
    try:
        return json.loads(text, object_pairs_hook=_each_once)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ValueError(f"is not JSON ({where})") from None
    except RecursionError:
        raise ValueError("is nested too deeply") from None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; JSON keeps the last of two that are named alike, and the first would be lost unseen."""
    names = [name.casefold() for name, _ in pairs]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"named twice in one object: {', '.join(twice)}")
    return dict(pairs)


def _tenant(name: str) -> str:
    try:
        return str(UUID(name))
    except ValueError:
        raise ValueError("must be a tenant id (a GUID)") from None


TenantId = Annotated[str, AfterValidator(_tenant)]
DefaultsByFirm = Annotated[dict[TenantId, FirmDefaults], BeforeValidator(read_json)]
