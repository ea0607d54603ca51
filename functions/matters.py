"""HTTP functions of matters."""

import re

from core.domain.errors import InvalidInput, NotFound
from core.domain.values import MATTER_ID_PATTERN
from core.services.matters import MatterFields
from functions.base import new_blueprint
from functions.contracts.others import MatterPage, MatterQuery, MatterView, NewAlias
from functions.http.call import Answer, Call, versioned
from functions.http.endpoint import Contract, endpoint

blueprint = new_blueprint()


@endpoint(blueprint, "GET", "matters", Contract(query=MatterQuery, gives=MatterPage))
async def list_matters(call: Call) -> Answer:
    """List your matters in the order of their ids."""
    query = call.query(MatterQuery)
    page = await call.app.matters.list(call.lawyer, query.status, limit=query.limit, after=query.after)
    return Answer(MatterPage(items=[MatterView.of(item) for item in page.items], after=page.after))


@endpoint(
    blueprint,
    "PUT",
    "matters/{id}",
    Contract(body=MatterFields, gives=MatterView, also={201: "Created."}, if_match=False),
)
async def store_matter(call: Call) -> Answer:
    """Create a matter under an id of yours (201), or change it (200)."""
    matter_id = call.request.route_params.get("id", "")
    if not re.fullmatch(MATTER_ID_PATTERN, matter_id):
        problem = (
            "letters, digits, dots, hyphens and underscores, at most 64, beginning with a letter or digit"
        )
        raise InvalidInput("This cannot be a matter's id.", errors=[{"field": "id", "problem": problem}])
    fields = call.body(MatterFields)
    stored = await call.app.matters.store(call.lawyer, matter_id, fields, call.seen_if_given)
    return versioned(MatterView.of(stored.matter), stored.matter.version, 201 if stored.created else 200)


@endpoint(
    blueprint,
    "POST",
    "matters/{id}/aliases",
    Contract(body=NewAlias, gives=MatterView, if_match=False, refuses={404: ("not_found",)}),
)
async def add_alias(call: Call) -> Answer:
    """Add an alias to a matter, such as the one an edited entry offers; once there, it stays as it is."""
    matter_id = call.request.route_params.get("id", "")
    if not re.fullmatch(MATTER_ID_PATTERN, matter_id):
        raise NotFound("There is no such matter.")
    alias = call.body(NewAlias).alias
    matter = await call.app.matters.add_alias(call.lawyer, matter_id, alias, call.seen_if_given)
    return versioned(MatterView.of(matter), matter.version)
