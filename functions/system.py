"""HTTP functions about the stack itself."""

from functions.base import new_blueprint
from functions.contracts.others import Health, ResidencyHealth, ServiceHealth
from functions.http.call import Answer, Call
from functions.http.endpoint import ENDPOINTS, Contract, endpoint
from functions.http.openapi import openapi

blueprint = new_blueprint()


@endpoint(blueprint, "GET", "health", Contract(gives=Health))
async def health(call: Call) -> Answer:
    """What is configured and what answers; never a secret."""
    services = [ServiceHealth.of(reach) for reach in await call.app.health.check()]
    well = all(service.configured and service.reachable for service in services)
    shown = Health(
        status="ok" if well else "degraded",
        jurisdiction=call.app.settings.jurisdiction,
        residency=ResidencyHealth.of(call.app.residency.finding),
        services=services,
    )
    return Answer(shown)


@endpoint(blueprint, "GET", "openapi.json", Contract(gives=None))
async def describe_api(call: Call) -> Answer:  # noqa: ARG001 - every handler takes its call
    """This API as OpenAPI 3.1."""
    return Answer(openapi(ENDPOINTS))
