"""How lawyers name their matters: which one it is, or that it must be asked."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.findings import Evidence, Field
from core.domain.matters import Matter
from core.drafting.candidates import MOST_OFFERED, matter_hints, offered
from core.drafting.naming import Naming
from core.drafting.words import COMMON, Words
from tests.core.drafting.making import matter
from tests.core.drafting.matter_set import MATTERS

_LINES = (Path(__file__).parent / "spoken_matters.txt").read_text().splitlines()
_NUMBER_WORDS = "two zero hundred mille et and dash 7"
_NAME_WORDS = "Reid Reed Chen lease estate of the v. Inc. O'Brien St-Pierre Hébert McDonald bird"
SPOKEN = [line for line in _LINES if line and not line.startswith("#")]


def read(line: str) -> tuple[str, Evidence, str | None]:
    """The transcript, the words quoted of it, and the matter's id."""
    said, _, wanted = line.rpartition(" = ")
    start, end = said.index("["), said.index("]") - 1
    transcript = said.replace("[", "").replace("]", "")
    evidence = Evidence(field=Field.MATTER, quote=transcript[start:end], start=start, end=end)
    return transcript, evidence, None if wanted == "?" else wanted


def test_there_are_matters_and_references_enough() -> None:
    assert len(MATTERS) >= 300
    assert len({one.id for one in MATTERS}) == len(MATTERS)
    assert len(SPOKEN) >= 100


@pytest.mark.parametrize("line", SPOKEN)
def test_what_is_said_names_the_one_matter_or_none(line: str) -> None:
    """Whichever matter a model picks, only the one that was named is taken."""
    transcript, evidence, wanted = read(line)
    candidates = offered(MATTERS, transcript)
    naming = Naming(transcript, evidence, candidates)
    taken = [one.id for place, one in enumerate(candidates) if naming.names(place)]
    assert taken == ([wanted] if wanted else [])


@pytest.mark.parametrize("line", [line for line in SPOKEN if not line.endswith("= ?")])
def test_the_matter_that_was_named_is_offered_first(line: str) -> None:
    transcript, evidence, wanted = read(line)
    assert offered(MATTERS, evidence.quote)[0].id == wanted
    assert wanted in [one.id for one in offered(MATTERS, transcript)]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Allen file", {"allen", "allan"}),
        ("Pierson file", {"pierson", "pearson"}),
        ("Wang matter", {"wong"}),
        ("Rood matter", {"reid"}),
        ("Delaner injunction", {"delaney"}),
        ("Harris matter", {"harris-lease", "harris-sale"}),
    ],
)
def test_those_that_are_close_are_ranked_first(said: str, wanted: set[str]) -> None:
    candidates = offered(MATTERS, said)
    assert {one.id for one in candidates[: len(wanted)]} == wanted
    evidence = Evidence(field=Field.MATTER, quote=said, start=0, end=len(said))
    ranked = Naming(said, evidence, candidates).ranked()
    assert {one.id for one in ranked[: len(wanted)]} == wanted


def called(one: Matter) -> list[str]:
    return [one.name, one.client, one.number, *one.aliases]


words = st.sampled_from(_NAME_WORDS.split())
names = st.lists(words, min_size=1, max_size=4).map(" ".join) | st.text(min_size=1, max_size=12)
numbers = st.from_regex(r"20[0-9]{2}-[0-9]{3}", fullmatch=True)
many = st.lists(
    st.tuples(names, names, numbers, st.lists(names, max_size=2).map(tuple)), min_size=1, max_size=30
).map(
    lambda made: [
        matter(f"M-{place}", name, client, number=number, aliases=aliases)
        for place, (name, client, number, aliases) in enumerate(made)
    ]
)


@given(many, st.data())
def test_a_matter_named_just_as_it_is_called_is_offered_first(
    matters: list[Matter], data: st.DataObject
) -> None:
    wanted = data.draw(st.sampled_from(matters))
    said = data.draw(st.sampled_from(called(wanted)))
    texts = Words(said).texts
    first = offered(matters, said)[0]
    assert texts in [Words(name).texts for name in called(first)] or COMMON.issuperset(texts)


@given(st.text() | st.lists(words | st.sampled_from(_NUMBER_WORDS.split())).map(" ".join))
def test_no_text_is_too_strange(text: str) -> None:
    candidates = offered(MATTERS, text)
    assert len(candidates) == MOST_OFFERED
    evidence = Evidence(field=Field.MATTER, quote=text, start=0, end=len(text))
    naming = Naming(text, evidence, candidates)
    assert sum(map(naming.names, range(len(candidates)))) <= 1
    assert set(naming.ranked()) <= set(candidates)


@given(st.lists(names, min_size=1, max_size=5))
def test_no_name_is_too_strange(strange: list[str]) -> None:
    made = [
        matter(f"M-{place}", name, name, number=name, aliases=(name,)) for place, name in enumerate(strange)
    ]
    assert set(offered(made, " ".join(strange))) == set(made)
    assert len(matter_hints(made)) <= len(made)
