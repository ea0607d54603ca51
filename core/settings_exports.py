"""How long exported files are there; a part of the settings."""

from datetime import timedelta

from pydantic import BaseModel, Field


class ExportSettings(BaseModel):
    """The times of the files that lawyers fetch."""

    export_days: int = Field(
        default=30,
        alias="CASECLOCK_EXPORT_DAYS",
        ge=1,
        le=365,
        description="How long an exported file is kept to be fetched, in days.",
    )
    export_grant_minutes: int = Field(
        default=10,
        alias="CASECLOCK_EXPORT_GRANT_MINUTES",
        ge=1,
        le=60,
        description="How long a grant to fetch an exported file is good for, in minutes.",
    )

    @property
    def export_kept(self) -> timedelta:
        """How long an exported file is kept."""
        return timedelta(days=self.export_days)

    @property
    def export_grant(self) -> timedelta:
        """How long a grant to fetch one is good for."""
        return timedelta(minutes=self.export_grant_minutes)
