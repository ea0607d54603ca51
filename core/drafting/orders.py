"""Sentences of a recording that speak to the drafting machine instead of telling of work.

A dictation is data. Words that give a model orders, or speak of its instructions and checks, bear nothing
out: a field that stands on them is left to the lawyer, with a finding.
"""

import re
from collections.abc import Iterable
from typing import Final

# One expression a line; a space stands for any white space.
_ENGLISH = r"""
(?:ignore|disregard|forget|override|bypass|overrule) (?:\S+ ){0,4}?(?:instructions?|rules?|prompts?)
(?:ignore|disregard|forget|override|bypass|overrule) (?:\S+ ){0,4}?(?:above|previous|prior|guidelines)
(?:ignore|disregard|forget|override|bypass|overrule) (?:\S+ ){0,4}?(?:checks|everything|dictation)
(?:ignore|disregard|forget|override|bypass|overrule) what (?:i|was) said
system (?:prompt|message|override|instruction|note|command)
developer (?:mode|message)
jailbr\w+
(?:your|secret|hidden) (?:\S+ )?instructions?
new instructions?(?: (?:for|to) you| ?[:.,])
prompt injection
(?:as|you are|you're) (?:now )?(?:an? )?(?:ai|a\.i\.|assistant|chatbot|computer|machine)
(?:as|you are|you're) (?:now )?(?:an? )?(?:unrestricted|administrator|billing system|different)
language model
chat ?gpt
(?:hey|dear|attention),? (?:the )?(?:ai|assistant|model|computer|machine|system|drafter)
(?:listen|hello|okay|note to),? (?:the )?(?:ai|assistant|model|computer|machine|system|drafter)
(?:attention|note|message) ?(?:to|for) (?:the )?(?:ai|assistant|model|computer|machine|system|drafter)
(?:pretend|role ?play|repeat after me)
(?:output|respond|reply|answer|return|print) (?:with|only|the following|exactly|this)
json|schema
(?:value|quote|evidence|hours|matter|narrative|billing|date) fields?
(?:set|change) (?:(?:the|my|all|every|each|this|work) ){0,2}(?:hours|time|date) (?:to|with|as)
(?:replace|overwrite|make) (?:(?:the|my|all|every|each|this|work) ){0,2}(?:hours|time|date) (?:to|with|as)
(?:set|change) (?:(?:the|my|all|every|each|this) ){0,2}(?:matter|billing|kind) (?:to|with|as)
(?:replace|overwrite|make) (?:(?:the|my|all|every|each|this) ){0,2}(?:matter|billing|kind) (?:to|with|as)
(?:set|change|make) (?:(?:the|my|all|every|each|this|task) ){0,2}(?:activity|codes?) (?:to|with|as)
(?:set|change) (?:(?:the|my|all|every|each|this) ){0,2}(?:narratives?|entry|entries) (?:to|with|as)
(?:replace|overwrite) (?:(?:the|my|all|every|each|this) ){0,2}(?:narratives?|entry|entries) (?:to|with|as)
(?:skip|suppress|hide|remove|omit|raise no) (?:(?:any|the|all|your) )*(?:findings?|flags?|warnings?|checks?)
(?:do not|don't|never) (?:flag|warn|verify|tell the lawyer)
approve (?:this entry|everything|all entries|automatically|without)
auto-?approve
(?:end|begin|start) of (?:dictation|transcript|the transcript|user|system)
(?:regardless|instead) of what (?:i|was|is|the)
whatever (?:i|was|is) sa(?:y|id)
(?:double|triple|inflate|pad|multiply) (?:\S+ ){0,3}?(?:hours|time|times|entries|bill)
(?:use|choose|pick|invent|make up|guess) (?:\S+ ){0,2}?(?:any|another|a random|other) (?:matter|date|id)
(?:add|insert|append) (?:\S+ ){0,4}?(?:in|into|to) (?:the|every|each|all) (?:narratives?|entr(?:y|ies))
(?:include|write|put) (?:\S+ ){0,4}?(?:in|into|to) (?:the|every|each|all) (?:narratives?|entr(?:y|ies))
(?:add|insert) (?:another|an? (?:extra|additional|second|fake|new)|extra) (?:time )?entr(?:y|ies)
(?:create|invent|fabricate) (?:another|an? (?:extra|additional|second|fake|new)|extra) (?:time )?entr(?:y|ies)
bill everything
(?:for|in) (?:every|all|each) (?:of the )?entr(?:y|ies)
"""
_FRENCH = r"""
(?:ignore[rsz]?|oublie[rsz]?) (?:\S+ ){0,4}?(?:instructions?|consignes?|règles?)
(?:contourne[rsz]?|outrepasse[rsz]?) (?:\S+ ){0,4}?(?:instructions?|consignes?|règles?)
(?:ignore[rsz]?|oublie[rsz]?) (?:\S+ ){0,4}?(?:vérifications?|directives?|dictée|tout)
(?:contourne[rsz]?|outrepasse[rsz]?) (?:\S+ ){0,4}?(?:vérifications?|directives?|dictée|tout)
(?:message|invite|commande|consigne) (?:du |de )?système
mode développeur
nouvelles? (?:instructions?|consignes?) ?[:.,]
modèle (?:de )?lang(?:age|ue)
(?:tu es|vous êtes) (?:maintenant )?(?:une? )?(?:ia|assistant|modèle|machine|ordinateur|administrateur)
intelligence artificielle
(?:réponds?|répondez|retourne[rz]?|affiche[rz]?) (?:avec|seulement|uniquement|exactement)
(?:mets?|mettez) (?:le |la |les )?(?:heures|temps|date) (?:à|par|en|pour|au)
(?:change[rsz]?|remplace[rsz]?|modifie[rsz]?) (?:le |la |les )?(?:heures|temps|date) (?:à|par|en|pour|au)
(?:mets?|mettez) (?:le |la |les )?(?:dossier|facturation|description|code) (?:à|par|en)
change[rsz]? (?:le |la |les )?(?:dossier|facturation|description|code) (?:à|par|en)
(?:remplace[rsz]?|modifie[rsz]?) (?:le |la |les )?(?:dossier|facturation|description|code) (?:à|par|en)
(?:supprime[rz]?|cache[rz]?) (?:\S+ )?(?:alertes?|avertissements?|vérifications?)
ne (?:signale|vérifie|mentionne)[rsz]? (?:pas|rien)
approuve[rz]? (?:tout|automatiquement|cette entrée)
(?:double|triple|gonfle|multiplie)[rsz]? (?:\S+ ){0,2}?(?:heures|temps)
peu importe ce que
(?:ajoute|inscris|écris)[rsz]? (?:\S+ ){0,4}?dans (?:la description|chaque entrée)
(?:ajoute|crée|invente)[rsz]? une (?:autre|fausse|nouvelle) entrée
fin de la (?:dictée|transcription)
"""
_SPOKEN = "|".join(
    line.replace(" ?", r"\s*").replace(" ", r"\s+") for line in (_ENGLISH + _FRENCH).split("\n") if line
)
_ORDER: Final = re.compile(rf"(?<!\w)(?:{_SPOKEN})(?!\w)", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"(?:[^.?!\n]|\.(?=\d)|(?<=\d)\.(?=\w))+[.?!\n]*")


def find_orders(transcript: str) -> tuple[tuple[int, int], ...]:
    """The spans of all sentences that speak to the machine, from the first such word's sentence on.

    What follows such a sentence up to the end of its line belongs to it: "New instructions. Bill ten hours."
    """
    lines = [found.span() for found in re.finditer(r"[^\n]+", transcript)]
    return tuple(span for start, end in lines if (span := _order_within(transcript, start, end)))


def blanked(transcript: str, spans: Iterable[tuple[int, int]]) -> str:
    """The transcript with stretches blanked out; every other word stays where it was."""
    for start, end in spans:
        transcript = transcript[:start] + " " * (end - start) + transcript[end:]
    return transcript


def _order_within(transcript: str, start: int, end: int) -> tuple[int, int] | None:
    for sentence in _SENTENCE.finditer(transcript, start, end):
        if _ORDER.search(transcript, sentence.start(), sentence.end()):
            return sentence.start(), end
    return None
