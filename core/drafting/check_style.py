"""The narrative against how the firm, the client or the matter wants it: length, tense, language."""

from collections.abc import Iterator
from dataclasses import replace

from core.domain.findings import Field, Finding, FindingCode
from core.domain.preferences import Rules
from core.drafting.checked import Checked, Source
from core.drafting.findings import finding
from core.drafting.tense import in_tense, out_of_tense
from core.language.detect import detect


def check_style(narrative: Checked[str], rules: Rules, source: Source) -> Checked[str]:
    """The narrative, kept whole, with a finding for each wish that it does not meet."""
    found = tuple(_style(narrative.value, rules, source)) if narrative.value else ()
    return replace(narrative, findings=(*narrative.findings, *found))


def _style(text: str, rules: Rules, source: Source) -> Iterator[Finding]:
    wanted = rules.narrative_language or source.language
    written = detect(text)
    if wanted and written and written != wanted:
        yield finding(FindingCode.NARRATIVE_LANGUAGE, Field.NARRATIVE, (written, wanted))
    if len(text) > rules.narrative_limit:
        readings = (str(len(text)), str(rules.narrative_limit))
        yield finding(FindingCode.NARRATIVE_TOO_LONG, Field.NARRATIVE, readings)
    language = written or wanted or ""
    if verbs := out_of_tense(text, rules.tense, language):
        mended = in_tense(text, rules.tense, language)
        yield finding(FindingCode.NARRATIVE_TENSE, Field.NARRATIVE, tuple(dict.fromkeys(verbs)), mended)
