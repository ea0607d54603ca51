"""Access to Clio: given by the lawyer who asked, taken back for good, and nowhere to be read."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from core.domain.clio_link import LinkState
from core.domain.deliveries import DeliveryState
from core.domain.errors import NotPossible, ReconnectNeeded, Unavailable
from core.services.rows import AUDIT
from tests.core.services.bench import SYNC, Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.making import A_WHILE, approved, assert_all_there_once, connected, delivery
from tests.fakes import ALICE, BRUNO

L = LinkState


async def _state(bench: Bench) -> str:
    invited = await bench.connection.connect(ALICE)
    return parse_qs(urlsplit(invited.address).query)["state"][0]


async def test_a_lawyer_connects(bench: Bench) -> None:
    assert (await bench.connection.status(ALICE)).state is L.NONE
    invited = await bench.connection.connect(ALICE)
    assert invited.until == bench.clock.now() + SYNC.asking
    assert (await bench.connection.status(ALICE)).state is L.NONE
    link = await connected(bench)
    assert (link.state, link.user_id, link.pull) == (L.CONNECTED, bench.clio.user, None)
    assert link.pulled_at is not None
    assert list(bench.vault.tokens) == [ALICE.key]
    assert (await bench.connection.status(BRUNO)).state is L.NONE
    await assert_whole(bench)


async def test_no_token_no_code_and_no_state_is_kept_in_the_ledger_or_a_message(bench: Bench) -> None:
    state = await _state(bench)
    await bench.connection.callback(ALICE, state, "good")
    await approved_and_quiet(bench)
    token = bench.vault.tokens[ALICE.key]
    kept = "".join(row.body for row in bench.tables.of(ALICE).rows.values())
    kept += "".join(str(one.message) for one in bench.host.sent)
    assert len(bench.tables.of(ALICE).rows) > 5
    assert not [secret for secret in (state, token.access, token.refresh) if secret in kept]


async def approved_and_quiet(bench: Bench) -> None:
    await bench.host.run(timedelta(minutes=2))
    await approved(bench)
    await bench.host.run(timedelta(minutes=2))


async def test_another_lawyer_cannot_finish_what_one_began(bench: Bench) -> None:
    state = await _state(bench)
    with pytest.raises(NotPossible) as refused:
        await bench.connection.callback(BRUNO, state, "good")
    assert refused.value.code == "clio_state"
    assert bench.vault.tokens == {}


@pytest.mark.parametrize("wait", [timedelta(0), SYNC.asking + timedelta(seconds=1)])
async def test_a_state_is_good_once_and_not_for_long(bench: Bench, wait: timedelta) -> None:
    state = await _state(bench)
    if not wait:
        await bench.connection.callback(ALICE, state, "good")
    bench.clock.advance(wait)
    before = dict(bench.vault.tokens)
    with pytest.raises(NotPossible):
        await bench.connection.callback(ALICE, state, "good")
    assert bench.vault.tokens == before


async def test_a_code_that_clio_refuses_connects_nobody(bench: Bench) -> None:
    with pytest.raises(ReconnectNeeded):
        await bench.connection.callback(ALICE, await _state(bench), "stale")
    assert (await bench.connection.status(ALICE)).state is L.NONE
    assert bench.vault.tokens == {}


async def test_another_clio_user_than_before_is_refused_and_given_back(bench: Bench) -> None:
    await connected(bench)
    await bench.connection.disconnect(ALICE)
    bench.clio.user += 1
    with pytest.raises(NotPossible) as refused:
        await bench.connection.callback(ALICE, await _state(bench), "good")
    assert refused.value.code == "clio_other_user"
    assert (bench.vault.tokens, bench.clio.granted) == ({}, set())


async def test_disconnecting_ends_the_access_and_keeps_what_waits(bench: Bench) -> None:
    await connected(bench)
    entry = await approved(bench)
    assert (await bench.connection.disconnect(ALICE)).state is L.DISCONNECTED
    assert (bench.vault.tokens, bench.clio.granted, bench.clio.refreshable) == ({}, set(), set())
    await bench.host.run(A_WHILE)
    assert bench.clio.activities == {}
    assert (await delivery(bench, entry)).state is DeliveryState.QUEUED
    assert (await approved(bench)).delivery is None, "who has disconnected sends nothing more"
    await connected(bench)
    await assert_all_there_once(bench, [entry])
    await assert_whole(bench)


async def test_disconnecting_is_safe_to_repeat_and_forgets_also_while_clio_is_away(bench: Bench) -> None:
    await connected(bench)

    async def away(number: int, name: str, moment: str) -> None:
        if name in {"clio.deauthorize", "vault.forget"} and moment == "before":
            raise Unavailable("no answer")

    bench.clio.revoke()
    bench.seen.hook = away
    with pytest.raises(Unavailable):
        await bench.connection.disconnect(ALICE)
    assert (await bench.alone.connection.status(ALICE)).state is L.DISCONNECTED
    again = await bench.alone.connection.disconnect(ALICE)
    assert again.state is L.DISCONNECTED
    assert bench.vault.tokens == {}
    assert (await bench.alone.connection.disconnect(BRUNO)).state is L.NONE


async def test_each_step_is_in_the_trail(bench: Bench) -> None:
    await connected(bench)
    await bench.connection.disconnect(ALICE)
    actions = [one.action for one in (await bench.ledger.page(AUDIT, limit=99)).items]
    assert actions[:3] == ["clio.asked", "clio.answered", "clio.connected"]
    assert actions[-1] == "clio.disconnected"
