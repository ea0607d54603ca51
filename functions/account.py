"""HTTP functions about the lawyer, the lawyer's settings and the audit trail."""

from core.domain.audit import Verdict
from functions.base import new_blueprint
from functions.contracts.base import PageQuery
from functions.contracts.others import EventPage, EventView, Me
from functions.contracts.settings import NewSettings, SettingsView
from functions.http.call import Answer, Call, versioned
from functions.http.endpoint import Contract, endpoint

blueprint = new_blueprint()


@endpoint(blueprint, "GET", "me", Contract(gives=Me))
async def who_am_i(call: Call) -> Answer:
    """Whom your token speaks for, and where your data lies."""
    lawyer = call.lawyer
    me = Me(
        lawyer_id=lawyer.user_id,
        firm_id=lawyer.firm_id,
        name=call.principal.name,
        jurisdiction=call.app.settings.jurisdiction,
    )
    return Answer(me)


@endpoint(blueprint, "GET", "settings", Contract(gives=SettingsView))
async def open_settings(call: Call) -> Answer:
    """Read your settings, the firm's defaults, and what holds when both are heard."""
    settings = SettingsView.of(await call.app.personal.open(call.lawyer))
    return versioned(settings, settings.version)


@endpoint(blueprint, "PUT", "settings", Contract(body=NewSettings, gives=SettingsView, if_match=False))
async def store_settings(call: Call) -> Answer:
    """Set your settings anew: what is null or left out is as the firm has it."""
    fields = call.body(NewSettings)
    settings = SettingsView.of(await call.app.personal.store(call.lawyer, fields, call.seen_if_given))
    return versioned(settings, settings.version)


@endpoint(blueprint, "GET", "audit", Contract(query=PageQuery, gives=EventPage))
async def list_audit(call: Call) -> Answer:
    """Read your audit trail, oldest event first."""
    query = call.query(PageQuery)
    page = await call.app.audit.list(call.lawyer, limit=query.limit, after=query.after)
    return Answer(EventPage(items=[EventView.of(event) for event in page.items], after=page.after))


@endpoint(blueprint, "GET", "audit/verify", Contract(gives=Verdict))
async def verify_audit(call: Call) -> Answer:
    """Check the whole chain; the first event that was changed, removed or inserted is named."""
    return Answer(await call.app.audit.verify(call.lawyer))
