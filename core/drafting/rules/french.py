"""How lawyers dictate in French."""

from typing import Final

from core.domain.codes import ActivityCode
from core.drafting.rules.phrases import Phrases, edges, named, pattern

_COMMUNICATION = (
    r"(?:appels?|appelé|téléphon(?:e|é)|courriels?|lettres?|écrit|correspondance|parlé|rencontr(?:e|é)|réunion|"
    r"conférence|entretien|discut(?:e|é)|discussion|échang(?:e|é)s?)"
)
_PARTIES = named(
    (
        (ActivityCode.COMMUNICATE_COUNSEL, r"(?:l['\u2019])?(?:avocate?|procureure?|notaire)"),
        (ActivityCode.COMMUNICATE_CLIENT, r"cliente?s?"),
        (ActivityCode.COMMUNICATE_IN_FIRM, r"(?:l['\u2019])?associée?|collègue|parajuriste|stagiaire"),
        (
            ActivityCode.COMMUNICATE_EXTERNAL,
            r"tribunal|cour|greffe|greffière?|juge|(?:l['\u2019])?(?:experte?|assureur)|témoin|médiat(?:eur|rice)",
        ),
    )
)
_TASKS = named(
    (
        (ActivityCode.DRAFT_REVISE, r"rédig(?:er|é|ée)|rédaction|modifi(?:er|é|cation|cations)"),
        (
            ActivityCode.REVIEW_ANALYZE,
            r"révis(?:er|é|ion)|examin(?:er|é)|examen|analys(?:er|é|e)|lecture|relu",
        ),
        (ActivityCode.RESEARCH, r"recherch(?:e|es|er|é)"),
        (ActivityCode.APPEAR_ATTEND, r"audience|compar(?:aître|u|ution)|assist(?:er|é)"),
        (ActivityCode.PLAN_PREPARE, r"prépar(?:er|é|ation)|planifi(?:er|é|cation)"),
    )
)
_WORDS_BETWEEN = r"(?:\s+[\w'\u2019-]+){0,4}?\s+"
_LINKS = frozenset({"c", "contre", "le", "la", "les", "l", "de", "du", "des", "d", "et", "en", "un", "une"})
_COMMON = """
    client cliente avocat avocate tribunal cour succession bail contrat contrats convention vente achat
    immeuble immeubles emploi services inc ltee senc compagnie groupe gestion litige reglement reclamation
    dossier dossiers affaire affaires mandat famille fiducie nouveau nouvelle conseil general
"""

FRENCH: Final = Phrases(
    task=pattern(rf"\b(?:{_TASKS})\b"),
    communication=pattern(rf"\b{_COMMUNICATION}\b"),
    communication_with=pattern(rf"\b{_COMMUNICATION}\b{_WORDS_BETWEEN}(?:{_PARTIES})\b"),
    bookmark=pattern(r"(?:^|[.?!]\s+)(signet)\b"),
    day=pattern(r"\b(?:aujourd['\u2019]hui|(?<![-\u2011])(?<!avant )hier)\b"),
    days_ago={"aujourd'hui": 0, "hier": 1},
    filler=pattern(r"\b(?:euh|hum|bon|alors|donc|et|puis|ensuite|aussi|nouvelle|entrée|bonjour|allo)\b"),
    edge=edges("et|puis|ensuite|pour|aussi"),
    lead_in=pattern(
        r"\s*\b(?:pour|sur|dans|au sujet|concernant|à)\s+(?:(?:le|la|les|du|de la)\s+|l['\u2019])?$"
    ),
    article=pattern(r"\b(?:(?:le|la|les|un|une|du|ce|cette)\s+|l['\u2019])$"),
    file_nouns=frozenset({"dossier", "dossiers", "affaire", "affaires", "mandat", "mandats"}),
    number_nouns=frozenset({"numero"}),
    links=_LINKS,
    common=_LINKS | frozenset(_COMMON.split()),
)
