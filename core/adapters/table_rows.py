"""How a row stands in Table Storage.

| property       | what                                                                   |
|----------------|------------------------------------------------------------------------|
| PartitionKey   | the lawyer's key                                                       |
| RowKey         | the row's key                                                          |
| Kind           | the key's part before the first ~, for people who look into the table  |
| c_NAME         | a column that queries can filter on                                    |
| n              | in how many pieces the body stands                                     |
| b0, b1, ...    | the pieces of the body                                                 |

A property holds 32 Ki UTF-16 code units and an entity 1 MiB, names and overhead included:
learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from core.ports import Row

_PIECE_UNITS = 32_000
_MOST_UNITS = 500_000
_MOST_KEY_UNITS = 512
_FORBIDDEN_IN_KEYS = re.compile(r"[/\\#?\x00-\x1f\x7f-\x9f]")
_COLUMN = re.compile(r"[a-z][a-z0-9_]*")
_UNIT_BYTES = 2
_HIGH_SURROGATES = range(0xD8, 0xDC)

type Entity = dict[str, Any]


def address(partition: str, key: str) -> Entity:
    """The entity of a key without its content; raises ValueError for a key the service cannot hold."""
    if _FORBIDDEN_IN_KEYS.search(key) or _units(key) > _MOST_KEY_UNITS:
        raise ValueError("a row key is too long or holds a forbidden character")
    return {"PartitionKey": partition, "RowKey": key}


def entity(partition: str, row: Row) -> Entity:
    """The entity that holds a row; raises ValueError when it cannot."""
    pieces = list(_pieces(row.body))
    return {
        **address(partition, row.key),
        "Kind": row.key.partition("~")[0],
        **{column(name): value for name, value in row.columns.items()},
        "n": len(pieces),
        **{f"b{number}": piece for number, piece in enumerate(pieces)},
    }


def row(entity: Mapping[str, Any], etag: str | None) -> Row:
    """The row that an entity holds."""
    return Row(
        key=entity["RowKey"],
        body="".join(entity[f"b{number}"] for number in range(entity["n"])),
        columns={name[2:]: value for name, value in entity.items() if name.startswith("c_")},
        etag=etag,
    )


def column(name: str) -> str:
    """The property of a column; raises ValueError for a name that cannot stand in a filter."""
    if not _COLUMN.fullmatch(name):
        raise ValueError("a column is named in lower case, digits and underscores")
    return f"c_{name}"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // _UNIT_BYTES


def _pieces(body: str) -> Iterator[str]:
    encoded = body.encode("utf-16-le")
    if len(encoded) > _MOST_UNITS * _UNIT_BYTES:
        raise ValueError("a row's body is too long for Table Storage")
    start = 0
    while start < len(encoded):
        end = min(start + _PIECE_UNITS * _UNIT_BYTES, len(encoded))
        if encoded[end - 1] in _HIGH_SURROGATES:
            end -= _UNIT_BYTES
        yield encoded[start:end].decode("utf-16-le")
        start = end
