"""Leads a process's connections to port 443 of any name to the front of this machine.

Python reads it at start, before anything else, because its folder stands on PYTHONPATH. So neither
the app nor a setting knows that Azure is not there.
"""

import os
import socket
from typing import Any

_HTTPS = 443
_FRONT = ("127.0.0.1", int(os.environ["FRONT_PORT"]))
_find = socket.getaddrinfo
_connect = socket.socket.connect


def _found(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
    return _find("127.0.0.1" if port in {_HTTPS, str(_HTTPS), "https"} else host, port, *rest, **more)


def _connected(sock: socket.socket, address: Any) -> None:
    _connect(sock, _FRONT if isinstance(address, tuple) and address[1] == _HTTPS else address)


socket.getaddrinfo = _found
socket.socket.connect = _connected  # type: ignore[method-assign, assignment]
