"""Where a stack's services may lie, and what was found where they are: the rules of a jurisdiction.

Regions: learn.microsoft.com/azure/reliability/regions-list. Where each kind of deployment is processed:
learn.microsoft.com/azure/foundry/foundry-models/concepts/deployment-types. There is a data zone of the
United States, and none of Canada.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Jurisdiction(StrEnum):
    """Where a stack keeps and processes its data."""

    CANADA = "ca"
    UNITED_STATES = "us"

    @property
    def place(self) -> str:
        """The country, in words."""
        return "Canada" if self is Jurisdiction.CANADA else "the United States"


REGIONS = {
    Jurisdiction.CANADA: frozenset({"canadacentral", "canadaeast"}),
    Jurisdiction.UNITED_STATES: frozenset(
        {
            "centralus",
            "eastus",
            "eastus2",
            "northcentralus",
            "southcentralus",
            "westcentralus",
            "westus",
            "westus2",
            "westus3",
        }
    ),
}
# Processed in the region of the deployment, and nowhere else.
_REGIONAL = frozenset({"Standard", "ProvisionedManaged"})
_DATA_ZONE = frozenset({"DataZoneStandard", "DataZoneProvisionedManaged", "DataZoneBatch"})
SKUS = {Jurisdiction.CANADA: _REGIONAL, Jurisdiction.UNITED_STATES: _REGIONAL | _DATA_ZONE}


@dataclass(frozen=True, slots=True)
class ResourceKind:
    """A kind of Azure resource: what it is called here, and its resource type."""

    name: str
    type: str


STORAGE = ResourceKind("the storage account", "Microsoft.Storage/storageAccounts")
OPENAI = ResourceKind("the Azure OpenAI resource", "Microsoft.CognitiveServices/accounts")
SPEECH = ResourceKind("the Speech resource", "Microsoft.CognitiveServices/accounts")
VAULT = ResourceKind("the Key Vault", "Microsoft.KeyVault/vaults")


@dataclass(frozen=True, slots=True)
class Held:
    """A resource that this stack stands on, by its Azure Resource Manager id.

    `deployments` are the models deployed in it; `subdomain` is the name its address begins with, empty
    where the resource's own name says which address is meant.
    """

    kind: ResourceKind
    id: str
    deployments: tuple[str, ...] = ()
    subdomain: str = ""

    @property
    def words(self) -> str:
        """What it is and what it is called."""
        return f"{self.kind.name} {resource_name(self.id)}"


@dataclass(frozen=True, slots=True)
class Standing:
    """What Azure says of a resource: every region it keeps data in, and its address's first name."""

    regions: tuple[str, ...]
    subdomain: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, in sentences: what lies outside, what nobody told; without either all is well."""

    violations: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()

    @classmethod
    def of(cls, parts: Iterable[Self]) -> Self:
        """Several findings as one; of none at all, that nothing was checked."""
        found = list(parts)
        if not found:
            return cls(untold=("no Azure resource ids are set",))
        return cls(
            tuple(sentence for part in found for sentence in part.violations),
            tuple(sentence for part in found for sentence in part.untold),
        )

    @property
    def settled(self) -> bool:
        """Whether everything was told, and nothing lies outside."""
        return not self.violations and not self.untold


def resource_name(resource_id: str) -> str:
    """The last part of a resource id: the resource's own name."""
    return resource_id.rpartition("/")[2]


def is_resource_id(text: str, kind: ResourceKind) -> bool:
    """Whether text is the Azure Resource Manager id of one resource of a kind; case does not matter there."""
    pattern = (
        r"/subscriptions/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
        rf"/resourcegroups/[\w.()-]{{0,89}}[\w()-]/providers/{re.escape(kind.type)}/[0-9a-z-]{{2,64}}"
    )
    return re.fullmatch(pattern, text, re.IGNORECASE | re.ASCII) is not None


def region_name(said: str) -> str:
    """A region's short name, of that or of its name for people (`Canada Central`).

    The platform says either: github.com/AzureAD/microsoft-authentication-library-for-dotnet/issues/2803.
    """
    return "".join(said.split()).lower()


def lies_in(region: str, jurisdiction: Jurisdiction) -> bool:
    """Whether a region, however it is written, is one of a jurisdiction."""
    return region_name(region) in REGIONS[jurisdiction]


def out_of_place(held: Held, standing: Standing, jurisdiction: Jurisdiction) -> Iterator[str]:
    """Each way in which a resource is not where it has to be, in a sentence."""
    for region in standing.regions:
        if not lies_in(region, jurisdiction):
            yield f"{held.words} lies in {_shown(region)}, outside {jurisdiction.place}."
    if held.subdomain and standing.subdomain and standing.subdomain.lower() != held.subdomain.lower():
        yield f"{held.words} has another address than the one in the settings."


def wrongly_processed(held: Held, deployment: str, sku: str, jurisdiction: Jurisdiction) -> Iterator[str]:
    """Why a model deployed with a SKU is not processed where it has to be, in a sentence; or nothing."""
    if sku not in SKUS[jurisdiction]:
        where = f"the deployment {deployment} of {held.words} is {_shown(sku)}"
        yield f"{where}, which is not processed in {jurisdiction.place} alone."


def _shown(said: str) -> str:
    """What Azure says, as far as it is a name that can be shown."""
    return "".join(said.split()) if re.fullmatch(r"[\w() -]{1,40}", said) else "(no name of Azure's)"
