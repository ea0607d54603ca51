"""The app settings of a stack, as the committed snapshot of its deployment has them."""

from local.infra.snapshots import read_snapshot, settings_of
from local.infra.variants import JURISDICTIONS
from local.stack import ROOT

STACKS = tuple(f"{each}.{options}" for each in JURISDICTIONS for options in ("default", "everything"))
INSIGHTS = "region-1.in.applicationinsights.azure.com"

_CLIENT = "00000000-0000-4000-8000-000000000002"
# What only Azure knows before a deployment has been made.
_KNOWN = {
    "AzureWebJobsStorage__clientId": _CLIENT,
    "CaseClockStorage__clientId": _CLIENT,
    "APPLICATIONINSIGHTS_AUTHENTICATION_STRING": f"ClientId={_CLIENT};Authorization=AAD",
    "APPLICATIONINSIGHTS_CONNECTION_STRING": (
        f"InstrumentationKey=00000000-0000-4000-8000-000000000003;IngestionEndpoint=https://{INSIGHTS}/"
    ),
}


def emitted(stack: str) -> dict[str, str]:
    """The settings of a stack, such as `ca.default`."""
    return settings_of(read_snapshot(ROOT, stack), _KNOWN)
