"""From bytes to text: UTF-8 only, and a telling answer for everything else."""

import codecs

from core.importing.unreadable import SAVE_AS, unreadable

_SIGNS = {
    b"PK\x03\x04": "an Excel workbook or a zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file",
    codecs.BOM_UTF32_LE: "text in UTF-32",
    codecs.BOM_UTF32_BE: "text in UTF-32",
    codecs.BOM_UTF16_LE: "text in UTF-16",
    codecs.BOM_UTF16_BE: "text in UTF-16",
}
_SAMPLE = 4096
_OF_UTF16 = 0.3


def text_of(data: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte order mark; raises InvalidInput."""
    for sign, name in _SIGNS.items():
        if data.startswith(sign):
            raise unreadable(f"This is {name}, not CSV in UTF-8. {SAVE_AS}")
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data.strip():
        raise unreadable("The file is empty.")
    if (at := data.find(0)) >= 0:
        raise _with_zeros(data, at)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise _in_another_encoding(data, error.start) from None


def _with_zeros(data: bytes, at: int) -> Exception:
    halves = (data[:_SAMPLE:2], data[1:_SAMPLE:2])
    if any(half.count(0) > _OF_UTF16 * len(half) for half in halves):
        return unreadable(f"This looks like text in UTF-16, not UTF-8. {SAVE_AS}")
    return unreadable(f"There is a zero byte, as binary files have. {SAVE_AS}", _line_of(data, at))


def _in_another_encoding(data: bytes, at: int) -> Exception:
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return unreadable(f"This is not UTF-8. {SAVE_AS}", _line_of(data, at))
    problem = f"This looks like Windows-1252, as Excel's plain CSV is, not UTF-8. {SAVE_AS}"
    return unreadable(problem, _line_of(data, at))


def _line_of(data: bytes, at: int) -> int:
    return len((data[:at] + b".").splitlines())
