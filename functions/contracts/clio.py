"""The link to Clio, and what only a lawyer can decide of a delivery, over the wire."""

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import Field, StringConstraints

from core.domain.clio_link import Category, ClioLink, ClioRates, LinkState, Pause
from core.domain.deliveries import Delivery, DeliveryReason, DeliveryState, Intent, advise
from core.domain.errors import ClioRefusal
from core.domain.hours import hours_text
from core.ports_clio import ClioActivity
from core.services.clio.backlog import Outstanding
from core.services.clio.connecting import Invitation
from core.services.clio.deciding import Choice, Sides
from functions.contracts.base import Id, Wire
from functions.contracts.entries import DeliveryView

_SECONDS_PER_MINUTE = 60

# As long as a query parameter of a browser's address may sensibly be.
_Given = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class InvitationView(Wire):
    """Where to send the lawyer's browser, and until when Clio's answer is taken."""

    address: str
    until: datetime

    @classmethod
    def of(cls, invitation: Invitation) -> Self:
        """The wire form of an invitation."""
        return cls(address=invitation.address, until=invitation.until)


class ClioAnswer(Wire):
    """What Clio sent the lawyer's browser back with."""

    code: _Given
    state: _Given


class PauseView(Wire):
    """Why Clio is not asked for a while, and until when."""

    reason: DeliveryReason
    advice: str
    until: datetime

    @classmethod
    def of(cls, pause: Pause) -> Self:
        """The wire form of a pause."""
        return cls(reason=pause.reason, advice=advise(pause.reason), until=pause.until)


class CountsView(Wire):
    """How many deliveries are in each state; those that have arrived are not counted."""

    queued: int
    syncing: int
    waiting: int
    needs_attention: int


class StuckView(Wire):
    """An entry that does not get to Clio without its lawyer."""

    entry_id: Id
    reason: DeliveryReason
    advice: str

    @classmethod
    def of(cls, delivery: Delivery) -> Self:
        """The wire form of a delivery that needs attention."""
        reason = delivery.reason or DeliveryReason.INTERNAL
        return cls(entry_id=delivery.entry_id, reason=reason, advice=advise(reason))


class ClioView(Wire):
    """How the link to Clio stands, and what is on its way."""

    state: LinkState
    advice: str | None = Field(description="What to do about the state, in a sentence.")
    user_id: int | None = Field(description="The Clio user whose time is recorded.")
    connected_at: datetime | None
    rate: str | None = Field(description="What Clio charges for your hour by default, if it shows that.")
    pulled_at: datetime | None = Field(description="When the matters were last fetched.")
    pulling: bool = Field(description="Whether they are to be fetched now.")
    refusal: ClioRefusal | None = Field(description="Why Clio did not let them be fetched.")
    pause: PauseView | None
    reconciled_at: datetime | None = Field(
        description="When synced entries were last compared with what Clio holds."
    )
    differences: int = Field(description="How many of them had been changed or deleted there.")
    deliveries: CountsView
    stuck: list[StuckView] = Field(description="The first 50 that need attention, oldest approval first.")

    @classmethod
    def of(cls, link: ClioLink, outstanding: Outstanding, rates: ClioRates) -> Self:
        """The wire form of a link, of what is outstanding, and of the rate."""
        counts = {name: outstanding.counts.get(DeliveryState(name), 0) for name in CountsView.model_fields}
        return cls(
            state=link.state,
            advice=_ADVICE[link.state],
            user_id=link.user_id,
            connected_at=link.connected_at,
            rate=rates.rate,
            pulled_at=link.pulled_at,
            pulling=link.pull is not None,
            refusal=link.refusal,
            pause=PauseView.of(link.pause) if link.pause else None,
            reconciled_at=link.compared_at,
            differences=link.differences,
            deliveries=CountsView(**counts),
            stuck=[StuckView.of(delivery) for delivery in outstanding.stuck],
        )


_ADVICE = {
    LinkState.NONE: "Connect to have approved entries sent to Clio.",
    LinkState.CONNECTED: None,
    LinkState.RECONNECT_NEEDED: advise(DeliveryReason.RECONNECT_NEEDED),
    LinkState.DISCONNECTED: "Connect again to have entries sent to Clio; what waited then goes on.",
}


class CategoryView(Wire):
    """A category of Clio's; its rate counts unless matter or client have their own there."""

    clio_id: int
    name: str
    flat: bool = Field(description="Whether the rate is for the whole, not per hour.")
    utbms: bool = Field(description="Whether it stands for a pair of UTBMS codes.")
    rate: str | None = Field(description="What Clio charges for your work under it, if it shows that.")

    @classmethod
    def of(cls, category: Category) -> Self:
        """The wire form of a category."""
        return cls(
            clio_id=category.id,
            name=category.name,
            flat=category.flat,
            utbms=category.utbms,
            rate=category.rate,
        )


class CategoriesView(Wire):
    """Clio's categories of activities, oldest first, as they were last fetched."""

    items: list[CategoryView]
    left_out: int = Field(description="How many more there are than are kept.")

    @classmethod
    def of(cls, rates: ClioRates) -> Self:
        """The wire form of what was fetched."""
        return cls(items=[CategoryView.of(one) for one in rates.categories], left_out=rates.left_out)


class WorkView(Wire):
    """The work of an entry as it was sent to Clio, or as Clio holds it."""

    clio_id: int | None = Field(description="What it is in Clio; null for what we sent.")
    clio_matter_id: int
    work_date: date
    seconds: int
    hours: str | None = Field(description="The same in hours; null where they are no whole minutes.")
    narrative: str
    billed: bool

    @classmethod
    def of_intent(cls, intent: Intent) -> Self:
        """The wire form of what is or was to be sent."""
        return cls(
            clio_id=None,
            clio_matter_id=intent.matter_id,
            work_date=intent.day,
            seconds=intent.seconds,
            hours=hours_of(intent.seconds),
            narrative=intent.note,
            billed=False,
        )

    @classmethod
    def of_activity(cls, activity: ClioActivity) -> Self:
        """The wire form of what Clio holds."""
        return cls(
            clio_id=activity.id,
            clio_matter_id=activity.matter_id,
            work_date=activity.day,
            seconds=activity.seconds,
            hours=hours_of(activity.seconds),
            narrative=activity.note,
            billed=activity.billed or activity.on_bill,
        )


class SidesView(Wire):
    """A delivery with both sides: what was sent, and what Clio holds that is, or may be, it."""

    delivery: DeliveryView
    ours: WorkView | None
    theirs: list[WorkView]
    choices: list[Choice] = Field(description="What `POST` takes as things stand.")

    @classmethod
    def of(cls, sides: Sides) -> Self:
        """The wire form of both sides."""
        return cls(
            delivery=DeliveryView.of(sides.delivery.standing),
            ours=WorkView.of_intent(sides.ours) if sides.ours else None,
            theirs=[WorkView.of_activity(one) for one in sides.theirs],
            choices=sorted(sides.choices),
        )


class Decision(Wire):
    """What the lawyer says: retry, adopt one of Clio's, send, replace Clio's, or keep Clio's."""

    choice: Choice
    clio_id: int | None = Field(default=None, description="Which of Clio's to adopt.")


def hours_of(seconds: int) -> str | None:
    """Seconds as hours; None where they are no whole minutes."""
    minutes, rest = divmod(seconds, _SECONDS_PER_MINUTE)
    return None if rest else hours_text(minutes)
