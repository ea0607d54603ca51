"""Categories and rates as they are read from Clio."""

from typing import Any

import pytest

from core.adapters.clio import ClioApi
from core.domain.clio_link import Category
from core.domain.errors import ClioRefusal, ClioRefused, Unavailable
from tests.core.adapters.clio.conftest import A103, AVERY, BLAKE, DRAFTING, L110, Bench
from tests.core.adapters.scripting import Script

PLAIN: dict[str, Any] = {
    "id": 7,
    "name": "Research",
    "category_type": "hourly",
    "utbms_task_id": None,
    "utbms_activity_id": None,
    "accessible_to_user": True,
    "rate": {"amount": 310.5, "type": "Custom"},
}


def said(script: Script, *descriptions: dict[str, Any]) -> None:
    script.answers(json={"data": [PLAIN | each for each in descriptions]})


async def test_a_firms_categories_and_what_clio_charges_for_the_user(clio: ClioApi, access: str) -> None:
    drafting = Category(id=DRAFTING, name="Drafting", flat=False, utbms=False, rate="350.00")
    filing = Category(id=DRAFTING + 1, name="Court filing", flat=True, utbms=False, rate="150.00")
    assert (await clio.categories(access, AVERY))[1:] == (drafting, filing)
    assert [one.rate for one in await clio.categories(access, BLAKE)] == ["295.00", "295.00", "150.00"]


async def test_one_for_a_pair_of_codes_is_told_apart(bench: Bench, clio: ClioApi, access: str) -> None:
    pair = {"name": "L110 A103", "type": "utbms", "utbms_task_id": L110, "utbms_activity_id": A103}
    await bench.tell("POST", "data", {"activity_descriptions": [pair | {"rate": "400"}]})
    (*_, last) = await clio.categories(access, AVERY)
    assert (last.name, last.utbms, last.flat, last.rate) == ("L110 A103", True, False, "400.00")


async def test_rates_that_are_hidden_are_none(bench: Bench, clio: ClioApi, access: str) -> None:
    await bench.turn(rates_visible=False)
    assert (await clio.who_am_i(access)).rate is None
    found = await clio.categories(access, AVERY)
    assert [(one.rate, one.flat) for one in found] == [(None, False), (None, False), (None, True)]


async def test_they_come_from_every_page_without_an_order(bench: Bench, clio: ClioApi, access: str) -> None:
    more = [{"name": f"Category {number}"} for number in range(450)]
    await bench.tell("POST", "data", {"activity_descriptions": more})
    found = await clio.categories(access, AVERY)
    assert [one.name for one in found[3:]] == [one["name"] for one in more]
    assert {one.rate for one in found[3:]} == {"350.00"}
    requests = await bench.seen("list_activity_descriptions")
    assert len(requests) == 3
    for request in requests:
        asked = dict(request["query"])
        assert asked["rate_for[user_id]"] == str(AVERY)
        assert "order" not in asked


async def test_a_next_page_of_another_server_is_not_asked_for(script: Script, scripted: ClioApi) -> None:
    following = "https://evil.example/api/v4/activity_descriptions.json?page_token=x"
    script.answers(json={"data": [], "meta": {"paging": {"next": following}}})
    with pytest.raises(Unavailable):
        await scripted.categories("t", AVERY)


async def test_who_may_see_none_is_refused(bench: Bench, clio: ClioApi) -> None:
    await bench.turn(permissions={"activities": "none"})
    with pytest.raises(ClioRefused) as caught:
        await clio.categories(await bench.access(), AVERY)
    assert caught.value.kind is ClioRefusal.FORBIDDEN


async def test_what_the_user_cannot_use_is_left_out_and_what_is_on_two_pages_counts_once(
    script: Script, scripted: ClioApi
) -> None:
    said(script, {"id": 9}, {"id": 8, "accessible_to_user": False}, {}, {"id": 9, "accessible_to_user": None})
    assert [one.id for one in await scripted.categories("t", AVERY)] == [7, 9]


@pytest.mark.parametrize(
    ("told", "flat", "rate"),
    [
        ({}, False, "310.50"),
        ({"category_type": "Flat fee"}, True, "310.50"),
        ({"category_type": None, "rate": {"amount": 150, "type": "FlatRate"}}, True, "150.00"),
        ({"category_type": None, "rate": None}, False, None),
        ({"rate": {"amount": 0.125, "type": None}}, False, "0.125"),
    ],
)
async def test_what_is_charged_by_the_hour_and_what_for_the_whole(
    script: Script, scripted: ClioApi, told: dict[str, Any], flat: bool, rate: str | None
) -> None:
    said(script, told)
    (found,) = await scripted.categories("t", AVERY)
    assert (found.flat, found.rate) == (flat, rate)


async def test_a_user_without_a_word_of_a_rate_is_one_all_the_same(script: Script, scripted: ClioApi) -> None:
    script.answers(json={"data": {"id": AVERY, "name": None}})
    user = await scripted.who_am_i("t")
    assert (user.id, user.rate) == (AVERY, None)
