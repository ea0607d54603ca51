"""Files of lawyers in memory, as the service behind them has it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.domain.identity import Lawyer
from core.ports import Grant
from core.ports_files import BlocksMissing


@dataclass
class FakeFiles:
    """One lawyer's files: `files` can be fetched, `staged` shows nowhere."""

    files: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    staged: dict[str, dict[int, bytes]] = field(default_factory=dict)
    assembled: list[str] = field(default_factory=list)
    _committed: dict[str, dict[int, bytes]] = field(default_factory=dict)

    async def stage(self, name: str, block: int, data: bytes) -> None:
        """Store one block; refuses with ValueError what the real service refuses."""
        if not data or not 1 <= block <= 9_999_999:
            raise ValueError("a block is not empty and has a number")
        self.staged.setdefault(name, {})[block] = data

    async def assemble(self, name: str, blocks: Sequence[int], media_type: str) -> int:
        """Make the file of its blocks; what else was staged is forgotten."""
        known = self._committed.get(name, {}) | self.staged.get(name, {})
        if not set(blocks) <= known.keys():
            raise BlocksMissing
        self._committed[name] = {block: known[block] for block in blocks}
        self.files[name] = b"".join(known[block] for block in blocks)
        self.types[name] = media_type
        self.staged.pop(name, None)
        self.assembled.append(name)
        return len(self.files[name])

    async def size(self, name: str) -> int | None:
        """The size of a file."""
        data = self.files.get(name)
        return None if data is None else len(data)

    async def download_grant(self, name: str, save_as: str, until: datetime) -> Grant:
        """A grant that names the file."""
        return Grant("GET", f"https://fake/{name}?save_as={save_as}", {}, until)

    async def delete(self, name: str) -> None:
        """Erase a file and its blocks."""
        for kept in (self.files, self.types, self.staged, self._committed):
            kept.pop(name, None)


class FakeFileStore:
    """A folder per lawyer."""

    def __init__(self) -> None:
        self.folders: dict[str, FakeFiles] = {}

    def of(self, lawyer: Lawyer) -> FakeFiles:
        """That lawyer's folder."""
        return self.folders.setdefault(lawyer.key, FakeFiles())
