"""What is known of a recording before anyone is paid to understand it: is all of it there, is anything heard.

Thresholds are set so that nobody who speaks is refused: speech with its peak at -60 dBFS, or 3 dB below the
noise around it, is far from silent. What is in doubt goes on to the recogniser, whose answer is checked too.
"""

from collections.abc import Sequence

from core.domain.errors import FinalFailure
from core.domain.reasons import Reason
from core.domain.recordings import AudioFormat
from core.drafting.containers import breaks_off, gives_length
from core.ports import Sound

# Below this, in dB under full scale, 16 bits hold no speech: it is the dither and rounding of silence.
SILENT = -80.0
# Syllables rise by over 10 dB, in noise as loud as they are by more than 6; a room's hiss stays within 2.
STEADY = 4.0

# So much of it all must be loud: a click is no speech, the shortest word lasts longer.
_LOUD_SECONDS = 0.2
# Less than this is too short to be called steady.
_SHORTEST_SECONDS = 1.0
_QUIET_SHARE = 0.1

# Devices round, and count the moment before the microphone opens.
_SLACK_SECONDS = 3
_SLACK_SHARE = 0.1
# Encoders cut and pad by less, and a last packet that is damaged holds less.
_MOMENT_SECONDS = 1.0


def check_whole(audio: bytes, container: AudioFormat, sound: Sound, recorded: int | None) -> None:
    """Pass audio that is all there; raises FinalFailure.

    `recorded` is the length by the device, in whole seconds, None or 0 if it did not say. A file that breaks
    off is taken if there is as much of it as its device or its header says, or if the part that breaks off
    lacks no more than a moment.
    """
    declared = sound.declared if gives_length(audio, container) else None
    if declared is not None and declared - sound.seconds > _MOMENT_SECONDS:
        raise FinalFailure(Reason.UNREADABLE_AUDIO)
    if recorded and recorded - sound.seconds > max(_SLACK_SECONDS, _SLACK_SHARE * recorded):
        raise FinalFailure(Reason.CUT_SHORT)
    moment = round(len(audio) * _MOMENT_SECONDS / max(sound.seconds, _MOMENT_SECONDS))
    if declared is None and not recorded and breaks_off(audio, container, moment):
        raise FinalFailure(Reason.UNREADABLE_AUDIO)


def check_heard(sound: Sound) -> None:
    """Pass audio in which somebody may speak; raises FinalFailure for silence and for steady noise."""
    loud = _loudest(sound, sound.levels)
    steady = sound.seconds >= _SHORTEST_SECONDS and loud - _quietest(sound) <= STEADY
    if loud < SILENT or steady:
        raise FinalFailure(Reason.NO_SPEECH)


class Pauses:
    """Where nothing is heard but what is always there."""

    def __init__(self, sound: Sound) -> None:
        self._sound = sound
        self._limit = max(SILENT, _quietest(sound) + STEADY)

    def hold(self, start: float, end: float) -> bool:
        """Whether all is quiet from one second to another; behind the end of the audio it is."""
        first, last = max(int(start / self._sound.step), 0), int(end / self._sound.step) + 1
        within = self._sound.levels[first:last]
        if not within:
            return start >= self._sound.seconds
        return _loudest(self._sound, within) < self._limit


def _loudest(sound: Sound, levels: Sequence[float]) -> float:
    """The level that is reached for long enough to be a word."""
    count = min(round(_LOUD_SECONDS / sound.step), len(levels))
    return sorted(levels)[-count]


def _quietest(sound: Sound) -> float:
    """The level of the pauses: what is heard when nobody speaks."""
    ordered = sorted(sound.levels)
    return ordered[int(_QUIET_SHARE * len(ordered))]
