"""The French words around spoken time, without accents."""

from collections.abc import Iterator
from typing import Final

from core.language.vocabulary import (
    HUNDRED,
    PLURAL,
    BarePoint,
    Vocabulary,
    phrase_table,
    valued_words,
)

_SMALL_WORDS: Final = (
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
_SMALL: Final = (*_SMALL_WORDS.split(), "dix sept", "dix huit", "dix neuf")
_TENS = ("vingt", "trente", "quarante", "cinquante", "soixante")
_REGIONAL_TENS = {70: ("septante",), 80: ("huitante", "octante"), 90: ("nonante",)}
_TEN, _SIXTY, _EIGHTY = 10, 60, 80


def number_words() -> Iterator[tuple[str, int]]:
    """Every spelled number from 0 to 99, hyphens as spaces; one and its like also in the feminine."""
    for phrase, value in _masculine():
        yield phrase, value
        if phrase.endswith("un"):
            yield f"{phrase}e", value


def _masculine() -> Iterator[tuple[str, int]]:
    yield from ((word, value) for value, word in enumerate(_SMALL))
    for tens, word in enumerate(_TENS, start=2):
        yield from _after(word, tens * _TEN, 2 * _TEN if tens * _TEN == _SIXTY else _TEN)
    yield "quatre vingts", _EIGHTY
    yield from _after("quatre vingt", _EIGHTY, 2 * _TEN)
    for value, words in _REGIONAL_TENS.items():
        for word in words:
            yield from _after(word, value, _TEN)


def _after(word: str, base: int, span: int) -> Iterator[tuple[str, int]]:
    """The numbers counted on from a ten: 60 to 79 are all counted on from soixante."""
    yield word, base
    for more in range(1, span):
        yield f"{word} {_SMALL[more]}", base + more
        if more in {1, _TEN + 1}:
            yield f"{word} et {_SMALL[more]}", base + more


_SCORES: Final = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50,
}  # fmt: skip
_KINDS: Final = {
    "H": "heure, h, hr, hrs, heure complete, heure entiere",
    "M": "minute, minutes, min, mins, mn",
    "m": "m",
    "T": (
        "jour, jours, journee, journees, semaine, semaines, mois, an, ans, annee, annees, seconde,"
        "secondes, nuit"
    ),
    "U": (
        "pour cent, pourcent, pourcentage, dollar, dollars, million, millions, milliard, milliards, euro,"
        "euros, piastre, piastres, kilometre, kilometres, km, metre, metres, pages, points, degres,"
        "actions, kg, kilos, pieds, pouces, acres, hectares, litres, mo, go, to, cad, usd"
    ),
    "l": "le, la, les, l, cette, cet, ce",
    "h": "demi, demie",
    "q": "quart, quarts",
    "t": "dixieme, dixiemes",
    "f": ("moitie, huitieme, huitiemes, centieme, centiemes, majorite, reste, plupart"),
    "&": "et, plus",
    "r": "ou",
    "s": "moins, fois, x",
    "S": (
        "commence a, debute a, commencant a, debutant a, a partir de, a compter de, commence, debute,"
        "debut a, debut, heure de debut, arrive a"
    ),
    "Y": (
        "termine a, fini a, arrete a, finissant a, terminant a, fin a, cesse a, termine, fini, arrete, fin,"
        "heure de fin, parti a"
    ),
    "J": "jusqu a, jusqu au",
    "X": "a",
    "o": "de, d, du",
    "p": "sur, pour, avec, chez, au, aux, concernant, re, afin, facturable, facturables",
    "G": "mille",
    "P": "virgule, point",
    "e": "ce point, au point, le point, du point, premier point, dernier point, chaque point",
    "L": (
        "ordre du jour,"
        "section, sections, article, articles, clause, clauses, paragraphe, paragraphes, alinea, alineas,"
        "regle, regles, piece, pieces, version, versions, page, annexe, annexes, onglet, onglets,"
        "chapitre, chapitres, partie, item, volume, formulaire, tableau, figure, question, ligne, note,"
        "janvier, fevrier, mars, avril, mai, juin, juillet, aout, septembre, octobre, novembre, decembre"
    ),
    "K": "numero, client, clients, facture, lot, salle, phase, etape",
    "8": "dossier, dossiers, mandat, mandats",
    "A": "art, al, par, p, pp, no, s, ss, ch, r, v, vol, reg, ann",
    "k": "notariales, notariees, notariale, notariee, d assemblee, de l assemblee, de reunion",
    "@": "il est, il etait, il est passe",
    "B": "vers, depuis, des",
    "V": "en, dans, sous, d ici, toutes les, tous les, delai de, preavis de, prochaines",
    "v": "avant, apres, plus tard, plus tot, auparavant, d avance, de retard, en retard, de preavis, il y a",
    "d": "pile, precises",
    "c": "du matin",
    "Q": "du soir, de l apres midi",
    "1": "midi",
    "0": "minuit",
    "n": "non, pas",
    "~": (
        "environ, presque, a peu pres, approximativement, autour de, autour d, plus ou moins, pres de,"
        "pres d, peut etre, quelque, env, grosso modo, en gros, a peine, pas loin de, pas loin d,"
        "aux alentours de, aux alentours d, aux environs de, aux environs d, quasiment, disons"
    ),
    "z": "ou a peu pres, ou presque",
    "b": "ou plus, ou moins, et plus, et quelques, ou deux, ou trois, et des poussieres, et un peu, de plus",
    "<": "plus de, plus d, plus que, moins de, moins d, au moins, au plus, au dela de",
    "4": "entre",
    "7": "bonne, bonnes, petite, petites, grosse, grosses, petit",
    "g": "quelques, plusieurs, centaine, couple",
    "E": (
        "chacun, chacune, chaque, par heure, par jour, par semaine, par mois, par courriel, par appel,"
        "double, pause, pauses, diner, repas, pour diner"
    ),
    ":": (
        "limite, limites, maximum, minimum, estimation, estime a, rabais, escompte, prolongation, delai,"
        "retard, restantes, va prendre, prendra, devrait prendre, il faudra, il reste, radie, radier, demain"
    ),
    "i": "est, etait, sont, dit, prevoit",
    "j": (
        "passe, pris, prend, dure, facturer, facturez, temps, duree, inscrire, inscrivez, consigner,"
        "consigne, consignez, noter, notez, mettre, mettez, entrer, entrez, indiquez, imputez, comptez"
    ),
    "9": "travaille, travailler",
    "6": (
        "prevu, prevue, fixe, fixee, fixer, planifier, planifie, cedule, cedulee, disponible, disponibilite,"
        "reporte, reporter, deplace, deplacer, remis, remettre, decale, decaler, ajourne, ajourner, change,"
        "changer, augmente, augmenter, reduit, reduire, prolonge, prolonger"
    ),
    "3": (
        "en tout, au total, total, pour un total de, pour un total d, un total de, un total d, en totalite,"
        "en tout et pour tout"
    ),
    "y": "bon, alors, donc, ok, oui, voila, puis, ca, cela, aujourd hui, hier",
    "u": "c est, c etait, soit, c est a dire, autrement dit, ca fait",
    "R": (
        "pardon, non pardon, desole, desolee, je veux dire, plutot, ou plutot, non plutot, mettez plutot,"
        "correction, en fait, excusez moi, rectification, oups, je corrige, non je corrige, je me corrige,"
        "attendez, attends, mettons, efface ca, effacez ca, oublie ca, oubliez ca, biffez ca, annule ca,"
        "annulez ca, je recommence, je reprends, excusez, je m excuse, je voulais dire, c est plutot,"
        "c etait plutot"
    ),
}

FRENCH: Final = Vocabulary(
    phrases=phrase_table(_KINDS, number_words())
    | valued_words(
        H={"heures": PLURAL},
        G={"cent": HUNDRED, "cents": HUNDRED},
        f={"tiers": 3, "cinquieme": 5, "cinquiemes": 5, "sixieme": 6, "sixiemes": 6},
        **{"%": _SCORES},
    ),
    decimal_marks=",.",
    endings=(("ss", "w"), ("s", "W"), ("x", "W")),
    enclitics=frozenset(),
    bare_point=BarePoint.WITHIN,
)
