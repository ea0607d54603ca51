"""`make settings`: write local.settings.json, for people who run the app with `func start`.

It points at Azurite and the stand-ins on their usual ports, and is never committed.
"""

import json
from typing import Any

from local.app_settings import app_settings
from local.azurite import connection_string
from local.stack import ROOT

TARGET = ROOT / "local.settings.json"


def content() -> dict[str, Any]:
    """What the file holds."""
    settings = app_settings(connection_string(), "http://127.0.0.1:8101", "http://127.0.0.1:8102")
    values = {"FUNCTIONS_WORKER_RUNTIME": "python", **settings}
    return {"IsEncrypted": False, "Values": values, "Host": {"LocalHttpPort": 7071}}


def main() -> None:
    """Write the file and say so."""
    TARGET.write_text(json.dumps(content(), indent=2) + "\n")
    print(f"Written: {TARGET.name}. Start Azurite and the stand-ins, then run `func start`.")


if __name__ == "__main__":
    main()
