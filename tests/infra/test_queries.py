"""Every figure and every alert rests on a line that the code really writes."""

import json
import re

import pytest

from core.adapters.entra.refusals import Refusal
from core.domain.recordings import RecordingState
from core.services.rows import DELIVERIES, JOBS, RECORDINGS
from core.services.telling import GONE
from tests.infra.queries import (
    FOLDER,
    HOLE,
    QUERIES,
    beginnings,
    formats,
    listed,
    patterns,
    regexes,
    triggered_by_poison,
)
from tests.source import ROOT

TOLD = {kind.prefix for kind in (RECORDINGS, DELIVERIES, JOBS)}
AT_WORK = {
    RecordingState.QUEUED,
    RecordingState.TRANSCRIBING,
    RecordingState.DRAFTING,
    RecordingState.WAITING,
}
# What is a person's everyday business: no token yet, or one that has run out.
EVERYDAY = {Refusal.MISSING, Refusal.EXPIRED}
FIGURES = {
    "recordings-by-state",
    "waiting",
    "model-errors",
    "sync-states",
    "poison",
    "cost-per-draft",
}

each = pytest.mark.parametrize
each_query = each("name", sorted(QUERIES))


def _without_kind(text: str) -> str:
    """What stands in a query of one kind stands for a value of the line."""
    return re.sub(rf"^standing=({'|'.join(TOLD)}) ", f"standing={HOLE} ", text)


@each_query
def test_a_query_asks_for_lines_that_the_code_writes(name: str) -> None:
    for beginning in beginnings(QUERIES[name]):
        asked = _without_kind(beginning)
        assert any(line.startswith(asked.rstrip(HOLE)) for line in formats()), beginning


@each_query
def test_a_query_takes_lines_apart_as_the_code_puts_them_together(name: str) -> None:
    for pattern in patterns(QUERIES[name]):
        asked = _without_kind(pattern)
        assert any(line == asked or line.startswith(asked) for line in formats()), pattern


@each_query
def test_a_query_is_of_logs_that_a_stack_keeps(name: str) -> None:
    lines = [line for line in QUERIES[name].splitlines() if not line.startswith("//")]
    tables = {line.strip() for line in lines if re.fullmatch(r"\s*[A-Z]\w+", line)}
    assert tables <= {"AppTraces", "StorageBlobLogs"}
    assert tables


def test_what_is_not_at_work_is_settled() -> None:
    settled = {state.value for state in RecordingState if state not in AT_WORK} | {GONE}
    assert listed(QUERIES["waiting"], "settled") == settled


def test_every_function_of_poison_is_watched() -> None:
    assert listed(QUERIES["poison"], "ends") == triggered_by_poison()
    assert len(triggered_by_poison()) >= 4


def test_every_refusal_but_the_everyday_ones_is_watched() -> None:
    refusals = {refusal.code for refusal in Refusal if refusal not in EVERYDAY}
    assert listed(QUERIES["refused-tokens"], "refusals") == refusals


@each(
    ("line", "refused"),
    [
        ("blob storage: 403 AuthorizationPermissionMismatch", True),
        ("Azure OpenAI deployment drafting: 401 (request a1b2)", True),
        ("Azure AI Speech: 403 (request a1b2)", True),
        ("Key Vault: 403 HttpResponseError", True),
        ("Azure OpenAI deployment drafting: 429 (request 4030)", False),
        ("queue storage: 503 ServerBusy", False),
    ],
)
def test_azures_refusals_are_told_from_its_troubles(line: str, refused: bool) -> None:
    assert any(re.fullmatch(_as_regex(text), line) for text in formats()), line
    _, status = regexes(QUERIES["refused-by-azure"])
    assert bool(status.search(line)) is refused


@each(
    ("line", "outcome"),
    [
        ("Azure OpenAI deployment drafting: 429 (request a1b2)", "429"),
        ("Azure OpenAI deployment drafting: unreadable answer", "unreadable answer"),
        ("Azure AI Speech: TimeoutError (request None)", "TimeoutError"),
    ],
)
def test_an_error_of_a_model_is_named(line: str, outcome: str) -> None:
    assert any(re.fullmatch(_as_regex(text), line) for text in formats()), line
    (named,) = regexes(QUERIES["model-errors"])
    found = named.search(line)
    assert found
    assert found[1].strip() == outcome


def test_dead_letters_are_looked_for_where_events_leave_them() -> None:
    names = (ROOT / "infra/bicep/names.bicep").read_text()
    (container,) = re.findall(r"deadLetters: '([\w-]+)'", names)
    assert f'"/{container}/"' in QUERIES["dead-letters"]


def test_the_workbook_shows_every_figure() -> None:
    items = json.loads((FOLDER / "workbook.json").read_text())["items"]
    shown = {item["content"]["query"] for item in items if item["type"] == 3}
    assert shown >= FIGURES
    assert shown <= set(QUERIES)


def test_every_query_is_loaded_and_shown_or_watched() -> None:
    loaded = (FOLDER / "queries.bicep").read_text()
    items = (FOLDER / "workbook.json").read_text()
    alerts = (ROOT / "infra/bicep/modules/alerts.bicep").read_text()
    for name in QUERIES:
        assert f"loadTextContent('{name}.kql')" in loaded
        assert any(text in items + alerts for text in (f'"{name}"', f"queries.{name}", f"queries['{name}']"))


def _as_regex(text: str) -> str:
    return ".+".join(re.escape(piece) for piece in text.split(HOLE))
