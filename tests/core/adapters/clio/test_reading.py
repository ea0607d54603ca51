"""What is read from Clio: the user, matters, codes and time entries."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.adapters.clio import ClioApi
from core.domain.errors import ClioRefusal, ClioRefused, Unavailable
from core.ports_clio import ClioMatter, ClioUser
from tests.core.adapters.clio.conftest import AVERY, BLAKE, ENTRY, LONG_AGO, SMITH, WILSON, Bench
from tests.core.adapters.scripting import Script


async def all_matters(clio: ClioApi, access: str, since: datetime | None = None) -> list[ClioMatter]:
    page = await clio.matters(access, since, None)
    found = list(page.items)
    while page.after is not None:
        page = await clio.matters(access, since, page.after)
        found += page.items
    return found


async def test_the_user_of_a_token(bench: Bench, clio: ClioApi) -> None:
    assert await clio.who_am_i(await bench.access(AVERY)) == ClioUser(AVERY, "Avery Quinn", "350.00")
    assert (await clio.who_am_i(await bench.access(BLAKE))).id == BLAKE


async def test_every_request_speaks_one_version_and_asks_for_fields(
    bench: Bench, clio: ClioApi, access: str
) -> None:
    made = await clio.create(access, ENTRY)
    await clio.update(access, made)
    await clio.activity(access, made.id or 0)
    await clio.find(access, ENTRY, LONG_AGO)
    await clio.listed(access, [made.id or 0, 1])
    await clio.who_am_i(access)
    await clio.matters(access, None, None)
    await clio.utbms_codes(access)
    await clio.categories(access, AVERY)
    requests = await bench.requests()
    assert len(requests) == 10
    for request in requests:
        assert request["headers"]["X-API-VERSION"] == "4.0.13"
        assert [name for name, _ in request["query"]].count("fields") == 1


async def test_a_matter_with_its_client(clio: ClioApi, access: str) -> None:
    matter = next(each for each in await all_matters(clio, access) if each.id == SMITH)
    assert (matter.status, matter.updated_at.tzinfo is not None) == ("open", True)
    assert matter.number
    assert matter.description
    assert matter.client
    assert matter.client_id is not None


async def test_matters_come_page_by_page(bench: Bench, clio: ClioApi, access: str) -> None:
    more = [
        {"number": n, "display_number": f"M-{n}", "description": f"Matter {n}"} for n in range(1000, 1450)
    ]
    await bench.tell("POST", "data", {"matters": more})
    found = await all_matters(clio, access)
    assert {f"M-{n}" for n in range(1000, 1450)} <= {matter.number for matter in found}
    assert len({matter.id for matter in found}) == len(found)
    requests = await bench.seen("list_matters")
    assert len(requests) == 3
    assert all(("order", "id(asc)") in map(tuple, request["query"]) for request in requests)
    first = next(each for each in found if each.number == "M-1000")
    assert (first.client, first.client_id) == ("", None)


async def test_at_first_closed_matters_are_left_out_and_later_they_are_told_of(
    bench: Bench, clio: ClioApi, access: str
) -> None:
    await bench.change("matters", SMITH, status="Closed")
    await bench.change("matters", WILSON, status="Pending")
    statuses = {matter.id: matter.status for matter in await all_matters(clio, access)}
    assert SMITH not in statuses
    assert statuses[WILSON] == "pending"
    since = datetime.now(UTC) - timedelta(seconds=5)
    assert {each.id: each.status for each in await all_matters(clio, access, since)}[SMITH] == "closed"


@pytest.mark.parametrize("edge", ["inclusive", "exclusive"])
async def test_only_what_has_changed_since_is_told_of_and_none_is_missed(
    bench: Bench, clio: ClioApi, access: str, edge: str
) -> None:
    await bench.turn(since=edge)
    await bench.tell("POST", "clock", {"seconds": 3600})
    changed_at = datetime.now(UTC) + timedelta(hours=1)
    await bench.change("matters", WILSON, description="Another")
    assert [each.id for each in await all_matters(clio, access, changed_at)] == [WILSON]
    assert await all_matters(clio, access, changed_at + timedelta(hours=1)) == []


async def test_a_client_that_is_hidden_has_no_name(bench: Bench, clio: ClioApi) -> None:
    await bench.turn(permissions={"contacts": "none"})
    matters = await all_matters(clio, await bench.access())
    assert matters
    assert {(matter.client, matter.client_id) for matter in matters} == {("", None)}


async def test_codes_of_tasks_and_activities_by_id(bench: Bench, clio: ClioApi, access: str) -> None:
    codes = await clio.utbms_codes(access)
    held = {each["code"]: each["id"] for each in (await bench.tell("GET", "data"))["utbms_codes"]}
    assert codes == held
    assert codes["L110"] != codes["A103"]


async def test_codes_of_expenses_and_of_sets_that_are_off_are_left_out(
    bench: Bench, clio: ClioApi, access: str
) -> None:
    before = await clio.utbms_codes(access)
    sets = [{"id": 900, "name": "Off", "enabled": False}, {"id": 901, "name": "On"}]
    own = [
        {"code": "E101", "name": "Copying", "type": "UtbmsExpense", "utbms_set_id": 901},
        {"code": "P100", "name": "Project", "type": "UtbmsTask", "utbms_set_id": 900},
        {"code": "A103", "name": "Draft again", "type": "UtbmsActivity", "utbms_set_id": 901},
        {"code": "C100", "name": "Fact gathering", "type": "UtbmsTask", "utbms_set_id": 901},
    ]
    await bench.tell("POST", "data", {"utbms_sets": sets, "utbms_codes": own})
    after = dict(await clio.utbms_codes(access))
    assert after.pop("C100") > max(before.values())
    assert after == before


async def test_a_time_entry_is_read_as_it_was_made(clio: ClioApi, access: str) -> None:
    made = await clio.create(access, ENTRY)
    assert await clio.activity(access, made.id or 0) == made


async def test_a_deleted_entry_is_none(bench: Bench, clio: ClioApi, access: str) -> None:
    made = await clio.create(access, ENTRY)
    await bench.remove("activities", made.id)
    assert await clio.activity(access, made.id or 0) is None


async def test_what_was_done_to_an_entry_by_hand_is_seen(bench: Bench, clio: ClioApi, access: str) -> None:
    made = await clio.create(access, ENTRY)
    await bench.change(
        "activities", made.id, matter_id=None, user_id=None, billed=True, on_bill=True, note=None, price="0.5"
    )
    read = await clio.activity(access, made.id or 0)
    assert read is not None
    assert (read.matter_id, read.user_id, read.note, read.price) == (0, 0, "", "0.50")
    assert (read.billed, read.on_bill) == (True, True)
    assert read.etag != made.etag


@pytest.mark.parametrize(
    "hidden",
    [{"hours_visible": False}, {"permissions": {"matters": "none"}}, {"permissions": {"users": "none"}}],
)
async def test_an_entry_that_hides_what_is_compared_is_refused(
    bench: Bench, clio: ClioApi, access: str, hidden: dict[str, object]
) -> None:
    made = await clio.create(access, ENTRY)
    await bench.turn(**hidden)
    blinkered = await bench.access()
    for reading in (clio.activity(blinkered, made.id or 0), clio.find(blinkered, ENTRY, LONG_AGO)):
        with pytest.raises(ClioRefused) as caught:
            await reading
        assert caught.value.kind is ClioRefusal.FORBIDDEN


async def test_entries_that_the_app_may_not_see_are_refused(bench: Bench, clio: ClioApi, access: str) -> None:
    made = await clio.create(access, ENTRY)
    await bench.turn(permissions={"activities": "none"})
    with pytest.raises(ClioRefused) as caught:
        await clio.activity(await bench.access(), made.id or 0)
    assert (caught.value.status, caught.value.kind) == (403, ClioRefusal.FORBIDDEN)


async def test_rates_that_are_hidden_are_no_price(bench: Bench, clio: ClioApi, access: str) -> None:
    made = await clio.create(access, ENTRY)
    assert made.price == "350.00"
    await bench.turn(rates_visible=False)
    read = await clio.activity(access, made.id or 0)
    assert read is not None
    assert read.price is None


async def test_finds_the_entries_of_that_matter_user_and_day(
    bench: Bench, clio: ClioApi, access: str
) -> None:
    started = datetime.now(UTC)
    same = [await clio.create(access, replace(ENTRY, note=note)) for note in ("One.", "Two.", "Two.")]
    tomorrow = ENTRY.day + timedelta(days=1)
    for other in (
        replace(ENTRY, matter_id=WILSON),
        replace(ENTRY, user_id=BLAKE),
        replace(ENTRY, day=tomorrow),
    ):
        await clio.create(access, other)
    assert list(await clio.find(access, ENTRY, started)) == same
    (request,) = await bench.seen("list_activities")
    asked = dict(request["query"])
    assert (asked["type"], asked["start_date"], asked["end_date"]) == (
        "TimeEntry",
        "2026-06-09",
        "2026-06-09",
    )
    assert datetime.fromisoformat(asked["created_since"]) == started.replace(microsecond=0) - timedelta(
        minutes=1
    )


async def test_finds_nothing_that_was_there_long_before(bench: Bench, clio: ClioApi, access: str) -> None:
    await clio.create(access, ENTRY)
    assert await clio.find(access, ENTRY, datetime.now(UTC) + timedelta(minutes=2)) == ()


async def test_finds_on_every_page(bench: Bench, clio: ClioApi, access: str) -> None:
    entry = {
        "type": "TimeEntry",
        "date": "2026-06-09",
        "matter_id": SMITH,
        "user_id": AVERY,
        "quantity": "360",
    }
    await bench.tell("POST", "data", {"activities": [entry] * 450})
    found = await clio.find(access, ENTRY, LONG_AGO)
    assert len({each.id for each in found}) == 450
    assert len(await bench.seen("list_activities")) == 3


async def test_a_filter_that_is_ignored_finds_nothing_else(
    bench: Bench, clio: ClioApi, scripted: ClioApi, script: Script, access: str
) -> None:
    await clio.create(access, ENTRY)
    fields = dict((await bench.seen("create_activity"))[0]["query"])["fields"]
    headers = {"Authorization": f"Bearer {access}"}
    async with bench.http.get(
        f"{bench.address}/api/v4/activities", params={"fields": fields}, headers=headers
    ) as all_there:
        script.answers(json=await all_there.json())
    assert len(await scripted.find("t", ENTRY, LONG_AGO)) == 1
    assert await scripted.find("t", replace(ENTRY, matter_id=WILSON), LONG_AGO) == ()


@pytest.mark.parametrize(
    "following",
    [
        "https://evil.example/api/v4/matters.json?page_token=x",
        "//evil.example/api/v4/matters.json",
        "{}@evil.example/api/v4/matters.json",
        "{}.evil.example/api/v4/matters.json",
        "{}/api/v4/activities.json?page_token=x",
        "{}/api/v4/matters.json#@evil.example",
        "{}/oauth/token",
        "{}/api/v4/matters.json?page_token=x HTTP/1.1",
        "https://[",
        "",
    ],
)
async def test_a_next_page_is_asked_of_nobody_else(script: Script, scripted: ClioApi, following: str) -> None:
    address = following.format(script.endpoint)
    script.answers(json={"data": [], "meta": {"paging": {"next": address}}})
    with pytest.raises(Unavailable):
        await scripted.matters("t", None, None)
    script.answers(json={"data": []})
    # Kept from another time, it is of no use: the list begins anew.
    assert (await scripted.matters("t", None, address)).items == ()
    for request in script.requests:
        assert request.path == "/api/v4/matters.json"
        assert request.query["order"] == "id(asc)"
        assert "page_token" not in request.query
    assert len(script.requests) == 2


async def test_a_list_of_other_fields_begins_anew(script: Script, scripted: ClioApi) -> None:
    script.answers(json={"data": []})
    await scripted.matters("t", None, f"{script.endpoint}/api/v4/matters.json?page_token=x&fields=id")
    await scripted.matters("t", None, f"{script.endpoint}/api/v4/matters.json?page_token=x")
    assert ["page_token" in request.query for request in script.requests] == [False, True]


async def test_a_cursor_goes_back_as_it_came(script: Script, scripted: ClioApi) -> None:
    following = f"{script.endpoint}/api/v4/matters.json?page_token=a%2Bb%2Fc%3D%3D&limit=%32%30%30"
    script.answers(json={"data": [], "meta": {"paging": {"next": following}}})
    page = await scripted.matters("t", None, None)
    assert page.after == following
    await scripted.matters("t", None, page.after)
    assert f"{script.endpoint}{script.requests[1].raw_path}" == following


async def test_a_list_without_an_end_is_given_up(script: Script, scripted: ClioApi) -> None:
    following = f"{script.endpoint}/api/v4/activities.json?page_token=x"
    script.answers(json={"data": [], "meta": {"paging": {"next": following}}})
    with pytest.raises(Unavailable):
        await scripted.find("t", ENTRY, LONG_AGO)
    assert len(script.requests) == 50
