"""What Azure Resource Manager answers of a resource, as far as it is read here.

Source: the specifications of the API versions named, in github.com/Azure/azure-rest-api-specs.
"""

from pydantic import BaseModel, Field, ValidationError

from core.domain.residency import OPENAI, STORAGE, VAULT, Standing
from core.ports_residency import NotTold

VERSIONS = {STORAGE.type: "2025-06-01", OPENAI.type: "2025-06-01", VAULT.type: "2024-11-01"}


class _Region(BaseModel):
    name: str


class _Regions(BaseModel):
    regions: list[_Region] = []


class _Properties(BaseModel):
    secondary: str | None = Field(default=None, alias="secondaryLocation")
    subdomain: str | None = Field(default=None, alias="customSubDomainName")
    more: _Regions | None = Field(default=None, alias="locations")


class Resource(BaseModel):
    """A resource: its region, and the further ones that it keeps copies in or answers from."""

    location: str = Field(min_length=1)
    properties: _Properties = _Properties()

    def standing(self) -> Standing:
        """Where it lies."""
        told = self.properties
        more = [region.name for region in told.more.regions] if told.more else []
        regions = [self.location, *([told.secondary] if told.secondary else []), *more]
        return Standing(tuple(dict.fromkeys(regions)), told.subdomain or "")


class _Sku(BaseModel):
    name: str = Field(min_length=1)


class Deployment(BaseModel):
    """A model's deployment."""

    sku: _Sku


def parsed[M: BaseModel](kind: type[M], body: bytes) -> M:
    """A document that Azure answered; raises NotTold for what is none."""
    try:
        return kind.model_validate_json(body)
    except ValidationError:
        raise NotTold("the management API answered something else than was asked") from None
