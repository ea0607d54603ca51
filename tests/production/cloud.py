"""Azure as a deployed app meets it, played on this machine: every name it knows leads to a stand-in.

Nothing of the app's settings is touched. The platform's part is played too: an identity endpoint, the
region's name, and an authority to trust.
"""

import asyncio
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock
from urllib.parse import urlsplit

import httpx

from core.adapters.blobs import AzureBlobStore, BlobPlaces
from core.adapters.digests import AzureDigestStore
from core.adapters.files import AzureFileStore, FilePlace
from core.adapters.grants import AccountKeySigner
from core.adapters.queues import AzureQueues
from core.adapters.storage_connection import StorageConnection
from core.adapters.tables import AzureTables
from core.bootstrap import (
    DIGESTS_CONTAINER,
    EXPORTS_CONTAINER,
    RECORDINGS_CONTAINER,
    TRANSCRIPTS_CONTAINER,
    SystemClock,
)
from core.settings import CLIO_ADDRESSES
from local.app_settings import identity_settings
from local.azurite import ACCOUNT_KEY
from local.processes import Child, free_port
from local.stack import ROOT
from local.standins.certificate import Certificate
from local.standins.keyvault.identity import PATH as IDENTITY_PATH
from tests.core.adapters.tls_azurite import TlsAzurite
from tests.production.front import Backend, Front

REGIONS = {"ca": "Canada Central", "us": "East US 2"}

_ENTRA = "https://login.microsoftonline.com"
_INJECT = Path(__file__).parent / "inject"
_SERVICES = ("blob", "queue", "table")
_STANDINS = ("keyvault", "entra", "openai", "speech", "management", "clio")


@dataclass(frozen=True)
class Cloud:
    """A cloud for one app, which listens at `api`; use `cloud` to start one."""

    data: Path
    settings: Mapping[str, str]
    ports: Mapping[str, int] = field(
        default_factory=lambda: {name: free_port() for name in ("api", "identity", *_STANDINS)}
    )

    @property
    def api(self) -> str:
        """Where the app listens."""
        return self.at("api")

    @property
    def region(self) -> str:
        """Where the platform says that the app runs."""
        return REGIONS[self.settings["CASECLOCK_JURISDICTION"]]

    def at(self, name: str) -> str:
        """The plain address of a stand-in."""
        return f"http://127.0.0.1:{self.ports[name]}"

    def account(self, prefix: str) -> str:
        """The storage account of a connection."""
        return host_of(self.settings[f"{prefix}__blobServiceUri"]).partition(".")[0]

    def token(self, user: str, **changes: str) -> str:
        """An access token of a lawyer of the first firm, as Entra signs it."""
        asked: dict[str, object] = {
            "tenant": self.settings["CASECLOCK_ENTRA_FIRMS"].partition(",")[0],
            "audience": self.settings["CASECLOCK_ENTRA_AUDIENCE"],
            "user": user,
            "scope": "TimeEntries.ReadWrite",
            "name": "Robin Vale",
            "username": "robin@demo.example",
            "lifetime": 3600,
        }
        answer = httpx.post(f"{self.at('entra')}/standin/token", json=asked | changes, trust_env=False)
        token: str = answer.raise_for_status().json()["access_token"]
        return token


@dataclass(frozen=True)
class Running:
    """A cloud whose parts run, without an app in it yet."""

    cloud: Cloud
    front: Front

    def host(self, **changes: str) -> Child:
        """A Functions host with the app; its settings are as emitted but for some."""
        port = str(self.cloud.ports["api"])
        arguments = ["local.host", "--app", str(ROOT), "--port", port, "--blob-poll", "0.2"]
        return Child("the Functions host", arguments, self._environment() | changes, self.log)

    @property
    def log(self) -> Path:
        """The host's log."""
        return self.cloud.data / "host.log"

    def _environment(self) -> dict[str, str]:
        identity = f"{self.cloud.at('identity')}{IDENTITY_PATH}"
        platform = {
            "REGION_NAME": self.cloud.region,
            "SSL_CERT_FILE": str(self.front.certificate),
            "PYTHONPATH": str(_INJECT),
            "FRONT_PORT": str(self.front.port),
        }
        return {**self.cloud.settings, **platform, **identity_settings(identity)}


@contextmanager
def running(cloud: Cloud) -> Iterator[Running]:
    """Start all of a cloud."""
    with ExitStack() as stack:
        azurite = stack.enter_context(_azurite(cloud))
        vault = Certificate.kept_in(cloud.data / "keyvault").certificate
        for name in _STANDINS:
            _start(stack, cloud, name, vault)
        front = stack.enter_context(Front(cloud.data / "front", _names(cloud, azurite, vault)))
        yield Running(cloud, front)


def host_of(address: str) -> str:
    """The host of an address."""
    return urlsplit(address).hostname or ""


@contextmanager
def _azurite(cloud: Cloud) -> Iterator[TlsAzurite]:
    """Storage with both accounts of the stack, and with what the templates make in it."""
    accounts = {cloud.account(prefix) for prefix in ("AzureWebJobsStorage", "CaseClockStorage")}
    known = ";".join(f"{account}:{ACCOUNT_KEY}" for account in sorted(accounts))
    with mock.patch.dict(os.environ, {"AZURITE_ACCOUNTS": known}):
        azurite = TlsAzurite(cloud.data / "azurite")
        azurite.start()
    try:
        asyncio.run(_make_storage(cloud, azurite))
        yield azurite
    finally:
        azurite.stop()


async def _make_storage(cloud: Cloud, azurite: TlsAzurite) -> None:
    account = cloud.account("CaseClockStorage")
    places = "".join(
        f"{service.capitalize()}Endpoint=https://127.0.0.1:{port}/{account};"
        for service, port in zip(_SERVICES, azurite.ports, strict=True)
    )
    text = f"DefaultEndpointsProtocol=https;AccountName={account};AccountKey={ACCOUNT_KEY};{places}"
    opened = StorageConnection.with_key(text, connection_verify=str(azurite.certificate))
    containers = BlobPlaces(RECORDINGS_CONTAINER, TRANSCRIPTS_CONTAINER)
    try:
        await AzureTables(opened, cloud.settings.get("CASECLOCK_LEDGER_TABLE", "ledger")).ensure()
        await AzureQueues(opened).ensure()
        signer = AccountKeySigner(opened, SystemClock())
        await AzureBlobStore(opened, containers, signer).ensure()
        await AzureFileStore(opened, FilePlace(EXPORTS_CONTAINER), signer).ensure()
        await AzureDigestStore(opened, DIGESTS_CONTAINER).ensure()
    finally:
        await opened.close()


def _start(stack: ExitStack, cloud: Cloud, name: str, vault: Path) -> None:
    more = {
        "keyvault": ["--identity-port", str(cloud.ports["identity"]), "--data", str(cloud.data / "keyvault")],
        "entra": ["--data", str(cloud.data / "entra"), "--authority", _ENTRA],
        "management": ["--region", cloud.region],
    }
    arguments = [f"local.standins.{name}", "--port", str(cloud.ports[name]), *more.get(name, [])]
    child = Child(f"the stand-in {name}", arguments, {}, cloud.data / f"{name}.log")
    stack.callback(child.stop)
    child.start()
    secure = name == "keyvault"
    address = cloud.at(name).replace("http:", "https:") if secure else cloud.at(name)
    child.wait_until(address, certificate=vault if secure else None)


def _names(cloud: Cloud, azurite: TlsAzurite, vault: Path) -> dict[str, Backend]:
    """Every name that the app's settings hold, or that it knows by itself, and who plays it."""
    given = cloud.settings
    names = {
        host_of(given["CASECLOCK_OPENAI_ENDPOINT"]): Backend(cloud.ports["openai"]),
        host_of(given["CASECLOCK_SPEECH_ENDPOINT"]): Backend(cloud.ports["speech"]),
        host_of(given["CASECLOCK_VAULT_ADDRESS"]): Backend(cloud.ports["keyvault"], vault),
        host_of(_ENTRA): Backend(cloud.ports["entra"]),
        "management.azure.com": Backend(cloud.ports["management"]),
        **{host_of(address): Backend(cloud.ports["clio"]) for address in CLIO_ADDRESSES.values()},
    }
    for prefix in ("AzureWebJobsStorage", "CaseClockStorage"):
        for service, port in zip(_SERVICES, azurite.ports, strict=True):
            name = host_of(given[f"{prefix}__{service}ServiceUri"])
            names[name] = Backend(port, azurite.certificate, cloud.account(prefix))
    return names
