"""What a lawyer can ask for, and what is still to be set for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.domain.preferences import Preferences
from core.domain.presets import BUILT_IN
from core.exporting.columns import setting_of
from core.exporting.ledes import FORMATS, LedesFormat, settings_missing
from core.exporting.lines import Sender
from core.exporting.presets import Template
from core.exporting.sheets import dates_of, templates_of


@dataclass(frozen=True, slots=True)
class Offer:
    """A preset as it stands for one lawyer; `missing` names the settings it cannot do without."""

    name: str
    title: str
    about: str
    own: bool
    columns: tuple[str, ...]
    missing: tuple[str, ...]


def offers(preferences: Preferences, sender: Sender) -> list[Offer]:
    """CaseClock's presets in their order, then those of the firm and the lawyer."""
    tables = [_offer(one, preferences, sender) for one in templates_of(preferences).values()]
    invoices = [_ledes(name, form, sender) for name, form in FORMATS.items()]
    return sorted([*tables, *invoices], key=lambda offer: offer.own)


def _ledes(name: str, form: LedesFormat, sender: Sender) -> Offer:
    return Offer(
        name=name,
        title=form.name,
        about=form.about,
        own=False,
        columns=tuple(column.name for column in form.columns),
        missing=tuple(settings_missing(sender)),
    )


def _offer(template: Template, preferences: Preferences, sender: Sender) -> Offer:
    preset = template.preset
    return Offer(
        name=preset.name,
        title=preset.title or preset.name,
        about=template.about,
        own=preset.name not in BUILT_IN,
        columns=preset.headers,
        missing=tuple(_missing(template, preferences, sender)),
    )


def _missing(template: Template, preferences: Preferences, sender: Sender) -> Iterator[str]:
    if dates_of(template, preferences) is None:
        yield "date_format"
    for column in template.preset.columns:
        setting = setting_of(column.source)
        if column.required and setting and not setting.read(sender):
            yield setting.name
