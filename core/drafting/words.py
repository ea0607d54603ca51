"""The words of a name that tell it from others, as they compare across spellings."""

from core.domain.matters import Matter
from core.language.tokens import Kind, tokenize
from core.language.vocabulary import plain

# Words that stand in many names and in any sentence: sharing one of them says nothing.
_COMMON_WORDS = """
    a an and at by client clients co company corp corporation file files for from group holdings in inc
    incorporated is it limited llc llp lp ltd matter matters me my no of on or our re that the this to us
    versus vs we with
    au aux avec ce cette chez cliente cie compagnie contre dans de des dossier dossiers du en enr et
    la le les ltee mon notre nous ou par pour qui senc sur un une
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_LEAST_FIGURES = 3
_LEAST_LETTERS = 2


def telling_words(text: str) -> frozenset[str]:
    """The words of a text that can tell a name: no common ones, no single letters, no small figures."""
    return frozenset(
        plain(token.text)
        for token in tokenize(text)
        if token.kind is not Kind.SIGN
        and len(token.text) >= (_LEAST_FIGURES if token.kind is Kind.FIGURE else _LEAST_LETTERS)
        and plain(token.text) not in _COMMON
    )


def names_of(matter: Matter) -> frozenset[str]:
    """The telling words of everything a matter is called."""
    return telling_words(" ".join((matter.name, matter.client, matter.number, *matter.aliases)))
