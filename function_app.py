"""CaseClock's function app: it checks the settings and registers the blueprints, nothing else."""

import os

import azure.functions as func

from core.settings_check import load
from functions import (
    account,
    clio,
    entries,
    entry_sets,
    exports,
    matter_imports,
    matters,
    poison,
    presets,
    recordings,
    system,
    workers,
)

load(os.environ)

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
for module in (
    account,
    clio,
    entries,
    entry_sets,
    exports,
    matter_imports,
    matters,
    poison,
    presets,
    recordings,
    system,
    workers,
):
    app.register_functions(module.blueprint)
