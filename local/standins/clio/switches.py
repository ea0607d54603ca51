"""What the stand-in can be told to be like, where Clio's behaviour is not known or is a firm's choice."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

type Access = Literal["none", "read", "write"]
type Refused = Literal["allowed", "unprocessable", "forbidden"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Permissions(_Part):
    """What the app may do; fixed into a token when the lawyer consents."""

    activities: Access = "write"
    matters: Access = "read"
    contacts: Access = "read"
    users: Access = "read"
    billing: Access = "read"


class Switches(_Part):
    """Every switch with what it is unless told otherwise; units are in the descriptions."""

    # How the firm has set up its account.
    rounding_minutes: int = Field(default=6, ge=0, le=60, description="0: time is not rounded")
    rounding_direction: Literal["up", "nearest"] = "up"
    use_decimal_rounding: bool = False
    use_utbms_codes: bool = True
    flat_and_contingency_time_is_non_billable: bool = False
    hours_visible: bool = True
    rates_visible: bool = True
    permissions: Permissions = Permissions()

    # The API and its tokens.
    default_version: str = "4.0.13"
    retired_versions: frozenset[str] = frozenset()
    requests_per_minute: int = Field(default=50, ge=1)
    rate_window: Literal["from_first", "aligned"] = "from_first"
    token_seconds: int = Field(default=2_592_000, ge=1)
    refresh_rotates: bool = False
    refresh_ends_old_token: bool = False

    # What Clio's documents leave open.
    closed_matter: Refused = "unprocessable"
    billed_entry: Refused = "unprocessable"
    no_charge_alone: Literal["becomes_non_billable", "ignored", "refused"] = "becomes_non_billable"
    utbms_codes_when_off: Literal["ignored", "refused"] = "ignored"
    unknown_association: Literal[404, 422] = 422
    bad_filter: Literal[400, 422] = 400
    limit_too_large: Literal["refused", "clamped"] = "refused"
    second_level_error: Literal["ArgumentError", "InvalidFields"] = "ArgumentError"
    since: Literal["inclusive", "exclusive"] = "inclusive"
    visible_after_seconds: float = Field(default=0, ge=0, description="new activities: until lists show them")
    records_in_meta: bool = True
    note_limit: int | None = Field(default=None, ge=1, description="characters; longer is a 422")
    note_kept: Literal["as_sent", "trimmed", "crlf"] = "as_sent"
    client_rename_touches_matters: bool = False
    timestamp_offset_minutes: int = Field(default=-480, ge=-720, le=840)
    error_types: dict[int, str] = Field(
        default={}, description="the type to name in errors of a status, for those nobody has seen"
    )
