"""Bookmarks and time: what was called a bookmark is one, and nothing else."""

import pytest

from core.domain.entries import EntryKind
from core.domain.findings import Field, FindingCode
from core.drafting.verify import DraftedEntry, drafts
from tests.core.drafting.making import CONTEXT, draft, entry, proposal


def doubted(made: DraftedEntry) -> bool:
    return FindingCode.KIND_UNCONFIRMED in {
        found.code for found in made.findings if found.field is Field.KIND
    }


@pytest.mark.parametrize(
    ("said", "told", "proposed", "kind", "doubt"),
    [
        ("Bookmark: reviewing the lease.", "reviewing the lease", "bookmark", "bookmark", False),
        ("Okay, so bookmark, reviewing the lease.", "reviewing the lease", "bookmark", "bookmark", False),
        ("Bookmark. Reviewing the lease.", "Reviewing the lease", "bookmark", "bookmark", False),
        ("Signet : lecture du bail.", "lecture du bail", "bookmark", "bookmark", False),
        ("Marque-page, lecture du bail.", "lecture du bail", "bookmark", "bookmark", False),
        ("Reviewing the lease, bookmark.", "Reviewing the lease", "bookmark", "bookmark", False),
        ("Bookmark: reviewing the lease.", "reviewing the lease", "time", "bookmark", True),
        ("Reviewing the lease.", "Reviewing the lease", "bookmark", "time", True),
        ("Reviewing the lease.", "Reviewing the lease", "time", "time", False),
        ("Added a bookmark to the lease.", "Added a bookmark to the lease", "time", "time", False),
        ("Added bookmarks to the lease.", "Added bookmarks to the lease", "bookmark", "time", True),
    ],
)
def test_the_word_decides(said: str, told: str, proposed: str, kind: str, doubt: bool) -> None:
    made = draft(said, kind=proposed, narrative=("Reviewing the lease.", told))
    assert made.fields.kind == kind
    assert doubted(made) is doubt


RECAP = "Point two, call with counsel. Bookmark: reading the lease, stopped at point three. Point six, memo."
CALL = entry(hours=("0.2", "Point two"), narrative=("Call with counsel.", "call with counsel"))
READING = entry(
    kind="bookmark", narrative=("Reading the lease.", "reading the lease, stopped at point three")
)
MEMO = entry(hours=("0.6", "Point six"), narrative=("Memo.", "memo"))


def test_a_bookmark_is_its_own_entry_and_its_times_are_nobodys() -> None:
    made = drafts(proposal(CALL, READING, MEMO), RECAP, CONTEXT)
    assert [one.fields.kind for one in made] == [EntryKind.TIME, EntryKind.BOOKMARK, EntryKind.TIME]
    assert not any(found.field in {Field.KIND, Field.HOURS} for one in made for found in one.findings)
    assert (made[1].fields.activity_code, made[1].fields.task_code) == (None, None)


def test_a_bookmark_that_is_no_entry_is_pointed_out_on_all() -> None:
    made = drafts(proposal(CALL, MEMO), RECAP, CONTEXT)
    assert [one.fields.kind for one in made] == [EntryKind.TIME] * 2
    assert all(map(doubted, made))


def test_a_bookmark_is_not_asked_for_its_time() -> None:
    made = draft("Bookmark: reading the lease.", kind="bookmark", narrative=("Reading.", "reading the lease"))
    assert Field.HOURS not in {found.field for found in made.findings}
