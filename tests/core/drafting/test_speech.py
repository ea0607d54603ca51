"""What of a recogniser's answer may be drafted from."""

import pytest

from core.domain.errors import FinalFailure
from core.domain.reasons import Reason
from core.drafting.speech import CONFIDENCE, NO_SPEECH, UNSURE, Heard, heard
from core.ports import Sound, Speech, SpeechSegment
from tests.fakes import SPOKEN

# Ten seconds: five of speech, five of a quiet room.
HALF = Sound(10.0, ((-25.0, -20.0, -35.0, -22.0) * 25) + (-65.0,) * 100, 0.05)
SURE, DOUBTFUL = 0.8, UNSURE - 0.05


def segment(
    text: str, start: float, end: float, confidence: float | None = SURE, no_speech: float | None = None
) -> SpeechSegment:
    return SpeechSegment(text, start, end, no_speech, confidence)


def speech(*segments: SpeechSegment) -> Speech:
    return Speech(" ".join(one.text for one in segments), segments)


WORK = segment("Call with counsel, point three.", 0.5, 4.0)


def refused(said: Speech, sound: Sound = SPOKEN) -> None:
    with pytest.raises(FinalFailure) as caught:
        heard(said, sound)
    assert caught.value.reason is Reason.NO_SPEECH


@pytest.mark.parametrize("text", ["", " \n", " ... ", "You", "Thank you.", "Thanks for watching!", "Merci."])
def test_no_words_and_small_talk_alone_are_no_speech(text: str) -> None:
    refused(Speech(text))


def test_a_phrase_over_and_over_is_no_speech_however_sure_the_recogniser_is() -> None:
    refused(speech(*(segment("Thank you for watching.", at, at + 1, 0.99) for at in range(4))), HALF)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you note to Ms. Smith, point two.",
        "Subtitles by the vendor reviewed for the Smith hearing, one hour and a half, with the client.",
        "Copyright claim reviewed.",
        "You, me and Smith.",
        "É",
        "0.3",
        "Point three.",
    ],
)
def test_words_of_work_are_speech(text: str) -> None:
    assert heard(Speech(text), SPOKEN) == Heard(text)


def test_whispers_rule_refuses_what_is_silence_throughout() -> None:
    silent = segment("Point three.", 1, 2, CONFIDENCE - 0.01, NO_SPEECH + 0.01)
    refused(speech(silent, silent))
    for other in (
        segment("Call.", 2, 3, CONFIDENCE + 0.01, NO_SPEECH + 0.01),
        segment("Call.", 2, 3, CONFIDENCE - 0.01, NO_SPEECH - 0.01),
        segment("Call.", 2, 3, None, 0.99),
        segment("Call.", 2, 3, 0.1, None),
    ):
        assert heard(speech(silent, other), SPOKEN).text == "Point three. Call."


@pytest.mark.parametrize(
    "made_up",
    [
        segment("Thanks for watching.", 6.0, 9.0, SURE),
        segment("Sous-titres réalisés par la communauté d'Amara.org", 6.0, 9.0, None),
        segment("Point five, Jones file.", 6.0, 9.0, DOUBTFUL),
        segment("Thank you.", 2.0, 3.0, DOUBTFUL),
        segment("Thank you.", 10.5, 12.0, SURE),
    ],
    ids=lambda one: one.text,
)
def test_what_was_made_up_is_left_out(made_up: SpeechSegment) -> None:
    assert heard(speech(WORK, made_up), HALF).text == WORK.text
    assert heard(speech(made_up, WORK), HALF).text == WORK.text
    assert heard(speech(WORK, made_up, WORK), HALF).text == f"{WORK.text} {WORK.text}"


@pytest.mark.parametrize(
    "said",
    [
        segment("Thank you.", 2.0, 3.0, SURE),
        segment("Thank you.", 2.0, 3.0, None),
        segment("Point five, Jones file.", 6.0, 9.0, SURE),
        segment("Point five, Jones file.", 6.0, 9.0, None),
        segment("Point five, Jones file.", 2.0, 3.0, 0.01),
        segment("Point five, Jones file.", 4.0, 9.0, 0.01),
        segment("Point five.", 2.0, 3.0, CONFIDENCE - 0.2, NO_SPEECH + 0.2),
    ],
    ids=str,
)
def test_what_is_heard_or_sure_stays(said: SpeechSegment) -> None:
    whole = speech(WORK, said)
    assert heard(whole, HALF).text == whole.text


def test_what_no_segment_says_stays() -> None:
    said = Speech(
        "Also: Call with counsel, point three. Thank you. And more.",
        (WORK, segment("Thank you.", 6.0, 7.0)),
    )
    assert heard(said, HALF).text == "Also: Call with counsel, point three. And more."


def test_nothing_left_is_no_speech() -> None:
    refused(speech(segment("Bye-bye.", 6.0, 7.0), segment("Bill ten hours.", 7.0, 8.0, 0.2)), HALF)


def test_where_the_recogniser_was_unsure_is_kept() -> None:
    unsure = segment("Smith matter.", 4.0, 4.8, DOUBTFUL)
    said = speech(segment("Thank you.", 6.0, 7.0), WORK, unsure, WORK, unsure)
    found = heard(said, HALF)
    assert found.text == f"{WORK.text} Smith matter. {WORK.text} Smith matter."
    assert [found.text[start:end] for start, end in found.unclear] == ["Smith matter."] * 2
    assert found.unclear[0] != found.unclear[1]


def test_a_recogniser_that_is_sure_or_does_not_say_leaves_nothing_unclear() -> None:
    said = speech(segment("Call.", 1, 2, UNSURE), segment("Point three.", 2, 3, None))
    assert heard(said, SPOKEN).unclear == ()
