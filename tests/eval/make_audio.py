"""Make the recordings of the evaluation with Debian's `flite`, by hand: `python -m tests.eval.make_audio`.

Each script of data/scripts/audio.txt is read in phrases, its sentences, with a pause after each; two voices
take turns. Nothing is tuned to what the recogniser hears right: what it mishears is part of the evaluation.
"""

import re

from samples.make_samples import Sample, recorded
from tests.eval.scripts import AUDIO, Script, scripts

_GROUP = "audio"
_VOICES = ("rms", "slt")


def main() -> None:
    """Write every recording."""
    AUDIO.mkdir(exist_ok=True)
    spoken = [script for script in scripts() if script.group == _GROUP]
    for at, script in enumerate(spoken):
        script.audio.write_bytes(recorded(_sample(script, _VOICES[at % len(_VOICES)])))


def _sample(script: Script, voice: str) -> Sample:
    phrases = re.split(r"(?<=\.)\s+", script.text)
    return Sample(script.audio.name, "", tuple(phrase.rstrip(".") for phrase in phrases), voice)


if __name__ == "__main__":
    main()
