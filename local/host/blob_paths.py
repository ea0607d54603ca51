"""Blob trigger paths such as `recordings/{lawyer}/{name}.{extension}`.

Source: Microsoft Learn, "Azure Blob storage trigger": a parameter matches any text, slashes too.
"""

import re
from dataclasses import dataclass

_PARAMETER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class BlobPath:
    """A container and a pattern for the blobs in it."""

    container: str
    pattern: re.Pattern[str]

    def match(self, blob: str) -> dict[str, str] | None:
        """Return the values of the parameters, or None for a blob that is not meant."""
        found = self.pattern.fullmatch(blob)
        return found.groupdict() if found else None


def parse_blob_path(path: str) -> BlobPath:
    """Read a trigger's path; raises ValueError when it is not one."""
    container, _, blob = path.strip("/").partition("/")
    if not container or "{" in container:
        raise ValueError("a blob path begins with the name of a container")
    if not blob:
        return BlobPath(container, re.compile(".*", re.DOTALL))
    pieces = _PARAMETER.split(blob)
    literals, names = pieces[::2], pieces[1::2]
    if any("{" in literal or "}" in literal for literal in literals) or len(set(names)) != len(names):
        raise ValueError("a parameter in a blob path is {name}, each name once")
    pattern = "".join(
        f"(?P<{piece}>.*)" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces)
    )
    return BlobPath(container, re.compile(pattern, re.DOTALL))
