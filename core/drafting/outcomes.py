"""Words that tell how something ended, in English and French: no narrative may add one."""

from typing import Final

from core.language.tokens import tokenize
from core.language.vocabulary import plain

# One outcome a line: words that tell it, and behind the colon words that only let it count as said.
_OUTCOMES: Final = """
    granted grant accordé accordée accueilli accueillie: accord accueil
    denied deny: denial
    dismissed dismiss rejeté rejetée: dismissal rejet
    won win gagné: victory
    lost lose perdu: loss
    settled settle réglé transigé: settlement settling règlement transaction
    agreed agree convenu accepté: agreement agreeing entente acceptance
    refused refuse refusé: refusal refusing refus
    accepted accept: acceptance
    rejected reject: rejection
    approved approve approuvé: approval approbation
    signed sign signé signée: signing signature
    executed execute exécuté: execution
    withdrew withdrawn retiré désisté: withdraw withdrawal retrait désistement
    prevailed prevail: victory
    admitted admit avoué admis: admission aveu
    resolved resolve résolu: resolution
    awarded award octroyé: octroi
    ordered order ordonné: ordonnance
    paid pay payé payée: payment paiement
    succeeded success successful succès: succeed
    adjourned adjourn ajourné: adjournment ajournement
    convicted condamné: conviction condamnation
    acquitted acquitté: acquittal acquittement
    conceded concede concédé: concession
    obtained obtain obtenu: obtaining
    terminated terminate résilié: termination résiliation
    waived waive renoncé: waiver renonciation
"""


def _places(*, telling_alone: bool) -> dict[str, int]:
    lines = (line.partition(":") for line in _OUTCOMES.strip().splitlines())
    words = (tell.split() if telling_alone else [*tell.split(), *more.split()] for tell, _, more in lines)
    return {plain(word): place for place, each in enumerate(words) for word in each}


_TELLING: Final = _places(telling_alone=True)
_SAID: Final = _places(telling_alone=False)
_STEM: Final = 5


def unsaid_outcomes(narrative: str, said: frozenset[str]) -> tuple[str, ...]:
    """The words of a narrative that tell an outcome which nobody dictated in any form.

    `said` are the words of the transcript, folded and without accents.
    """
    stems = {word[:_STEM] for word in said}
    told = {_SAID[word] for word in said & _SAID.keys()}
    words = ((plain(token.text), narrative[token.start : token.end]) for token in tokenize(narrative))
    unsaid = (
        shown
        for word, shown in words
        if word in _TELLING and _TELLING[word] not in told and word[:_STEM] not in stems
    )
    return tuple(dict.fromkeys(unsaid))
