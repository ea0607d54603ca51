"""From an approved entry to what Clio is sent, and from what Clio holds to what that is to us."""

import asyncio
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from core.domain.clio_link import ClioLink, UtbmsCodes
from core.domain.codes import Billing
from core.domain.deliveries import DeliveryReason, Intent, There
from core.domain.entries import EntryFields
from core.domain.outcomes import Found
from core.ports_clio import ClioActivity
from core.services.change import Change
from core.services.ledger import Ledger
from core.services.rows import LINKS, MATTERS, SETTINGS, UTBMS

_SECONDS_PER_MINUTE = 60
_CODES = ("utbms_activity_id", "utbms_task_id")

# What Clio may have made otherwise of the same work: by its own rules, or by somebody's hand.
_OF_NO_WEIGHT = frozenset(
    {"non_billable", "no_charge", "activity_description_id", "utbms_activity_id", "utbms_task_id", "price"}
)


async def intent_of(source: Ledger | Change, fields: EntryFields) -> Intent | DeliveryReason:
    """What is to be sent of approved fields, or why they cannot be: the price is the lawyer's own, if set."""
    matter, link, codes, settings = await asyncio.gather(
        source.find(MATTERS, fields.matter_id or ""),
        source.find(LINKS, ""),
        source.find(UTBMS, ""),
        source.find(SETTINGS, ""),
    )
    if matter is None or matter.clio_id is None:
        return DeliveryReason.MATTER_NOT_IN_CLIO
    ids = (codes or UtbmsCodes()).ids
    if ids and any(code and code not in ids for code in (fields.activity_code, fields.task_code)):
        return DeliveryReason.CODE_NOT_IN_CLIO
    user_id = (link or ClioLink()).user_id
    if user_id is None or fields.work_date is None or fields.minutes is None:
        return DeliveryReason.INVALID
    return Intent(
        matter_id=matter.clio_id,
        user_id=user_id,
        day=fields.work_date,
        seconds=fields.minutes * _SECONDS_PER_MINUTE,
        note=fields.narrative,
        non_billable=fields.billing is not Billing.BILLABLE,
        no_charge=fields.billing is Billing.NO_CHARGE,
        utbms_activity_id=ids.get(fields.activity_code or ""),
        utbms_task_id=ids.get(fields.task_code or ""),
        price=settings.rate if settings else None,
    )


def activity_of(intent: Intent, over: ClioActivity | None = None) -> ClioActivity:
    """What Clio is sent; `over` is what it is to replace, whose price stays if its matter does."""
    keeps_price = over is not None and intent.price is None and over.matter_id == intent.matter_id
    sent = intent.model_copy(update={"price": over.price}) if over and keeps_price else intent
    return ClioActivity(
        id=over.id if over else None,
        etag=over.etag if over else None,
        activity_description_id=None,
        **sent.model_dump(),
    )


def is_as_sent(intent: Intent, stored: ClioActivity) -> bool:
    """Whether Clio holds just what was sent."""
    return not differing(intent, stored)


def differing(intent: Intent, stored: ClioActivity) -> tuple[str, ...]:
    """The fields in which Clio does not hold what was sent; codes that were not sent are not there either."""
    names = set(activity_of(intent).differences(stored))
    names |= {name for name in _CODES if getattr(intent, name) != getattr(stored, name)}
    return tuple(name for name in Intent.model_fields if name in names)


def there_of(stored: ClioActivity, version: int, now: datetime) -> There:
    """What Clio holds, as we keep it of one approved version."""
    return There(
        clio_id=stored.id or 0,
        etag=stored.etag,
        version=version,
        at=now,
        holds=content_of(stored),
        billed=stored.billed or stored.on_bill,
    )


def content_of(stored: ClioActivity) -> Intent:
    """What Clio holds, in the words of what is sent."""
    return Intent(**{name: getattr(stored, name) for name in Intent.model_fields})


def as_found(stored: ClioActivity, wanted: Intent, rivals: Sequence[Intent], *, taken: bool) -> Found:
    """What an activity is to a delivery that sent `wanted`; `rivals` is what others of ours have sent."""
    exact = is_as_sent(wanted, stored)
    others = any(is_as_sent(rival, stored) for rival in rivals)
    return Found(
        clio_id=stored.id or 0, exact=exact, alike=not others and _is_alike(wanted, stored), taken=taken
    )


def _is_alike(wanted: Intent, stored: ClioActivity) -> bool:
    differing = set(activity_of(wanted).differences(stored)) - _OF_NO_WEIGHT
    return differing <= {"note"} and _loosely(wanted.note) == _loosely(stored.note)


def _loosely(note: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", note).casefold().split())
