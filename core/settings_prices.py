"""What the services cost, so that each draft can show it; a part of the settings."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from core.domain.making import Prices

type Price = Annotated[str, StringConstraints(pattern=r"^(\d{1,6}(\.\d{1,6})?)?$")]


class PriceSettings(BaseModel):
    """The prices an operator pays; a draft that needs one which is not set shows no price."""

    price_currency: str = Field(
        default="",
        alias="CASECLOCK_PRICE_CURRENCY",
        pattern=r"^([A-Z]{3})?$",
        description="The currency of the prices below, such as CAD; empty shows no prices.",
    )
    price_audio_hour: Price = Field(
        default="",
        alias="CASECLOCK_PRICE_AUDIO_HOUR",
        description="What an hour of audio costs to transcribe, such as 0.66.",
    )
    price_million_input: Price = Field(
        default="",
        alias="CASECLOCK_PRICE_MILLION_INPUT_TOKENS",
        description="What a million tokens cost that the drafting model reads.",
    )
    price_million_output: Price = Field(
        default="",
        alias="CASECLOCK_PRICE_MILLION_OUTPUT_TOKENS",
        description="What a million tokens cost that the drafting model writes.",
    )

    @property
    def prices(self) -> Prices:
        """The prices as they are reckoned with."""
        return Prices(
            _decimal(self.price_audio_hour),
            _decimal(self.price_million_input),
            _decimal(self.price_million_output),
            self.price_currency or None,
        )


def _decimal(price: str) -> Decimal | None:
    return Decimal(price) if price else None
