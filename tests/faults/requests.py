"""Requests of the app and the host, as the steps they are in a lawyer's flow."""

import base64
import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from local.azurite import ACCOUNT

_ACTION = re.compile(rb'action\\*":\s*\\*"([a-z]+\.[a-z_]+)')
_ROW_KEY = re.compile(rb'"RowKey":\s*"(\w+)~|RowKey=%27(\w+)|RowKey=\'(\w+)')
_MESSAGE = re.compile(r"<MessageText>([^<]*)</MessageText>")
_RECEIVED = re.compile(r"<MessageId>([^<]*)</MessageId>.*?<MessageText>([^<]*)</MessageText>", re.DOTALL)

_QUEUE_STEPS = {"POST": "send", "GET": "receive", "DELETE": "finish"}
_BLOB_STEPS = {"PUT": "write", "DELETE": "erase"}
_MODEL_STEPS = {"transcriptions": "transcribe", "completions": "complete"}
_NAMES = {"azure-webjobs-blobtrigger-local": "blob event", "azure-webjobs-hosts": "receipt"}
_UPLOAD = ("PUT", "recordings")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that came through the proxy; `path` has no query."""

    service: str
    method: str
    path: str
    body: bytes

    @property
    def parts(self) -> list[str]:
        """The path's parts behind the account."""
        return unquote(self.path).removeprefix(f"/{ACCOUNT}").strip("/").split("/")

    @property
    def receives(self) -> bool:
        """Whether it takes messages from a queue."""
        return self.service == "queue" and self.method == "GET" and self.parts[-1] == "messages"


def step_of(asked: Asked) -> str | None:
    """The step's name; None for reads, the device's own upload, and renewals, which come when time passes."""
    match asked.service, asked.method, asked.parts:
        case "table", "POST", ["$batch"]:
            return _commit(asked.body)
        case "queue", method, [queue, "messages", *_] if method in _QUEUE_STEPS:
            return f"{_QUEUE_STEPS[method]} {_short(queue)}"
        case "blob", ("PUT" | "DELETE") as method, [container, *_] if (method, container) != _UPLOAD:
            return f"{_BLOB_STEPS[method]} {_short(container)}"
        case "openai", "POST", [*_, operation]:
            return _MODEL_STEPS[operation]
        case _:
            return None


def received(answer: bytes) -> list[tuple[str, str]]:
    """The id and the decoded text of each message in an answer."""
    found = _RECEIVED.findall(answer.decode())
    return [(message, base64.b64decode(text).decode()) for message, text in found]


@dataclass
class Owners:
    """Whose flow a request belongs to: by marks in its path or body, or by the message it is about."""

    marks: dict[str, str] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)

    def of(self, asked: Asked) -> str | None:
        """The owner, if one is known."""
        if asked.service == "queue" and asked.method == "DELETE":
            return self.messages.get(asked.parts[-1])
        body = asked.body.decode(errors="replace")
        sent = [base64.b64decode(text).decode() for text in _MESSAGE.findall(body)]
        return self.named_in(" ".join([unquote(asked.path), body, *sent]))

    def named_in(self, text: str) -> str | None:
        """The first owner one of whose marks stands in a text."""
        return next((owner for mark, owner in list(self.marks.items()) if mark in text), None)


def _commit(body: bytes) -> str | None:
    if actions := _ACTION.findall(body):
        return f"commit {actions[-1].decode()}"
    kinds = {next(filter(None, found)).decode() for found in _ROW_KEY.findall(body)}
    return None if kinds == {"lease"} else f"commit {'+'.join(sorted(kinds))}"


def _short(name: str) -> str:
    return _NAMES.get(name, name)
