"""azd's hooks, run against an `az` and an `azd` that only note what they are asked."""

import os
import re
import shutil
import stat
import subprocess
from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path

import pytest

from local.infra.variants import AUDIENCE, FIRMS, REGIONS
from tests.source import ROOT

HOOKS = ROOT / "infra/hooks"
SAID = {
    "CASECLOCK_ENTRA_AUDIENCE": AUDIENCE,
    "CASECLOCK_ENTRA_FIRMS": FIRMS["ca"],
    "CASECLOCK_ALERT_RECIPIENTS": "operators@example.ca",
    "AZURE_ENV_NAME": "prod",
}
DEPLOYED = {
    "CASECLOCK_JURISDICTION": "ca",
    "AZURE_SUBSCRIPTION_ID": "00000000-0000-4000-8000-0000000000aa",
    "AZURE_RESOURCE_GROUP": "rg-caseclock-ca-prod",
    "API_NAME": "caseclock-ca-x",
    "CASECLOCK_HOOK_PAUSE_SECONDS": "0",
    "CASECLOCK_HOOK_TRIES": "3",
}
# Has the key from the third time on that it is asked.
AZ = """#!/bin/sh
echo "az $*" >> "$ASKED"
case $* in
    *'keys list'*) [ "$(grep -c 'keys list' "$ASKED")" -ge "${KEY_FROM:-3}" ] && echo true || exit 1 ;;
    *'deployment group'*) exit "${DEPLOYS:-0}" ;;
esac
"""
AZD = """#!/bin/sh
echo "azd $*" >> "$ASKED"
"""

each = pytest.mark.parametrize


class Desk:
    """A copy of the templates with the hooks, and what was asked of Azure."""

    def __init__(self, folder: Path) -> None:
        self.bicep = folder / "infra/bicep"
        self._hooks = folder / "infra/hooks"
        self._tools = folder / "tools"
        self._asked = folder / "asked"
        self.bicep.mkdir(parents=True)
        for parameters in (ROOT / "infra/bicep").glob("*.bicepparam"):
            shutil.copy(parameters, self.bicep)
        (self.bicep / "main.bicepparam").unlink(missing_ok=True)
        shutil.copytree(HOOKS, self._hooks)
        self._tools.mkdir()
        for name, script in (("az", AZ), ("azd", AZD)):
            (self._tools / name).write_text(script)
            (self._tools / name).chmod(0o755)

    @property
    def asked(self) -> list[str]:
        """The commands, in order."""
        return self._asked.read_text().splitlines() if self._asked.exists() else []

    def run(self, hook: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Run a hook as azd does: from the project's folder, with the environment's values."""
        path = f"{self._tools}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(  # noqa: S603 - our own scripts
            ["/bin/sh", str(self._hooks / hook)],
            env={"PATH": path, "ASKED": str(self._asked), **environment},
            cwd=self._hooks.parents[1],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Nothing was asked yet."""
    return Desk(tmp_path)


@each("jurisdiction", ["ca", "us"])
def test_the_jurisdictions_own_parameters_are_deployed_in_its_region(desk: Desk, jurisdiction: str) -> None:
    done = desk.run("prepare.sh", SAID | {"CASECLOCK_JURISDICTION": jurisdiction})
    assert done.returncode == 0, done.stderr
    chosen = (desk.bicep / f"{jurisdiction}.bicepparam").read_text()
    assert (desk.bicep / "main.bicepparam").read_text() == chosen
    location, start = desk.asked
    assert location == f"azd env set AZURE_LOCATION {REGIONS[jurisdiction]}"
    assert re.fullmatch(r"azd env set CASECLOCK_BUDGET_START \d{4}-\d\d-01", start)


def test_what_is_settled_stays_as_it_is(desk: Desk) -> None:
    settled = {"AZURE_LOCATION": "canadacentral", "CASECLOCK_BUDGET_START": "2026-01-01"}
    stack = {"CASECLOCK_JURISDICTION": "ca", "AZURE_RESOURCE_GROUP": "rg-caseclock-ca-prod"}
    assert desk.run("prepare.sh", SAID | settled | stack).returncode == 0
    assert desk.asked == []


@each("jurisdiction", ["", "CA", "eu"])
def test_without_a_jurisdiction_nothing_is_chosen(desk: Desk, jurisdiction: str) -> None:
    done = desk.run("prepare.sh", SAID | {"CASECLOCK_JURISDICTION": jurisdiction})
    assert done.returncode == 1
    assert "azd env set CASECLOCK_JURISDICTION" in done.stderr
    assert not (desk.bicep / "main.bicepparam").exists()


def test_a_stack_does_not_change_its_jurisdiction(desk: Desk) -> None:
    canadian = {"CASECLOCK_JURISDICTION": "us", "AZURE_RESOURCE_GROUP": "rg-caseclock-ca-prod"}
    done = desk.run("prepare.sh", SAID | canadian)
    assert done.returncode == 1
    assert "azd env new" in done.stderr
    assert not (desk.bicep / "main.bicepparam").exists()


def test_everything_that_is_missing_is_said_at_once(desk: Desk) -> None:
    done = desk.run("prepare.sh", {"CASECLOCK_JURISDICTION": "ca"})
    assert done.returncode == 1
    assert all(name in done.stderr for name in SAID if name.startswith("CASECLOCK"))


def test_events_are_connected_once_the_host_has_made_its_key(desk: Desk) -> None:
    done = desk.run("connect.sh", DEPLOYED)
    assert done.returncode == 0, done.stderr
    *keys, deployment = desk.asked
    assert len(keys) == 3
    assert all("--name caseclock-ca-x" in asked for asked in keys)
    assert deployment.startswith("az deployment group create --subscription 00000000-")
    assert "--resource-group rg-caseclock-ca-prod" in deployment
    assert f"--parameters {desk.bicep}/ca.events.bicepparam" in deployment


def test_a_code_that_never_answers_ends_the_wait_with_what_to_do(desk: Desk) -> None:
    done = desk.run("connect.sh", DEPLOYED | {"KEY_FROM": "9"})
    assert done.returncode == 1
    assert "azd hooks run postdeploy" in done.stderr
    assert not [asked for asked in desk.asked if "deployment" in asked]


def test_a_failed_deployment_of_events_fails_the_hook(desk: Desk) -> None:
    assert desk.run("connect.sh", DEPLOYED | {"DEPLOYS": "1"}).returncode != 0


@each("name", ["CASECLOCK_JURISDICTION", "AZURE_SUBSCRIPTION_ID", "AZURE_RESOURCE_GROUP", "API_NAME"])
def test_without_a_stack_nothing_is_connected(desk: Desk, name: str) -> None:
    done = desk.run("connect.sh", {key: value for key, value in DEPLOYED.items() if key != name})
    assert done.returncode == 1
    assert f"{name} is not set" in done.stderr
    assert desk.asked == []


@each("hook", sorted(HOOKS.glob("*.sh")), ids=lambda path: path.name)
def test_a_hook_stops_at_the_first_failure_and_can_be_run(hook: Path) -> None:
    first, *_ = (line for line in hook.read_text().splitlines() if not line.startswith("#"))
    assert first == "set -eu"
    assert hook.stat().st_mode & stat.S_IXUSR


def test_azd_runs_the_hooks_and_deploys_what_is_there() -> None:
    text = (ROOT / "azure.yaml").read_text()
    named = dict(re.findall(r"^  (\w+):\n    shell: sh\n    run: (\S+)", text, re.MULTILINE))
    assert named == {
        "preup": "infra/hooks/prepare.sh",
        "preprovision": "infra/hooks/prepare.sh",
        "postdeploy": "infra/hooks/connect.sh",
    }
    assert all((ROOT / path).exists() for path in named.values())
    projects = dict(re.findall(r"^  (\w+):\n    project: (\S+)", text, re.MULTILINE))
    assert projects == {"api": ".", "web": "web"}
    (path,) = re.findall(r"^  path: (\S+)", text, re.MULTILINE)
    assert (ROOT / path / "main.bicep").exists()
    templates = "".join(file.read_text() for file in (ROOT / path / "modules").glob("*.bicep"))
    assert all(f"'azd-service-name': '{service}'" in templates for service in projects)


def test_only_what_runs_goes_to_azure() -> None:
    listed = subprocess.run(
        ["git", "ls-files"],  # noqa: S607 - the git of whoever develops
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    patterns = [line for line in (ROOT / ".funcignore").read_text().splitlines() if not line.startswith("#")]
    left_out = {pattern.removeprefix("/") for pattern in patterns}
    tops = {line.partition("/")[0] for line in listed.splitlines()}
    goes = {top for top in tops if not any(fnmatch(top, pattern) for pattern in left_out)}
    assert goes == {"core", "functions", "function_app.py", "host.json", "requirements.txt"}
