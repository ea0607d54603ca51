"""Which language a dictation is in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language.detect import detect

DATA = Path(__file__).parent / "data"
SAMPLES = Path(__file__).parents[3] / "samples"


@pytest.mark.parametrize(
    "text",
    [
        "Point three, call with opposing counsel, Smith file.",
        "0.3 call Smith",
        "Three tenths",
        "I reviewed the Tremblay lease for an hour.",
        "Meeting with Maître Côté at the Palais de justice about the motion, one and a half hours.",
        "Bookmark: I stopped at clause four.",
    ],
)
def test_english_is_known(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Virgule trois, dossier Tremblay, appel avec Me Roy.",
        "Zéro virgule trois. Révision du bail.",
        "trois dixièmes",
        "Une heure et demie, audience.",
        "J'ai rédigé la lettre à la cliente Smith hier.",
        "Conference call avec le client pour le dossier Jones, deux heures.",
    ],
)
def test_french_is_known(text: str) -> None:
    assert detect(text) == "fr"


@pytest.mark.parametrize(
    "text",
    ["", "Smith.", "0.3", "Six minutes.", "12:15", "J'ai parlé avec the client about the lease, Smith file."],
)
def test_what_does_not_say_is_not_guessed(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize(("name", "own"), [("durations_en.tsv", "en"), ("durations_fr.tsv", "fr")])
def test_spoken_times_are_not_taken_for_the_other_language(name: str, own: str) -> None:
    lines = (DATA / name).read_text().splitlines()
    phrases = [line.split("\t")[0] for line in lines if line.strip() and not line.startswith("#")]
    found = [detect(phrase) for phrase in phrases]
    assert found.count("fr" if own == "en" else "en") <= 0.01 * len(phrases)
    assert found.count(own) > 0.75 * len(phrases)  # type: ignore[arg-type]


@pytest.mark.parametrize("script", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_the_samples_are_english(script: Path) -> None:
    text = script.read_text()
    assert detect(text) == ("en" if text else None)


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    assert detect(text) in {"en", "fr", None}
