"""HTTP functions of the link to Clio, and of deliveries that need their lawyer."""

import asyncio

from core.domain.clio_link import ClioLink
from core.domain.errors import NotPossible
from core.services.clio.cases import ClioCases
from functions.base import new_blueprint
from functions.contracts.clio import CategoriesView, ClioAnswer, ClioView, Decision, InvitationView, SidesView
from functions.contracts.entries import EntryView
from functions.contracts.reconciliation import ReconciliationView
from functions.http.call import Answer, Call, versioned
from functions.http.endpoint import Contract, endpoint

blueprint = new_blueprint()

_NOT_SET_UP = "clio_not_set_up"
_REFUSALS = ("clio_reconnect_needed", "clio_refused")
_SET_UP = {409: (_NOT_SET_UP,)}
_ANSWERED = {409: (_NOT_SET_UP, "clio_state", "clio_other_user", *_REFUSALS)}
_ABSENT = {404: ("not_found",)}
_DECISIONS = (_NOT_SET_UP, "delivery_choice", "delivery_changed", "delivery_state", *_REFUSALS)


@endpoint(blueprint, "GET", "clio", Contract(gives=ClioView, refuses=_SET_UP))
async def look_at_clio(call: Call) -> Answer:
    """How your link to Clio stands, and what is on its way there."""
    return await _link(call, await _clio(call).connection.status(call.lawyer))


@endpoint(blueprint, "GET", "clio/connect", Contract(gives=InvitationView, refuses=_SET_UP))
async def connect_clio(call: Call) -> Answer:
    """Where to send your browser to give access to Clio; an address given earlier is void."""
    return Answer(InvitationView.of(await _clio(call).connection.connect(call.lawyer)))


@endpoint(blueprint, "POST", "clio/callback", Contract(body=ClioAnswer, gives=ClioView, refuses=_ANSWERED))
async def answer_clio(call: Call) -> Answer:
    """Finish connecting with what Clio sent your browser back with; matters are fetched at once."""
    clio, said = _clio(call), call.body(ClioAnswer)
    return await _link(call, await clio.connection.callback(call.lawyer, said.state, said.code))


@endpoint(blueprint, "DELETE", "clio", Contract(gives=ClioView, refuses=_SET_UP))
async def disconnect_clio(call: Call) -> Answer:
    """Take the access to Clio back and forget it; what has not been sent waits."""
    return await _link(call, await _clio(call).connection.disconnect(call.lawyer))


@endpoint(
    blueprint,
    "POST",
    "clio/refresh",
    Contract(gives=ClioView, status=202, refuses={409: (_NOT_SET_UP, "clio_not_connected")}),
)
async def refresh_clio(call: Call) -> Answer:
    """Have matters, rates and categories fetched from Clio now, besides every few hours."""
    return await _link(call, await _clio(call).connection.pull_matters(call.lawyer), 202)


@endpoint(blueprint, "GET", "clio/categories", Contract(gives=CategoriesView, refuses=_SET_UP))
async def list_clio_categories(call: Call) -> Answer:
    """Clio's categories of activities with what it charges for your work; entries are sent without one."""
    return Answer(CategoriesView.of(await _clio(call).connection.rates(call.lawyer)))


@endpoint(blueprint, "GET", "clio/reconciliation", Contract(gives=ReconciliationView, refuses=_SET_UP))
async def look_at_reconciliation(call: Call) -> Answer:
    """Your synced entries that Clio no longer holds as they were, when that was last looked at."""
    clio = _clio(call)
    link, latest = await asyncio.gather(
        clio.connection.status(call.lawyer), clio.reconciling.latest(call.lawyer)
    )
    return Answer(ReconciliationView.of(link, latest))


@endpoint(
    blueprint,
    "POST",
    "clio/reconciliation",
    Contract(gives=ReconciliationView, status=202, refuses={409: (_NOT_SET_UP, "clio_not_connected")}),
)
async def reconcile_clio(call: Call) -> Answer:
    """Have your synced entries compared with what Clio holds now, besides every night."""
    reconciling = _clio(call).reconciling
    link = await reconciling.want(call.lawyer)
    return Answer(ReconciliationView.of(link, await reconciling.latest(call.lawyer)), 202)


@endpoint(
    blueprint,
    "GET",
    "entries/{id}/delivery",
    Contract(gives=SidesView, refuses={**_ABSENT, 409: (_NOT_SET_UP, *_REFUSALS)}),
)
async def compare_delivery(call: Call) -> Answer:
    """Both sides of an entry's delivery: what we sent, what Clio holds, and what you can say."""
    return Answer(SidesView.of(await _clio(call).deciding.sides(call.lawyer, call.id())))


@endpoint(
    blueprint,
    "POST",
    "entries/{id}/delivery",
    Contract(body=Decision, gives=EntryView, refuses={**_ABSENT, 409: _DECISIONS}),
)
async def decide_delivery(call: Call) -> Answer:
    """Say what is to become of a delivery that waits or needs attention."""
    clio, said = _clio(call), call.body(Decision)
    entry = await clio.deciding.decide(call.lawyer, call.id(), said.choice, said.clio_id)
    return versioned(EntryView.of(entry), entry.version)


def _clio(call: Call) -> ClioCases:
    if not call.app.settings.clio_client_id:
        raise NotPossible("Clio is not set up here.", code=_NOT_SET_UP)
    return call.app.clio


async def _link(call: Call, link: ClioLink, status: int = 200) -> Answer:
    clio = call.app.clio
    outstanding, rates = await asyncio.gather(
        clio.backlog.outstanding(call.lawyer), clio.connection.rates(call.lawyer)
    )
    return Answer(ClioView.of(link, outstanding, rates), status)
