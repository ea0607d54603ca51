"""Who a lawyer is: one user (`oid`) of one firm (`tid`), as Entra names them.

A `Lawyer` opens that lawyer's partition, so only two things may make one: the verifier of access
tokens, and the reader of storage keys that we wrote ourselves (blob names and queue messages).
A test holds that.
"""

import uuid
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Lawyer:
    """One verified lawyer; both ids are lower-case GUIDs in canonical form."""

    firm_id: str
    user_id: str

    @property
    def key(self) -> str:
        """The partition key and the blob folder of everything this lawyer owns."""
        return f"{self.firm_id}.{self.user_id}"

    @classmethod
    def of_ids(cls, firm_id: str, user_id: str) -> Self:
        """The lawyer of a verified token's `tid` and `oid`; raises ValueError unless both are GUIDs."""
        return cls(_canonical(firm_id), _canonical(user_id))

    @classmethod
    def of_key(cls, key: str) -> Self:
        """The lawyer of a storage key made by `key`; raises ValueError for anything else."""
        firm_id, _, user_id = key.partition(".")
        lawyer = cls.of_ids(firm_id, user_id)
        if lawyer.key != key:
            raise ValueError("not a lawyer's key")
        return lawyer


@dataclass(frozen=True, slots=True)
class Principal:
    """Who a verified token speaks for; the name is for display and is never stored or logged."""

    lawyer: Lawyer
    name: str | None = field(default=None, repr=False)


def _canonical(text: str) -> str:
    canonical = str(uuid.UUID(text))
    if canonical != text.lower():
        raise ValueError("not a GUID in its plain form")
    return canonical
