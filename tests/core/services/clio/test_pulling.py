"""Matters come from Clio: what Clio says of them is taken, what the lawyer said of them stays."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.deliveries import DeliveryReason, DeliveryState
from core.domain.errors import ClioRefusal, ClioRefused, NotPossible
from core.domain.matters import Matter, MatterStatus
from core.domain.preferences import BillingRules
from core.ports import Queue
from core.services.clio.pulling import Places, merged
from core.services.matters import MatterFields, open_matters
from core.services.rows import AUDIT, MATTERS, UTBMS
from tests.core.services.bench import SYNC, Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.making import WORK, approved, assert_all_there_once, connected, delivery
from tests.fake_clio import FIRST_MATTER, matter
from tests.fakes import ALICE, FakeClock

CHEN = MatterFields(
    name="The lease",
    client="Chen",
    number="00101-chen ",
    aliases=("bay street",),
    rules=BillingRules(increment=15),
    client_id="C-1001",
    jurisdiction="ON",
    practice_area="Real estate",
    rate="300.50",
)
A_MOMENT = timedelta(seconds=30)


async def _mine(bench: Bench) -> dict[str, Matter]:
    return {one.id: one for one in (await bench.ledger.page(MATTERS, limit=1000)).items}


async def _pulled_again(bench: Bench) -> dict[str, Matter]:
    bench.clock.advance(timedelta(hours=1))
    await bench.connection.pull_matters(ALICE)
    await bench.host.run(A_MOMENT)
    return await _mine(bench)


async def test_all_open_matters_come_when_connecting(bench: Bench) -> None:
    bench.clio.matters_there += [
        matter(102, "00102-Roy", description="", client="", status="pending"),
        matter(103, "00103-Old", status="closed"),
        *(matter(number, f"{number:05}-X") for number in range(200, 405)),
    ]
    bench.clio.page = 200
    await connected(bench)
    mine = await _mine(bench)
    assert len(mine) == 207
    first = mine[f"clio-{FIRST_MATTER}"]
    assert (first.name, first.client) == ("Lease of the Bay Street premises", "Chen Holdings")
    assert (first.number, first.clio_id, first.status) == ("00101-Chen", FIRST_MATTER, MatterStatus.OPEN)
    assert (mine["clio-102"].name, mine["clio-102"].status) == ("00102-Roy", MatterStatus.OPEN)
    assert "clio-103" not in mine
    assert bench.tables.of(ALICE).largest <= 100
    codes = await bench.ledger.get(UTBMS, "")
    assert codes.ids == bench.clio.codes
    await assert_whole(bench)


async def test_one_made_by_hand_under_the_same_number_is_linked(bench: Bench) -> None:
    await bench.matters.store(ALICE, "LEASE", CHEN, None)
    await connected(bench)
    (mine,) = (await _mine(bench)).values()
    assert (mine.id, mine.clio_id, mine.version) == ("LEASE", FIRST_MATTER, 2)
    kept = MatterFields(**{name: getattr(mine, name) for name in MatterFields.model_fields})
    assert kept == CHEN.model_copy(update={"name": mine.name, "client": mine.client, "number": mine.number})
    assert mine.name == "Lease of the Bay Street premises"
    entry = await approved(bench, WORK.model_copy(update={"matter_id": "LEASE"}))
    await bench.host.run(A_MOMENT)
    await assert_all_there_once(bench, [entry])


async def test_what_the_lawyer_says_of_a_linked_one_stays(bench: Bench) -> None:
    await connected(bench)
    await bench.matters.add_alias(ALICE, f"clio-{FIRST_MATTER}", "bluebird", None)
    changed = (await _mine(bench))[f"clio-{FIRST_MATTER}"]
    fields = MatterFields(**{name: getattr(changed, name) for name in MatterFields.model_fields})
    again = fields.model_copy(update={"rules": BillingRules(increment=15)})
    stored = await bench.matters.store(ALICE, changed.id, again, None)
    assert stored.matter.clio_id == FIRST_MATTER
    now = bench.clock.now() + timedelta(minutes=30)
    bench.clio.matters_there = [matter(FIRST_MATTER, "00101-Chen", description="Renamed", updated_at=now)]
    (mine,) = (await _pulled_again(bench)).values()
    assert (mine.name, mine.aliases, mine.rules) == ("Renamed", ("bluebird",), BillingRules(increment=15))


async def test_a_closed_one_is_offered_no_more(bench: Bench) -> None:
    await connected(bench)
    now = bench.clock.now() + timedelta(minutes=30)
    bench.clio.matters_there = [matter(FIRST_MATTER, "00101-Chen", status="closed", updated_at=now)]
    (mine,) = (await _pulled_again(bench)).values()
    assert mine.status is MatterStatus.CLOSED
    assert await open_matters(bench.ledger) == []


async def test_a_fetch_without_news_changes_no_matter(bench: Bench) -> None:
    await connected(bench)
    before = await _mine(bench)
    assert await _pulled_again(bench) == before
    pulls = [
        one.details
        for one in (await bench.ledger.page(AUDIT, limit=99)).items
        if one.action == "matters.pulled"
    ]
    assert pulls == [
        {"created": [f"clio-{FIRST_MATTER}"], "changed": []},
        {"created": [], "changed": []},
    ]


async def test_what_could_not_go_for_want_of_its_matter_goes_once_it_is_there(bench: Bench) -> None:
    await connected(bench)
    await bench.matters.store(ALICE, "ROY", CHEN.model_copy(update={"number": "00102-Roy"}), None)
    unlinked = await approved(bench, WORK.model_copy(update={"matter_id": "ROY"}))
    bench.clio.closed = {FIRST_MATTER}
    closed = await approved(bench)
    await bench.host.run(A_MOMENT)
    assert (await delivery(bench, unlinked)).reason is DeliveryReason.MATTER_NOT_IN_CLIO
    assert (await delivery(bench, closed)).reason is DeliveryReason.MATTER_CLOSED
    later = bench.clock.now() + timedelta(minutes=30)
    bench.clio.matters_there.append(matter(102, "00102-Roy", updated_at=later))
    bench.clio.closed = set()
    await _pulled_again(bench)
    await assert_all_there_once(bench, [unlinked, closed])
    await assert_whole(bench)


async def test_what_is_still_not_there_is_left_as_it_is(bench: Bench) -> None:
    await connected(bench)
    await bench.matters.store(ALICE, "ROY", CHEN.model_copy(update={"number": "00102-Roy"}), None)
    entry = await approved(bench, WORK.model_copy(update={"matter_id": "ROY"}))
    await bench.host.run(A_MOMENT)
    before = await delivery(bench, entry)
    await _pulled_again(bench)
    assert await delivery(bench, entry) == before


async def test_a_long_fetch_is_cut_in_pieces_and_goes_on_where_it_was(bench: Bench) -> None:
    bench.clio.matters_there = [matter(number, f"{number:05}") for number in range(1, 61)]
    bench.clio.answers = timedelta(seconds=20)
    await connected(bench)
    await bench.host.run(timedelta(minutes=20))
    assert len(await _mine(bench)) == 60
    assert bench.clio.calls.count("matters") == 30
    assert bench.clio.calls.count("utbms_codes") == 1


async def test_an_outage_in_the_middle_loses_nothing(bench: Bench) -> None:
    bench.clio.matters_there = [matter(number, f"{number:05}") for number in range(1, 21)]
    bad = iter([None, None, None, "before", "before"])
    bench.clio.wrong = lambda name: next(bad, None) if name == "matters" else None
    await connected(bench)
    assert len(await _mine(bench)) == 20


async def test_who_may_not_see_matters_is_told_and_the_rest_goes_on(bench: Bench) -> None:
    await connected(bench)
    bench.clio.wrong = lambda name: ClioRefused(403, ClioRefusal.FORBIDDEN) if name == "matters" else None
    await bench.connection.pull_matters(ALICE)
    entry = await approved(bench)
    await bench.host.run(A_MOMENT)
    link = await bench.connection.status(ALICE)
    assert (link.pull, link.refusal) == (None, ClioRefusal.FORBIDDEN)
    await assert_all_there_once(bench, [entry])


async def test_a_bug_in_taking_matters_holds_up_no_entry(bench: Bench) -> None:
    await connected(bench)
    bench.clio.wrong = lambda name: RuntimeError("a bug") if name == "matters" else None
    await bench.connection.pull_matters(ALICE)
    entry = await approved(bench)
    await bench.host.run(A_MOMENT)
    await assert_all_there_once(bench, [entry])
    bench.clio.wrong = lambda _: None
    await approved(bench)
    await bench.host.run(A_MOMENT)
    assert (await bench.connection.status(ALICE)).pull is None


async def test_who_is_not_connected_has_none_fetched(bench: Bench) -> None:
    with pytest.raises(NotPossible) as refused:
        await bench.connection.pull_matters(ALICE)
    assert refused.value.code == "clio_not_connected"


async def test_matters_are_fetched_again_and_again_unasked_by_one_chain_of_messages(bench: Bench) -> None:
    await connected(bench)
    for _ in range(3):
        await _pulled_again(bench)
    before = bench.clio.calls.count("matters")
    await bench.host.run(SYNC.pull_every * 5.5)
    assert bench.clio.calls.count("matters") - before == 5
    await bench.connection.disconnect(ALICE)
    await bench.host.run(SYNC.pull_every * 2)
    sent = len(bench.host.sent)
    await bench.host.run(SYNC.pull_every * 5)
    assert [one for one in bench.host.sent[sent:] if one.queue is Queue.CLIO_SYNC] == []


async def test_a_matter_no_longer_in_the_ledger_as_clio_has_it_stops_its_entry(bench: Bench) -> None:
    await connected(bench)
    bench.clio.matters_there = []
    entry = await approved(bench)
    await bench.host.run(A_MOMENT)
    one = await delivery(bench, entry)
    assert (one.state, one.reason) == (DeliveryState.NEEDS_ATTENTION, DeliveryReason.MATTER_NOT_IN_CLIO)


labels = st.text(max_size=320)


@given(
    description=labels,
    number=st.text(max_size=120),
    client=labels,
    status=st.sampled_from(["open", "closed"]),
)
def test_whatever_clio_calls_a_matter_it_can_be_kept(
    description: str, number: str, client: str, status: str
) -> None:
    now = FakeClock().now()
    theirs = matter(7, number, description=description, client=client, status=status)
    made = merged(None, theirs, now)
    assert made is not None
    assert Matter.model_validate_json(made.model_dump_json()) == made
    assert merged(made, theirs, now) is None


def test_two_of_clios_are_never_one_of_mine() -> None:
    now = FakeClock().now()
    by_hand = Matter(id="M", name="n", client="c", number="7-x", updated_at=now)
    places = Places([by_hand])
    theirs = [matter(7, "7-X"), matter(8, "7-X"), matter(7, "7-X")]
    assert [places.of(one) for one in theirs] == ["M", "clio-8", "M"]
