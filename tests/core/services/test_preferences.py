"""Settings of a lawyer over the firm's: kept once, under a version, and never told to the trail."""

import pytest
from pydantic import ValidationError

from core.adapters.table_rows import entity
from core.domain.errors import InvalidInput, VersionConflict
from core.domain.guidelines import Guideline
from core.domain.preferences import (
    MOST_CLIENTS,
    BillingRules,
    ClientRules,
    FirmDefaults,
    Language,
    LawyerSettings,
    SettingsFields,
    Tense,
)
from core.domain.presets import MOST_PRESETS, Column, Preset, Source
from core.domain.rounding import Direction
from core.services.preferences import Firms, Settled
from core.services.recordings import Typed
from core.services.rows import AUDIT, SETTINGS
from tests.core.services.bench import SAID, TALK, Bench
from tests.core.services.checks import assert_whole
from tests.fakes import ALICE, BRUNO

FIRM = FirmDefaults(rate="300", time_zone="America/Vancouver", rules=BillingRules(tense=Tense.BASE))
CHEN = ClientRules(client="Chen Holdings", rules=BillingRules(increment=15))
TABLE = Preset(name="ours", columns=(Column(header="Day", source=Source.DATE),))
MINE = SettingsFields(
    timekeeper="Avery Quinn", rate="325.50", language=Language.FRENCH, time_zone="America/Toronto",
    rules=BillingRules(rounding=Direction.NEAREST), clients=(CHEN,),
)  # fmt: skip


@pytest.fixture
def firm(bench: Bench) -> None:
    """Alice's and Bruno's firm has set something."""
    bench.firms = Firms({ALICE.firm_id: FIRM})
    bench.build()


async def test_a_lawyer_who_never_set_any_has_the_firms(bench: Bench, firm: None) -> None:
    settled = await bench.personal.open(ALICE)
    assert settled == Settled(LawyerSettings(), FIRM)
    assert (settled.own.version, settled.preferences.rate) == (0, "300")


async def test_settings_are_set_anew_each_time(bench: Bench, firm: None) -> None:
    stored = await bench.personal.store(ALICE, MINE, 0)
    assert stored.own == LawyerSettings(version=1, **{name: getattr(MINE, name) for name in _names()})
    preferences = stored.preferences
    assert (preferences.rate, preferences.time_zone) == ("325.50", "America/Toronto")
    rules = preferences.rules("chen holdings")
    assert (rules.increment, rules.direction, rules.tense) == (15, Direction.NEAREST, Tense.BASE)
    emptied = await bench.personal.store(ALICE, SettingsFields(), 1)
    assert emptied == Settled(LawyerSettings(version=2), FIRM)
    assert await bench.personal.open(ALICE) == emptied
    await assert_whole(bench)


async def test_one_lawyers_settings_are_not_anothers(bench: Bench) -> None:
    await bench.personal.store(ALICE, MINE, None)
    assert (await bench.personal.open(BRUNO)).own == LawyerSettings()


@pytest.mark.parametrize("seen", [0, 2])
async def test_settings_that_changed_since_are_not_overwritten(bench: Bench, seen: int) -> None:
    stored = await bench.personal.store(ALICE, MINE, 0)
    with pytest.raises(VersionConflict) as refused:
        await bench.personal.store(ALICE, SettingsFields(), seen)
    assert refused.value.extra == {"current": stored}
    assert await bench.personal.open(ALICE) == stored


async def test_setting_the_same_again_changes_nothing(bench: Bench) -> None:
    assert (await bench.personal.store(ALICE, SettingsFields(), None)).own.version == 0
    assert bench.tables.of(ALICE).rows == {}
    stored = await bench.personal.store(ALICE, MINE, None)
    before = dict(bench.tables.of(ALICE).rows)
    assert await bench.personal.store(ALICE, MINE, None) == stored
    assert bench.tables.of(ALICE).rows == before


async def test_the_trail_names_what_changed_and_no_value(bench: Bench) -> None:
    await bench.personal.store(ALICE, MINE, None)
    await bench.personal.store(ALICE, MINE.model_copy(update={"timekeeper": "A. Quinn"}), None)
    events = (await bench.ledger.page(AUDIT, limit=9)).items
    assert {(event.action, event.subject) for event in events} == {("settings.changed", "settings")}
    named = ["rate", "language", "time_zone", "clients", "timekeeper", "rules.rounding"]
    assert [event.details for event in events] == [
        {"version": 1, "changed": named},
        {"version": 2, "changed": ["timekeeper"]},
    ]
    written = "".join(event.model_dump_json() for event in events)
    assert not [word for word in ("Quinn", "Chen", "325.50", "Toronto", "nearest") if word in written]


async def test_every_field_is_told_when_it_changes(bench: Bench) -> None:
    """A field that is added later is not forgotten."""
    other = {
        "timekeeper": "B", "rate": "1", "language": "en", "time_zone": "UTC", "clients": [CHEN],
        "rules": {"increment": 10}, "date_format": "DD/MM/YYYY", "presets": [TABLE], "timekeeper_id": "AQ",
        "timekeeper_class": "PARTNR", "timekeeper_last_name": "Quinn", "timekeeper_first_name": "Avery",
        "invoicing": {"currency": "CAD"},
    }  # fmt: skip
    assert set(other) == set(SettingsFields.model_fields)
    for name, value in other.items():
        await bench.personal.store(ALICE, SettingsFields.model_validate({name: value}), None)
        await bench.personal.store(ALICE, SettingsFields(), None)
    events = (await bench.ledger.page(AUDIT, limit=99)).items
    told = {name.partition(".")[0] for event in events for name in event.details["changed"]}
    assert told == set(other)


async def test_a_device_that_says_no_time_zone_is_where_the_settings_are(bench: Bench, firm: None) -> None:
    nowhere, typed = SAID.model_copy(update={"time_zone": None}), Typed(text=TALK)
    for expected in ("America/Vancouver", "America/Toronto"):
        spoken = (await bench.recordings.announce(ALICE, nowhere)).recording
        taken = await bench.recordings.take_text(ALICE, typed)
        assert (spoken.time_zone, taken.time_zone) == (expected, expected)
        await bench.personal.store(ALICE, MINE, None)
    said = SAID.model_copy(update={"time_zone": "UTC"})
    assert (await bench.recordings.announce(ALICE, said)).recording.time_zone == "UTC"


async def test_a_recording_that_is_nowhere_is_refused_before_anything_is_done(bench: Bench) -> None:
    nowhere = SAID.model_copy(update={"time_zone": None})
    with pytest.raises(InvalidInput) as spoken:
        await bench.recordings.announce(ALICE, nowhere)
    with pytest.raises(InvalidInput) as typed:
        await bench.recordings.take_text(ALICE, Typed(text=TALK))
    for refused in (spoken, typed):
        assert [error["field"] for error in refused.value.extra["errors"]] == ["time_zone"]
    assert (bench.host.sent, bench.tables.of(ALICE).rows) == ([], {})
    assert bench.blobs.of(ALICE).transcripts == {}


def test_the_largest_settings_fit_a_row() -> None:
    everything = BillingRules.model_validate(
        {
            "increment": 1440, "rounding": "nearest", "minimum": 1440, "tense": "past",
            "narrative_limit": 32_000, "narrative_language": "en", "task_set": "L",
            "lint_on": list(Guideline), "block_minutes": 1440, "day_minutes": 1440, "old_days": 3650,
        }
    )  # fmt: skip
    assert all(getattr(everything, name) for name in BillingRules.model_fields if name != "lint_off")
    names = [f"{number:03}".ljust(300, '"') for number in range(MOST_CLIENTS)]
    clients = tuple(ClientRules(client=name, rules=everything) for name in names)
    presets = tuple(_large(f"own-{number}") for number in range(MOST_PRESETS))
    with pytest.raises(ValidationError, match="60000 characters as JSON"):
        SettingsFields(presets=(*presets[1:], _large("own-0", 31)))
    largest = LawyerSettings(version=1, timekeeper='"' * 200, clients=clients, presets=presets)
    row, *_ = SETTINGS.rows(largest)
    assert row.key == "settings~"
    assert entity(ALICE.key, row)["n"] > 1


def _large(name: str, columns: int = 23) -> Preset:
    """About a tenth of what all presets can have."""
    return Preset(
        name=name,
        columns=tuple(
            Column(header=f"{number:02}".ljust(84, "\U0001f4c4"), source=Source.DATE)
            for number in range(columns)
        ),
    )


def _names() -> list[str]:
    return list(SettingsFields.model_fields)
