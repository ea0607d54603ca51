"""The calls about secrets, each answered as Key Vault answers it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

from aiohttp import web

from local.standins.calls import Call
from local.standins.keyvault.errors import bad_parameter
from local.standins.keyvault.faults import Fault
from local.standins.keyvault.state import STANDIN
from local.standins.keyvault.vault import RETENTION, DeletedSecret, SecretVersion, Vault

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
type Answer = Callable[[web.Request, Vault, Fault | None], Awaitable[dict[str, Any] | None]]

MOST_PER_PAGE = 25


def serving(operation: str, answer: Answer) -> Handler:
    """Return the handler of an operation: `answer` gives its body, None for a 204."""

    async def handle(request: web.Request) -> web.StreamResponse:
        standin = request.app[STANDIN]

        async def work(_: Call, fault: Fault | None) -> web.Response:
            body = await answer(request, standin.vault, fault)
            return web.Response(status=204) if body is None else web.json_response(body)

        return await standin.serve(request, operation, work)

    return handle


async def set_secret(request: web.Request, vault: Vault, _: Fault | None) -> dict[str, Any]:
    """Answer `PUT /secrets/{name}`."""
    given = await _given(request)
    value = given.get("value")
    if not isinstance(value, str):
        raise bad_parameter("Property value is required.")
    return _bundle(request, vault.set(request.match_info["name"], value, **_attributes(given)))


async def get_secret(request: web.Request, vault: Vault, _: Fault | None) -> dict[str, Any]:
    """Answer `GET /secrets/{name}/{version}`."""
    return _bundle(request, vault.get(request.match_info["name"], request.match_info.get("version", "")))


async def update_secret(request: web.Request, vault: Vault, _: Fault | None) -> dict[str, Any]:
    """Answer `PATCH /secrets/{name}/{version}`."""
    name, version = request.match_info["name"], request.match_info.get("version", "")
    return _item(request, vault.update(name, version, **_attributes(await _given(request))))


async def delete_secret(request: web.Request, vault: Vault, fault: Fault | None) -> dict[str, Any]:
    """Answer `DELETE /secrets/{name}`."""
    takes = fault.seconds if fault and fault.fault == "slow_deletion" else 0
    return _deleted(request, vault.delete(request.match_info["name"], timedelta(seconds=takes)))


async def get_deleted(request: web.Request, vault: Vault, _: Fault | None) -> dict[str, Any]:
    """Answer `GET /deletedsecrets/{name}`."""
    return _deleted(request, vault.get_deleted(request.match_info["name"]))


async def recover(request: web.Request, vault: Vault, _: Fault | None) -> dict[str, Any]:
    """Answer `POST /deletedsecrets/{name}/recover`."""
    return _item(request, vault.recover(request.match_info["name"]))


async def purge(request: web.Request, vault: Vault, _: Fault | None) -> None:
    """Answer `DELETE /deletedsecrets/{name}`."""
    vault.purge(request.match_info["name"])


async def list_secrets(request: web.Request, vault: Vault, _: Fault | None) -> dict[str, Any]:
    """Answer `GET /secrets`: names, never values."""
    items = [_item(request, secret) | {"id": _address(request, secret.name)} for secret in vault.current()]
    return _page(request, items)


async def list_versions(request: web.Request, vault: Vault, _: Fault | None) -> dict[str, Any]:
    """Answer `GET /secrets/{name}/versions`."""
    return _page(request, [_item(request, each) for each in vault.versions(request.match_info["name"])])


async def list_deleted(request: web.Request, vault: Vault, _: Fault | None) -> dict[str, Any]:
    """Answer `GET /deletedsecrets`."""
    return _page(request, [_deleted(request, each) for each in vault.deleted()])


async def _given(request: web.Request) -> dict[str, Any]:
    try:
        given = await request.json()
    except ValueError:
        raise bad_parameter("The request body is not JSON.") from None
    if not isinstance(given, dict):
        raise bad_parameter("The request body must be an object.")
    return given


def _attributes(given: dict[str, Any]) -> dict[str, Any]:
    """What a request gives beside the value."""
    told = given.get("attributes") or {}
    named = {
        "enabled": told.get("enabled"),
        "not_before": told.get("nbf"),
        "expires": told.get("exp"),
        "content_type": given.get("contentType"),
        "tags": given.get("tags"),
    }
    return {name: value for name, value in named.items() if value is not None}


def _bundle(request: web.Request, secret: SecretVersion) -> dict[str, Any]:
    return {"value": secret.value} | _item(request, secret)


def _item(request: web.Request, secret: SecretVersion) -> dict[str, Any]:
    protected = request.app[STANDIN].vault.purge_protection
    attributes = {
        "enabled": secret.enabled,
        "nbf": secret.not_before,
        "exp": secret.expires,
        "created": secret.created,
        "updated": secret.updated,
        "recoveryLevel": "Recoverable" if protected else "Recoverable+Purgeable",
        "recoverableDays": RETENTION.days,
    }
    item: dict[str, Any] = {
        "id": f"{_address(request, secret.name)}/{secret.version}",
        "attributes": {name: value for name, value in attributes.items() if value is not None},
        "tags": secret.tags,
    }
    return item | ({"contentType": secret.content_type} if secret.content_type else {})


def _deleted(request: web.Request, gone: DeletedSecret) -> dict[str, Any]:
    secret = gone.versions[-1]
    return _item(request, secret) | {
        "recoveryId": str(request.url.with_path(f"/deletedsecrets/{secret.name}").with_query(None)),
        "deletedDate": int(gone.at.timestamp()),
        "scheduledPurgeDate": int((gone.at + RETENTION).timestamp()),
    }


def _address(request: web.Request, name: str) -> str:
    return str(request.url.with_path(f"/secrets/{name}").with_query(None))


def _page(request: web.Request, items: Sequence[dict[str, Any]]) -> dict[str, Any]:
    first = _count(request, "$skiptoken", 0)
    size = min(_count(request, "maxresults", MOST_PER_PAGE), MOST_PER_PAGE)
    end = first + size
    following = str(request.url.update_query({"$skiptoken": str(end)})) if end < len(items) else None
    return {"value": list(items[first:end]), "nextLink": following}


def _count(request: web.Request, name: str, default: int) -> int:
    text = request.query.get(name, str(default))
    if not text.isdecimal():
        raise bad_parameter(f"{name} is not a number")
    return int(text)
