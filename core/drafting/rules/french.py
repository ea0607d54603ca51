"""How lawyers dictate in French."""

from typing import Final

from core.domain.codes import ActivityCode
from core.drafting.rules.phrases import Phrases, edges, named, pattern, words

_COMMUNICATION = (
    r"(?:conférence\s+téléphonique|appels?|appelé|téléphon(?:e|é)|courriels?|lettres?|écrit|correspondance|parlé|"
    r"rencontr(?:es?|é)|réunions?|conférences?|entretiens?|discut(?:e|é)|discussions?|échang(?:e|é)s?|"
    r"conference\s+call|au\s+téléphone)"
)
_PARTIES = named(
    (
        (
            ActivityCode.COMMUNICATE_COUNSEL,
            r"(?:l['\u2019])?(?:avocate?s?|procureure?s?|notaires?)|me|maître",
        ),
        (ActivityCode.COMMUNICATE_CLIENT, r"cliente?s?"),
        (
            ActivityCode.COMMUNICATE_IN_FIRM,
            r"(?:l['\u2019])?associée?s?|collègues?|parajuristes?|stagiaires?|techniciens?|techniciennes?",
        ),
        (
            ActivityCode.COMMUNICATE_EXTERNAL,
            r"tribunal|cour|greffe|greffière?|juge|(?:l['\u2019])?(?:experte?|assureur|évaluateur|arbitre)|témoins?|"
            r"médiat(?:eur|rice)|banque|locat(?:eur|aire)|comptable|prêteur|liquidat(?:eur|rice)|héritiers?|syndic",
        ),
    )
)
_TASKS = named(
    (
        (
            ActivityCode.DRAFT_REVISE,
            r"rédig(?:er|é|ée)|rédaction|modifi(?:er|é|cation|cations)|corrig(?:er|é)|finalis(?:er|é|ation)",
        ),
        (
            ActivityCode.REVIEW_ANALYZE,
            r"révis(?:er|é|ion)|examin(?:er|é)|examen|analys(?:er|é|e)|lecture|relecture|relu|lu|lire|"
            r"étud(?:e|ié|ier)|vérifi(?:er|é|cation)",
        ),
        (ActivityCode.RESEARCH, r"recherch(?:e|es|er|é)"),
        (
            ActivityCode.APPEAR_ATTEND,
            r"audience|compar(?:aître|u|ution)|assist(?:er|é)|plaid(?:er|é|oirie)|interrogatoire|présence|procès|"
            r"visite\s+des\s+lieux",
        ),
        (ActivityCode.PLAN_PREPARE, r"prépar(?:er|é|ation)|planifi(?:er|é|cation)"),
        (ActivityCode.MANAGE_DATA, r"class(?:er|é|ement)|organis(?:er|é|ation)|gestion\s+documentaire"),
        (ActivityCode.OTHER, r"déplacements?|voyage"),
    )
)
_WORK = (
    "travail|travaillé|travailler|requête|mémoire|signature|signé|clôture|médiation|négociations?|négocié|envoi|"
    "envoyé|dépôt|déposé|suivi|répon(?:se|du)|note"
)
_FILLER = (
    "euh|hum|ben|bon|alors|donc|et|puis|ensuite|aussi|nouvelle|nouveau|entrée|bonjour|allo|allô|voilà|ok|"
    "celle-ci|celui-ci|ça"
)
_HEADING = (
    "premier|première|deuxième|premièrement|deuxièmement|d['\u2019]abord|ensuite|maintenant|enfin|passons|pour|sur|"
    "dans|au|aux|à|le|la|les|l|de|du|des|d|mon|ma|mes|temps|entrées?|récapitulatif|résumé|journée|travail|date|"
    "tout|tous|toutes|c['\u2019]est|est|était|concernant|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|"
    "tâches?|choses|j['\u2019]ai|fait|dossier|affaire"
)
_WORDS_BETWEEN = r"(?:\s+[\w'\u2019-]+){0,4}?\s+(?:l['\u2019])?"
_PREPOSITIONS = "pour|sur|dans|de|du|des|d|à|au|aux|avec|concernant|par|en|chez"

_NO_NAMES = """
    le la les un une du de des ce cet cette mon notre meme nouveau nouvelle autre premier dernier et
    ou en dans pour sur avec au aux a complet physique electronique zero point plutot pardon non
"""
_ORDINARY = """
    bois pont roche rose blanc noir brun gros petit grand bon leblanc lebrun legros marchand boucher
    berger boulanger cote champagne fortin avril mars mai juin
"""
_ROLES = "m mme mtre maitre avocat avocate juge expert temoin notaire procureur"

FRENCH: Final = Phrases(
    task=pattern(rf"\b(?:{_TASKS})\b"),
    communication=pattern(rf"\b{_COMMUNICATION}\b"),
    communication_with=pattern(rf"\b{_COMMUNICATION}\b{_WORDS_BETWEEN}(?:{_PARTIES})\b"),
    work=words(_WORK),
    goes_on=pattern(
        r"\W*(?:(?:et|nous|j['\u2019]ai|on|avons)\s+)*(?:aussi\s+)?(?:discuté|convenu|confirmé|conseillé|noté|"
        r"expliqué|conclu|il|elle|ils|elles)\b"
    ),
    bookmark=pattern(r"(?<!le )(?<!un )(?<!ce )\b(signet|marque-page)\b"),
    talk=words(
        r"rappelle-moi|rappelez-moi|n['\u2019]oublie[zr]? pas|est-ce que ça marche|ça marche|un deux|attends|"
        r"voyons|où en étais-je|laisse faire|quelle journée|c['\u2019]est tout|merci|au revoir|"
        r"bonne (?:journée|soirée)|ah oui|bonjour|qu['\u2019]est-ce que j['\u2019]ai fait"
    ),
    speaker=pattern(
        r"(?:(?:puis|et|aussi|ensuite)\s+)*(?:(?:j['\u2019]ai|nous avons|on a)\s+)?"
        r"(?:(?:aussi|ensuite|eu|fait)\s+)*(?:une?\s+)?"
    ),
    filler=words(_FILLER),
    heading=words(f"{_FILLER}|{_HEADING}"),
    everything=words(r"(?:le )?tout|tous|toutes|les deux|chacun|chacune"),
    same_matter=words(r"(?:le |au |du |la |sur le )?même (?:dossier|affaire|mandat|cliente?)"),
    correction=words(
        r"(?:non,?\s+)?(?:pardon|désolée?|je veux dire|ou plutôt|plutôt|mettez plutôt|correction|en fait|"
        r"excusez-moi|rectification|oups|je (?:me )?corrige|attendez|mettons)(?:,?\s+plutôt)?|non(?=,)"
    ),
    plus=pattern(
        r"\W*(?:et|plus)\W*|\s+(?:pour|sur|à)\s[^.;\d]{1,40}?[\s,]+(?:et|plus)\s+|\s+(?:pour|sur|à)\s[^.;,\d]{1,40},\s+"
    ),
    misheard_time=pattern(
        r"(?<![^.?!,;\n\s])(?<![\w'\u2019] )zéro\s+(?:virgule|point)\s+\w+(?:\s+\w+)?(?=\s*(?:[.?!,;\n]|$))"
    ),
    edge=edges(
        "et|puis|ensuite|pour|aussi|alors|donc|euh|bon|de|d",
        f"et|puis|ensuite|aussi|le|la|les|un|une|passé|pris|{_PREPOSITIONS}|c['\u2019]était|"
        r"j['\u2019]ai passé",
    ),
    time_lead_in=words(
        r"(?:j['\u2019]ai\s+)?(?:passé|pris|facturer|inscrire|travaillé|pendant|environ|à peu près|presque|"
        r"c['\u2019]était|ça a pris|pour un total de|un total de|total)"
    ),
    time_lead_out=pattern(
        r"\s*(?:(?:environ|en tout|au total)\b)?(?:,?\s*(?:sur|pour|de|à)\b|,?\s*d['\u2019])?"
    ),
    day_lead_in=words("le|du|de|pour|en date du|c['\u2019]était|date"),
    matter_lead_in=pattern(
        r"\s*\b(?:le\s+tout\s+|tout\s+)?(?:pour|sur|dans|au sujet|concernant|à|au|du|de)\s*"
        r"(?:(?:le|la|les|du|de la)\s+|l['\u2019])?$"
    ),
    article=pattern(r"\b(?:(?:le|la|les|un|une|du|ce|cette)\s+|l['\u2019])$"),
    file_nouns=frozenset({"dossier", "dossiers", "affaire", "affaires", "mandat", "mandats"}),
    number_nouns=frozenset({"numero", "no"}),
    no_names=frozenset(_NO_NAMES.split()),
    ordinary=frozenset(_ORDINARY.split()),
    roles=frozenset(_ROLES.split()),
)
