"""Which kind of file was asked for."""

from core.domain.errors import InvalidInput
from core.domain.exports import ExportWanted
from core.domain.preferences import Preferences
from core.domain.presets import DateFormat
from core.exporting.csv_sheet import CsvSheet
from core.exporting.ledes import FORMATS, ledes_sheet
from core.exporting.lines import Sender, Sheet
from core.exporting.presets import TEMPLATES, Template


def sheet_of(wanted: ExportWanted, preferences: Preferences, sender: Sender) -> Sheet:
    """What writes the wanted file; raises InvalidInput for a preset that is not known or not ready."""
    if form := FORMATS.get(wanted.preset):
        return ledes_sheet(form, wanted, preferences.invoicing, sender)
    template = templates_of(preferences).get(wanted.preset)
    if template is None:
        known = f"one of: {', '.join([*templates_of(preferences), *FORMATS])}"
        raise InvalidInput(
            f"There is no such preset: give {known}.", errors=[{"field": "preset", "problem": known}]
        )
    dates = dates_of(template, preferences)
    if dates is None:
        raise _undated(template)
    return CsvSheet(template.preset, sender, dates, plain_text=wanted.plain_text)


def templates_of(preferences: Preferences) -> dict[str, Template]:
    """CaseClock's presets, then those of the firm and the lawyer."""
    own = {preset.name: Template(preset, "A preset of your own.") for preset in preferences.presets}
    return dict(TEMPLATES) | own


def dates_of(template: Template, preferences: Preferences) -> DateFormat | None:
    """How a file writes days, None if its system is not known to read them as the settings have it.

    A month that is taken for a day would be a wrong bill, so nothing is guessed.
    """
    if template.preset.date_format:
        return template.preset.date_format
    named = preferences.date_format
    return named if named in (template.dates or DateFormat) else None


def _undated(template: Template) -> InvalidInput:
    formats = " or ".join(template.dates or DateFormat)
    problem = f"set `date_format` in your settings to how your system reads dates: {formats}"
    return InvalidInput(
        f"This preset writes dates as your system reads them; {problem}.",
        errors=[{"field": "preset", "problem": problem}],
    )
