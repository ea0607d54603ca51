"""Rates and categories come from Clio with the matters, and hold up nothing else."""

from datetime import timedelta

import pytest

from core.domain.clio_link import Category, ClioRates, LinkState
from core.domain.errors import ClioRefusal, ClioRefused
from core.services.rows import AUDIT
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.making import approved, assert_all_there_once, connected
from tests.fakes import ALICE

A_MOMENT = timedelta(seconds=30)


async def _pulled_again(bench: Bench) -> ClioRates:
    bench.clock.advance(timedelta(hours=1))
    await bench.connection.pull_matters(ALICE)
    await bench.host.run(A_MOMENT)
    assert (await bench.connection.status(ALICE)).pull is None
    return await bench.connection.rates(ALICE)


async def _told(bench: Bench) -> list[object]:
    events = (await bench.ledger.page(AUDIT, limit=99)).items
    return [one.details for one in events if one.action == "clio.rates_pulled"]


async def test_they_come_when_connecting_and_are_none_before(bench: Bench) -> None:
    assert await bench.connection.rates(ALICE) == ClioRates()
    await connected(bench)
    rates = await bench.connection.rates(ALICE)
    assert rates == ClioRates(rate="350.00", categories=tuple(bench.clio.kinds))
    assert await _told(bench) == [{"categories": 2, "left_out": 0}]
    await assert_whole(bench)


async def test_news_is_taken_and_told_once(bench: Bench) -> None:
    await connected(bench)
    await _pulled_again(bench)
    assert len(await _told(bench)) == 1
    bench.clio.rate = "375.00"
    bench.clio.kinds.pop()
    rates = await _pulled_again(bench)
    assert (rates.rate, [one.name for one in rates.categories]) == ("375.00", ["Drafting"])
    assert await _told(bench) == [{"categories": 2, "left_out": 0}, {"categories": 1, "left_out": 0}]


async def test_only_so_many_are_kept_and_it_is_said_how_many_are_not(bench: Bench) -> None:
    bench.clio.kinds = [
        Category(id=n, name=" " if n == 1 else "東" * 300, flat=False, utbms=False, rate=None)
        for n in range(1, 521)
    ]
    await connected(bench)
    rates = await bench.connection.rates(ALICE)
    assert (len(rates.categories), rates.left_out) == (500, 20)
    assert rates.categories[0].name == "1"
    assert {len(one.name) for one in rates.categories[1:]} == {200}


@pytest.mark.parametrize(("call", "rate"), [("who_am_i", None), ("categories", "350.00")])
async def test_what_the_lawyer_may_not_see_there_is_none_of(
    bench: Bench, call: str, rate: str | None
) -> None:
    await connected(bench)
    bench.clio.wrong = lambda name: ClioRefused(403, ClioRefusal.FORBIDDEN) if name == call else None
    assert await _pulled_again(bench) == ClioRates(rate=rate)
    assert (await bench.connection.status(ALICE)).refusal is None


@pytest.mark.parametrize("call", ["who_am_i", "categories"])
async def test_without_an_answer_what_is_known_stays_and_entries_go_on(bench: Bench, call: str) -> None:
    await connected(bench)
    before = await bench.connection.rates(ALICE)
    bench.clio.wrong = lambda name: "before" if name == call else None
    assert await _pulled_again(bench) == before
    entry = await approved(bench)
    await bench.host.run(A_MOMENT)
    await assert_all_there_once(bench, [entry])


async def test_a_retired_version_is_everybodys_trouble(bench: Bench) -> None:
    await connected(bench)
    bench.clio.wrong = lambda name: (
        ClioRefused(410, ClioRefusal.VERSION) if name in {"who_am_i", "categories"} else None
    )
    bench.clock.advance(timedelta(hours=1))
    await bench.connection.pull_matters(ALICE)
    await bench.host.run(A_MOMENT)
    link = await bench.connection.status(ALICE)
    assert (link.state, link.pause is not None, link.pull is not None) == (LinkState.CONNECTED, True, True)


async def test_no_entry_is_sent_with_a_category_or_clios_rate(bench: Bench) -> None:
    await connected(bench)
    await approved(bench)
    await bench.host.run(A_MOMENT)
    (sent,) = bench.clio.activities.values()
    assert (sent.activity_description_id, sent.price) == (None, None)
