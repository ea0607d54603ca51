"""`make docs`: write the documents that are made from code, so that they cannot be wrong."""

import json
import os
from pathlib import Path
from unittest import mock

from local.app_settings import app_settings
from local.azurite import connection_string
from local.export_samples import filled
from local.stack import ROOT

EXPORTS = ROOT / "docs" / "exports.md"


def documents() -> dict[Path, str]:
    """Each made document's place and text."""
    return {
        ROOT / "docs" / "settings.md": _settings(),
        ROOT / "docs" / "openapi.json": _openapi(),
        EXPORTS: filled(EXPORTS.read_text()),
    }


def main() -> None:
    """Write them all."""
    for place, text in documents().items():
        place.write_text(text)
        print(f"Written: {place.relative_to(ROOT)}")


def _settings() -> str:
    from core.settings import Settings  # noqa: PLC0415 - heavy, and only for this

    fields = [*Settings.model_fields.values()]
    inherited = len(Settings.model_fields) - len(Settings.__annotations__)
    rows = [
        f"| `{field.alias}` | {_default(field.is_required(), field.default)} | {field.description} |"
        for field in fields[inherited:] + fields[:inherited]
    ]
    head = (
        "# Settings\n\nMade from `core/settings.py` by `make docs`. Everything missing, malformed or"
        " contradictory is reported at once when the app starts.\n\n"
        "| setting | default | what it is |\n|---|---|---|\n"
    )
    return head + "\n".join(rows) + "\n"


def _default(required: bool, default: object) -> str:
    if required:
        return "required"
    return f"`{getattr(default, 'value', default)}`" if default != "" else ""


def _openapi() -> str:
    local = app_settings(connection_string(), "http://127.0.0.1:8101", "http://127.0.0.1:8102")
    with mock.patch.dict(os.environ, local):
        import function_app  # noqa: PLC0415, F401 - it registers the endpoints, and needs the settings
    from functions.http.endpoint import ENDPOINTS  # noqa: PLC0415 - filled by the import above
    from functions.http.openapi import openapi  # noqa: PLC0415 - likewise

    return json.dumps(openapi(ENDPOINTS), indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    main()
