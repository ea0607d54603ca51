"""What was recognised in a recording, and the worker processes that recognise it with PocketSphinx."""

import asyncio
import math
import multiprocessing
import os
import re
import signal
import threading
from array import array
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pocketsphinx._pocketsphinx import Decoder
from pocketsphinx._pocketsphinx import Segment as Found

from local.standins.recognition.audio import (
    LOUDNESS_FRAME,
    SAMPLE_RATE,
    decode,
    loudness,
    no_speech_probability,
)

PAUSE = 0.35
FRAMES_PER_SECOND = 100
LONGEST_CHUNK = 30 * SAMPLE_RATE
LEAST_PROBABILITY = 1e-4


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word, its place in seconds and its posterior probability."""

    text: str
    start: float
    end: float
    probability: float


@dataclass(frozen=True, slots=True)
class Segment:
    """Words between two pauses; `text` is a sentence, or empty where nothing was recognised."""

    text: str
    start: float
    end: float
    avg_logprob: float
    no_speech_prob: float
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognition:
    """A whole recording: its length in seconds and its segments in order."""

    duration: float
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """Return everything that was recognised."""
        return " ".join(segment.text for segment in self.segments if segment.text)


def sentence(words: list[str]) -> str:
    """Return words as a sentence: the recogniser knows neither capitals nor full stops."""
    joined = " ".join(words)
    return f"{joined[:1].upper()}{joined[1:]}." if joined else ""


def scripted(text: str, avg_logprob: float, no_speech_prob: float) -> Recognition:
    """Return a given text as if it had been spoken at 150 words a minute."""
    seconds = max(round(len(text.split()) * 0.4, 2), 1.0)
    return Recognition(seconds, (Segment(text, 0.0, seconds, avg_logprob, no_speech_prob),))


def recognise(data: bytes) -> Recognition:
    """Decode a recording and recognise its words; raise UndecodableAudioError."""
    samples = decode(data)
    words = [word for chunk in _chunks(samples) for word in _words(samples, chunk)]
    segments = tuple(_segment(group, samples) for group in _split_at_pauses(words))
    duration = len(samples) / SAMPLE_RATE
    silence = Segment("", 0.0, duration, 0.0, no_speech_probability(samples))
    return Recognition(duration, segments or (silence,))


def _chunks(samples: array[int]) -> Iterator[range]:
    """Cut long audio at the quietest moment of the second half of each 30 s, as memory grows with length."""
    start = 0
    while len(samples) - start > LONGEST_CHUNK:
        middle = start + LONGEST_CHUNK // 2
        levels = loudness(samples[middle : start + LONGEST_CHUNK])
        cut = middle + levels.index(min(levels)) * LOUDNESS_FRAME
        yield range(start, cut)
        start = cut
    yield range(start, len(samples))


def _words(samples: array[int], chunk: range) -> list[Word]:
    decoder = _decoder()
    decoder.reinit_feat()  # sows the dither anew: what was heard before must not matter
    decoder.start_utt()
    decoder.process_raw(samples[chunk.start : chunk.stop].tobytes(), full_utt=True)
    decoder.end_utt()
    offset = chunk.start / SAMPLE_RATE
    return [_word(found, offset) for found in decoder.seg() or () if found.word[0] not in "<["]


def _word(found: Found, offset: float) -> Word:
    text = re.sub(r"\(\d+\)$", "", found.word)  # "hour(2)" is the dictionary's second way to say it
    start = offset + found.start_frame / FRAMES_PER_SECOND
    end = offset + (found.end_frame + 1) / FRAMES_PER_SECOND
    return Word(text, round(start, 2), round(end, 2), min(found.prob, 1.0))


def _split_at_pauses(words: list[Word]) -> list[list[Word]]:
    groups = [words[:1]] if words else []
    for before, word in pairwise(words):
        if word.start - before.end > PAUSE:
            groups.append([])
        groups[-1].append(word)
    return groups


def _segment(words: list[Word], samples: array[int]) -> Segment:
    start, end = words[0].start, words[-1].end
    logprobs = [math.log(max(word.probability, LEAST_PROBABILITY)) for word in words]
    heard = samples[int(start * SAMPLE_RATE) : int(end * SAMPLE_RATE)]
    text = sentence([word.text for word in words])
    logprob = round(sum(logprobs) / len(words), 4)
    return Segment(text, start, end, logprob, no_speech_probability(heard), tuple(words))


@cache
def _decoder() -> Decoder:
    """Load the English model, once per process.

    Batch normalisation and a fixed seed make each recording's result its own.
    """
    return Decoder(samprate=SAMPLE_RATE, cmn="batch", dither=True, seed=1, loglevel="FATAL")


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its workers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _decoder()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(0)


class Recogniser:
    """Worker processes with a loaded model each; PocketSphinx holds the GIL, so threads would not do."""

    def __init__(self, workers: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker)

    async def recognise(self, data: bytes) -> Recognition:
        """Recognise a recording in a worker; raise UndecodableAudioError."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, recognise, data)

    def close(self) -> None:
        """End the workers once what they are doing is done."""
        self._pool.shutdown(cancel_futures=True)
