"""Names that sound alike have one key; names that do not, have two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.drafting.sounds import is_one_edit, sound_keys, without_one
from core.language.tokens import fold


def keys(names: str) -> set[str]:
    return set(sound_keys([fold(name) for name in names.split()]))


@pytest.mark.parametrize(
    "names",
    [
        "Reid Reed Read",
        "Smith Smyth Smythe",
        "Tremblay Trembley Tremblé Tremblai",
        "MacDonald McDonald",
        "Mackenzie McKenzie",
        "Thomson Thompson",
        "Clark Clarke",
        "Brown Browne",
        "Meyer Myer",
        "Johnson Jonson",
        "Philips Phillips",
        "Stephens Stevens",
        "Hébert Hebert",
        "Thibault Thibeault Thibaud",
        "Boudreau Boudreault Boudreaux",
        "Anderson Andersen",
        "Allen Allan",
        "Stewart Stuart",
        "Lefebvre Lefèvre",
        "Levesque Lévêque",
        "Gauthier Gautier",
        "Sarah Sara",
        "Kelly Kelley",
        "Pearson Pierson",
        "Matthews Mathews",
        "Bailey Bayley",
        "Desjardins Dejardins",
        "Beaulieu Bolieu",
        "Wright Right",
        "Knight Night",
        "Schmidt Schmitt",
        "Lee Leigh",
        "Taylor Tayler",
    ],
)
def test_names_that_sound_alike_have_one_key(names: str) -> None:
    assert len(keys(names)) == 1


@pytest.mark.parametrize(
    "names",
    ["Chan Chen", "Reid Rood", "Smith Schmidt", "Green Grant", "Brown Brian", "Roy Ray", "Martin Morton"],
)
def test_names_that_sound_different_have_two(names: str) -> None:
    assert len(keys(names)) == 2


@given(st.text(st.sampled_from("abS"), max_size=6), st.text(st.sampled_from("abS"), max_size=6))
def test_keys_one_edit_apart_share_a_part(one: str, other: str) -> None:
    assert is_one_edit(one, other) == is_one_edit(other, one)
    if is_one_edit(one, other):
        assert not without_one(one).isdisjoint(without_one(other))


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("Can", "Cen", True),
        ("ca", "cab", True),
        ("ab", "ba", True),
        ("abc", "cab", False),
        ("a", "abc", False),
    ],
)
def test_one_edit_is_a_sign_added_dropped_changed_or_swapped(one: str, other: str, is_one: bool) -> None:
    assert is_one_edit(one, other) is is_one


@given(st.lists(st.text(st.characters(categories=["Ll", "Lo"]), min_size=1), max_size=5))
def test_each_word_has_its_own_key_whatever_the_others_are(words: list[str]) -> None:
    assert sound_keys(words) == [key for word in words for key in sound_keys([word])]
