"""One job at a time, the oldest first, in slices; messages that come twice, late, or to two workers."""

from datetime import timedelta

import pytest

from core.domain.errors import NotPossible, Unavailable
from core.domain.jobs import MOST_ATTEMPTS, JobState
from core.domain.preferences import SettingsFields
from core.ports import Queue
from core.services.exports.hold import CLAIM_NAME, export_message
from core.services.matters import MatterFields
from core.services.rows import JOBS, LEASES
from tests.core.services.bench import EXPORT, Bench
from tests.core.services.checks import assert_whole
from tests.core.services.exports.making import (
    NOVEMBER,
    assert_exported,
    entry_now,
    exported,
    job_now,
    many,
    with_matter,
)
from tests.core.services.making import CHEN
from tests.core.services.seen import AFTER, BEFORE
from tests.fakes import ALICE, BRUNO

AGAIN = NOVEMBER.model_copy(update={"include_exported": True})


def _rings(bench: Bench) -> int:
    return sum(one.queue is Queue.CSV_EXPORT for one in bench.host.sent)


async def test_the_oldest_goes_first_and_takes_what_both_ask_for(bench: Bench) -> None:
    entries = await many(await with_matter(bench), 5)
    first = await bench.exports.request(ALICE, NOVEMBER)
    bench.clock.advance(timedelta(seconds=1))
    second = await bench.exports.request(ALICE, NOVEMBER)
    await bench.exports.run(ALICE, export_message(ALICE, second.id))
    assert (await job_now(bench, first)).state is JobState.DONE
    assert (await job_now(bench, second)).state is JobState.QUEUED
    await bench.host.run(timedelta(hours=1))
    await assert_exported(bench, await job_now(bench, first), entries)
    assert (await job_now(bench, second)).state is JobState.REFUSED


@pytest.mark.usefixtures("small_pages")
async def test_a_long_export_goes_on_in_slices_and_shows_how_far_it_is(bench: Bench) -> None:
    entries = await many(await with_matter(bench), 20)
    job = await bench.exports.request(ALICE, NOVEMBER)
    shown: list[tuple[JobState, int, int | None]] = []

    async def slow(_number: int, name: str, moment: str) -> None:
        if (name, moment) == ("table.commit", AFTER):
            bench.clock.advance(timedelta(seconds=40))
            now = await job_now(bench, job)
            shown.append((now.state, now.done, now.of))

    bench.seen.hook = slow
    await bench.host.run(timedelta(hours=5))
    await assert_exported(bench, await job_now(bench, job), entries)
    steps = list(dict.fromkeys(shown))
    assert [one for one in steps if one[0] is JobState.CHECKING] == [
        (JobState.CHECKING, done, None) for done in range(0, 20, 2)
    ]
    assert [one for one in steps if one[0] is JobState.MARKING] == [
        (JobState.MARKING, done, 20) for done in range(0, 21, 2)
    ]
    assert [one for one in steps if one[0] is JobState.WRITING] == [
        (JobState.WRITING, done, 20) for done in range(0, 21, 2)
    ]
    trail = (await bench.audit.list(ALICE, limit=500, after=None)).items
    assert sum(event.action == "export.begun" for event in trail) > 5
    await assert_whole(bench)


async def test_an_entry_on_its_way_is_not_reopened_and_one_that_left_neither(bench: Bench) -> None:
    (entry,) = await many(await with_matter(bench), 1)
    job = await bench.exports.request(ALICE, NOVEMBER)
    codes: list[str] = []

    async def reopen(_number: int, name: str, moment: str) -> None:
        if (name, moment) == ("table.commit", AFTER) and (await entry_now(bench, entry)).exports:
            with pytest.raises(NotPossible) as refused:
                await bench.alone.entries.reopen(ALICE, entry.id, entry.version)
            codes.append(refused.value.code)

    bench.seen.hook = reopen
    await bench.host.run(timedelta(hours=1))
    assert (await job_now(bench, job)).state is JobState.DONE
    assert set(codes) == {"entry_on_its_way", "entry_delivered"}
    with pytest.raises(NotPossible) as refused:
        await bench.entries.delete(ALICE, entry.id, entry.version)
    assert refused.value.code == "entry_state"


async def test_an_entry_reopened_before_its_turn_stays(bench: Bench) -> None:
    entries = await many(await with_matter(bench), 3)
    job = await bench.exports.request(ALICE, NOVEMBER)
    reopened: list[str] = []

    async def reopen(_number: int, name: str, moment: str) -> None:
        state = (await job_now(bench, job)).state
        if (name, moment) == ("table.commit", BEFORE) and state is JobState.MARKING and not reopened:
            reopened.append(entries[1].id)
            await bench.alone.entries.reopen(ALICE, entries[1].id, entries[1].version)

    bench.seen.hook = reopen
    await bench.host.run(timedelta(hours=1))
    assert reopened
    await assert_exported(bench, await job_now(bench, job), [entries[0], entries[2]])
    assert (await entry_now(bench, entries[1])).exports == ()


async def test_two_lawyers_do_not_wait_for_each_other(bench: Bench) -> None:
    for lawyer in (ALICE, BRUNO):
        await many(await with_matter(bench, lawyer), 3, lawyer)
    alices = await bench.exports.request(ALICE, NOVEMBER)
    brunos = await bench.exports.request(BRUNO, NOVEMBER)
    seen: list[JobState] = []

    async def other(_number: int, name: str, _moment: str) -> None:
        if name == "file.stage" and not seen:
            await bench.alone.exports.run(BRUNO, export_message(BRUNO, brunos.id))
            seen.append((await job_now(bench, brunos, BRUNO)).state)

    bench.seen.hook = other
    await bench.exports.run(ALICE, export_message(ALICE, alices.id))
    assert seen == [JobState.DONE]
    assert (await job_now(bench, alices)).state is JobState.DONE
    assert set(bench.files.of(BRUNO).files) == {brunos.id}


async def test_a_message_that_comes_while_another_works_ends_and_all_is_done(bench: Bench) -> None:
    entries = await many(await with_matter(bench), 3)
    job = await bench.exports.request(ALICE, NOVEMBER)
    others: list[int] = []

    async def again(_number: int, name: str, moment: str) -> None:
        if (name, moment) == ("file.stage", BEFORE) and not others:
            before = _rings(bench)
            await bench.alone.exports.run(ALICE, export_message(ALICE, job.id))
            others.append(_rings(bench) - before)

    bench.seen.hook = again
    await bench.exports.run(ALICE, export_message(ALICE, job.id))
    assert others == [0]
    await bench.host.run(timedelta(hours=1))
    assert bench.files.of(ALICE).assembled == [job.id]
    await assert_exported(bench, await job_now(bench, job), entries)


async def test_a_message_that_comes_again_after_all_is_done_does_nothing(bench: Bench) -> None:
    await many(await with_matter(bench), 3)
    job = await exported(bench)
    rings = _rings(bench)
    for _ in range(3):
        await bench.exports.run(ALICE, export_message(ALICE, job.id))
        await bench.exports.end(ALICE, export_message(ALICE, job.id))
    assert (await job_now(bench, job), _rings(bench)) == (job, rings)


async def test_a_watch_follows_its_hold_as_long_as_that_lasts(bench: Bench) -> None:
    await many(await with_matter(bench), 3)
    job = await bench.exports.request(ALICE, NOVEMBER)
    bench.host.lose()
    looked: list[bool] = []

    async def watch(_number: int, name: str, moment: str) -> None:
        if (name, moment) == ("file.stage", BEFORE) and not looked:
            lease = await bench.ledger.get(LEASES, CLAIM_NAME)
            await bench.alone.exports.run(ALICE, export_message(ALICE, job.id) | {"watch": lease.token})
            looked.append(bench.host.sent[-1].message.get("watch") == lease.token)

    bench.seen.hook = watch
    await bench.exports.run(ALICE, export_message(ALICE, job.id))
    assert looked == [True]


async def test_settings_that_change_while_it_is_written_take_it_back(bench: Bench) -> None:
    entries = await many(await with_matter(bench), 3)
    job = await bench.exports.request(ALICE, NOVEMBER)

    async def change(_number: int, name: str, moment: str) -> None:
        if (name, moment) == ("file.stage", BEFORE):
            await bench.alone.personal.store(ALICE, SettingsFields(rate="200"), None)
            raise Unavailable("no answer")

    bench.seen.hook = change
    with pytest.raises(Unavailable):
        await bench.exports.run(ALICE, export_message(ALICE, job.id))
    bench.seen.hook = bench.alone.seen.hook
    await bench.host.run(timedelta(hours=1))
    ended = await job_now(bench, job)
    assert (ended.state, [one.code for one in ended.counted.findings]) == (
        JobState.REFUSED,
        ["changed_meanwhile"],
    )
    for entry in entries:
        assert await entry_now(bench, entry) == entry
    assert (await exported(bench)).state is JobState.DONE


@pytest.mark.parametrize("name", ["bad", "Otherwise"])
async def test_a_matter_that_changes_while_it_is_written_takes_it_back(bench: Bench, name: str) -> None:
    """Its line cannot be written any more, or is not what was counted."""
    entries = await many(await with_matter(bench), 3)
    job = await bench.exports.request(ALICE, NOVEMBER)
    changed: list[str] = []

    async def change(_number: int, _name: str, _moment: str) -> None:
        if not changed and (await job_now(bench, job)).state is JobState.WRITING:
            changed.append(name)
            fields = MatterFields(name=name, client="Another client")
            await bench.alone.matters.store(ALICE, "M-1", fields, None)
            raise Unavailable("no answer")

    bench.seen.hook = change
    await bench.host.run(timedelta(hours=1))
    ended = await job_now(bench, job)
    code = "bad" if name == "bad" else "changed_meanwhile"
    assert (ended.state, {one.code for one in ended.counted.findings}) == (JobState.REFUSED, {code})
    for entry in entries:
        assert await entry_now(bench, entry) == entry
    assert bench.files.of(ALICE).files == {}
    await bench.matters.store(ALICE, "M-1", CHEN, None)
    await assert_exported(bench, await exported(bench), entries)
    await assert_whole(bench)


async def test_a_long_outage_of_files_fails_nothing(bench: Bench) -> None:
    entries = await many(await with_matter(bench), 3)
    job = await bench.exports.request(ALICE, NOVEMBER)
    out = [True]

    async def outage(_number: int, name: str, moment: str) -> None:
        if name.startswith("file.") and moment == BEFORE and out[0]:
            raise Unavailable("no answer")

    bench.seen.hook = outage
    await bench.host.run(timedelta(hours=3))
    waiting = await job_now(bench, job)
    assert (waiting.state, waiting.attempts) == (JobState.WRITING, 0)
    out[0] = False
    await bench.host.run(timedelta(hours=1))
    await assert_exported(bench, await job_now(bench, job), entries)


async def test_pieces_that_are_gone_are_written_again(bench: Bench) -> None:
    """Storage forgets what was staged and not assembled within a week."""
    entries = await many(await with_matter(bench), 3)
    job = await bench.exports.request(ALICE, NOVEMBER)
    lost: list[str] = []

    async def lose(_number: int, name: str, moment: str) -> None:
        if (name, moment) == ("file.assemble", BEFORE) and not lost:
            lost.append(name)
            bench.files.of(ALICE).staged.clear()

    bench.seen.hook = lose
    await bench.host.run(timedelta(hours=1))
    assert lost
    await assert_exported(bench, await job_now(bench, job), entries)


async def test_a_poisonous_message_fails_the_job_it_names_unless_it_never_began(bench: Bench) -> None:
    await many(await with_matter(bench), 1)
    first = await bench.exports.request(ALICE, NOVEMBER)
    bench.clock.advance(timedelta(seconds=1))
    second = await bench.exports.request(ALICE, AGAIN)
    await bench.exports.end(ALICE, export_message(ALICE, second.id))
    assert (await job_now(bench, second)).state is JobState.QUEUED
    for _ in range(2):
        await _break_off(bench, first.id)
    await bench.exports.end(ALICE, export_message(ALICE, first.id))
    assert (await job_now(bench, first)).state is JobState.FAILED
    await bench.host.run(timedelta(hours=1))
    assert (await job_now(bench, second)).state is JobState.DONE


async def test_a_message_that_is_poison_while_another_works_fails_nothing(bench: Bench) -> None:
    await many(await with_matter(bench), 1)
    job = await bench.exports.request(ALICE, NOVEMBER)

    async def poison(_number: int, name: str, _moment: str) -> None:
        if name == "file.stage":
            await bench.alone.exports.end(ALICE, export_message(ALICE, job.id))

    bench.seen.hook = poison
    await bench.host.run(timedelta(hours=1))
    assert (await job_now(bench, job)).state is JobState.DONE


async def test_so_many_attempts_without_getting_on_and_no_more(bench: Bench) -> None:
    await many(await with_matter(bench), 1)
    job = await bench.exports.request(ALICE, NOVEMBER)
    for attempt in range(MOST_ATTEMPTS):
        assert (await job_now(bench, job)).attempts == (attempt or 0)
        await _break_off(bench, job.id)
    await bench.exports.run(ALICE, export_message(ALICE, job.id))
    assert (await job_now(bench, job)).state is JobState.FAILED


async def _break_off(bench: Bench, job_id: str) -> None:
    """A worker that fails once it has begun."""
    before = await bench.ledger.get(JOBS, job_id)

    async def broken(_number: int, name: str, moment: str) -> None:
        job = await bench.ledger.get(JOBS, job_id)
        if job.attempts > before.attempts and (name, moment) == ("table.get", BEFORE):
            raise RuntimeError("a bug")

    bench.seen.hook, calm = broken, bench.seen.hook
    with pytest.raises(RuntimeError):
        await bench.exports.run(ALICE, export_message(ALICE, job_id))
    bench.seen.hook = calm
    bench.clock.advance(EXPORT.claim)
