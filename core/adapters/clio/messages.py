"""What goes to Clio and what comes back, as HTTP has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One request; `name` is what logs call it, and all else is kept from them."""

    name: str
    method: str
    address: str = field(repr=False)
    query: Mapping[str, str | Sequence[str]] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    json: Any = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What Clio answered; the names of `headers` are found in any case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class Silence(Enum):
    """Why there is no answer: the call never went out, or nobody knows what became of it."""

    NOT_SENT = "not sent"
    NO_ANSWER = "no answer"
