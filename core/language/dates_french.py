"""The French words around spoken dates, without accents."""

from typing import Final

from core.language.french import number_words
from core.language.vocabulary import BarePoint, Vocabulary, phrase_table, valued_words

_MONTHS: Final = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
]
# Only those that are no English words too: a recording may be in either.
_SHORT_MONTHS: Final = {"janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7}
_WEEKDAYS: Final = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
_DAYS_AGO: Final = {
    "aujourd hui": 0, "ce matin": 0, "cet avant midi": 0, "plus tot ce matin": 0, "ce midi": 0,
    "cet apres midi": 0, "cette apres midi": 0, "ce soir": 0,
    "plus tot aujourd hui": 0, "hier": 1, "la nuit derniere": 1, "la nuit passee": 1,
    "avant hier": 2,
}  # fmt: skip

_KINDS: Final = {
    "t": (
        "matin, midi, apres midi, avant midi, soir, au matin, en matinee, en soiree, en apres midi,"
        "en avant midi, au soir, le matin, en fin de journee, en fin de matinee, soiree, matinee, journee"
    ),
    "b": "dernier, passe",
    "X": (
        "prochain, prochaine, demain, apres demain, semaine, semaines, fin de semaine, week end, mois, an,"
        "ans, annee, annees, cette semaine, en huit, en quinze, suivant, suivante, precedent, precedente,"
        "veille, avant veille, lendemain, cette nuit, tous les, toutes les, chaque, du mois,"
        "avant dernier, plus tard aujourd hui"
    ),
    "J": "il y a",
    "j": "jour, jours",
    "G": "mille, mil",
    "e": "le",
    "h": (
        "la, les, l, un, une, ce, cet, cette, ces, mon, ma, mes, son, sa, ses, notre, nos, votre, vos, leur,"
        "leurs"
    ),
    "o": "de, du, d, des",
    "f": (
        "pour, en date du, en date de, en date d, date, date du, entree pour, temps pour, mon temps pour,"
        "travail du, temps du, entree du, date de travail"
    ),
    "L": "a, au",
    "O": "non",
    "B": (
        "au plus tard, au plus tot,"
        "avant, apres, depuis, jusqu, jusqu a, jusqu au, a compter du, a partir du, a partir de,"
        "des le, entre, d ici, d ici le, pas, jamais, sauf, sous, fin, debut, vers, que, qu, comme,"
        "mi, post, pre, en vigueur, anterieur, posterieur"
    ),
    "E": (
        "audience, audiences, proces, requete, requetes, echeance, delai, cloture, interrogatoire,"
        "interrogatoires, mediation, arbitrage, comparution, depot, prescription, accident, collision,"
        "incident, deces, mariage, separation, signature, aga, demande, appel d offres, ordonnance, jugement,"
        "decision, evenement, conference, lettre, courriel de, contrat de, instruction, plaidoirie,"
        "plaidoiries, assemblee, seance, rapport, avis, facture, blessure, chute, inspection, tribunal,"
        "rendez vous, paiement, loyer, anniversaire, mariage, vacances, vol, chirurgie"
    ),
    "S": (
        "envoye, envoyee, envoyes, envoyees, recu, recue, recus, recues, signifie, signifiee, signe, signee,"
        "depose, deposee, datee, dates, datees, prevu, prevue, prevus, prevues, fixe, fixee, fixer, reporte,"
        "reportee, reporter, rendu, rendue, tenu, tenue, tenir, planifier, planifie, confirme, confirmer,"
        "convenu, cedule, ceduler, cedulee, payable, echu, due, du a, survenu, survenue, entendu, entendue,"
        "tel que, telle que, suite a, comme convenu, comme discute, presentable, presentables, deposer,"
        "produire, signifier, transmis, transmise, produit, produite, exigible, disponible,"
        "disponibilite, remis, remise"
    ),
    "r": (
        "qui, dont, lequel, laquelle, auquel, quand, si, ou nous, il, elle, ils, elles, lorsque, dois, doit,"
        "doivent, devra, devrait, devons, va, vont, vais,"
        "allons, faut, rappeler, rappelle, rappelez, rappel, demander, dit, mentionne"
    ),
    "c": (
        "concernant, sur, re, au sujet de, au sujet du, au sujet d, a propos de, a propos du, relativement a,"
        "relatif a, relative a, quant a, touchant, relativement au, portant sur, en vue de, en vue du"
    ),
    "k": "assiste a, assiste, plaide, comparu, presence a, participe a, participation a",
    "q": (
        "appel avec, appel au, appel a, appel telephonique, revision, redaction, recherche, recherches,"
        "etude, analyse, preparation, travail sur, rencontre avec, demi, quart, zero virgule, point"
    ),
    "Y": "je, j, j ai, nous, nous avons, on, on a",
    "z": "avec, chez, dans, par, en, pendant, durant",
    "&": "et, ou, versus",
    "n": (
        "m, me, mme, mtre, maitre, juge, dr, article, articles, regle, regles, clause, piece, dossier,"
        "numero, no, facture no, version, page, paragraphe, annexe, item, onglet, volume, partie, chapitre"
    ),
    "i": "est, etait, sera, sont, etaient, seront, tombe, serait",
    "u": "c est, c etait, ceci est, c est pour",
    "y": "bon, alors, donc, ok, oui, voila, puis, aussi, bonjour, seulement, juste",
    "R": (
        "pardon, desole, desolee, je veux dire, plutot, correction, en fait, excusez moi, rectification,"
        "oups, je corrige, je me corrige, attendez, ou plutot, non pardon, non desole"
    ),
    "w": (
        "partie adverse, parties adverses, sans frais, pas de frais, pas facturable, non facturable,"
        "point de vue"
    ),
    "H": (
        "heure, heures, h, hr, hrs, minute, minutes, min, mins, dixieme, dixiemes, quarts, dollars, pages,"
        "pour cent, personnes"
    ),
    "~": "environ, peut etre, probablement, autour du, autour de, soit, quelque part",
}


FRENCH_DATES: Final = Vocabulary(
    phrases=phrase_table(_KINDS, number_words())
    | valued_words(
        Q={"premier": 1, "1er": 1},
        M={word: value for value, word in enumerate(_MONTHS, start=1)},
        A=_SHORT_MONTHS,
        W={word: value for value, word in enumerate(_WEEKDAYS)},
        T=_DAYS_AGO,
        K={
            "la semaine derniere": 7,
            "de la semaine derniere": 7,
            "semaine derniere": 7,
            "la semaine passee": 7,
            "de la semaine passee": 7,
            "semaine passee": 7,
            "de cette semaine": 0,
        },
        **{
            "0": {
                "de ce mois": 0,
                "courant": 0,
                "du mois courant": 0,
                "du present mois": 0,
                "du mois dernier": 1,
                "du mois passe": 1,
            }
        },
    ),
    decimal_marks=",.",
    # The future tense: "j'appellerai le client vendredi".
    endings=(
        *((ending, "r") for ending in ("rai", "rons", "rez", "ront", "era", "ira", "dra", "rra")),
        *((ending, "V") for ending in ("er", "ir", "re")),
    ),
    enclitics=frozenset(),
    bare_point=BarePoint.NEVER,
)
