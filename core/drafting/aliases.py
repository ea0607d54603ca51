"""The alias to offer when a lawyer says that words meant another matter than was drafted."""

from collections.abc import Sequence

from core.domain.findings import Evidence, Field
from core.domain.matters import MAX_ALIASES, Matter, MatterStatus
from core.drafting.words import COMMON, Words

_LONGEST = 100


def alias_of(matter: Matter, evidence: Sequence[Evidence]) -> str | None:
    """The words spoken for a matter, if they could name it from now on and do not already.

    Common words at either end are no part of it: "the bluebird matter" gives "bluebird".
    """
    quote = next((one.quote for one in evidence if one.field is Field.MATTER), "")
    alias = _trimmed(quote)
    if matter.status is not MatterStatus.OPEN or len(matter.aliases) >= MAX_ALIASES or len(alias) > _LONGEST:
        return None
    return alias if _telling(alias) - _known(matter) else None


def _trimmed(quote: str) -> str:
    words = [word for word in Words(quote).items if word.text not in COMMON]
    return quote[words[0].start : words[-1].end] if words else ""


def _telling(text: str) -> set[str]:
    return {text for _, text, _ in Words(text).telling()}


def _known(matter: Matter) -> set[str]:
    names = (matter.name, matter.client, matter.number, *matter.aliases)
    return set[str]().union(*map(_telling, names))
