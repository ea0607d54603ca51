"""What adapters of Blob Storage share: names in a folder, containers, blobs that may not be there."""

import re
from collections.abc import Awaitable

from core.adapters.storage_connection import StorageConnection
from core.adapters.storage_errors import code, reaching

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def path_in(folder: str, name: str) -> str:
    """The path of a file in a folder; raises ValueError for a name that is not a plain file name."""
    if not _NAME.fullmatch(name):
        raise ValueError("a blob's name is a plain file name")
    return f"{folder}/{name}"


async def ensure_container(connection: StorageConnection, name: str) -> None:
    """Create a container if it is not there; raises Unavailable."""
    from azure.core.exceptions import ResourceExistsError  # noqa: PLC0415 - keeps cold starts short

    with reaching("blob"):
        try:
            await connection.blobs.create_container(name)
        except ResourceExistsError:
            return


async def if_there[T](asked: Awaitable[T]) -> T | None:
    """What was asked of a blob; None when the blob, but not when its container, is not there."""
    from azure.core.exceptions import ResourceNotFoundError  # noqa: PLC0415 - keeps cold starts short

    with reaching("blob"):
        try:
            return await asked
        except ResourceNotFoundError as error:
            if code(error) == "ContainerNotFound":
                raise
            return None
