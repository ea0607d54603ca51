from core.drafting.candidates import matter_hints, offered
from tests.core.drafting.making import CHEN, CLOSED, SMITH, matter


def test_offers_first_what_was_named() -> None:
    assert offered([SMITH, CHEN], "Point two, Granville lease")[0] == CHEN
    assert offered([CHEN, SMITH], "call with Jones")[0] == SMITH
    assert offered([CHEN, SMITH], "file 2026-014")[0] == SMITH
    assert offered([CHEN, SMITH], "sarah called")[0] == SMITH


def test_accents_and_case_make_no_difference() -> None:
    hebert = matter("M-3", "Succession Hébert", days_old=400)
    assert offered([SMITH, CHEN, hebert], "DOSSIER HEBERT")[0] == hebert


def test_common_words_name_nothing() -> None:
    older = matter("M-4", "The File of the Client Company Ltd", days_old=9)
    assert offered([older, SMITH], "the file of the client company")[0] == SMITH


def test_offers_open_matters_only_and_no_more_than_the_limit() -> None:
    assert CLOSED not in offered([CLOSED, SMITH], "old smith estate")
    many = [matter(f"M-{n}", f"Matter {n}", days_old=n) for n in range(30)]
    assert offered(many, "") == tuple(many[:20])
    assert offered(reversed_ := many[::-1], "", limit=3) == tuple(reversed_[:-4:-1])


def test_hints_are_the_names_of_open_matters_once_each() -> None:
    twin = matter("M-5", "Smith Will", "Sarah Smith")
    assert matter_hints([SMITH, CLOSED, CHEN, twin]) == (
        "Sarah Smith",
        "Smith v. Jones",
        "Chen Holdings Ltd.",
        "Chen Lease",
        "the Granville lease",
        "Smith Will",
    )


def test_a_new_name_is_found_at_once() -> None:
    assert offered([CHEN, SMITH], "bluebird")[0] == CHEN
    renamed = SMITH.model_copy(update={"aliases": ("bluebird",)})
    assert offered([CHEN, renamed], "bluebird")[0] == renamed


def test_hints_begin_with_the_latest_changed_and_leave_out_what_adds_no_word() -> None:
    older = matter("M-6", "Jones", "Zoe Adams", days_old=3)
    again = matter("M-7", "Jones v. Smith", "Sarah Smith", days_old=1)
    assert matter_hints([older, again, SMITH]) == ("Sarah Smith", "Smith v. Jones", "Zoe Adams")
