"""Settings of a lawyer over the firm's: kept, shown beside what holds, and used in drafting."""

from typing import Any

import pytest

from tests.e2e.conftest import FIRM_RATE
from tests.e2e.lawyers import PATIENCE, SAMPLES, Lawyer

pytestmark = pytest.mark.e2e

MINE = {
    "timekeeper": "Avery Quinn",
    "rate": "325.50",
    "language": "fr",
    "time_zone": "America/Toronto",
    "rules": {"increment": 10, "tense": "base", "lint_off": ["travel"]},
    "clients": [{"client": "SMITH", "rules": {"increment": 15, "rounding": "nearest"}}],
}
TWENTY_THREE = "Twenty-three minutes. Reviewed the lease."


async def _dictated(lawyer: Lawyer, text: str, **said: str) -> Any:
    taken = await lawyer.call("POST", "/entries/dictation", json={"text": text} | said)
    (draft,) = (await lawyer.settled(taken["id"], PATIENCE))["entries"]
    return draft


async def test_a_lawyer_begins_with_what_the_firm_has(lawyer: Lawyer) -> None:
    answer = await lawyer.ask("GET", "/settings")
    assert (answer.status_code, answer.headers["etag"]) == (200, '"0"')
    shown = answer.json()
    assert {name: value for name, value in shown["own"].items() if value not in (None, [])} == {
        "rules": shown["own"]["rules"],
        "invoicing": shown["own"]["invoicing"],
    }
    assert set(shown["own"]["invoicing"].values()) == {None}
    assert set(map(str, shown["own"]["rules"].values())) == {"None", "[]"}
    assert (shown["firm"]["rate"], shown["effective"]["rate"]) == (FIRM_RATE, FIRM_RATE)
    rules = shown["effective"]["rules"]
    assert (rules["increment"], rules["rounding"], rules["minimum"], rules["tense"]) == (6, "up", 6, "past")


async def test_settings_are_set_and_changed_under_their_version(lawyer: Lawyer) -> None:
    answer = await lawyer.ask("PUT", "/settings", seen=0, json=MINE)
    assert (answer.status_code, answer.headers["etag"]) == (200, '"1"')
    stored = answer.json()
    assert stored["own"] | {name: MINE[name] for name in MINE if isinstance(MINE[name], str)} == stored["own"]
    effective = stored["effective"]
    assert (effective["rate"], effective["rules"]["increment"]) == ("325.50", 10)
    assert "travel" not in effective["rules"]["guidelines"]
    assert [(one["client"], one["rules"]["increment"]) for one in effective["clients"]] == [("SMITH", 15)]

    same = await lawyer.ask("PUT", "/settings", json=MINE)
    assert (same.status_code, same.json()) == (200, stored)
    assert await lawyer.call("GET", "/settings") == stored
    for seen in (0, 2):
        problem = await lawyer.refused("PUT", "/settings", 412, "version_conflict", seen=seen, json={})
        assert problem["current"] == stored
    await lawyer.refused("PUT", "/settings", 400, "invalid_input", json={}, headers={"If-Match": "1"})

    again = await lawyer.call("PUT", "/settings", seen=1, json=stored["own"] | {"rate": None})
    assert (again["version"], again["own"]["rate"], again["effective"]["rate"]) == (2, None, FIRM_RATE)
    events = await lawyer.events("settings.changed")
    assert [event["subject"] for event in events] == ["settings"] * 2
    assert [event["details"]["changed"][:2] for event in events] == [["rate", "language"], ["rate"]]
    assert not [word for word in ("Quinn", "325.50", "Toronto", "SMITH") if word in str(events)]
    await lawyer.trail_holds()


async def test_time_is_billed_as_the_client_has_it_and_kept_as_it_was_said(lawyer: Lawyer) -> None:
    await lawyer.call("PUT", "/settings", json=MINE)
    smith = await _dictated(lawyer, f"{TWENTY_THREE} Smith matter.")
    assert (smith["hours"], smith["minutes"], smith["spoken_hours"]) == ("0.5", 30, "0.38")
    assert smith["matter_id"] == "M-1001"
    found = {finding["code"]: finding["readings"] for finding in smith["findings"]}
    assert found["hours_rounded"] == ["0.38", "0.5"]
    wilson = await _dictated(lawyer, f"{TWENTY_THREE} Wilson estate.")
    assert (wilson["minutes"], wilson["spoken_hours"], wilson["matter_id"]) == (30, "0.38", "M-1002")
    unsaid = await _dictated(lawyer, "Twelve minutes. Reviewed the lease.")
    assert (unsaid["minutes"], unsaid["spoken_hours"], unsaid["matter_id"]) == (20, "0.2", None)


async def test_hours_follow_the_matter_until_the_lawyer_types_them(lawyer: Lawyer) -> None:
    await lawyer.call("PUT", "/settings", json=MINE)
    draft = await _dictated(lawyer, "Thirty-seven minutes. Reviewed the lease.")
    assert (draft["minutes"], draft["matter_id"]) == (40, None)
    path = f"/entries/{draft['id']}"
    smith = await lawyer.call("PATCH", path, seen=1, json={"matter_id": "M-1001"})
    assert (smith["minutes"], smith["spoken_hours"], smith["version"]) == (30, "0.62", 2)
    wilson = await lawyer.call("PATCH", path, seen=2, json={"matter_id": "M-1002"})
    assert wilson["minutes"] == 40, "rounded from what was said, not from thirty"
    typed = await lawyer.call("PATCH", path, seen=3, json={"hours": "0.7"})
    back = await lawyer.call("PATCH", path, seen=4, json={"matter_id": "M-1001"})
    assert (typed["hours"], back["hours"], back["spoken_hours"]) == ("0.7", "0.7", "0.62")
    steps = [step["changed"] for step in await lawyer.history(draft["id"])]
    assert steps == [[], ["minutes", "matter_id"], ["minutes", "matter_id"], ["minutes"], ["matter_id"]]
    await lawyer.trail_holds()


async def test_a_matters_own_rules_count_over_its_clients(lawyer: Lawyer) -> None:
    await lawyer.call("PUT", "/settings", json=MINE)
    exact = {"name": "Smith v. Jones", "client": "Smith", "rules": {"increment": 1, "minimum": 1}}
    await lawyer.call("PUT", "/matters/M-1001", json=exact)
    draft = await _dictated(lawyer, f"{TWENTY_THREE} Smith matter.")
    assert (draft["minutes"], draft["spoken_hours"], draft["matter_id"]) == (23, "0.38", "M-1001")
    assert "hours_rounded" not in {finding["code"] for finding in draft["findings"]}


async def test_a_device_need_not_say_where_the_lawyer_is(lawyer: Lawyer) -> None:
    bodies = {
        "/recordings": {"file_name": "memo.wav"},
        "/entries/dictation": {"text": f"Yesterday. {TWENTY_THREE}", "recorded_at": "2026-03-09T02:00:00Z"},
    }
    for path, body in bodies.items():
        problem = await lawyer.refused("POST", path, 400, "invalid_input", json=body)
        assert [error["field"] for error in problem["errors"]] == ["time_zone"]
    assert await lawyer.everything("/recordings") == []
    await lawyer.call("PUT", "/settings", json={"time_zone": "America/Toronto"})
    for path, body in bodies.items():
        assert (await lawyer.call("POST", path, json=body))["time_zone"] == "America/Toronto"
    draft = await _dictated(lawyer, **bodies["/entries/dictation"])
    assert draft["work_date"] == "2026-03-07", "it was still the eighth in Toronto"


async def test_the_settings_work_for_what_is_spoken_too(lawyer: Lawyer) -> None:
    await lawyer.call("PUT", "/settings", json={"rules": {"increment": 60}})
    settled = await lawyer.settled(await lawyer.dictate(SAMPLES / "half-hour.m4a"), PATIENCE)
    (draft,) = settled["entries"]
    assert (draft["hours"], draft["spoken_hours"]) == ("1.0", "0.5")
