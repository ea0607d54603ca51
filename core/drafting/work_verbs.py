"""The verbs of legal work, in English and French, in the forms that a narrative may begin with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Form(StrEnum):
    """How a verb stands: French has its infinitive as base, and its past participle as past."""

    BASE = "base"
    PAST = "past"
    PRESENT = "present"
    ONGOING = "ongoing"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb in the two forms that narratives are written in."""

    base: str
    past: str


_ENGLISH_REGULAR = """
    accompany address adjourn adjust advance advise agree allocate amend analyse analyze annotate answer
    appeal appear apply appraise approve argue arrange arbitrate assemble assess assign assist attach attend
    audit authorize book brief calculate call cancel categorize certify check circulate cite clarify close
    code collect commence comment communicate compare compile complete comply compose conduct conclude
    confer confirm consider consolidate consult contact continue convert convey coordinate copy correct
    correspond create critique debate debrief deduct defend define deliver demand deny depose describe
    design determine develop diarize direct disclose discuss dispute distribute divide docket document
    download draft edit elaborate email e-mail enclose engage enquire ensure enter establish estimate
    evaluate examine exchange execute expand explain explore express extend extract facilitate fax file
    finalize finish follow format formulate forward furnish gather generate guide handle help identify
    implement include incorporate index inform initiate inquire insert inspect institute instruct integrate
    interpret interview introduce investigate issue itemize join liaise list locate maintain manage mark
    mediate modify monitor move negotiate note notify obtain object observe open oppose order organise
    organize outline participate perfect perform peruse phone plan plead prepare present preserve prioritize
    probe proceed process procure produce propose prosecute provide pull pursue query question raise reach
    receive recommend reconcile record redact redline refer refine register reject relate remit remove
    rename render repeat reply report represent request research reschedule resolve respond restructure
    retain retrieve return review revise save scan schedule search secure select serve settle share sign
    simplify sort specify state strategize structure study submit subpoena suggest summarise summarize
    supervise supplement supply support synthesize table talk telephone terminate test track transcribe
    transfer translate transmit travel try turn type update upload urge use verify visit wait witness work
"""
# Of two syllables or more, with the last consonant doubled; some are spelled with one as well.
_ENGLISH_DOUBLED = "confer plan refer submit remit transmit cancel travel"
# base, past, and the form in -ing
_ENGLISH_IRREGULAR = """
    begin began beginning/ bring brought bringing/ cross-examine cross-examined cross-examining/
    deal dealt dealing/ do did doing/ draw drew drawing/ drive drove driving/ find found finding/
    get got getting/ give gave giving/ go went going/ have had having/ hear heard hearing/
    hold held holding/ keep kept keeping/ lay laid laying/ lead led leading/ leave left leaving/
    make made making/ meet met meeting/ oversee oversaw overseeing/ pay paid paying/ prep prepped prepping/
    proofread proofread proofreading/ put put putting/ read read reading/
    re-examine re-examined re-examining/ redraft redrafted redrafting/ re-draft re-drafted re-drafting/
    rewrite rewrote rewriting/ run ran running/ see saw seeing/ seek sought seeking/ sell sold selling/
    send sent sending/ set set setting/ sit sat sitting/ speak spoke speaking/ spend spent spending/
    take took taking/ teach taught teaching/ tell told telling/ think thought thinking/
    undertake undertook undertaking/ write wrote writing
"""
_FRENCH_REGULAR = """
    accompagner accorder acheminer adapter adresser ajouter ajuster amender analyser annoter annuler appeler
    apporter approuver arrêter assembler assigner assister attribuer aviser calculer chercher circuler
    clarifier classer collaborer colliger combiner commander commencer commenter communiquer comparer
    compiler compléter concilier confirmer consacrer conseiller conserver considérer consigner constater
    constituer consulter contacter continuer contrôler coordonner corriger créer débuter déclarer délibérer
    demander déposer détailler déterminer développer dicter discuter documenter donner dresser échanger
    élaborer énumérer entamer envoyer esquisser estimer étudier évaluer examiner exécuter expédier expliquer
    explorer exposer facturer fermer finaliser formuler gérer homologuer identifier imprimer indiquer
    informer insérer inspecter intégrer interroger inventorier laisser libeller liquider localiser mandater
    mener mentionner modifier monter négocier noter notifier numériser organiser participer parler passer
    peaufiner plaider planifier préciser préparer présenter procéder proposer publier questionner raffiner
    rappeler rassembler rechercher récupérer rectifier rédiger référer refuser rencontrer renvoyer reporter
    représenter repasser résumer retourner retravailler réviser sauvegarder siéger signer signifier
    simplifier structurer suggérer superviser téléphoner témoigner terminer transférer transiger travailler
    trier trouver utiliser valider vérifier visiter voyager
"""
# infinitive, past participle, and the form in -ant
_FRENCH_IRREGULAR = """
    aboutir abouti aboutissant/ accueillir accueilli accueillant/ admettre admis admettant/
    approfondir approfondi approfondissant/ attendre attendu attendant/ avertir averti avertissant/
    comparaître comparu comparaissant/ conclure conclu concluant/ conduire conduit conduisant/
    convenir convenu convenant/ débattre débattu débattant/ décrire décrit décrivant/
    défendre défendu défendant/ définir défini définissant/ entendre entendu entendant/
    entreprendre entrepris entreprenant/ entretenir entretenu entretenant/ établir établi établissant/
    faire fait faisant/ finir fini finissant/ fournir fourni fournissant/ garantir garanti garantissant/
    inscrire inscrit inscrivant/ instruire instruit instruisant/ intervenir intervenu intervenant/
    joindre joint joignant/ lire lu lisant/ mettre mis mettant/ obtenir obtenu obtenant/
    ouvrir ouvert ouvrant/ parcourir parcouru parcourant/ poursuivre poursuivi poursuivant/
    prendre pris prenant/ produire produit produisant/ recevoir reçu recevant/ récrire récrit récrivant/
    réécrire réécrit réécrivant/ relire relu relisant/ remettre remis remettant/ remplir rempli remplissant/
    rendre rendu rendant/ répondre répondu répondant/ requérir requis requérant/ réunir réuni réunissant/
    revoir revu revoyant/ soumettre soumis soumettant/ soutenir soutenu soutenant/
    souscrire souscrit souscrivant/ suivre suivi suivant/ tenir tenu tenant/ traduire traduit traduisant/
    transcrire transcrit transcrivant/ transmettre transmis transmettant/ voir vu voyant/
    écrire écrit écrivant
"""
_VOWELS: Final = frozenset("aeiou")

type Forms = Mapping[str, tuple[Verb, Form]]


def _english() -> Iterator[tuple[str, Verb, Form]]:
    for base in _ENGLISH_REGULAR.split():
        stem = base + base[-1] if base in _ENGLISH_DOUBLED.split() else base
        verb = Verb(base, _english_past(stem))
        yield from _forms(verb, _english_ongoing(stem), _english_present(base))
        if stem != base:
            yield from ((base + "ed", verb, Form.PAST), (base + "ing", verb, Form.ONGOING))
    for base, past, ongoing in _triples(_ENGLISH_IRREGULAR):
        yield from _forms(Verb(base, past), ongoing, _english_present(base))


def _english_past(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    return stem[:-1] + "ied" if stem.endswith("y") and stem[-2] not in _VOWELS else stem + "ed"


def _english_ongoing(stem: str) -> str:
    return stem[:-1] + "ing" if stem.endswith("e") and not stem.endswith("ee") else stem + "ing"


def _english_present(base: str) -> str:
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "ch", "sh", "o")) else "s")


def _french() -> Iterator[tuple[str, Verb, Form]]:
    for base in _FRENCH_REGULAR.split():
        stem = base.removesuffix("er")
        soft = {"g": "ge", "c": "ç"}.get(stem[-1])
        root = stem[:-1] + soft if soft == "ç" else stem + ("e" if soft else "")
        yield from _forms(Verb(base, stem + "é"), root + "ant", None)
    for base, past, ongoing in _triples(_FRENCH_IRREGULAR):
        yield from _forms(Verb(base, past), ongoing, None)


def _forms(verb: Verb, ongoing: str, present: str | None) -> Iterator[tuple[str, Verb, Form]]:
    yield verb.base, verb, Form.BASE
    yield verb.past, verb, Form.PAST
    yield ongoing, verb, Form.ONGOING
    if present:
        yield present, verb, Form.PRESENT


def _triples(lines: str) -> Iterator[list[str]]:
    return (part.split() for part in lines.split("/"))


def _table(forms: Iterator[tuple[str, Verb, Form]]) -> Forms:
    """Forms by their spelling; one that may be base and past as well, such as "read", is left out."""
    table: dict[str, tuple[Verb, Form]] = {}
    for text, verb, form in forms:
        if verb.base == verb.past and form in {Form.BASE, Form.PAST}:
            continue
        table.setdefault(text, (verb, form))
    return MappingProxyType(table)


WORK_VERBS: Final[Mapping[str, Forms]] = MappingProxyType({"en": _table(_english()), "fr": _table(_french())})
