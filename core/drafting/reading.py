"""One proposed entry, each field checked against the words that were said."""

from dataclasses import dataclass
from datetime import date

from core.domain.codes import Billing
from core.domain.entries import EntryKind
from core.domain.findings import Field
from core.drafting.check_billing import check_billing
from core.drafting.check_date import check_date
from core.drafting.check_hours import check_hours
from core.drafting.check_matter import check_matter
from core.drafting.check_narrative import check_narrative
from core.drafting.checked import Checked, Source, unordered
from core.drafting.placing import Base
from core.drafting.schema import ProposedEntry
from core.language.durations import SpokenDuration


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry as far as it is borne out by itself; its neighbours may still contradict it."""

    proposed: ProposedEntry
    base: Base
    kind: Checked[EntryKind]
    hours: Checked[SpokenDuration | None]
    work_date: Checked[date | None]
    matter: Checked[str | None]
    narrative: Checked[str]
    billing: Checked[Billing]

    @property
    def is_time(self) -> bool:
        """Whether it is work, and no bookmark."""
        return self.kind.value is EntryKind.TIME


def read_entry(entry: ProposedEntry, base: Base, kind: Checked[EntryKind], source: Source) -> Reading:
    """The entry with every field checked where it stands; raises FinalFailure when no entry can hold it."""
    near = base.span
    matter = unordered(check_matter(entry.matter, source, near), None, Field.MATTER, source)
    rules = source.context.rules(matter.value)
    hours = check_hours(entry.hours, base.hearing, source, rules.rounding)
    work_date = check_date(entry.work_date, source, rules.old_days, near)
    return Reading(
        proposed=entry,
        base=base,
        kind=kind,
        hours=unordered(hours, None, Field.HOURS, source),
        work_date=unordered(work_date, None, Field.WORK_DATE, source),
        matter=matter,
        narrative=check_narrative(entry.narrative, base.told, source),
        billing=unordered(
            check_billing(entry.billing, source, near), Billing.BILLABLE, Field.BILLING, source
        ),
    )
