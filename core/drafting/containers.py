"""What a container says of its own end: whether it gives a length, and whether it breaks off.

Sources: RFC 9639 (FLAC), RFC 3533 (Ogg), RFC 8794 and RFC 9559 (EBML, Matroska), ISO/IEC 14496-12 (MP4), and
for MP3 the "Xing" header as LAME writes it.
"""

from collections.abc import Iterator

from core.domain.recordings import AudioFormat

_HEADER_BYTES = 64 * 1024

_MP3_SIDE_INFO = 64
_FLAC_SAMPLES = slice(21, 26)
_FLAC_SAMPLE_BITS = 36

_OGG_PAGE = 27
_OGG_LAST = 0x04

_BOX_HEADER = 8
_LARGE_BOX_HEADER = 16

_DURATION = b"\x44\x89"
_CLUSTER = 0x1F43B675
# Elements that hold others, and whose length a recorder in a browser does not know.
_OPEN = {0x18538067, _CLUSTER}
_LONGEST_NUMBER = 8


def gives_length(audio: bytes, container: AudioFormat) -> bool:
    """Whether the header gives a length that was written when the recording ended.

    Otherwise whatever a decoder says of it is an estimate.
    """
    head = audio[:_HEADER_BYTES]
    match container:
        case AudioFormat.FLAC:
            return int.from_bytes(audio[_FLAC_SAMPLES]) % (1 << _FLAC_SAMPLE_BITS) > 0
        case AudioFormat.MP3:
            return _has_frame_count(audio)
        case AudioFormat.M4A | AudioFormat.MP4:
            return b"mvex" not in head
        case AudioFormat.WEBM:
            return _DURATION in head.partition(_CLUSTER.to_bytes(4))[0]
        case AudioFormat.WAV | AudioFormat.OGG:
            return False


def breaks_off(audio: bytes, container: AudioFormat, forgiven: int) -> bool:
    """Whether the file ends before a part of it does, with more than `forgiven` bytes of that part missing.

    Where a recorder in a browser writes no sizes but those of packets, nothing shows.
    """
    match container:
        case AudioFormat.OGG:
            return _ogg_breaks_off(audio)
        case AudioFormat.WEBM:
            return _last(_elements(audio)) > len(audio) + forgiven
        case AudioFormat.M4A | AudioFormat.MP4:
            return _last(_boxes(audio)) > len(audio) + forgiven
        case AudioFormat.WAV | AudioFormat.MP3 | AudioFormat.FLAC:
            return False


def _has_frame_count(mp3: bytes) -> bool:
    """Whether the first frame counts the others; it follows an ID3 tag, whose size has 7 bits a byte."""
    start = 0
    if mp3[:3] == b"ID3":
        start = 10 + sum(
            (byte & 0x7F) << shift for byte, shift in zip(mp3[6:10], (21, 14, 7, 0), strict=False)
        )
    first = mp3[start : start + _MP3_SIDE_INFO]
    return b"Xing" in first or b"Info" in first


def _last(ends: Iterator[int]) -> int:
    return max(ends, default=0)


def _boxes(mp4: bytes) -> Iterator[int]:
    """Where each box of an MP4 ends; a size of 0 is up to the end of the file."""
    start = 0
    while start + _BOX_HEADER <= len(mp4):
        size = int.from_bytes(mp4[start : start + 4])
        if size == 1:
            size = max(int.from_bytes(mp4[start + 8 : start + 16]), _LARGE_BOX_HEADER)
        elif size < _BOX_HEADER:
            return
        start += size
        yield start


def _elements(webm: bytes) -> Iterator[int]:
    """Where each element of a WebM ends, those of unknown length left out."""
    start = 0
    while start < len(webm):
        name, size, body = _element(webm, start)
        if body > len(webm):
            yield body
            return
        if size is None and name not in _OPEN:
            return
        if size is not None:
            yield body + size
        # Of what is open the parts are looked at, of all else the end.
        start = body if name in _OPEN else body + (size or 0)


def _element(webm: bytes, start: int) -> tuple[int, int | None, int]:
    """The name and size of an element, None if unknown, and where its body begins."""
    name_length = _number_length(webm, start)
    name = int.from_bytes(webm[start : start + name_length])
    at = start + name_length
    size_length = _number_length(webm, at)
    raw = int.from_bytes(webm[at : at + size_length])
    bits = 7 * size_length
    size = raw & ((1 << bits) - 1)
    return name, None if size == (1 << bits) - 1 else size, at + size_length


def _number_length(webm: bytes, start: int) -> int:
    """How many bytes a number of EBML takes: one more than its first byte has leading zeros."""
    first = webm[start] if start < len(webm) else 0
    return min(_LONGEST_NUMBER + 1 - first.bit_length(), _LONGEST_NUMBER)


def _ogg_breaks_off(ogg: bytes) -> bool:
    """Whether pages end within one, or are followed by what is none, before any says that it is the last.

    A last page that is there in part is no matter: it holds about a second.
    """
    start, flags = 0, 0
    while start < len(ogg):
        if ogg[start : start + 4] != b"OggS" or start + _OGG_PAGE > len(ogg):
            break
        flags = ogg[start + 5]
        sizes = ogg[start + _OGG_PAGE : start + _OGG_PAGE + ogg[start + _OGG_PAGE - 1]]
        start += _OGG_PAGE + ogg[start + _OGG_PAGE - 1] + sum(sizes)
    return start != len(ogg) and not flags & _OGG_LAST
