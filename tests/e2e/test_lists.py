"""Lists: what they hold, in which order, page by page."""

import pytest

from tests.e2e.lawyers import Lawyer

pytestmark = pytest.mark.e2e

DAYS = ("2026-03-02", "2026-03-09", None, "2026-03-05", "2026-03-09", "2025-12-31", None)


async def test_entries_are_found_by_status_day_and_matter(lawyer: Lawyer) -> None:
    made = {}
    for number, day in enumerate(DAYS):
        matter = "M-1001" if number % 2 else "M-1002"
        made[number] = await lawyer.typed(work_date=day, matter_id=matter, narrative=f"Task {number}.")
    for number in (0, 1):
        await lawyer.call("POST", f"/entries/{made[number]['id']}/approve", 1)
    await lawyer.call("DELETE", f"/entries/{made[3]['id']}", 1)

    async def found(query: dict[str, str] | None = None, limit: int = 200) -> list[int]:
        places = {entry["id"]: number for number, entry in made.items()}
        return [places[item["id"]] for item in await lawyer.everything("/entries", limit, query)]

    assert await found() == [4, 1, 0, 5, 6, 2], "newest work day first, undated entries last"
    assert await found({"status": "draft"}) == [6, 5, 4, 2], "open drafts, the newest made first"
    assert await found({"status": "approved"}) == [1, 0]
    assert await found({"from": "2026-03-02", "to": "2026-03-05"}) == [0]
    assert await found({"from": "2026-03-02"}) == [4, 1, 0]
    assert await found({"to": "2026-03-02"}) == [0, 5]
    assert await found({"from": "2026-03-09", "to": "2026-03-09"}) == [4, 1]
    assert await found({"from": "0001-01-01", "to": "9999-12-31"}) == [4, 1, 0, 5]
    assert await found({"matter": "M-1001"}) == [1, 5]
    assert await found({"matter": "M-1001", "status": "draft"}) == [5]
    assert await found({"status": "draft", "from": "2026-01-01"}) == [4]
    assert await found({"matter": "M-9999"}) == []
    for limit in (1, 2, 4):
        assert await found(limit=limit) == [4, 1, 0, 5, 6, 2]
        assert await found({"status": "draft"}, limit) == [6, 5, 4, 2]
        assert await found({"matter": "M-1002"}, limit) == [4, 0, 6, 2]
    moved = await lawyer.call("PATCH", f"/entries/{made[5]['id']}", 1, json={"work_date": "2026-03-06"})
    assert moved["version"] == 2
    assert await found() == [4, 1, 5, 0, 6, 2], "an entry stands where its new day belongs, and only there"


async def test_a_listed_entry_is_the_entry(lawyer: Lawyer) -> None:
    entry = await lawyer.typed()
    edited = await lawyer.call("PATCH", f"/entries/{entry['id']}", 1, json={"hours": "2.5"})
    assert await lawyer.everything("/entries") == [edited]
    assert await lawyer.everything("/entries", query={"status": "draft"}) == [edited]


async def test_recordings_are_listed_newest_first_until_they_are_deleted(lawyer: Lawyer) -> None:
    made = [(await lawyer.announce(f"{number}.wav"))["id"] for number in range(5)]
    await lawyer.call("DELETE", f"/recordings/{made[2]}")
    kept = [made[4], made[3], made[1], made[0]]
    for limit in (1, 3, 4, 200):
        assert [item["id"] for item in await lawyer.everything("/recordings", limit)] == kept


async def test_matters_and_audit_events_come_page_by_page(lawyer: Lawyer) -> None:
    await lawyer.call("PUT", "/matters/A.closed", json={"name": "A", "client": "A", "status": "closed"})
    in_order = ["A.closed", "M-1001", "M-1002"]
    for limit in (1, 2, 3):
        assert [item["id"] for item in await lawyer.everything("/matters", limit)] == in_order
        assert [
            item["id"] for item in await lawyer.everything("/matters", limit, {"status": "open"})
        ] == in_order[1:]
        events = await lawyer.everything("/audit", limit)
        assert [event["sequence"] for event in events] == [1, 2, 3]
    assert await lawyer.everything("/matters", query={"status": "closed"}) == [
        await _matter(lawyer, "A.closed")
    ]


async def test_a_page_cannot_be_asked_for_in_a_way_it_has_not(lawyer: Lawyer) -> None:
    wrong = {"limit": ("0", "201", "-1", "many", ""), "after": ("x" * 401,), "page": ("2",)}
    for path in ("/entries", "/recordings", "/matters", "/audit"):
        for name, values in wrong.items():
            for value in values:
                problem = await lawyer.refused("GET", path, 400, "invalid_input", params={name: value})
                assert [error["field"] for error in problem["errors"]] == [name]
    for after in ("~", "\x00", "'", "' or RowKey gt '", "zzzz", "head~"):
        page = await lawyer.call("GET", "/entries", params={"after": after})
        assert page == {"items": [], "after": None}, "a made-up continuation shows no other rows"
        kinds = {item["action"] for item in await lawyer.events()}
        assert kinds == {"matter.created"}


async def test_filters_that_make_no_sense_are_refused(lawyer: Lawyer) -> None:
    wrong = {"status": "open", "from": "yesterday", "to": "2026-02-30", "matter": "a b"}
    for name, value in wrong.items():
        problem = await lawyer.refused("GET", "/entries", 400, "invalid_input", params={name: value})
        assert [error["field"] for error in problem["errors"]] == [name]
        assert value not in str(problem["errors"])
    swapped = {"from": "2026-03-02", "to": "2026-03-01"}
    problem = await lawyer.refused("GET", "/entries", 400, "invalid_input", params=swapped)
    assert "`from`" in str(problem["errors"])


async def _matter(lawyer: Lawyer, matter_id: str) -> object:
    return next(item for item in await lawyer.everything("/matters") if item["id"] == matter_id)
