"""Time entries as they arrive in Clio, and what Clio will not do."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from aiohttp import web

from core.adapters.clio import ClioApi
from core.domain.errors import ClioPaused, ClioRefusal, ClioRefused, ClioUnauthorized
from core.ports import UnknownOutcome
from core.ports_clio import ClioActivity
from tests.core.adapters.clio.conftest import (
    A103,
    BLAKE,
    DRAFTING,
    ENTRY,
    L110,
    NARRATIVE,
    SMITH,
    WILSON,
    Bench,
)
from tests.core.adapters.scripting import Script


async def refusal_of(clio: ClioApi, access: str, activity: ClioActivity) -> ClioRefused:
    """How an update or, without an id, a create is refused."""
    with pytest.raises(ClioRefused) as caught:
        await (clio.update(access, activity) if activity.id else clio.create(access, activity))
    assert caught.value.__context__ is None
    assert NARRATIVE not in repr(caught.value)
    return caught.value


async def test_an_entry_arrives_as_it_was_approved(bench: Bench, clio: ClioApi, access: str) -> None:
    asked = replace(ENTRY, utbms_task_id=L110, utbms_activity_id=A103, price="412.50", seconds=2160)
    made = await clio.create(access, asked)
    assert asked.differences(made) == ()
    assert (made.price, made.billed, made.on_bill) == ("412.50", False, False)
    (held,) = await bench.activities()
    assert (held["id"], held["quantity"], held["note"]) == (made.id, 2160, NARRATIVE)
    assert (held["utbms_task_id"], held["utbms_activity_id"]) == (L110, A103)
    assert (held["matter_id"], held["user_id"], held["date"], held["price"]) == (
        SMITH,
        ENTRY.user_id,
        "2026-06-09",
        412.5,
    )


async def test_what_is_left_to_clio_is_not_sent(bench: Bench, clio: ClioApi, access: str) -> None:
    made = await clio.create(access, ENTRY)
    assert made.price == "350.00"
    (request,) = await bench.seen("create_activity")
    assert set(request["body"]["data"]) == {
        *("type", "date", "quantity", "note", "non_billable", "no_charge", "matter", "user")
    }


async def test_a_category_is_named_by_its_id(clio: ClioApi, access: str) -> None:
    asked = replace(ENTRY, activity_description_id=DRAFTING)
    made = await clio.create(access, asked)
    assert asked.differences(made) == ()
    assert made.activity_description_id == DRAFTING


@pytest.mark.parametrize(("non_billable", "no_charge"), [(False, False), (True, False), (True, True)])
async def test_how_it_is_billed_arrives(
    bench: Bench, clio: ClioApi, access: str, non_billable: bool, no_charge: bool
) -> None:
    asked = replace(ENTRY, non_billable=non_billable, no_charge=no_charge)
    assert asked.differences(await clio.create(access, asked)) == ()
    (held,) = await bench.activities()
    assert (held["non_billable"], held["no_charge"]) == (non_billable, no_charge)


async def test_a_narrative_arrives_to_the_letter(bench: Bench, clio: ClioApi, access: str) -> None:
    words = "\u00c9tude du dossier C\u00f4t\u00e9\u00a0: \u00ab\u00a0r\u00e9ponse\u00a0\u00bb."
    note = words + '\n{x} \\ " \U0001f40d'
    made = await clio.create(access, replace(ENTRY, note=note))
    (held,) = await bench.activities()
    assert (made.note, held["note"]) == (note, note)


async def test_two_that_are_the_same_are_two(bench: Bench, clio: ClioApi, access: str) -> None:
    first, second = await clio.create(access, ENTRY), await clio.create(access, ENTRY)
    assert first.id != second.id
    assert len(await bench.activities()) == 2


@pytest.mark.parametrize(
    ("switches", "asked", "names"),
    [
        ({"use_utbms_codes": False}, {"utbms_task_id": L110}, ("utbms_task_id",)),
        ({"rates_visible": False}, {"price": "412.50"}, ("price",)),
        ({"no_charge_alone": "ignored"}, {"no_charge": True}, ("no_charge",)),
        ({"no_charge_alone": "becomes_non_billable"}, {"no_charge": True}, ("non_billable",)),
        ({"note_kept": "crlf"}, {"note": "One.\nTwo."}, ()),
        ({"note_kept": "trimmed"}, {"note": "One. "}, ()),
    ],
)
async def test_what_clio_makes_of_it_is_told(
    bench: Bench,
    clio: ClioApi,
    access: str,
    switches: dict[str, Any],
    asked: dict[str, Any],
    names: tuple[str, ...],
) -> None:
    await bench.turn(**switches)
    wanted = replace(ENTRY, **asked)
    assert wanted.differences(await clio.create(access, wanted)) == names


async def test_other_time_than_was_sent_is_told(bench: Bench, clio: ClioApi, access: str) -> None:
    await bench.fault("*", "other_stored", times=2)
    made = await clio.create(access, ENTRY)
    assert ENTRY.differences(made) == ("seconds",)
    assert ENTRY.differences(await clio.update(access, replace(ENTRY, id=made.id, etag=made.etag))) == (
        "seconds",
    )


async def test_an_entry_is_changed(bench: Bench, clio: ClioApi, access: str) -> None:
    made = await clio.create(access, replace(ENTRY, price="400.00"))
    wanted = replace(
        made,
        matter_id=WILSON,
        user_id=BLAKE,
        day=date(2026, 6, 10),
        seconds=3600,
        note="Read.",
        non_billable=True,
    )
    changed = await clio.update(access, wanted)
    assert wanted.differences(changed) == ()
    assert (changed.id, changed.price, changed.etag != made.etag) == (made.id, "400.00", True)
    (held,) = await bench.activities()
    assert (held["quantity"], held["matter_id"], held["price"]) == (3600, WILSON, 400)


async def test_a_change_without_a_price_lets_clio_set_one(clio: ClioApi, access: str) -> None:
    made = await clio.create(access, replace(ENTRY, price="400.00"))
    changed = await clio.update(access, replace(made, user_id=BLAKE, price=None))
    assert changed.price == "295.00"


@pytest.mark.parametrize("lacks", ["id", "etag"])
async def test_only_what_was_read_is_changed(clio: ClioApi, access: str, lacks: str) -> None:
    known: dict[str, Any] = {"id": 1, "etag": '"e"'} | {lacks: None}
    with pytest.raises(ValueError, match="that was read"):
        await clio.update(access, replace(ENTRY, **known))


async def test_what_was_changed_there_meanwhile_is_left_alone(
    bench: Bench, clio: ClioApi, access: str
) -> None:
    made = await clio.create(access, ENTRY)
    await bench.change("activities", made.id, note="By hand.")
    refused = await refusal_of(clio, access, replace(made, note="Ours."))
    assert (refused.status, refused.kind) == (412, ClioRefusal.CHANGED)
    assert (await bench.activities())[0]["note"] == "By hand."


async def test_what_was_deleted_there_is_gone(bench: Bench, clio: ClioApi, access: str) -> None:
    made = await clio.create(access, ENTRY)
    await bench.remove("activities", made.id)
    refused = await refusal_of(clio, access, made)
    assert (refused.status, refused.kind) == (404, ClioRefusal.GONE)


async def test_what_is_deleted_while_a_refusal_is_looked_into_is_gone(
    script: Script, scripted: ClioApi
) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        status = 403 if request.method == "PATCH" else 404
        return web.json_response({"error": {"type": "t", "message": "m"}}, status=status)

    script.runs(answer)
    refused = await refusal_of(scripted, "t", replace(ENTRY, id=9, etag='"e"'))
    assert (refused.status, refused.kind) == (403, ClioRefusal.GONE)
    assert [request.method for request in script.requests] == ["PATCH", "GET"]


@pytest.mark.parametrize(("how", "status"), [("unprocessable", 422), ("forbidden", 403)])
async def test_a_billed_entry_is_refused(
    bench: Bench, clio: ClioApi, access: str, how: str, status: int
) -> None:
    await bench.turn(billed_entry=how)
    made = await clio.create(access, ENTRY)
    # The etag tells of the bill too, so it is read again.
    await bench.change("activities", made.id, billed=True, on_bill=True)
    read = await clio.activity(access, made.id or 0)
    assert read is not None
    refused = await refusal_of(clio, access, replace(read, seconds=3600))
    assert (refused.status, refused.kind) == (status, ClioRefusal.BILLED)


@pytest.mark.parametrize(("how", "status"), [("unprocessable", 422), ("forbidden", 403)])
async def test_a_closed_matter_is_refused(
    bench: Bench, clio: ClioApi, access: str, how: str, status: int
) -> None:
    await bench.turn(closed_matter=how)
    made = await clio.create(access, ENTRY)
    elsewhere = await clio.create(access, replace(ENTRY, matter_id=WILSON))
    await bench.change("matters", SMITH, status="Closed")
    for activity in (ENTRY, made, replace(made, matter_id=WILSON), replace(elsewhere, matter_id=SMITH)):
        refused = await refusal_of(clio, access, activity)
        assert (refused.status, refused.kind) == (status, ClioRefusal.MATTER_CLOSED)
    assert len(await bench.seen("create_activity")) == 3


@pytest.mark.parametrize("status", [404, 422])
async def test_a_matter_that_is_gone_is_gone(bench: Bench, clio: ClioApi, access: str, status: int) -> None:
    await bench.turn(unknown_association=status)
    await bench.remove("matters", SMITH)
    refused = await refusal_of(clio, access, ENTRY)
    assert (refused.status, refused.kind) == (status, ClioRefusal.GONE)


@pytest.mark.parametrize("status", [404, 422])
async def test_values_that_cannot_be_are_invalid(
    bench: Bench, clio: ClioApi, access: str, status: int
) -> None:
    await bench.turn(unknown_association=status)
    refused = await refusal_of(clio, access, replace(ENTRY, user_id=1))
    assert (refused.status, refused.kind) == (status, ClioRefusal.INVALID)


async def test_a_note_that_is_too_long_is_invalid(bench: Bench, clio: ClioApi, access: str) -> None:
    await bench.turn(note_limit=10)
    refused = await refusal_of(clio, access, ENTRY)
    assert (refused.status, refused.kind) == (422, ClioRefusal.INVALID)


async def test_what_the_app_may_not_do_is_forbidden(bench: Bench, clio: ClioApi) -> None:
    await bench.turn(permissions={"activities": "read"})
    refused = await refusal_of(clio, await bench.access(), ENTRY)
    assert (refused.status, refused.kind) == (403, ClioRefusal.FORBIDDEN)


async def test_a_version_that_is_retired_is_told(bench: Bench, clio: ClioApi, access: str) -> None:
    await bench.turn(retired_versions=["4.0.13"])
    refused = await refusal_of(clio, access, ENTRY)
    assert (refused.status, refused.kind) == (410, ClioRefusal.VERSION)
    with pytest.raises(ClioRefused, match="version"):
        await clio.who_am_i(access)


@pytest.mark.parametrize("fault", ["server_error", "drop_before", "malformed"])
@pytest.mark.parametrize("operation", ["show_matter", "show_activity"])
async def test_a_refusal_that_cannot_be_looked_into_is_still_a_refusal(
    bench: Bench, clio: ClioApi, access: str, operation: str, fault: str
) -> None:
    made = await clio.create(access, ENTRY)
    await bench.change("matters", SMITH, status="Closed")
    await bench.fault(operation, fault, times=None)
    refused = await refusal_of(clio, access, made)
    assert (refused.status, refused.kind) == (422, ClioRefusal.INVALID)


@pytest.mark.parametrize(
    ("fault", "error"), [("rate_limited", ClioPaused), ("expired_token", ClioUnauthorized)]
)
@pytest.mark.parametrize("operation", ["show_matter", "show_activity"])
async def test_a_refusal_is_looked_into_when_clio_lets_us(
    bench: Bench, clio: ClioApi, operation: str, fault: str, error: type[Exception]
) -> None:
    access = await bench.access()
    made = await clio.create(access, ENTRY)
    await bench.change("matters", SMITH, status="Closed")
    await bench.fault(operation, fault)
    with pytest.raises(error):
        await clio.update(access, made)
    assert (await refusal_of(clio, await bench.access(), made)).kind is ClioRefusal.MATTER_CLOSED


async def test_writes_of_many_at_once_all_arrive(bench: Bench, clio: ClioApi, access: str) -> None:
    await bench.turn(requests_per_minute=1000)
    asked = [replace(ENTRY, note=f"Entry {number}.") for number in range(40)]
    made = await asyncio.gather(*(clio.create(access, each) for each in asked))
    assert [each.note for each in made] == [each.note for each in asked]
    assert sorted(each["note"] for each in await bench.activities()) == sorted(each.note for each in asked)


async def test_an_answer_that_hides_what_is_compared_is_unclear(
    bench: Bench, clio: ClioApi, access: str
) -> None:
    await bench.turn(hours_visible=False)
    with pytest.raises(UnknownOutcome):
        await clio.create(access, ENTRY)
    assert len(await bench.seen("create_activity")) == 1
