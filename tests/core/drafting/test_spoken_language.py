import pytest

from core.drafting.spoken_language import language_of

FRENCH = "Trois dixièmes, appel avec le client."


@pytest.mark.parametrize(
    ("wanted", "recognised", "text", "found"),
    [
        ("en", "fr", FRENCH, "en"),
        ("fr", "en", "Call with the client.", "fr"),
        (None, "fr", "Call with the client.", "fr"),
        (None, "welsh", FRENCH, "fr"),
        (None, None, FRENCH, "fr"),
        (None, None, "Call with the client.", "en"),
        (None, None, "Smith.", "en"),
        (None, "spanish", "Llamada.", "en"),
    ],
)
def test_what_is_set_counts_before_what_is_heard(
    wanted: str | None, recognised: str | None, text: str, found: str
) -> None:
    assert language_of(wanted, recognised, text) == found


def test_the_usual_language_counts_where_nothing_says() -> None:
    assert language_of(None, None, "Smith.", "fr") == "fr"
    assert language_of(None, None, "Call with the client.", "fr") == "en"
    assert language_of(None, "en", "Smith.", "fr") == "en"
    assert language_of("en", None, "Smith.", "fr") == "en"
