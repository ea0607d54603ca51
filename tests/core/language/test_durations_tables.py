"""The phrase tables of durations: minutes, with ~ when approximate, or - when not understood."""

import pytest

from core.language.durations import SpokenDuration, find_durations, read_duration
from tests.core.language.phrases import phrases

TABLES = {language: list(phrases(f"durations_{language}.tsv")) for language in ("en", "fr")}
ALL = [(language, *pair) for language, pairs in TABLES.items() for pair in pairs]


def _shown(read: SpokenDuration | None) -> str:
    return "-" if read is None else "~" * read.approximate + str(read.minutes)


@pytest.mark.parametrize(("language", "phrase", "expected"), ALL)
def test_a_phrase_is_read_exactly_or_not_at_all(language: str, phrase: str, expected: str) -> None:
    assert _shown(read_duration(phrase, language)) == expected


@pytest.mark.parametrize(
    ("language", "phrase"), [(language, phrase) for language, phrase, expected in ALL if expected != "-"]
)
def test_what_is_read_stands_in_the_text_as_one_or_in_parts(language: str, phrase: str) -> None:
    read = read_duration(phrase, language)

    assert read is not None
    assert read.quote == phrase[read.start : read.end]
    found = {(one.start, one.end, one.minutes) for one in find_durations(phrase, language)}
    assert {(part.start, part.end, part.minutes) for part in read.parts or (read,)} <= found
    assert not read.parts or sum(part.minutes for part in read.parts) == read.minutes


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_table_has_at_least_250_phrases_each_once(language: str) -> None:
    said = [phrase for phrase, _ in TABLES[language]]
    assert len(said) == len(set(said)) >= 250


def test_a_total_is_only_a_check_on_what_was_said_before_it() -> None:
    found = find_durations("Point two, call. Point four, memo. Point six in all.")
    assert [one.minutes for one in found] == [12, 24]


def test_what_was_taken_back_is_not_found() -> None:
    text = "Point three, sorry, point four, call. Two hours, no, three hours on the lease."
    assert [(one.quote, one.minutes) for one in find_durations(text)] == [
        ("point four", 24),
        ("three hours", 180),
    ]


def test_a_sum_says_its_parts() -> None:
    read = read_duration("point two on the call and point four on the memo, Smith file")
    assert read is not None
    assert (read.minutes, read.quote) == (36, "point two on the call and point four")
    assert [(part.quote, part.minutes) for part in read.parts] == [("point two", 12), ("point four", 24)]
