"""The language a dictation is drafted in."""

from core.drafting.checked import READABLE
from core.language.detect import detect

_WHEN_UNSURE = "en"


def language_of(wanted: str | None, recognised: str | None, text: str, usual: str | None = None) -> str:
    """The language that was set, or else the one recognised, or else the one its words speak for.

    Where nothing says, it is the lawyer's usual one, or English: what is not read is asked for.
    """
    if wanted:
        return wanted
    if recognised in READABLE:
        return recognised
    return detect(text) or usual or _WHEN_UNSURE
