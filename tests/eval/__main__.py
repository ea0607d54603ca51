"""`make eval`: draft from every dictation, print how each field turned out, and write build/eval.json.

The exit status is 1 if anything is silently wrong, or if so many dictations failed that this says nothing.
`make eval ARGS=--flagged` lists what is flagged too.
`tests/eval/pipeline.py` says how to evaluate a deployment of Azure OpenAI instead of the stand-in.
"""

import asyncio
import sys
import time

from local.stack import ROOT
from tests.eval.lint import lint_report, lint_table
from tests.eval.pipeline import running, who_drafts
from tests.eval.report import Group, failures, listed, silently_wrong, table, write
from tests.eval.scoring import Outcome
from tests.eval.scripts import scripts

_FILE = ROOT / "build" / "eval.json"
# A drafter that fails on every dictation is never silently wrong.
_MOST_FAILED = 0.2


async def evaluate() -> list[Group]:
    """Every dictation as text, and those that were recorded as audio too."""
    known = scripts()
    async with running() as pipeline:
        read = await pipeline.read(known)
        heard = await pipeline.hear([script for script in known if script.audio.exists()])
    by_language = {
        name: [run for run in read if run.script.language == code]
        for code, name in (("en", "English"), ("fr", "French"))
    }
    return [*(Group.of(name, runs) for name, runs in by_language.items()), Group.of("audio", heard)]


def main() -> int:
    """Evaluate; returns the exit status."""
    start = time.monotonic()
    groups = asyncio.run(evaluate())
    seconds = round(time.monotonic() - start, 1)
    lines = [f"Drafted by {who_drafts()}.", "", table(groups), ""]
    if "--flagged" in sys.argv[1:]:
        lines += ["Flagged:", listed(groups, Outcome.FLAGGED), ""]
    lint = lint_report()
    lines += ["Guideline lint:", lint_table(lint), ""]
    wrong = silently_wrong(groups)
    if wrong:
        lines += ["Silently wrong:", listed(groups, Outcome.SILENT), ""]
    failed = failures(groups)
    lines += ["Failed, as their lawyer would see:", *failed, ""] if failed else []
    more = {"drafted_by": who_drafts(), "seconds": seconds, "failed": failed, "lint": lint}
    write(groups, more, _FILE)
    dictations = sum(len(group.runs) for group in groups)
    lines += [f"{dictations} dictations in {seconds} s.", f"silently wrong: {wrong}"]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if wrong or len(failed) > _MOST_FAILED * dictations else 0


if __name__ == "__main__":
    sys.exit(main())
