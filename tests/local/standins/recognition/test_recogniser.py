"""Long audio, cut into pieces a decoder can hold."""

from array import array
from pathlib import Path

from local.standins.recognition.audio import SAMPLE_RATE, decode
from local.standins.recognition.recogniser import recognise, sentence
from tests.local.standins.sounds import silence, wav

SMITH_CALL = Path(__file__).parents[4] / "samples" / "smith-call.wav"


def test_speech_is_heard_and_placed_beyond_the_first_half_minute() -> None:
    spoken = decode(SMITH_CALL.read_bytes())
    heard = recognise(wav(array("h", silence(29) + spoken)))
    assert heard.duration == 29 + len(spoken) / SAMPLE_RATE
    assert heard.text.endswith("Telephone call with opposing counsel regarding scheduling. Smith matter.")
    assert heard.segments[-1].end <= heard.duration
    starts = [segment.start for segment in heard.segments]
    assert starts == sorted(starts)


def test_a_sentence_has_a_capital_and_a_full_stop() -> None:
    assert sentence(["point", "three"]) == "Point three."
    assert sentence([]) == ""
