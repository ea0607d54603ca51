"""Promise 5 as properties: whatever a model proposes, only what was said stands in a draft."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import FinalFailure
from core.domain.findings import Field, FindingCode
from core.drafting.context import DraftContext
from core.drafting.schema import Proposal
from core.drafting.verify import DraftedEntry, drafts
from core.language.durations import read_duration
from core.language.quotes import locate
from tests.core.drafting.making import CHEN, CONTEXT, SMITH, proposal

SPOKEN = (
    "0.2 0.3 point three half an hour and a half twenty minutes 7 section 4.2 about sorry x not "
    "today yesterday before hier 2026-11-19 2026-12-01 Tuesday Smith Jones Chen lease matter file "
    "call email Reviewed no charge . , ; 's - un deux"
)
WORDS = SPOKEN.split()
REMARKS = {FindingCode.HOURS_ROUNDED, FindingCode.HOURS_ADDED}

transcripts = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join) | st.text()
hours = st.sampled_from(["0.2", "0.3", "0.5", "1.5", "0.33", "0.12", "4.2", "25", "-1", "nan"])
days = st.sampled_from(["2026-11-20", "2026-11-19", "2026-12-01", "2026-02-30", "today"])
ids = st.sampled_from(["M-1", "M-2", "M-7", ""])


@st.composite
def quotes(draw: st.DrawFn, transcript: str) -> str | None:
    """Words of the transcript as a rule, and sometimes none or others."""
    words = transcript.split()
    if not words or draw(st.integers(0, 5)) == 0:
        return draw(st.none() | st.text(max_size=9) | st.sampled_from(WORDS))
    start = draw(st.integers(0, len(words) - 1))
    return " ".join(words[start : start + draw(st.integers(1, 6))])


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, Proposal]:
    transcript = draw(transcripts)
    quote = quotes(transcript)

    def part(name: str, values: st.SearchStrategy[Any]) -> dict[str, Any]:
        return {name: draw(values), "quote": draw(quote)}

    def entry() -> dict[str, Any]:
        return {
            "kind": draw(st.sampled_from(["time", "bookmark"])),
            "hours": part("value", st.none() | hours | st.text(max_size=5)),
            "work_date": part("value", st.none() | days | st.text(max_size=5)),
            "matter": part("id", st.none() | ids | st.text(max_size=5)),
            "narrative": part("text", transcripts),
            "activity_code": part("value", st.none() | st.just("A103")),
            "task_code": part("value", st.none() | st.sampled_from(["L330", "C100", "P900"])),
            "billing": part("value", st.sampled_from(["billable", "non_billable", "no_charge"])),
        }

    return transcript, proposal(*(entry() for _ in range(draw(st.integers(0, 4)))))


contexts = st.builds(
    DraftContext, st.just("2026-11-20"), st.sampled_from(["en", "fr", "de"]), st.just((SMITH, CHEN))
)


def made_of(
    case: tuple[str, Proposal], context: DraftContext = CONTEXT
) -> tuple[str, tuple[DraftedEntry, ...]]:
    transcript, proposed = case
    try:
        return transcript, drafts(proposed, transcript, context)
    except FinalFailure:
        return transcript, ()


@given(cases(), contexts)
def test_only_final_failures_are_raised(case: tuple[str, Proposal], context: DraftContext) -> None:
    made_of(case, context)


@given(cases())
def test_hours_are_always_what_our_parser_reads_in_words_that_were_said(
    case: tuple[str, Proposal],
) -> None:
    transcript, made = made_of(case)
    for one in made:
        if one.fields.minutes is None:
            assert one.spoken_minutes is None
            continue
        (evidence,) = (e for e in one.evidence if e.field is Field.HOURS)
        assert locate(evidence.quote, transcript)
        read = read_duration(evidence.quote, "en")
        assert read is not None
        assert read.minutes == one.spoken_minutes
        assert 0 <= one.fields.minutes - read.minutes < 6
        assert one.fields.minutes % 6 == 0


@given(cases())
def test_all_evidence_stands_verbatim_in_the_transcript(case: tuple[str, Proposal]) -> None:
    transcript, made = made_of(case)
    for evidence in (e for one in made for e in one.evidence):
        assert transcript[evidence.start : evidence.end] == evidence.quote != ""


@given(cases())
def test_every_value_has_evidence_and_every_gap_a_finding(case: tuple[str, Proposal]) -> None:
    for one in made_of(case)[1]:
        shown = {e.field for e in one.evidence}
        asked = {f.field for f in one.findings if f.code not in REMARKS}
        fields = one.fields
        values = {
            Field.HOURS: fields.minutes,
            Field.WORK_DATE: fields.work_date,
            Field.MATTER: fields.matter_id,
        }
        for field, value in values.items():
            assert (field in shown) if value is not None else (field in asked)
        assert fields.narrative or Field.NARRATIVE in asked
        assert fields.billing == "billable" or Field.BILLING in shown


@given(cases())
def test_matters_are_offered_ones_and_days_are_not_to_come(case: tuple[str, Proposal]) -> None:
    for one in made_of(case)[1]:
        assert one.fields.matter_id in {None, "M-1", "M-2"}
        assert one.fields.work_date is None or one.fields.work_date <= CONTEXT.day


@given(cases())
def test_no_time_is_given_to_two_entries(case: tuple[str, Proposal]) -> None:
    spans = []
    for one in made_of(case)[1]:
        if one.fields.minutes is not None:
            (evidence,) = (e for e in one.evidence if e.field is Field.HOURS)
            read = read_duration(evidence.quote, "en")
            assert read is not None
            spans.append((evidence.start + read.start, evidence.start + read.end))
    spans.sort()
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
