"""How lawyers dictate in English."""

from typing import Final

from core.domain.codes import ActivityCode
from core.drafting.rules.phrases import Phrases, edges, named, pattern

_COMMUNICATION = (
    r"(?:telephone\s+|phone\s+|conference\s+)?(?:call(?:ed|s)?|telephoned?|phoned?|e-?mail(?:ed|s|ing)?|letters?|"
    r"wrote|correspond(?:ed|ence|ing)?|spoke|met|meeting|confer(?:red|ence)?|discuss(?:ed|ion|ing)?)"
)
# The parties to a communication; nearest first, so no two of them compete.
_PARTIES = named(
    (
        (
            ActivityCode.COMMUNICATE_COUNSEL,
            r"(?:opposing\s+|other\s+|outside\s+)*(?:counsel|lawyer|attorney|solicitor)",
        ),
        (ActivityCode.COMMUNICATE_CLIENT, r"clients?"),
        (ActivityCode.COMMUNICATE_IN_FIRM, r"partner|associate|colleague|paralegal|student"),
        (
            ActivityCode.COMMUNICATE_EXTERNAL,
            r"court|registry|registrar|clerk|judge|expert|witness|insurer|adjuster|mediator",
        ),
    )
)
_TASKS = named(
    (
        (ActivityCode.DRAFT_REVISE, r"draft(?:ed|ing|s)?|revis(?:e|ed|es|ing|ion|ions)"),
        (ActivityCode.REVIEW_ANALYZE, r"review(?:ed|ing|s)?|analy[sz](?:e|ed|ing)|analysis"),
        (ActivityCode.RESEARCH, r"research(?:ed|ing)?"),
        (ActivityCode.APPEAR_ATTEND, r"attend(?:ed|ing|ance)?|appear(?:ed|ing|ance)?"),
        (ActivityCode.PLAN_PREPARE, r"prepar(?:e|ed|ing|ation)|plan(?:ned|ning)"),
    )
)
_WORDS_BETWEEN = r"(?:\s+[\w'\u2019-]+){0,4}?\s+"
_LINKS = frozenset({"v", "vs", "versus", "the", "of", "and", "in", "re", "for", "a", "an", "s"})
_COMMON = """
    client counsel court estate properties property agreement agreements contract contracts purchase sale
    lease employment services corporate corp corporation inc ltd limited llp llc company group holdings
    general advice litigation settlement claim file matter case review family trust new
"""

ENGLISH: Final = Phrases(
    task=pattern(rf"\b(?:{_TASKS})\b"),
    communication=pattern(rf"\b{_COMMUNICATION}\b"),
    communication_with=pattern(rf"\b{_COMMUNICATION}\b{_WORDS_BETWEEN}(?:{_PARTIES})\b"),
    bookmark=pattern(r"(?:^|[.?!]\s+)(bookmark)\b"),
    day=pattern(r"\b(?:today|(?<!before )yesterday)\b(?!['\u2019])"),
    days_ago={"today": 0, "yesterday": 1},
    filler=pattern(r"\b(?:um|uh|er|okay|ok|so|and|then|next|also|new|time|entry|hello|hi)\b"),
    edge=edges("and|then|next|for|also"),
    lead_in=pattern(r"\s*\b(?:for|on|in|under|to|re|regarding|about)\s+(?:the\s+)?$"),
    article=pattern(r"\b(?:the|a|an|this|that)\s+$"),
    file_nouns=frozenset({"file", "files", "matter", "matters", "case", "cases"}),
    number_nouns=frozenset({"number"}),
    links=_LINKS,
    common=_LINKS | frozenset(_COMMON.split()),
)
