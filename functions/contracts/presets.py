"""The kinds of export files over the wire."""

from collections.abc import Sequence
from typing import Self

from pydantic import Field

from core.exporting.offers import Offer
from functions.contracts.base import Wire


class PresetView(Wire):
    """One kind of file that an export can be."""

    name: str = Field(description="What an export asks for it by.")
    title: str
    about: str
    own: bool = Field(description="Whether it is the firm's or the lawyer's, and not CaseClock's.")
    columns: list[str] = Field(description="The names of its columns, in order.")
    missing: list[str] = Field(description="The settings that it cannot do without, and that are not set.")

    @classmethod
    def of(cls, offer: Offer) -> Self:
        """The wire form of an offer."""
        return cls(
            name=offer.name,
            title=offer.title,
            about=offer.about,
            own=offer.own,
            columns=list(offer.columns),
            missing=list(offer.missing),
        )


class PresetList(Wire):
    """Every kind of file there is for a lawyer: CaseClock's, then the firm's and the lawyer's own."""

    items: list[PresetView]

    @classmethod
    def of(cls, offers: Sequence[Offer]) -> Self:
        """The wire form of offers."""
        return cls(items=[PresetView.of(offer) for offer in offers])
