"""Which entries go out, which stay, and what is said of either."""

from datetime import date, timedelta

import pytest

from core.domain.codes import Billing
from core.domain.entries import TimeEntry
from core.domain.errors import InvalidInput, KeyReused, NotFound
from core.domain.exports import MOST_FINDINGS, ExportWanted, LeftOut
from core.domain.ids import new_id
from core.domain.jobs import JobState
from core.domain.preferences import Preferences
from core.exporting.lines import Sender, Sheet
from core.services.matters import MatterFields
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.making import approved as approved_for_clio
from tests.core.services.clio.making import connected
from tests.core.services.exports.making import (
    NOVEMBER,
    approved,
    assert_exported,
    entry_now,
    exported,
    lines,
    many,
    with_matter,
    work,
)
from tests.core.services.exports.sheets import json_sheet
from tests.fakes import ALICE, BRUNO


async def test_only_what_is_approved_goes_out(bench: Bench) -> None:
    entry = await approved(await with_matter(bench), work(1))
    await bench.entries.add(ALICE, work(2))
    deleted = await bench.entries.add(ALICE, work(3))
    await bench.entries.delete(ALICE, deleted.id, 1)
    reopened = await approved(bench, work(4))
    await bench.entries.reopen(ALICE, reopened.id, reopened.version)
    await assert_exported(bench, await exported(bench), [entry])


async def test_only_work_of_the_days_asked_for_goes_out(bench: Bench) -> None:
    await with_matter(bench)
    days = [date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1)]
    entries = [await approved(bench, work(1, work_date=day)) for day in days]
    await assert_exported(bench, await exported(bench), entries[1:3])


async def test_what_was_approved_after_the_request_stays(bench: Bench) -> None:
    first = await approved(await with_matter(bench), work(1))
    reopened = await approved(bench, work(2))
    job = await bench.exports.request(ALICE, NOVEMBER)
    bench.clock.advance(timedelta(seconds=1))
    await approved(bench, work(3))
    again = await bench.entries.reopen(ALICE, reopened.id, reopened.version)
    await bench.entries.approve(ALICE, again.id, again.version)
    await bench.host.run(timedelta(hours=1))
    await assert_exported(bench, job, [first])


async def test_what_was_approved_twice_leaves_once_as_approved_last(bench: Bench) -> None:
    entry = await approved(await with_matter(bench), work(1))
    draft = await bench.entries.reopen(ALICE, entry.id, entry.version)
    draft = await bench.entries.edit(ALICE, entry.id, draft.version, {"narrative": "Otherwise."})
    entry = await bench.entries.approve(ALICE, entry.id, draft.version)
    job = await exported(bench)
    await assert_exported(bench, job, [entry])
    assert [line["fields"]["narrative"] for line in lines(bench, job)] == ["Otherwise."]


async def test_matters_and_clients_narrow_an_export(bench: Bench) -> None:
    await with_matter(bench)
    for name, client in [("M-2", "Chen Holdings"), ("M-3", "Roy & Fils")]:
        await bench.matters.store(ALICE, name, MatterFields(name=name, client=client), None)
    one, two, three = [await approved(bench, work(n, matter_id=f"M-{n}")) for n in (1, 2, 3)]
    wanted: list[tuple[dict[str, object], list[TimeEntry]]] = [
        ({"matters": ("M-2", "M-3")}, [two, three]),
        ({"clients": (" chen HOLDINGS",)}, [one, two]),
        ({"clients": ("Chen Holdings",), "matters": ("M-2", "M-3")}, [two]),
        ({"clients": ("Nobody",)}, []),
    ]
    for narrowed, entries in wanted:
        job = await exported(bench, NOVEMBER.model_copy(update=narrowed | {"include_exported": True}))
        assert job.state is (JobState.DONE if entries else JobState.REFUSED)
        if entries:
            await assert_exported(bench, job, entries)


async def test_what_left_before_stays_unless_asked_for(bench: Bench) -> None:
    entries = await many(await with_matter(bench), 3)
    first = await exported(bench)
    fresh = await approved(bench, work(9))
    second = await exported(bench)
    await assert_exported(bench, second, [fresh])
    assert second.counted.left_out == {LeftOut.EXPORTED_BEFORE: 3}
    third = await exported(bench)
    assert (third.state, [one.code for one in third.counted.findings]) == (
        JobState.REFUSED,
        ["nothing_to_export"],
    )
    fourth = await exported(bench, NOVEMBER.model_copy(update={"include_exported": True}))
    await assert_exported(bench, fourth, [*entries, fresh])
    marks = (await entry_now(bench, entries[0])).exports
    assert [mark.job_id for mark in marks] == [first.id, fourth.id]
    assert [mark.preset for mark in marks] == ["plain", "plain"]


async def test_what_goes_to_clio_by_itself_stays_out_of_a_file_for_clio(bench: Bench) -> None:
    own = await approved(await with_matter(bench), work(1))
    await connected(bench)
    await approved_for_clio(bench)
    await bench.host.run(timedelta(minutes=10))
    await approved_for_clio(bench)
    bench.clock.advance(timedelta(seconds=1))
    job = await exported(bench, NOVEMBER.model_copy(update={"preset": "clio"}))
    assert job.counted.left_out == {LeftOut.IN_CLIO: 2}
    await assert_exported(bench, job, [own])


async def test_what_the_sheet_leaves_out_is_counted_and_not_marked(bench: Bench) -> None:
    entry = await approved(await with_matter(bench), work(1))
    free = await approved(bench, work(2, billing=Billing.NO_CHARGE))
    job = await exported(bench)
    assert job.counted.left_out == {LeftOut.NOT_BILLABLE: 1}
    await assert_exported(bench, job, [entry])
    assert (await entry_now(bench, free)).exports == ()


async def test_one_line_that_cannot_be_written_refuses_all_and_marks_nothing(bench: Bench) -> None:
    await many(await with_matter(bench), 50)
    bad = await approved(bench, work(7, narrative="This is bad."))
    job = await exported(bench)
    assert job.state is JobState.REFUSED
    assert [(one.entry_id, one.column, one.code) for one in job.counted.findings] == [(bad.id, "text", "bad")]
    assert all(entry.exports == () and not entry.delivered for entry in await bench.stored_entries())
    assert bench.files.of(ALICE).files == {}
    await assert_whole(bench)


async def test_what_is_odd_is_said_and_written(bench: Bench) -> None:
    entries = [await approved(await with_matter(bench), work(1, narrative="An odd thing."))]
    job = await exported(bench)
    await assert_exported(bench, job, entries)
    assert [(one.code, one.entry_id) for one in job.counted.findings] == [("odd", entries[0].id)]


async def test_all_lines_together_can_be_refused(bench: Bench) -> None:
    await many(await with_matter(bench), 3)
    job = await exported(bench, NOVEMBER.model_copy(update={"preset": "two"}))
    assert (job.state, [one.code for one in job.counted.findings]) == (JobState.REFUSED, ["too_many"])


async def test_the_first_findings_are_kept_and_the_rest_counted(bench: Bench) -> None:
    await with_matter(bench)
    for _ in range(MOST_FINDINGS + 3):
        await approved(bench, work(1, narrative="bad"))
    job = await exported(bench)
    assert (len(job.counted.findings), job.counted.more_findings) == (MOST_FINDINGS, 3)


async def test_a_preset_that_is_not_there_is_told_at_once(bench: Bench) -> None:
    with pytest.raises(InvalidInput):
        await bench.exports.request(ALICE, NOVEMBER.model_copy(update={"preset": "unknown"}))
    assert (await bench.exports.list(ALICE, limit=9, after=None)).items == ()


async def test_a_key_asks_once(bench: Bench) -> None:
    await many(await with_matter(bench), 2)
    first = await bench.exports.request(ALICE, NOVEMBER, "key")
    await bench.host.run(timedelta(hours=1))
    again = await bench.exports.request(ALICE, NOVEMBER, "key")
    assert (again.id, again.state) == (first.id, JobState.DONE)
    with pytest.raises(KeyReused):
        await bench.exports.request(ALICE, NOVEMBER.model_copy(update={"preset": "clio"}), "key")
    with pytest.raises(KeyReused):
        await bench.exports.request_archive(ALICE, "key")
    bench.sheet_of = _of_no_preset
    bench.build()
    assert (await bench.exports.request(ALICE, NOVEMBER, "key")).id == first.id, "though its preset is gone"
    assert len((await bench.exports.list(ALICE, limit=9, after=None)).items) == 1


def _of_no_preset(wanted: ExportWanted, preferences: Preferences, sender: Sender) -> Sheet:
    return json_sheet(wanted.model_copy(update={"preset": "unknown"}), preferences, sender)


async def test_jobs_are_listed_newest_first_and_are_their_lawyers_own(bench: Bench) -> None:
    await many(await with_matter(bench), 2)
    made = []
    for _ in range(3):
        bench.clock.advance(timedelta(seconds=1))
        made.append(await bench.exports.request(ALICE, NOVEMBER))
    page = await bench.exports.list(ALICE, limit=2, after=None)
    rest = await bench.exports.list(ALICE, limit=2, after=page.after)
    assert [job.id for job in (*page.items, *rest.items)] == [job.id for job in reversed(made)]
    assert (await bench.exports.list(BRUNO, limit=9, after=None)).items == ()
    for lawyer, job_id in [(BRUNO, made[0].id), (ALICE, new_id(bench.clock.now()))]:
        with pytest.raises(NotFound):
            await bench.exports.open(lawyer, job_id)
        with pytest.raises(NotFound):
            await bench.exports.withdraw(lawyer, job_id)
        with pytest.raises(NotFound):
            await bench.exports.retry(lawyer, job_id)
