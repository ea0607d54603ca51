"""Which words are offered as an alias after a correction."""

import pytest

from core.domain.findings import Evidence, Field
from core.drafting.aliases import alias_of
from tests.core.drafting.making import CHEN, CLOSED, SMITH, matter


def quoted(quote: str, field: Field = Field.MATTER) -> tuple[Evidence, ...]:
    return (Evidence(field=field, quote=quote, start=0, end=len(quote)),)


@pytest.mark.parametrize(
    ("quote", "alias"),
    [
        ("the bluebird matter", "bluebird"),
        ("dossier de la Grande Ourse", "Grande Ourse"),
        ("Reed file", "Reed"),
        ("the house on the hill file", "house on the hill"),
    ],
)
def test_words_that_the_matter_does_not_carry_are_offered(quote: str, alias: str) -> None:
    assert alias_of(SMITH, quoted(quote)) == alias


@pytest.mark.parametrize("quote", ["the Smith matter", "Sarah's file", "2026-014", "the matter", "", "- - -"])
def test_words_that_it_carries_or_that_name_nothing_are_not(quote: str) -> None:
    assert alias_of(SMITH, quoted(quote)) is None


def test_only_the_words_of_the_matter_count_and_only_short_ones() -> None:
    assert alias_of(SMITH, quoted("bluebird", Field.NARRATIVE)) is None
    assert alias_of(SMITH, ()) is None
    assert alias_of(SMITH, quoted("bluebird " * 12)) is None


def test_a_closed_matter_and_a_full_one_take_no_alias() -> None:
    assert alias_of(CLOSED, quoted("bluebird")) is None
    full = matter("M-3", "Full", aliases=tuple(f"alias {n}" for n in range(20)))
    assert alias_of(full, quoted("bluebird")) is None
    assert alias_of(CHEN, quoted("bluebird")) == "bluebird"
