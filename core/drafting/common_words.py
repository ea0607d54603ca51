"""Words that a narrative may begin with and that are no names: verbs and nouns of legal work."""

from typing import Final

from core.drafting.words import COMMON, KINDS
from core.drafting.work_verbs import WORK_VERBS
from core.language.tokens import fold
from core.language.vocabulary import plain

_NOUNS = """
    additional affidavit agenda agreement all analysis amendments appearance application arbitration
    assistance attendance background brief briefing call calls case closing client communication
    communications comments comparison conclusion conference contact continued contract correspondence
    counsel court cross deposition depositions detailed discovery discussion discussions document
    documents draft drafting due email emails evidence exchange exchanges examination file final first
    follow followup further general hearing in initial instructions internal interview investigation
    invoice joint lease legal letter letters mediation meeting meetings memo memorandum motion negotiation
    negotiations notes notice offer office opposing order outline phone planning pleading pleadings
    preliminary preparation pre-trial privileged production proposal questions receipt reply report
    request research response responses review revision revisions schedule second settlement site
    statement status strategy submissions summary supervision telephone teleconference text trial travel
    various verification video virtual voicemail witness work written zoom acte action affidavits
    amendement analyse appel appels assistance audience avis avocat avocate bail cliente collaboration
    commentaires communication communications comparution conference consultation contrat contre
    conversation coordination correspondance courriel courriels cour debut dejeuner demande deplacement
    derniere discussion discussions document documents dossier echange echanges elaboration enquete
    entretien entrevue envoi etude examen facture finalisation formulation gestion instance interrogatoire
    jugement lecture lettre lettres mediation memoire mise note notes obtention offre opinion ouverture
    participation plaidoirie planification preliminaire premiere preparation presence presentation proces
    production projet proposition rapport reception recherche recherches redaction reglement relecture
    rencontre rendez reponse requete reunion revision signature signet signification suivi supervision
    tenue transmission travail travaux tribunal validation verification vente visioconference voyage
    january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday
"""
_KNOWN: Final = frozenset(_NOUNS.split()) | COMMON | KINDS
_VERBS: Final = frozenset(plain(fold(form)) for forms in WORK_VERBS.values() for form in forms)
_ENDINGS: Final = (
    "ements",
    "ement",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "ees",
    "ed",
    "ee",
    "er",
    "es",
)
_LETTERS: Final = ("s", "d", "e")
_LEAST: Final = 4


def is_common(word: str) -> bool:
    """Whether a folded word is one of those, in one form or another."""
    text = plain(word)
    return text in _KNOWN or text in _VERBS


def bare(word: str) -> str:
    """A folded word without accents and without the ending that verbs and plurals have."""
    text = plain(word)
    for ending in (*_ENDINGS, *_LETTERS):
        if text.endswith(ending) and len(text) - len(ending) >= _LEAST:
            return text.removesuffix(ending)
    return text
