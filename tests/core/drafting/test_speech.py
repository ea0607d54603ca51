import pytest

from core.domain.errors import FinalFailure
from core.domain.reasons import Reason
from core.drafting.speech import CONFIDENCE, NO_SPEECH, check_speech
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
