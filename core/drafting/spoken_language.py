"""The language a dictation is drafted in."""

from core.drafting.checked import READABLE
from core.language.detect import detect

_WHEN_UNSURE = "en"


def language_of(wanted: str | None, recognised: str | None, text: str) -> str:
    """The language the lawyer set, or else the one recognised, or else the one its words speak for.

    Where nothing says, it is English: most is dictated in it, and what is not read is asked for.
    """
    if wanted:
        return wanted
    return recognised if recognised in READABLE else detect(text) or _WHEN_UNSURE
