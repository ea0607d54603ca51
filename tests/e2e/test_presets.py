"""The kinds of export files: what is offered, what is still to be set, and tables of a lawyer's own."""

import pytest

from tests.e2e.lawyers import Lawyer

pytestmark = pytest.mark.e2e

OURS = {
    "name": "ours",
    "title": "Notre tableau",
    "columns": [
        {"header": "Dossier", "source": "matter_code", "required": True},
        {"header": "Temps", "source": "hours"},
        {"header": "Facturable", "source": "billing", "words": {"billable": "O", "non_billable": "N"}},
    ],
    "date_format": "YYYY-MM-DD",
    "decimal_sign": ",",
    "delimiter": ";",
    "encoding": "windows-1252",
}


async def test_what_is_offered_says_what_is_still_to_be_set(lawyer: Lawyer) -> None:
    items = {item["name"]: item for item in (await lawyer.call("GET", "/export-presets"))["items"]}
    assert items["caseclock"]["missing"] == []
    assert (items["clio"]["missing"], items["clio"]["columns"][0]) == (["date_format"], "matter")
    await lawyer.call("PUT", "/settings", json={"date_format": "DD/MM/YYYY", "timekeeper_id": "AQ"})
    items = {item["name"]: item for item in (await lawyer.call("GET", "/export-presets"))["items"]}
    assert (items["clio"]["missing"], items["pclaw"]["missing"]) == ([], [])
    assert not any(item["own"] for item in items.values())


async def test_a_table_of_ones_own_is_kept_and_offered(lawyer: Lawyer) -> None:
    stored = await lawyer.call("PUT", "/settings", json={"presets": [OURS]})
    (kept,) = stored["own"]["presets"]
    assert {name: kept[name] for name in ("name", "delimiter", "decimal_sign", "encoding")} == {
        name: OURS[name] for name in ("name", "delimiter", "decimal_sign", "encoding")
    }
    last = (await lawyer.call("GET", "/export-presets"))["items"][-1]
    assert (last["name"], last["title"], last["own"]) == ("ours", "Notre tableau", True)
    assert last["columns"] == ["Dossier", "Temps", "Facturable"]
    again = await lawyer.call("PUT", "/settings", seen=1, json=stored["own"])
    assert again == stored, "what is shown can be set again"


async def test_a_table_that_makes_no_sense_is_refused_with_its_place(lawyer: Lawyer) -> None:
    wrong = {
        "columns": {"presets": [OURS | {"columns": [{"header": "Jour", "source": "moon"}]}]},
        "comma": {"presets": [OURS | {"delimiter": ","}]},
        "name": {"presets": [OURS | {"name": "clio"}]},
    }
    problems = {
        name: (await lawyer.refused("PUT", "/settings", 400, "invalid_input", json=body))["errors"]
        for name, body in wrong.items()
    }
    assert problems["columns"][0]["field"] == "presets.0.columns.0.source"
    assert "a comma cannot stand both" in problems["comma"][0]["problem"]
    assert "CaseClock has a preset of that name: clio" in problems["name"][0]["problem"]
    assert (await lawyer.call("GET", "/settings"))["version"] == 0
