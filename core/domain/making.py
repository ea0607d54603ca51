"""What drafts cost and how long they took: shown to their lawyer, and no word of what was said."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Self

from pydantic import Field as Constraint
from pydantic import StringConstraints

from core.domain.values import Value

_SECONDS_PER_HOUR = 3600
_MILLION = 1_000_000
_PLACES = Decimal("0.000001")

type Tokens = Annotated[int, Constraint(ge=0)]
type Amount = Annotated[str, StringConstraints(pattern=r"^\d+(\.\d{1,6})?$")]


class Usage(Value):
    """The tokens that answers of a language model were billed for."""

    prompt_tokens: Tokens = 0
    completion_tokens: Tokens = 0

    def plus(self, more: Self) -> Self:
        """Both together."""
        prompt = self.prompt_tokens + more.prompt_tokens
        completion = self.completion_tokens + more.completion_tokens
        return self.model_copy(update={"prompt_tokens": prompt, "completion_tokens": completion})


class Making(Value):
    """What the `entries` drafts of one recording cost together, and how long they took.

    `audio_seconds` and `speech_ms` are None for a dictation that was typed, tokens where the service did not
    count them. `price` is decimal text in `currency`, None unless every price it needs is set.
    """

    entries: Annotated[int, Constraint(ge=1)]
    audio_seconds: float | None = None
    prompt_tokens: Tokens | None = None
    completion_tokens: Tokens | None = None
    price: Amount | None = None
    currency: str | None = None
    speech_ms: int | None = None
    drafting_ms: int


@dataclass(frozen=True, slots=True)
class Prices:
    """What services cost in `currency`: an hour of audio, a million tokens read, a million written."""

    audio_hour: Decimal | None = None
    million_input: Decimal | None = None
    million_output: Decimal | None = None
    currency: str | None = None

    def of(self, audio_seconds: float | None, usage: Usage | None) -> str | None:
        """The price of both as decimal text; None if one was used whose price or count is unknown."""
        if self.currency is None or usage is None:
            return None
        parts = (
            _part(self.audio_hour, Decimal(str(audio_seconds or 0)), _SECONDS_PER_HOUR),
            _part(self.million_input, Decimal(usage.prompt_tokens), _MILLION),
            _part(self.million_output, Decimal(usage.completion_tokens), _MILLION),
        )
        known = [part for part in parts if part is not None]
        return _text(sum(known, Decimal())) if len(known) == len(parts) else None


def _part(price: Decimal | None, used: Decimal, unit: int) -> Decimal | None:
    """What was used times its price for a unit; what was not used costs nothing, whatever its price."""
    if not used:
        return Decimal()
    return None if price is None else used * price / unit


def _text(amount: Decimal) -> str:
    text = f"{amount.quantize(_PLACES, ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".")
