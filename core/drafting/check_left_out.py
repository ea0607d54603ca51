"""What a recording says of time and billing that no entry has: a model can also lie by leaving out."""

from collections.abc import Iterator, Sequence

from core.domain.codes import Billing
from core.domain.findings import Field, Finding, FindingCode
from core.drafting.billing_words import billing_said
from core.drafting.check_hours import Spans
from core.drafting.checked import Source
from core.drafting.findings import finding
from core.drafting.schema import Proposal, ProposedEntry
from core.drafting.totals import is_total
from core.language.durations import SpokenDuration


def check_left_out(proposal: Proposal, source: Source, taken: Spans) -> Iterator[Finding]:
    """Findings for every entry of the recording; `taken` are the words that gave their time to one."""
    if quotes := tuple(time.quote for time in _times_left_out(source, taken)):
        yield finding(FindingCode.TIME_LEFT_OUT, Field.HOURS, quotes)
    said = billing_said(source.dictated, source.language) if source.language else None
    if said and said[0] is not Billing.BILLABLE and not any(map(_quotes_billing, proposal.entries)):
        words = source.dictated[said[1] : said[2]]
        yield finding(FindingCode.BILLING_UNCONFIRMED, Field.BILLING, (words,), said[0].value)


def _times_left_out(source: Source, taken: Spans) -> Sequence[SpokenDuration]:
    """Times that no entry took; one that says again what an entry has, or sums up several, is none."""
    have = {time.minutes for time in source.durations if (time.start, time.end) in taken}
    return [
        time
        for time in source.durations
        if time.minutes not in have
        and not source.is_order(time.start, time.end)
        and not (have and is_total(source.transcript, time.start, time.end, source.language or ""))
    ]


def _quotes_billing(entry: ProposedEntry) -> bool:
    return entry.billing.value is not Billing.BILLABLE and bool(entry.billing.quote)
