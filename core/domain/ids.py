"""Ids that sort newest first, because table rows only sort upwards.

An id is 10 characters of time counted down in milliseconds and 16 random ones, in Crockford's
base 32: no look-alike letters, fit for row keys, blob names and addresses.
"""

import re
import secrets
from datetime import datetime

ID_PATTERN = r"^[0-9a-hjkmnp-tv-z]{26}$"

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_TIME_BITS = 50
_LATEST = (1 << _TIME_BITS) - 1
_SHAPE = re.compile(ID_PATTERN)


def new_id(now: datetime) -> str:
    """A fresh id for something made at `now`; later ids sort before earlier ones."""
    countdown = _LATEST - int(now.timestamp() * 1000)
    return _base32(countdown, 10) + _base32(secrets.randbits(80), 16)


def is_id(text: str) -> bool:
    """Whether a text has the shape of an id."""
    return _SHAPE.fullmatch(text) is not None


def _base32(number: int, length: int) -> str:
    return "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(length)))
