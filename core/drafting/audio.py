"""Whether bytes are a recording we take, by what they begin with and never by their name.

Sources of the signatures: RFC 9639 (FLAC), RFC 3533 (Ogg), ISO/IEC 14496-12 (MP4), RFC 8794 (EBML),
ISO/IEC 11172-3 (MPEG audio), id3.org (ID3v2), Microsoft's RIFF WAVE description.
"""

from core.domain.errors import FinalFailure
from core.domain.reasons import Reason
from core.domain.recordings import AudioFormat

HEAD_BYTES = 64

_EBML = b"\x1a\x45\xdf\xa3"
_EBML_DOCTYPE = b"\x42\x82"
_LARGEST_FTYP = 1024
# What a recorder that cannot go back writes for a length it does not know, and all above it.
_LENGTH_UNKNOWN = 0x7F000000
_M4A_BRANDS = (b"M4A ", b"M4B ")


def check_audio(audio: bytes, limit: int) -> AudioFormat:
    """The container of a recording of at most `limit` bytes; raises FinalFailure for anything else."""
    if not audio:
        raise FinalFailure(Reason.EMPTY)
    if len(audio) > limit:
        raise FinalFailure(Reason.TOO_LARGE)
    container = check_container(audio[:HEAD_BYTES])
    if container is None:
        raise FinalFailure(Reason.NOT_AUDIO)
    if container is AudioFormat.WAV and _is_cut_off(audio):
        raise FinalFailure(Reason.UNREADABLE_AUDIO)
    return container


def check_container(head: bytes) -> AudioFormat | None:
    """The container that the first `HEAD_BYTES` bytes of a file announce, if we take it."""
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return AudioFormat.WAV
    if head[:4] == b"OggS":
        return AudioFormat.OGG
    if head[:4] == b"fLaC":
        return AudioFormat.FLAC
    if _is_ftyp(head):
        return AudioFormat.M4A if head[8:12] in _M4A_BRANDS else AudioFormat.MP4
    if _is_webm(head):
        return AudioFormat.WEBM
    return AudioFormat.MP3 if _is_id3(head) or _is_mpeg_frame(head) else None


def _is_cut_off(wav: bytes) -> bool:
    # A decoder would take half a dictation for a whole one. Some writers leave out the last padding byte.
    declared = int.from_bytes(wav[4:8], "little") + 8
    return len(wav) + 1 < declared < _LENGTH_UNKNOWN


def _is_ftyp(head: bytes) -> bool:
    # A file type box holds a few brands; text that happens to spell its name would announce gigabytes.
    return head[4:8] == b"ftyp" and int.from_bytes(head[:4]) <= _LARGEST_FTYP


def _is_id3(head: bytes) -> bool:
    # Versions 2.2 to 2.4; each byte of the size has its top bit clear.
    return head[:3] == b"ID3" and head[3:4] in (b"\2", b"\3", b"\4") and max(head[6:10], default=0xFF) < 0x80  # noqa: PLR2004


def _is_webm(head: bytes) -> bool:
    # Matroska shares the signature: the document type tells them apart. Its length is one byte, 0x80 + n.
    return head[:4] == _EBML and _EBML_DOCTYPE + b"\x84webm" in head[:HEAD_BYTES]


def _is_mpeg_frame(head: bytes) -> bool:
    """Whether a frame header of MPEG layer III stands here, with no field at a forbidden value."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:  # noqa: PLR2004 - the header's own bits
        return False
    version, layer = head[1] >> 3 & 0b11, head[1] >> 1 & 0b11
    bitrate, sampling = head[2] >> 4, head[2] >> 2 & 0b11
    return version != 0b01 and layer == 0b01 and bitrate not in {0b0000, 0b1111} and sampling != 0b11  # noqa: PLR2004
