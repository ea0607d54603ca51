"""Any text that a lawyer could have approved, and what a spreadsheet would make of a cell."""

from hypothesis import strategies as st

_MEAN = (
    "=+-@\t\r\n'\"\uff1d\uff0b\uff0d\uff20 ,;|\u00a0\u200b\ufeff\u202e\u05d0\u0640\u0301\u00e9\u0153"
    "\u2019\u2014\U0001f4c4\x0b\x1c\x85\u2028"
)

ANY_TEXT = st.one_of(
    st.text(alphabet=_MEAN, max_size=12),
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60),
    st.builds(str.__add__, st.text(alphabet=_MEAN, max_size=4), st.text(max_size=20, alphabet="abc=1")),
)


def starts_a_formula(cell: str) -> bool:
    """What a careful reader of OWASP's page would say of a cell, by itself and once it is trimmed."""
    bare = cell.strip().lstrip("\ufeff\u200b\u200c\u200d\u2060\u00ad").strip()
    signs = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
    return cell.startswith((*signs, "\t", "\r", "\n")) or bare.startswith(signs)
