"""`local/setup.sh`: what it says when it cannot go on."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _set_up(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    (folder / "local").mkdir()
    shutil.copy(ROOT / "local" / "setup.sh", folder / "local")
    for name in ("requirements-dev.txt", "requirements-node.txt"):
        shutil.copy(ROOT / name, folder)
    return subprocess.run(  # noqa: S603 - our own script
        ["/bin/sh", str(folder / "local" / "setup.sh")],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_python_that_is_none_is_named(tmp_path: Path) -> None:
    done = _set_up(tmp_path, PATH=os.environ["PATH"], HOME=str(tmp_path), PYTHON="/bin/false")
    assert done.returncode == 1
    assert done.stderr.strip() == "PYTHON=/bin/false is not Python 3.13: set PYTHON to a Python 3.13."


def test_without_python_the_sentence_says_what_to_install(tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("dirname", "cat", "cksum", "cut"):
        (tools / tool).symlink_to(shutil.which(tool) or tool)
    done = _set_up(tmp_path, PATH=str(tools), HOME=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.13 is needed: install it")
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / ".venv").exists()
