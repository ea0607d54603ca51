"""How lawyers dictate in English."""

from typing import Final

from core.domain.codes import ActivityCode
from core.drafting.rules.phrases import Phrases, edges, named, pattern, words

_COMMUNICATION = (
    r"(?:telephone\s+|phone\s+|conference\s+|video\s+)?"
    r"(?:call(?:ed|s|ing)?|telephoned?|phoned?|e-?mail(?:ed|s|ing)?|letters?|"
    r"wrote|writing|correspond(?:ed|ence|ing)?|spoke|speaking|met|meetings?|confer(?:red|ence|ring)?|"
    r"discuss(?:ed|ions?|ing)?|on\s+the\s+phone|zoom)"
)
# The parties to a communication; nearest first, so no two of them compete.
_PARTIES = named(
    (
        (
            ActivityCode.COMMUNICATE_COUNSEL,
            r"(?:opposing\s+|other\s+|outside\s+)*(?:counsel|lawyers?|attorneys?|solicitors?|notary)",
        ),
        (ActivityCode.COMMUNICATE_CLIENT, r"clients?(?!['\u2019]s?)"),
        (
            ActivityCode.COMMUNICATE_IN_FIRM,
            r"partners?|associates?|colleagues?|paralegals?|(?:articling\s+)?students?|law\s+clerks?",
        ),
        (
            ActivityCode.COMMUNICATE_EXTERNAL,
            r"court|registry|registrar|clerk|judge|experts?|witness(?:es)?|insurer|adjuster|mediator|lender|"
            r"bank|landlord|tenant|agent|accountant|appraiser|executor|trustee",
        ),
    )
)
_TASKS = named(
    (
        (
            ActivityCode.DRAFT_REVISE,
            r"draft(?:ed|ing|s)?|re-?draft(?:ed|ing)?|revis(?:e|ed|es|ing|ion|ions)|amend(?:ed|ing)|"
            r"finali[sz](?:e|ed|ing)|edit(?:ed|ing)|mark(?:ed|ing)\s+up|settl(?:ed|ing)\s+the\s+terms",
        ),
        (
            ActivityCode.REVIEW_ANALYZE,
            r"review(?:ed|ing|s)?|analy[sz](?:e|ed|ing)|analysis|read(?:ing)?|stud(?:y|ied|ying)|"
            r"going\s+through|went\s+through|due\s+diligence",
        ),
        (ActivityCode.RESEARCH, r"research(?:ed|ing)?"),
        (
            ActivityCode.APPEAR_ATTEND,
            r"attend(?:ed|ing|ance)?(?!\s+to)|appear(?:ed|ing|ance)?|argu(?:ed|ing)\s+the|"
            r"(?:discovery|examination|cross-examination|deposition)\s+of",
        ),
        (ActivityCode.PLAN_PREPARE, r"prepar(?:e|ed|ing|ation)|plan(?:ned|ning)|strategi[sz](?:ed|ing)"),
        (
            ActivityCode.MANAGE_DATA,
            r"organi[sz](?:ed|ing)|file\s+organi[sz]ation|index(?:ed|ing)|document\s+management",
        ),
        (ActivityCode.OTHER, r"travel(?:l?ed|l?ing)?|dr(?:ove|iving)\s+to"),
    )
)
_WORK = (
    "work(?:ed|ing)?|fix(?:ed|ing)|correct(?:ed|ing)|answer(?:ed|ing)|repl(?:y|ied|ying)|sent|sending|fil(?:ed|ing)|"
    "register(?:ed|ing)|negotiat(?:ed|ing|ion)|closing|hearing|trial|mediation|motion|factum|memo|resolutions?|"
    "reschedul(?:ed|ing)|schedul(?:ed|ing)|sign(?:ed|ing)|serv(?:ed|ing)"
)
_FILLER = (
    "um|uh|er|ah|okay|ok|so|and|then|well|like|you know|new|time|entry|hello|hi|please|this one|that one"
)
_HEADING = (
    "first|second|third|next|now|also|last|finally|moving on|turning|back|over|going|on|to|for|in|re|under|"
    "the|regarding|about|this|that|is|was|are|were|here|all|of|it|my|our|these|those|time|entry|entries|docket|dockets|"
    "recap|summary|end of day|day|work|billing|from|at|dated|date|tasks?|things?|items?|with|by|file|matter|"
    "one|two|three|four|five|six|seven|eight|nine|ten|following|i|did|done|some|make|made"
)
_WORDS_BETWEEN = r"(?:\s+[\w'\u2019-]+){0,4}?\s+"
_AGAIN = "make that|make it|i mean|i meant|it['\u2019]s|that should be|should be"
_PREPOSITIONS = "for|on|in|of|to|re|with|at|by|about|from|under|regarding"

_NO_NAMES = """
    the this that a an my our same new old court client clients whole subject other first last next
    each every any no which what case police medical tax important of to for on in and or her his
    their its your into with from big small open closed paper physical electronic entire another
    moved opened close organized about can could would should must shall will they we you he she it
    sorry actually rather correction oops wait
"""
_ORDINARY = """
    may march grant bill price long best good power law case page mark will young short sharp hope
    read fair cross field day main right key rose ring bond bell stone wood bank banks park hill
    street bridge church house cook hunt fox wolf king queen knight love joy faith brown white black
    green gray grey gold silver north south east west summers winter lane rivers poole
"""
_ROLES = "mr mrs ms dr counsel lawyer attorney solicitor justice judge master expert witness adjuster"

ENGLISH: Final = Phrases(
    task=pattern(rf"\b(?:{_TASKS})\b"),
    communication=pattern(rf"\b{_COMMUNICATION}\b"),
    communication_with=pattern(rf"\b{_COMMUNICATION}\b{_WORDS_BETWEEN}(?:{_PARTIES})\b"),
    work=words(_WORK),
    goes_on=pattern(
        r"\W*(?:(?:and|we|he|she|they|i)\s+)*(?:also\s+)?(?:discuss(?:ed|ing)|agreed|confirmed|advised|noted|"
        r"explained|identified|concluded|he|she|they|it)\b"
    ),
    bookmark=pattern(r"(?<!the )(?<!a )(?<!this )\b(bookmark)\b\s*(?:this|that|here)?"),
    talk=words(
        r"remind me|note to self|do(?:n['\u2019]t| not) forget|is this (?:thing )?on|testing|let me see|"
        r"where was i|never mind|what a (?:day|week|mess)|what did i do|that(?:['\u2019]s| is) (?:it|all)|"
        r"thanks|thank you|bye|goodbye|good (?:morning|afternoon|evening|night)|oh yes|can you hear"
    ),
    speaker=pattern(
        r"(?:(?:then|and|also|so|next)\s+)*(?:(?:i|we)(?:['\u2019]ve)?\s+)?(?:(?:also|then|have|had|did)\s+)*(?:an?\s+)?"
    ),
    filler=words(_FILLER),
    heading=words(f"{_FILLER}|{_HEADING}"),
    everything=words(r"all|both|everything|all of (?:it|that|this|them)|each"),
    same_matter=words(r"(?:the )?same (?:file|matter|case|client)"),
    correction=words(
        rf"(?:no,?\s+)?(?:sorry|oops|correction|scratch that|strike that|delete that|change that|{_AGAIN}|"
        rf"or rather|rather|actually|wait|pardon(?: me)?|excuse me|my mistake)(?:,?\s+(?:{_AGAIN}))?|no(?=,)"
    ),
    plus=pattern(
        r"\W*(?:and|plus)\W*|\s+(?:on|for)\s[^.;\d]{1,40}?[\s,]+(?:and|plus)\s+|\s+(?:on|for)\s[^.;,\d]{1,40},\s+"
    ),
    misheard_time=pattern(
        r"(?<![^.?!,;\n\s])(?<![\w'\u2019] )(?:(?:zero|oh)\s+)?point\s+\w+(?:\s+\w+)?"
        r"(?=\s*(?:[.?!,;\n]|$))|"
        r"\bpoint\s+(?:one|two|three|four|five|six|seven|eight|nine)(?=\s*(?:[.?!,;\n]|$))"
    ),
    edge=edges(
        "and|then|next|for|also|of|so|well|okay|um|uh|er|re",
        f"and|then|also|the|an?|spent|took|{_PREPOSITIONS}|that was|it was|which was|i spent",
    ),
    time_lead_in=words(
        r"(?:(?:i|we)\s+)?(?:spent|took|bill(?:ed)?|docket(?:ed)?|log|worked|for|about|approximately|roughly|"
        r"around|that(?:['\u2019]s| is| was| took)|it took|it was|which (?:was|took)|another|"
        r"a total of|total of|total)"
    ),
    time_lead_out=pattern(
        r"\s*(?:(?:or so|in all|in total|altogether)\b)?(?:,?\s*(?:on|for|of|doing)\b(?!\s+the\s+phone))?"
    ),
    day_lead_in=words("on|for|from|dated|this was|that was|work date|the date is"),
    matter_lead_in=pattern(r"\s*\b(?:all\s+)?(?:for|on|in|under|to|re|regarding|about)\s+(?:the\s+)?$"),
    article=pattern(r"\b(?:the|a|an|this|that)\s+$"),
    file_nouns=frozenset({"file", "files", "matter", "matters", "case", "cases", "deal"}),
    number_nouns=frozenset({"number", "no"}),
    no_names=frozenset(_NO_NAMES.split()),
    ordinary=frozenset(_ORDINARY.split()),
    roles=frozenset(_ROLES.split()),
)
