"""What is not allowed cannot be written in a parameter file: the compiler refuses it by its types.

These need the compiler; the rest of the folder does not.
"""

import re
import shutil
from pathlib import Path

import pytest

from local.infra.compiler import Compiler, CompilerMissing, CompilerRefused, find_compiler
from local.infra.products import SNAPSHOTS, SOURCES
from local.infra.variants import variants
from tests.source import ROOT

ENVIRONMENTS = {each.name: each.environment for each in variants()}

# The codes of the compiler's errors.
VALUE = r"BCP036|BCP088"
PROPERTY = r"BCP037|BCP089"
RANGE = r"BCP328"

REFUSED = [
    ("ca", "  region: 'canadacentral'", "  region: 'eastus2'", VALUE),
    ("ca", "  region: 'canadacentral'", "  region: 'canadaeast'", VALUE),
    ("ca", "draftingRegion: 'canadaeast'", "draftingRegion: 'eastus2'", VALUE),
    ("ca", "speechRegion: 'canadacentral'", "speechRegion: 'westeurope'", VALUE),
    ("us", "draftingRegion: 'eastus2'", "draftingRegion: 'canadaeast'", VALUE),
    ("us", "  region: 'eastus2'", "  region: 'canadacentral'", VALUE),
    ("ca", "sku: 'Standard'", "sku: 'GlobalStandard'", VALUE),
    ("us", "sku: 'Standard'", "sku: 'GlobalStandard'", VALUE),
    ("us", "sku: 'Standard'", "sku: 'GlobalProvisionedManaged'", VALUE),
    ("us", "sku: 'Standard'", "sku: 'GlobalBatch'", VALUE),
    ("ca", "sku: 'Standard'", "sku: 'DataZoneStandard'", VALUE),
    ("ca", "sku: 'Standard'", "sku: 'DataZoneProvisionedManaged'", VALUE),
    ("ca", "name: 'gpt-4.1-mini'", "name: 'gpt-5-mini'", VALUE),
    ("ca", "version: '2025-04-14'", "version: '2024-07-18'", VALUE),
    ("ca", "apiVersion: '2024-10-21'", "apiVersion: '2025-04-01-preview'", VALUE),
    ("ca", "speechApiVersion: '2025-10-15'", "speechApiVersion: '2024-11-15'", VALUE),
    ("ca", "jurisdiction: 'ca'", "jurisdiction: 'us'", VALUE),
    ("ca", "jurisdiction: 'ca'", "jurisdiction: 'eu'", VALUE),
    ("ca", "redundancy: 'Standard_GZRS'", "redundancy: 'Standard_RAGZRS'", VALUE),
    ("us", "alwaysReady: 1", "alwaysReady: 1\n  allowSharedKeyAccess: true", PROPERTY),
    ("us", "alwaysReady: 1", "alwaysReady: 1\n  disableLocalAuth: false", PROPERTY),
    ("ca", "tuning: {}", "tuning: { CASECLOCK_ENVIRONMENT: 'development' }", PROPERTY),
    ("ca", "tuning: {}", "tuning: { CASECLOCK_OPENAI_KEY: 'a-key' }", PROPERTY),
    ("ca", "digests: 2557", "digests: 30", RANGE),
]


type Said = dict[str, list[str]]

each = pytest.mark.parametrize


@pytest.fixture(scope="module")
def compiler() -> Compiler:
    """The compiler of this machine, if it has one."""
    try:
        return find_compiler()
    except CompilerMissing as missing:
        pytest.skip(f"needs the Bicep compiler; .ci/run fails without it. {missing}")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the templates, with a spoilt parameter file for each line of the table."""
    copy = tmp_path_factory.mktemp("infra") / "bicep"
    shutil.copytree(ROOT / SOURCES, copy, ignore=shutil.ignore_patterns(SNAPSHOTS.name))
    for number, (jurisdiction, right, wrong, _) in enumerate(REFUSED):
        text = (copy / f"{jurisdiction}.bicepparam").read_text()
        assert len(re.findall(rf"(?<!\w){re.escape(right)}", text)) == 1, right
        (copy / f"spoilt-{number}.bicepparam").write_text(text.replace(right, wrong))
    return copy


@pytest.fixture(scope="module")
def said(compiler: Compiler, sources: Path) -> Said:
    """The errors found in each parameter file; all are built at once, for the compiler starts slowly."""
    found: Said = {}
    environment = ENVIRONMENTS["ca.default"]
    with pytest.raises(CompilerRefused) as refused:
        compiler.run(sources, "build-params", "--pattern", "*.bicepparam", environment=environment)
    for line in str(refused.value).splitlines():
        if match := re.match(r"(\S+)\(\d+,\d+\) : (Error .*)", line):
            found.setdefault(Path(match[1]).stem, []).append(match[2])
    return found


def test_what_is_committed_is_taken(said: Said) -> None:
    assert set(said) == {f"spoilt-{number}" for number in range(len(REFUSED))}


@each("number", range(len(REFUSED)), ids=[f"{line[0]}-{line[2].strip()}" for line in REFUSED])
def test_what_is_not_allowed_is_refused(said: Said, number: int) -> None:
    code = REFUSED[number][3]
    assert any(re.match(rf"Error ({code}):", error) for error in said[f"spoilt-{number}"])


def test_a_stack_of_nobody_is_refused(compiler: Compiler, sources: Path) -> None:
    """Whose lawyers it serves has no default."""
    environment = dict(ENVIRONMENTS["ca.default"])
    del environment["CASECLOCK_ENTRA_FIRMS"]
    with pytest.raises(CompilerRefused, match='Environment variable "CASECLOCK_ENTRA_FIRMS" does not exist'):
        compiler.run(sources, "build-params", "ca.bicepparam", "--stdout", environment=environment)
