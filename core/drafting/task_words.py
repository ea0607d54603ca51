"""Words that surely call for one UTBMS task code, in English and French."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.domain.codes import TaskSet

# One code a line, the more particular first; a space stands for any white space.
_LITIGATION = r"""
L330 depositions?|depose[ds]?|deposing|examinations? for discovery|interrogatoires? (?:préalables?|hors cour)
L320 document production|production of documents|affidavits? of documents|production de documents
L310 interrogatories|requests? to admit|requests? for production|demandes? d['\u2019]admission
L350 motions? to compel|discovery motions?|refusals motions?
L340 expert (?:discovery|depositions?)
L220 injunctions?|injonctions?|mareva|anton piller|saisie avant jugement
L230 case management|status conferences?|pre-?trial conferences?|conférences? (?:de gestion|préparatoires?)
L240 summary judgment|motions? to (?:dismiss|strike)|jugement sommaire|requêtes? en (?:irrecevabilité|rejet)
L260 class (?:certification|notice)|certification motions?|autorisation d['\u2019]action collective
L460 post-?trial|bills? of costs|mémoires? de frais
L470 enforcement|garnish\w*|writs? of seizure|saisies? en exécution|exécution forcée
L530 oral argument (?:of|on|at) (?:the )?appeal|arguing the appeal|plaidoirie en appel
L520 appell(?:ate|ant['\u2019]s) briefs?|appeal factums?|mémoires? d['\u2019]appel
L510 notices? of appeal|leave to appeal|avis d['\u2019]appel|permission d['\u2019]appeler
L410 fact witness(?:es)?|witness (?:preparation|interviews?)|préparation (?:du|des) témoins?
L420 expert witness(?:es)?|témoins? experts?
L450 trial attendance|attended (?:the )?(?:trial|hearing)|(?:at|first day of|day \w+ of) trial|jour de procès
L440 trial (?:preparation|prep|binders?)|prepar\w+ for trial|préparation (?:du|au) procès
L160 settlements?|mediations?|settlement conferences?|règlement (?:amiable|hors cour)|médiations?
L130 experts?|expert reports?|rapports? d['\u2019]experts?|expertises?
L210 pleadings?|statements? of (?:claim|defen[cs]e)|complaints?|demandes? introductives?
L210 déclaration|défense(?: et demande reconventionnelle)?|actes? de procédure
L150 litigation budgets?|budgeting|budget du litige
L250 motions?|factums?|requêtes?
L110 fact investigation|witness statements?|enquête (?:sur les|des) faits
"""
_COUNSELING = r"""
C200 legal research|research\w*|recherches? (?:juridiques?|en droit)
C100 fact gathering|gather\w* (?:the )?facts|collecte (?:des|de) faits
C400 (?:call|email|letter|meeting|spoke|met) (?:\S+ ){0,2}?(?:with|to) (?:\S+ ){0,2}?third part(?:y|ies)
C400 (?:call|email|letter|meeting|spoke|met) (?:\S+ ){0,2}?(?:with|to) (?:\S+ ){0,2}?(?:regulator|insurer)
C300 advi[cs]e[ds]?|advising|opinion|avis juridiques?|conseils?
"""
_PROJECT = r"""
P220 tax(?:es)?|fiscal\w*|fiscalité|impôts?
P230 environment\w*
P260 trademarks?|patents?|intellectual property|propriété intellectuelle|marques? de commerce|brevets?
P250 employees?|employment|labou?r|employés?|emploi
P240 title search(?:es)?|real property|recherche de titres?|immobili\w+
P270 regulatory|réglementaires?
P210 minute books?|corporate (?:records|review)|livres? (?:de )?minutes?|registres? corporatifs?
P700 post-?closing|post-?completion|après clôture
P600 closings?|closed the|clôtures?
P500 negotiat\w+|revis\w+ (?:the )?(?:agreement|draft)|négoci\w+
P200 due diligence|vérification diligente|diligence raisonnable
P400 first draft|initial draft|première ébauche|premier projet
P800 renewals?|renouvellements?
"""
_BANKRUPTCY = r"""
B150 creditors['\u2019]? meetings?|meetings? (?:of|with) creditors|assemblées? des créanciers
B140 relief from stay|lift (?:the )?stay|levée de la suspension|adequate protection
B310 proofs? of claim|claims? objections?|preuves? de réclamation
B320 disclosure statement|plan of (?:reorganization|arrangement)|plan d['\u2019]arrangement
B160 fee applications?|retention applications?
B170 fee objections?|objections? to fees
B180 preferences?|avoidance|fraudulent (?:transfers?|conveyances?)|paiements? préférentiels?
B185 (?:assum\w+|reject\w+) (?:\S+ ){0,2}?(?:leases?|contracts?)
B185 résiliation (?:\S+ ){0,2}?(?:baux|bail|contrats?)
B130 asset sales?|sales? of assets|vente d['\u2019]actifs?
B195 non-?working travel
B230 dip financing|cash collateral|financement intérimaire
B240 tax(?:es)?|impôts?
B420 restructur\w+
"""


def _patterns(lines: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    parts = (line.partition(" ") for line in lines.strip().splitlines())
    return tuple(
        (code, re.compile(rf"(?<!\w)(?:{said.replace(' ', r'\s+')})(?!\w)", re.IGNORECASE))
        for code, _, said in parts
    )


_PATTERNS: Final[Mapping[TaskSet, tuple[tuple[str, re.Pattern[str]], ...]]] = MappingProxyType(
    {
        TaskSet.LITIGATION: _patterns(_LITIGATION),
        TaskSet.COUNSELING: _patterns(_COUNSELING),
        TaskSet.PROJECT: _patterns(_PROJECT),
        TaskSet.BANKRUPTCY: _patterns(_BANKRUPTCY),
    }
)


def tasks_said(words: str, task_set: TaskSet) -> tuple[str, ...]:
    """The codes of a set that words call for, the most particular first; no words give two."""
    found: list[str] = []
    for code, pattern in _PATTERNS[task_set]:
        if pattern.search(words):
            found.append(code)
            words = pattern.sub(" ", words)
    return tuple(dict.fromkeys(found))
