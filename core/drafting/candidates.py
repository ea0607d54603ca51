"""Which matters a model may choose from, and which names a recogniser should expect."""

from collections.abc import Iterator, Sequence
from itertools import islice

from core.domain.matters import Matter, MatterStatus
from core.drafting.matter_index import kept_index_of
from core.drafting.words import Words

MOST_OFFERED = 20
# More than any recogniser heeds; the adapters keep to the limits of each.
_MOST_HINTS = 1000


def offered(matters: Sequence[Matter], transcript: str, limit: int = MOST_OFFERED) -> tuple[Matter, ...]:
    """Up to `limit` open matters: first those that were best named, then the latest changed."""
    known = _open(matters)
    scores = dict(kept_index_of(known).ranked(transcript))
    named = sorted(scores, key=lambda place: (scores[place], known[place].updated_at), reverse=True)
    best = [known[place] for place in named[:limit]]
    if len(best) < limit:
        others = (matter for place, matter in enumerate(known) if place not in scores)
        best += sorted(others, key=lambda matter: matter.updated_at, reverse=True)
    return tuple(best[:limit])


def matter_hints(matters: Sequence[Matter]) -> tuple[str, ...]:
    """The names a lawyer may say, best first: of each open matter, latest changed first.

    A matter's names are its client, its name and its aliases; one that adds no new word to those
    before it is left out, because recognisers heed only the first few hundred characters.
    """
    latest = sorted(_open(matters), key=lambda matter: matter.updated_at, reverse=True)
    return tuple(islice(_new_names(latest), _MOST_HINTS))


def _new_names(matters: Sequence[Matter]) -> Iterator[str]:
    known: set[str] = set()
    for matter in matters:
        for name in (matter.client, matter.name, *matter.aliases):
            words = {text for _, text, _ in Words(name).telling()}
            if not words <= known:
                known |= words
                yield name


def _open(matters: Sequence[Matter]) -> list[Matter]:
    return [matter for matter in matters if matter.status is MatterStatus.OPEN]
