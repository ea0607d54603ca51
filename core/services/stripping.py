"""Taking the words of a recording out of its entries."""

from collections.abc import Sequence

from core.services.change import Change
from core.services.history import put_entry
from core.services.rows import ENTRIES

STRIPPED_AT_ONCE = 20


async def strip_entries(change: Change, recording_id: str, entry_ids: Sequence[str]) -> dict[str, str]:
    """Strip the first entries that still are as they were, as many as a transaction takes.

    Returns the seal of each by its id.
    """
    seals: dict[str, str] = {}
    for entry_id in entry_ids:
        entry = await change.find(ENTRIES, entry_id)
        if entry and entry.has_words_of(recording_id) and len(seals) < STRIPPED_AT_ONCE:
            stripped = entry.without_recording(recording_id, change.now)
            seals[entry.id] = put_entry(change, stripped, "recording_deleted")
    return seals
