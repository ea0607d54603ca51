"""Lists of Clio's by cursor: docs.developers.clio.com/api-docs/paging."""

from urllib.parse import SplitResult, parse_qs, urlsplit

_BY_CURSOR = {"order": "id(asc)", "limit": "200"}
# The specification knows no order of these.
_UNORDERED = frozenset({"activity_descriptions"})


def first_page(path: str) -> dict[str, str]:
    """The query for a list's first page; cursors want an order, where a list takes one."""
    return {"limit": _BY_CURSOR["limit"]} if path in _UNORDERED else _BY_CURSOR


def is_ours(following: str, asked: str) -> bool:
    """Whether the address of a next page is one of the same list on the same server.

    A token goes along to it, so nothing that merely looks like it will do.
    """
    try:
        there, here = urlsplit(following), urlsplit(asked)
        same_server = (there.scheme, there.hostname, _port(there)) == (
            here.scheme,
            here.hostname,
            _port(here),
        )
    except ValueError:
        return False
    plain = following.isascii() and following.isprintable() and not {*"\\#@ "} & {*following}
    same_list = there.path.removesuffix(".json") == here.path.removesuffix(".json")
    return plain and same_server and same_list


def asks_for(following: str, fields: str) -> bool:
    """Whether the address of a next page asks for these fields, if it names any."""
    return parse_qs(urlsplit(following).query).get("fields", [fields]) == [fields]


def _port(address: SplitResult) -> int | None:
    return address.port or {"https": 443, "http": 80}.get(address.scheme)
