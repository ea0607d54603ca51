"""The HTTP function of the kinds of export files."""

from core.exporting.offers import offers
from core.services.exports.running import sender_of
from functions.base import new_blueprint
from functions.contracts.presets import PresetList
from functions.http.call import Answer, Call
from functions.http.endpoint import Contract, endpoint

blueprint = new_blueprint()


@endpoint(blueprint, "GET", "export-presets", Contract(gives=PresetList))
async def list_presets(call: Call) -> Answer:
    """List the kinds of files an export can be, and what is still to be set for each."""
    settled = await call.app.personal.open(call.lawyer)
    return Answer(PresetList.of(offers(settled.preferences, sender_of(settled))))
