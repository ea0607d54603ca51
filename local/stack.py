"""The whole product on one machine: Azurite, the stand-ins, and the Functions host with the app."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from core.domain.residency import Jurisdiction
from core.settings import SpeechService
from core.settings_check import SettingsError, load
from local.app_settings import (
    app_settings,
    brings_clio,
    brings_identity,
    clio_settings,
    identity_settings,
    management_settings,
    overlaid,
    vault_settings,
)
from local.azurite import Azurite, AzuriteError
from local.demo import AUDIENCE, FIRM, SCOPE, DemoLawyer
from local.processes import Child, StackError, free_port, require_free
from local.standins.certificate import Certificate
from local.standins.keyvault.identity import PATH as IDENTITY_PATH

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class StackOptions:
    """Where the stack keeps data and listens; a port of 0 takes any free one.

    `settings` overlay the app's; a service named there is used instead of its stand-in. `host`
    are more options of the Functions host.
    """

    data: Path
    port: int = 0
    azurite_port: int = 0
    openai_port: int = 0
    entra_port: int = 0
    speech_port: int = 0
    clio_port: int = 0
    vault_port: int = 0
    identity_port: int = 0
    management_port: int = 0
    settings: Mapping[str, str] = field(default_factory=dict)
    host: tuple[str, ...] = ()


class Stack:
    """Starts everything in order and stops it in reverse; use it as a context manager."""

    def __init__(self, options: StackOptions) -> None:
        self._options = options
        self._azurite: Azurite | None = None
        self._children: list[Child] = []
        self.openai = ""
        self.entra = ""
        self.speech = ""
        self.clio = ""
        self.vault = ""
        self.management = ""
        self.api = ""
        self.storage = ""
        self.settings: dict[str, str] = {}
        self._identity: dict[str, str] = {}

    def __enter__(self) -> Self:
        try:
            self._start()
        except (AzuriteError, SettingsError) as error:
            self.stop()
            raise StackError(str(error)) from None
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def given(self) -> Mapping[str, str]:
        """The settings a person gave."""
        return self._options.settings

    @property
    def host(self) -> Child:
        """The Functions host."""
        return self._children[-1]

    def stop(self) -> None:
        """Stop everything, the host first, storage last."""
        for child in reversed(self._children):
            child.stop()
        self._children.clear()
        if self._azurite:
            self._azurite.stop()
            self._azurite = None

    def ended(self) -> str | None:
        """The name of a part that has ended by itself, if one has."""
        if self._azurite and self._azurite.pid is None:
            return "Azurite"
        return next((child.name for child in self._children if child.pid is None), None)

    def start_host(self) -> None:
        """Start the Functions host (again) and wait until it answers."""
        port = self.api.rpartition(":")[2]
        if not self._children or self._children[-1].name != "the Functions host":
            arguments = ["local.host", "--app", str(ROOT), "--port", port, *self._options.host]
            self._children.append(
                self._child("the Functions host", arguments, self.settings | self._identity)
            )
        self.host.start()
        self.host.wait_until(f"{self.api}/admin/host/status")

    def token(self, lawyer: DemoLawyer, lifetime: timedelta = timedelta(hours=12), **changes: str) -> str:
        """A token of the stand-in for Entra; `changes` overlay what is asked of it."""
        asked = {
            "tenant": FIRM,
            "user": lawyer.user,
            "audience": AUDIENCE,
            "scope": SCOPE,
            "name": lawyer.name,
            "username": lawyer.username,
            "lifetime": int(lifetime.total_seconds()),
        }
        answer = httpx.post(f"{self.entra}/standin/token", json=asked | changes, trust_env=False)
        token: str = answer.raise_for_status().json()["access_token"]
        return token

    def _start(self) -> None:
        given = self._options.settings
        self.storage = self._start_storage(given)
        self.openai = self._start_openai(given)
        self.entra = self._start_entra(given)
        self.speech = self._start_speech(given) or self.openai
        self.api = f"http://127.0.0.1:{_port(self._options.port, 'PORT')}"
        local = app_settings(self.storage, self.openai, self.entra, self.speech)
        local |= self._start_vault(given) | self._start_clio(given) | self._start_management(given)
        self.settings = overlaid(local, given)
        asyncio.run(_make_storage(self.settings))
        self.start_host()

    def _start_storage(self, given: Mapping[str, str]) -> str:
        if own := given.get("CaseClockStorage"):
            return own
        folder = self._options.data / "azurite"
        folder.mkdir(parents=True, exist_ok=True)
        first = self._options.azurite_port
        ports = (first, first + 1, first + 2) if first else (0, 0, 0)
        for port in ports:
            _port(port, "AZURITE_PORT")
        self._azurite = Azurite(folder, ports)
        self._azurite.start()
        return self._azurite.connection_string

    def _start_openai(self, given: Mapping[str, str]) -> str:
        own = given.get("CASECLOCK_OPENAI_ENDPOINT")
        if own and (given.get("CASECLOCK_SPEECH_ENDPOINT") or _wants_azure_speech(given)):
            return own
        port = _port(self._options.openai_port, "OPENAI_PORT")
        return self._standin(
            "the stand-in for Azure OpenAI", ["local.standins.openai", "--port", str(port)], port
        )

    def _start_speech(self, given: Mapping[str, str]) -> str | None:
        if own := given.get("CASECLOCK_SPEECH_ENDPOINT"):
            return own
        if not _wants_azure_speech(given):
            return None
        port = _port(self._options.speech_port, "SPEECH_PORT")
        arguments = ["local.standins.speech", "--port", str(port)]
        return self._standin("the stand-in for Azure AI Speech", arguments, port)

    def _start_entra(self, given: Mapping[str, str]) -> str:
        if own := given.get("CASECLOCK_ENTRA_AUTHORITY"):
            return own
        port = _port(self._options.entra_port, "ENTRA_PORT")
        folder = str(self._options.data / "entra")
        arguments = ["local.standins.entra", "--port", str(port), "--data", folder]
        return self._standin("the stand-in for Entra", arguments, port)

    def _start_vault(self, given: Mapping[str, str]) -> dict[str, str]:
        """The stand-in for Key Vault, unless whom the host acts as is a person's own to say."""
        self.vault = given.get("CASECLOCK_VAULT_ADDRESS", "")
        if brings_identity(given):
            return {}
        port = _port(self._options.vault_port, "VAULT_PORT")
        identity = _port(self._options.identity_port, "IDENTITY_PORT")
        folder = self._options.data / "keyvault"
        certificate = Certificate.kept_in(folder).certificate
        arguments = ["local.standins.keyvault", "--port", str(port), "--identity-port", str(identity)]
        name = "the stand-in for Key Vault"
        self.vault = self._standin(name, [*arguments, "--data", str(folder)], port, certificate)
        self._identity = identity_settings(f"http://127.0.0.1:{identity}{IDENTITY_PATH}")
        return vault_settings(self.vault, certificate)

    def _start_clio(self, given: Mapping[str, str]) -> dict[str, str]:
        """The stand-in for Clio, where there is a vault for its tokens."""
        if brings_clio(given) or not self.vault:
            self.clio = given.get("CASECLOCK_CLIO_ADDRESS", "")
            return {}
        port = _port(self._options.clio_port, "CLIO_PORT")
        self.clio = self._standin("the stand-in for Clio", ["local.standins.clio", "--port", str(port)], port)
        return clio_settings(self.clio, f"{self.api}/clio")

    def _start_management(self, given: Mapping[str, str]) -> dict[str, str]:
        """The stand-in for Azure Resource Manager, where there is one for the identity it is entered as."""
        self.management = given.get("CASECLOCK_MANAGEMENT_ADDRESS", "")
        if self.management or not self._identity:
            return {}
        port = _port(self._options.management_port, "MANAGEMENT_PORT")
        arguments = ["local.standins.management", "--port", str(port), "--region", _region(given)]
        self.management = self._standin("the stand-in for Azure Resource Manager", arguments, port)
        return management_settings(self.management)

    def _standin(self, name: str, arguments: list[str], port: int, certificate: Path | None = None) -> str:
        child = self._child(name, arguments, {})
        self._children.append(child)
        child.start()
        address = f"{'https' if certificate else 'http'}://127.0.0.1:{port}"
        child.wait_until(address, certificate=certificate)
        return address

    def _child(self, name: str, arguments: list[str], environment: Mapping[str, str]) -> Child:
        log = self._options.data / "logs" / f"{arguments[0].removeprefix('local.')}.log"
        return Child(name, arguments, environment, log)


async def _make_storage(settings: Mapping[str, str]) -> None:
    from core.bootstrap import open_storage  # noqa: PLC0415 - heavy, and needed only here

    storage = open_storage(load(settings))
    try:
        await storage.ensure()
    finally:
        await storage.connection.close()


def _wants_azure_speech(given: Mapping[str, str]) -> bool:
    return given.get("CASECLOCK_SPEECH_SERVICE") == SpeechService.AZURE_SPEECH


def _region(given: Mapping[str, str]) -> str:
    return "eastus2" if given.get("CASECLOCK_JURISDICTION") == Jurisdiction.UNITED_STATES else "canadacentral"


def _port(asked: int, setting: str) -> int:
    if asked == 0:
        return free_port()
    require_free(asked, setting)
    return asked
