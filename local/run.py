"""`make run`: start the stack, play the main job on real audio, then serve until Ctrl-C."""

import json
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

import httpx

from local import main_job
from local.app_settings import brings_clio
from local.demo import LAWYERS, SCOPE
from local.processes import StackError
from local.stack import ROOT, Stack, StackOptions

RUN_FILE = ROOT / ".local" / "run.json"

_WATCH_SECONDS = 0.5


def main() -> int:
    """Run as the environment says; returns the exit status."""
    # A shell starts what it runs in the background with Ctrl-C ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    print("==> Starting Azurite, the stand-ins and the Functions host", flush=True)
    try:
        with Stack(_options()) as stack:
            return _use(stack)
    except KeyboardInterrupt:
        print("\n==> Stopped.")
        return 0
    except (StackError, main_job.MainJobError) as error:
        print(f"\n{error}", file=sys.stderr)
    except httpx.HTTPStatusError as error:
        print(
            f"\nThe API refused {error.request.method} {error.request.url.path}: {_detail(error)}",
            file=sys.stderr,
        )
    except (httpx.HTTPError, TimeoutError) as error:
        print(f"\nThe main job did not finish: {error}. The logs are in {_data() / 'logs'}.", file=sys.stderr)
    return 1


def _use(stack: Stack) -> int:
    if "CASECLOCK_ENTRA_AUTHORITY" in stack.given:
        print("==> Tokens come from your own Entra tenant, so the main job is yours to play.")
        tokens: list[str] = []
    else:
        tokens = [stack.token(lawyer) for lawyer in LAWYERS]
        print("==> The main job: a dictation becomes an approved time entry, and reaches Clio")
        main_job.run(stack.api, tokens, "" if brings_clio(stack.given) else stack.clio)
    if os.environ.get("ONCE"):
        return 0
    _announce(stack, tokens)
    return _serve(stack)


def _announce(stack: Stack, tokens: list[str]) -> None:
    lawyers = [
        {"name": lawyer.name, "user": lawyer.user, "token": token}
        for lawyer, token in zip(LAWYERS, tokens, strict=False)
    ]
    places = {
        "api": f"{stack.api}/api",
        "openai": stack.openai,
        "speech": stack.speech,
        "entra": stack.entra,
        "clio": stack.clio,
        "vault": stack.vault,
        "management": stack.management,
        "storage": stack.storage,
    }
    RUN_FILE.parent.mkdir(parents=True, exist_ok=True)
    RUN_FILE.write_text(json.dumps(places | {"scope": SCOPE, "lawyers": lawyers}, indent=2))
    print("\n==> Serving, until Ctrl-C")
    for name in ("api", "openai", "speech", "entra", "clio", "vault"):
        print(f"    {name:<8} {places[name] or '(not set up)'}")
    for lawyer in lawyers:
        print(f"    token of {lawyer['name']} (good for 12 hours):\n      {lawyer['token']}")
    print(f"    All of this is in {RUN_FILE.relative_to(ROOT)}.", flush=True)


def _serve(stack: Stack) -> int:
    while (ended := stack.ended()) is None:
        time.sleep(_WATCH_SECONDS)
    message = (
        f"{ended} has ended by itself: see {_data() / 'logs'}, then run `make run` again; your data is kept."
    )
    print(f"\n{message}", file=sys.stderr)
    return 1


def _options() -> StackOptions:
    number = {name: int(os.environ.get(name) or default) for name, default in _PORTS.items()}
    own = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(("CASECLOCK_", "CaseClockStorage"))
    }
    return StackOptions(
        data=_data(),
        port=number["PORT"],
        azurite_port=number["AZURITE_PORT"],
        openai_port=number["OPENAI_PORT"],
        entra_port=number["ENTRA_PORT"],
        speech_port=number["SPEECH_PORT"],
        clio_port=number["CLIO_PORT"],
        vault_port=number["VAULT_PORT"],
        identity_port=number["IDENTITY_PORT"],
        management_port=number["MANAGEMENT_PORT"],
        settings=own,
    )


_PORTS = {
    "PORT": 7071,
    "AZURITE_PORT": 10000,
    "OPENAI_PORT": 8101,
    "ENTRA_PORT": 8102,
    "SPEECH_PORT": 8103,
    "CLIO_PORT": 8104,
    "VAULT_PORT": 8105,
    "IDENTITY_PORT": 8106,
    "MANAGEMENT_PORT": 8107,
}


def _data() -> Path:
    return Path(os.environ.get("DATA") or ROOT / ".local" / "data").resolve()


def _detail(error: httpx.HTTPStatusError) -> str:
    try:
        problem = error.response.json()
    except ValueError:
        return str(error.response.status_code)
    return f"{problem.get('code')}: {problem.get('detail')}"


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
