"""The files CaseClock makes for a lawyer to fetch, as Protocols."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.domain.identity import Lawyer
from core.ports import Grant


class BlocksMissing(Exception):
    """A file cannot be made of blocks that are not there (any more): it has to be written anew."""


class Files(Protocol):
    """The files of one lawyer. A file is staged in blocks, and is there whole or not at all."""

    async def stage(self, name: str, block: int, data: bytes) -> None:
        """Store one block under any number from 1 to 9,999,999, over one of that number.

        It is not empty, and shows nowhere until `assemble`.
        """

    async def assemble(self, name: str, blocks: Sequence[int], media_type: str) -> int:
        """Make the file of its blocks, in that order, over one that is there; its size in bytes.

        Blocks of a file that is there already can be used as if staged; what else was staged is forgotten.
        Raises BlocksMissing.
        """

    async def size(self, name: str) -> int | None:
        """How large a file is, in bytes; None when there is none."""

    async def download_grant(self, name: str, save_as: str, until: datetime) -> Grant:
        """The right to read this one file, which a browser saves under `save_as` (plain ASCII)."""

    async def delete(self, name: str) -> None:
        """Erase a file and what was staged of it; erasing what is not there is no error."""


class FileStore(Protocol):
    """Opens the files of a verified lawyer."""

    def of(self, lawyer: Lawyer) -> Files:
        """That lawyer's files."""
