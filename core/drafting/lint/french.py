"""The words of time lines in French."""

from typing import Final

from core.drafting.lint.french_work import CHORES, HEADS
from core.drafting.lint.vocabulary import Vocabulary, chores, heads, phrases, word_kinds
from core.drafting.rules.french import FRENCH as PHRASES

_WORDS = {
    "leads": """
        aussi également brièvement encore bref brève long longue divers diverses plusieurs autres autre
        début
        commencé poursuite poursuivi continué nouvelle nouveau court courte
        un une deux trois d
    """,
    "vague_leads": "divers diverses plusieurs",
    "subjects": "j je ai nous avons ayant",
    "links": "et & ainsi",
    "then": "puis ensuite",
    "small": "le la les l un une des ce cet cette ces son sa ses leur leurs notre nos mon ma mes du d",
    "before_object": "à a au aux de du des d sur pour dans en la le les l",
    "backward": "le la les celui-ci celle-ci ceux-ci y sujet même ça cela",
    "answers": "réponse à celle-ci celui-ci y",
    "doubtful": "",
    "also_nouns": "",
    "not_objects": "par est et ou",
    "own_writing": "",
    "adjectives": "",
    "infinitives": """
        obtenir confirmer demander expliquer clarifier déterminer convenir régler discuter savoir
        planifier
        organiser coordonner comprendre valider connaître faire prendre
    """,
    "to_do": "pour de d afin",
    "with_whom": "avec à a au aux de du des d entre pour chez l",
    "own_verbs": "",
    "about_what": "discuter",
    "cover": "transmission accompagnement bordereau",
    "with_later": "avec entre",
    "to_nouns": """
        requete requetes demande demandes droit obligation offre avis autorisation permission defaut
        pouvoir
    """,
    "people": """
        client cliente clients clientes avocat avocate avocats procureur procureure notaire tribunal
        cour greffe
        greffier greffière juge expert experte témoin assureur médiateur médiatrice prêteur courtier
        comptable
        banque vendeur vendeuse acheteur acheteuse locateur locataire conseil couronne poursuite syndic
        arpenteur adverse m mme me mr maître
    """,
    "in_firm": """
        associé associée associés collègue collègues parajuriste parajuristes stagiaire stagiaires équipe
    """,
    "empty": """
        dossier dossiers affaire affaires document documents divers diverses correspondance courriel
        courriels
        autre autres général générale juridique juridiques pièce travail chose interne internes choses
        question questions suivi
        suivis procès matière même sujet contrat lundi mardi mercredi jeudi vendredi
    """,
    "letters": "lettre lettres courriel courriels correspondance message messages appel rencontre réunion",
    "named_letters": "",
    "named_after": "intention engagement demeure garantie crédit opinion mission change change actionnaires",
    "stop": """
        le la les l un une des du de d à a au aux en dans sur pour par avec et ou que qu qui ce cet
        cette ces
        son sa ses leur leurs notre nos mon ma mes j je ai nous avons concernant sujet relativement est
        sont
        afin chez entre ainsi puis ensuite aussi brièvement y se s m
    """,
    "no_trips": "personnel illicite",
    "no_stop": "m mme me mr dr c no art al p inc ltee st ste",
}

FRENCH: Final = Vocabulary(
    code="fr",
    phrases=PHRASES,
    heads=heads(HEADS),
    chores=chores(CHORES),
    about=phrases(
        "concernant, au sujet de, au sujet du, au sujet des, au sujet d, a ce sujet, sur, relativement a, "
        "relativement au, relativement aux, quant a, quant au, quant aux, en lien avec, portant sur, re, "
        "a propos de, a propos du, a propos des, a propos d, en reponse, suivant, si, que, "
        "relatif a, relative a, "
        "relatifs a, pour discuter, dans le cadre, discute"
    ),
    office=phrases(
        "conference interne, rencontre interne, reunion interne, discussion interne, "
        "appel interne, reunion d equipe"
    ),
    words=word_kinds(_WORDS, then="ainsi que, suivi de"),
    about_endings=("ant",),
    nouns_come_first=True,
)
