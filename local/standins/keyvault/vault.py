"""Secrets with their versions, and those that are deleted but can still be recovered."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from local.standins.keyvault.errors import bad_parameter, deleted, disabled, not_found, purge_protected

MOST_BYTES = 25 * 1024
RETENTION = timedelta(days=90)
_NAME = re.compile(r"[0-9A-Za-z-]{1,127}")


@dataclass(frozen=True, slots=True)
class SecretVersion:
    """One version; times in unix seconds."""

    name: str
    version: str
    value: str = field(repr=False)
    created: int
    updated: int
    enabled: bool = True
    not_before: int | None = None
    expires: int | None = None
    content_type: str | None = None
    tags: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeletedSecret:
    """All versions of a deleted secret; it shows itself as deleted from `done` on."""

    versions: Sequence[SecretVersion]
    at: datetime
    done: datetime


class Vault:
    """One vault; with purge protection nothing deleted can be ended before its time."""

    def __init__(self, *, purge_protection: bool) -> None:
        self.purge_protection = purge_protection
        self._secrets: dict[str, list[SecretVersion]] = {}
        self._deleted: dict[str, DeletedSecret] = {}

    def set(self, name: str, value: str, **attributes: Any) -> SecretVersion:
        """Keep a new version, which is the current one from now on."""
        if not _NAME.fullmatch(name):
            raise bad_parameter("The request URI contains an invalid name.")
        if len(value.encode()) > MOST_BYTES:
            raise bad_parameter(f"Secret value exceeds the allowed length of '{MOST_BYTES}' bytes.")
        if held := self._deleted.get(name.lower()):
            raise deleted(name, still_deleting=held.done > datetime.now(UTC))
        now = _unix_now()
        made = SecretVersion(name, secrets.token_hex(16), value, now, now)
        made = replace(made, **attributes)
        self._secrets.setdefault(name.lower(), []).append(made)
        return made

    def get(self, name: str, version: str = "") -> SecretVersion:
        """Return a version, the current one where none is named; raises a 404 or, switched off, a 403."""
        found = self._find(name, version)
        if not found.enabled:
            raise disabled()
        return found

    def update(self, name: str, version: str, **attributes: Any) -> SecretVersion:
        """Change what is kept beside the value of a version."""
        found = self._find(name, version)
        changed = replace(found, updated=_unix_now(), **attributes)
        held = self._secrets[name.lower()]
        held[held.index(found)] = changed
        return changed

    def _find(self, name: str, version: str) -> SecretVersion:
        held = self._secrets.get(name.lower(), [])
        wanted = [each for each in held if not version or each.version == version]
        if not wanted:
            raise not_found(f"{name}/{version}" if version else name)
        return wanted[-1]

    def delete(self, name: str, takes: timedelta) -> DeletedSecret:
        """Delete every version; while it takes, the secret is neither there nor deleted."""
        self._find(name, "")
        now = datetime.now(UTC)
        gone = DeletedSecret(self._secrets.pop(name.lower()), now, now + takes)
        self._deleted[name.lower()] = gone
        return gone

    def get_deleted(self, name: str) -> DeletedSecret:
        """Return a deleted secret; raises a 404 where there is none, or not yet."""
        held = self._deleted.get(name.lower())
        if not held or held.done > datetime.now(UTC):
            raise not_found(name)
        return held

    def recover(self, name: str) -> SecretVersion:
        """Undo a deletion."""
        held = self.get_deleted(name)
        del self._deleted[name.lower()]
        self._secrets[name.lower()] = list(held.versions)
        return held.versions[-1]

    def purge(self, name: str) -> None:
        """End a deleted secret for good."""
        self.get_deleted(name)
        if self.purge_protection:
            raise purge_protected()
        del self._deleted[name.lower()]

    def current(self) -> list[SecretVersion]:
        """Return the current version of each secret, by name."""
        return [held[-1] for _, held in sorted(self._secrets.items())]

    def versions(self, name: str) -> list[SecretVersion]:
        """Return all versions of a secret; none where it is not there."""
        return list(self._secrets.get(name.lower(), []))

    def deleted(self) -> list[DeletedSecret]:
        """Return the deleted secrets, by name."""
        now = datetime.now(UTC)
        return [held for _, held in sorted(self._deleted.items()) if held.done <= now]

    def clear(self) -> None:
        """Forget everything."""
        self._secrets.clear()
        self._deleted.clear()


def _unix_now() -> int:
    return int(datetime.now(UTC).timestamp())
