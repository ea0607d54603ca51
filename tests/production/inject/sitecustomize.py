"""Leads a process's connections to port 443 of any name to the front of this machine.

Python reads it at start, before anything else, because its folder stands on PYTHONPATH. So neither
the app nor a setting knows that Azure is not there.
"""

import asyncio.selector_events
import os
import socket
from typing import Any

_HTTPS = 443
_FRONT = ("127.0.0.1", int(os.environ["FRONT_PORT"]))
_find = socket.getaddrinfo
_connect = asyncio.selector_events.BaseSelectorEventLoop.sock_connect


def _found(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
    return _find("127.0.0.1" if port in {_HTTPS, str(_HTTPS), "https"} else host, port, *rest, **more)


async def _connected(loop: Any, sock: socket.socket, address: Any) -> None:
    await _connect(loop, sock, _FRONT if address[1] == _HTTPS else address)


socket.getaddrinfo = _found
asyncio.selector_events.BaseSelectorEventLoop.sock_connect = _connected  # type: ignore[method-assign, assignment]
