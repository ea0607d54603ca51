"""Which matters a model may choose from, and which names a recogniser should expect."""

from collections.abc import Sequence

from core.domain.matters import Matter, MatterStatus
from core.drafting.words import names_of, telling_words

MOST_OFFERED = 20


def offered(matters: Sequence[Matter], transcript: str, limit: int = MOST_OFFERED) -> tuple[Matter, ...]:
    """Up to `limit` open matters: first those most of whose words were said, then the latest changed."""
    said = telling_words(transcript)
    by_age = sorted(_open(matters), key=lambda matter: matter.updated_at, reverse=True)
    by_words = sorted(by_age, key=lambda matter: len(names_of(matter) & said), reverse=True)
    return tuple(by_words[:limit])


def matter_hints(matters: Sequence[Matter]) -> tuple[str, ...]:
    """The names a lawyer may say, each once: of each open matter the client, the name and its aliases."""
    names = (name for matter in _open(matters) for name in (matter.client, matter.name, *matter.aliases))
    return tuple(dict.fromkeys(names))


def _open(matters: Sequence[Matter]) -> list[Matter]:
    return [matter for matter in matters if matter.status is MatterStatus.OPEN]
