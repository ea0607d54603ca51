import pytest

from core.domain.errors import FinalFailure
from core.domain.reasons import Reason
from core.drafting.speech import CONFIDENCE, NO_SPEECH, check_length, check_speech
from core.ports import Speech, SpeechSegment


def segment(no_speech: float | None, confidence: float | None) -> SpeechSegment:
    return SpeechSegment("Thank you.", 0, 1, no_speech, confidence)


SILENT = segment(NO_SPEECH + 0.01, CONFIDENCE - 0.01)
DOUBTFUL = segment(NO_SPEECH + 0.01, CONFIDENCE + 0.01)
MUMBLED = segment(NO_SPEECH - 0.01, CONFIDENCE - 0.01)


@pytest.mark.parametrize(
    "speech", [Speech(""), Speech(" \n"), Speech(" ... "), Speech("Thank you.", (SILENT, SILENT))]
)
def test_refuses_silence(speech: Speech) -> None:
    with pytest.raises(FinalFailure) as caught:
        check_speech(speech)
    assert caught.value.reason is Reason.NO_SPEECH


@pytest.mark.parametrize(
    "segments",
    [(), (SILENT, MUMBLED), (DOUBTFUL,), (MUMBLED,), (segment(None, 0.1),), (segment(0.99, None),)],
)
def test_passes_what_may_be_speech(segments: tuple[SpeechSegment, ...]) -> None:
    check_speech(Speech("Call with counsel.", segments))


def test_passes_accented_words_and_figures() -> None:
    check_speech(Speech("É"))
    check_speech(Speech("0.3"))


@pytest.mark.parametrize(
    ("heard", "recorded"),
    [(60.0, None), (None, 60), (60.0, 60), (57.0, 60), (54.0, 60), (2.0, 5), (90.0, 60)],
)
def test_passes_speech_as_long_as_it_was_recorded(heard: float | None, recorded: int | None) -> None:
    check_length(Speech("Call with counsel.", seconds=heard), recorded)


@pytest.mark.parametrize(("heard", "recorded"), [(30.0, 60), (53.9, 60), (1.9, 5), (0.0, 4)])
def test_refuses_speech_that_was_cut_short(heard: float, recorded: int) -> None:
    with pytest.raises(FinalFailure) as caught:
        check_length(Speech("Call with counsel.", seconds=heard), recorded)
    assert caught.value.reason is Reason.CUT_SHORT
