"""Every duration in every claimed form reads back exactly: bare, in a sentence, about, and corrected."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language.durations import find_durations, read_duration
from tests.core.language.spoken_forms import DAY, ENGLISH, FRENCH

SENTENCE = {
    "en": "{}. Call with opposing counsel about clause 4.2 of the lease, Smith file.",
    "fr": "{}. Appel avec l'avocat adverse sur l'article 4.2 du bail, dossier Roy.",
}
LISTED = {
    "en": "Call with opposing counsel, {}, Smith file.",
    "fr": "Appel avec l'avocat adverse, {}, dossier Roy.",
}
ABOUT = {"en": ("about {}", "roughly {}", "{} or so"), "fr": ("environ {}", "à peu près {}", "{} environ")}
BACK = {"en": "two hours, no, make that {}", "fr": "deux heures, non, plutôt {}"}
# Within a sentence these are times of the clock.
CLOCK_LIKE = {"{hd}:{md:02}", "{hd}h{md:02}", "{hd} h {md:02}"}
CLAIMED = [
    pytest.param(language, form, [(minutes, say(minutes)) for minutes in range(1, DAY) if can(minutes)],
                 id=f"{language}: {form} ({at})")
    for language, forms in (("en", ENGLISH), ("fr", FRENCH))
    for at, (form, can, say) in enumerate(forms)
]  # fmt: skip
each_form = pytest.mark.parametrize(("language", "form", "said"), CLAIMED)
type Said = list[tuple[int, str]]


def _wrong(said: Said, language: str, dress: Callable[[str], str], *, about: bool = False) -> list[str]:
    """What of the phrases, dressed so, is not read as its own minutes in its own words."""
    return [
        dress(text)
        for minutes, text in said
        if (read := read_duration(dress(text), language)) is None
        or (read.minutes, read.quote, read.approximate) != (minutes, text, about)
    ]


@each_form
def test_every_duration_of_a_day_reads_back(language: str, form: str, said: Said) -> None:
    assert said
    assert _wrong(said, language, str) == []


@each_form
@settings(max_examples=15)
@given(data=st.data())
def test_it_reads_back_in_a_sentence(language: str, form: str, said: Said, data: st.DataObject) -> None:
    some = [data.draw(st.sampled_from(said))]
    dressed = LISTED[language] if data.draw(st.booleans()) else SENTENCE[language]
    read = [(found.minutes, found.quote) for found in find_durations(dressed.format(some[0][1]), language)]

    assert read == some or (form in CLOCK_LIKE and read == [])


@each_form
@settings(max_examples=15)
@given(data=st.data())
def test_about_is_kept_and_a_correction_wins(
    language: str, form: str, said: Said, data: st.DataObject
) -> None:
    some = [data.draw(st.sampled_from(said))]
    about = data.draw(st.sampled_from(ABOUT[language]))

    if form not in CLOCK_LIKE:
        assert _wrong(some, language, about.format, about=True) == []
        assert _wrong(some, language, BACK[language].format) == []
