"""Keys that words share when they sound alike, for names in English and French.

The rules are for how recognisers misspell names: Reid and Reed, Smyth and Smith, Tremblay and
Trembley, MacDonald and McDonald have one key each; Chan and Chen differ in one sign.
"""

import re
from collections.abc import Sequence

# Applied in order to folded words, one a line; each rule keeps the line ends.
_RULES = tuple(
    (re.compile(pattern, re.MULTILINE), sound)
    for pattern, sound in (
        (r"[éèê]e?$", "ay"),
        (r"[àâä]", "a"),
        (r"[éèêë]", "e"),
        (r"[îï]", "i"),
        (r"[ôö]", "o"),
        (r"[ùûü]", "u"),
        (r"ç", "s"),
        (r"œ", "e"),
        (r"^mac(?=[a-gi-z][a-z]{3})|^mc", "mk"),
        (r"^steph", "stev"),
        (r"^geo(?=ff)", "je"),
        (r"^des(?=[bcdfgjlmnpqrtv])", "de"),
        (r"^kn", "n"),
        (r"^wr", "r"),
        (r"^th|th(?=ier)|tth(?=i)", "t"),
        (r"t?th", "0"),
        (r"(?:eau|au)l?[txds]?$", "o"),
        (r"ault", "o"),
        (r"eau|aw|au(?=[^gn])", "o"),
        (r"eigh", "i"),
        (r"(?<=[aeiou])gh(?=t|$|[b-df-hj-np-tv-z])", ""),
        (r"igh", "i"),
        (r"ph", "f"),
        (r"sch|sh", "S"),
        (r"tch|ch", "C"),
        (r"dg(?=[ei])", "j"),
        (r"sque", "k"),
        (r"[cq]k|qu?", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"wh", "w"),
        (r"bv", "v"),
        (r"gn(?=[aeiou])", "n"),
        (r"dt", "t"),
        (r"mp(?=[st])", "m"),
        (r"ewa", "ua"),
        (r"(?<=\w)h", ""),
        (r"([b-df-hj-np-tv-zSC0])\1", r"\1"),
        (r"(?<=\w{3})(?:ay|ey|ie|ai|y)$", "i"),
        (r"oy|oie?", "O"),
        (r"ai|ay", "e"),
        (r"ee|ea|ei|ey|ie|y", "i"),
        (r"oo|ou|ue|ew", "u"),
        (r"oa|oe|ow", "o"),
        (r"([aeiouO]\w*[b-df-hj-np-tv-zSC0])[aeiou]([nr]s?)$", r"\1\2"),
        (r"(?<=\w[b-df-hj-np-tv-zSC0])e$", ""),
        (r"([a-zSCO0])\1", r"\1"),
    )
)


def sound_keys(words: Sequence[str]) -> list[str]:
    """The key of each folded word; rules run over all of them at once, because there may be thousands."""
    lines = "\n".join(words)
    for pattern, sound in _RULES:
        lines = pattern.sub(sound, lines)
    return lines.split("\n") if words else []


def without_one(key: str) -> set[str]:
    """The key, and what is left of it without any one sign: keys one edit apart share one of these."""
    return {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}


def is_one_edit(one: str, other: str) -> bool:
    """Whether one sign added, dropped, changed or swapped with its neighbour turns one key into the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = next((at for at, sign in enumerate(one) if sign != other[at]), len(one))
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    swapped = one[start + 1 : start + 2] + one[start : start + 1] + one[start + 2 :]
    return one[start + 1 :] == other[start + 1 :] or swapped == other[start:]
