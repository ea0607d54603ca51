"""The web application of the stand-in, and the two ports on which it is served."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from local.standins.certificate import Certificate
from local.standins.controls import Controls
from local.standins.keyvault import secret_calls as answers
from local.standins.keyvault.errors import VaultError
from local.standins.keyvault.faults import Fault
from local.standins.keyvault.identity import PATH, make_identity_app
from local.standins.keyvault.secret_calls import serving
from local.standins.keyvault.state import STANDIN, StandIn
from local.standins.keyvault.vault import Vault

_HOST = "127.0.0.1"
_NAME = r"/{name:[^/]+}"
_VERSION = r"/{version:[0-9a-f]*}"

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>STAND-IN, not Azure Key Vault</title>
<h1>This is a STAND-IN for Azure Key Vault. It is NOT Azure, and it guards nothing.</h1>
<p>Secrets are in memory and gone when it ends. For development and tests only.</p>
<ul>
<li><code>POST /standin/faults</code>, <code>DELETE /standin/faults</code>: make it fail, make it behave</li>
<li><code>GET /standin/calls</code>, <code>DELETE /standin/calls</code>: the calls it has had</li>
<li><code>DELETE /standin/secrets</code>: forget every secret</li>
</ul></html>
"""


@dataclass(frozen=True, slots=True)
class Running:
    """The addresses of a running stand-in, and the file of the certificate to trust."""

    vault: str
    identity: str
    certificate: Path


def make_app(*, purge_protection: bool = True) -> web.Application:
    """Return the vault; with purge protection, as production has it, what is deleted cannot be purged."""
    app = web.Application()
    standin = app[STANDIN] = StandIn(Vault(purge_protection=purge_protection))
    for method, path, operation, answer in _routes():
        app.router.add_route(method, path, serving(operation, answer))
    Controls(standin, Fault, PAGE).add_to(app)
    app.router.add_delete("/standin/secrets", _forget)
    app.router.add_route("*", "/{anything:.*}", _nothing_here)
    return app


def _routes() -> list[tuple[str, str, str, answers.Answer]]:
    one, version, gone = f"/secrets{_NAME}", f"/secrets{_NAME}{_VERSION}", f"/deletedsecrets{_NAME}"
    return [
        ("PUT", one, "set_secret", answers.set_secret),
        ("GET", one, "get_secret", answers.get_secret),
        ("GET", version, "get_secret", answers.get_secret),
        ("PATCH", version, "update_secret", answers.update_secret),
        ("DELETE", one, "delete_secret", answers.delete_secret),
        ("GET", "/secrets", "list_secrets", answers.list_secrets),
        ("GET", f"{one}/versions", "list_versions", answers.list_versions),
        ("GET", "/deletedsecrets", "list_deleted_secrets", answers.list_deleted),
        ("GET", gone, "get_deleted_secret", answers.get_deleted),
        ("POST", f"{gone}/recover", "recover_secret", answers.recover),
        ("DELETE", gone, "purge_secret", answers.purge),
    ]


async def _forget(request: web.Request) -> web.Response:
    request.app[STANDIN].vault.clear()
    return web.Response(status=204)


async def _nothing_here(_: web.Request) -> web.Response:
    return VaultError(404, "NotFound", "The requested resource was not found.").response()


@asynccontextmanager
async def running(
    data: Path, port: int = 0, identity_port: int = 0, *, purge_protection: bool = True
) -> AsyncIterator[Running]:
    """Serve the vault over https and the identity's endpoint over http; a port of 0 takes any free one.

    Raises OSError when a port is taken.
    """
    certificate = Certificate.kept_in(data)
    vault = web.AppRunner(make_app(purge_protection=purge_protection), shutdown_timeout=1.0)
    identity = web.AppRunner(make_identity_app(), shutdown_timeout=1.0)
    try:
        await vault.setup()
        await identity.setup()
        secure, plain = _listen(port), _listen(identity_port)
        await web.SockSite(vault, secure, ssl_context=certificate.server_context()).start()
        await web.SockSite(identity, plain).start()
        yield Running(
            f"https://{_HOST}:{secure.getsockname()[1]}",
            f"http://{_HOST}:{plain.getsockname()[1]}{PATH}",
            certificate.certificate,
        )
    finally:
        await identity.cleanup()
        await vault.cleanup()


def _listen(port: int) -> socket.socket:
    return socket.create_server((_HOST, port))
