"""Bytes to text: UTF-8, UTF-16 with its mark, Windows-1256, or a plain reason why not.

Rule: a byte order mark decides; else UTF-8 where it is valid; else Windows-1256 where that gives mostly Arabic letters;
else UTF-8 with its broken places marked, where few are broken. Anything else is refused: a guess that garbles names is
worse than a refusal.
"""

from __future__ import annotations

import codecs
import re

from tawthiq.ingest.limits import limits, millions
from tawthiq.ingest.page import Refused

_FEW = 0.1
"""Share of broken places up to which a UTF-8 text is kept with them marked."""
_CONTROL = 0.02
"""Share of control characters above which a file is no text."""
_PAIR = re.compile(b"[\xc2-\xf4][\x80-\xbf]")
_LETTER_PAIR = re.compile("[\u0621-\u064a]{2}")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(raw: bytes) -> str:
    """The text of `raw`; a NUL in it, which no database takes, is marked as a broken place. Raises Refused: empty, too_large, binary, broken_encoding."""
    text = _decoded(raw)
    if text.count("\x00") > len(text) * _CONTROL:
        raise Refused("binary", "the file holds binary data, not text")
    return text.replace("\x00", "\ufffd")


def _decoded(raw: bytes) -> str:
    if not raw.strip():
        raise Refused("empty", "the file is empty")
    if len(raw) > limits().text_bytes:
        raise Refused(
            "too_large",
            f"the file has {len(raw) / 1e6:.0f} MB of text; the limit is {millions(limits().text_bytes)} MB",
        )
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError as error:
                if encoding == "utf-8-sig":
                    return _repaired(raw[len(mark) :])
                raise Refused(
                    "broken_encoding", f"the file says it is {encoding} and is not: {error.reason}"
                ) from error
    if _looks_binary(raw):
        raise Refused("binary", "the file holds binary data, not text")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(raw)


def _looks_binary(raw: bytes) -> bool:
    """Whether a sample holds NUL bytes or more control bytes than any text has."""
    sample = raw[:65536]
    control = sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in sample)
    return b"\x00" in sample or control > len(sample) * _CONTROL


def _legacy(raw: bytes) -> str:
    """Text that is not valid UTF-8: damaged UTF-8 where most high bytes still pair, else a Windows code page.

    Read as Windows-1256, UTF-8 Arabic gives Arabic letters too: only the pairs of its bytes tell the two apart.
    """
    high = sum(byte > 127 for byte in raw)
    paired = sum(len(m.group()) for m in _PAIR.finditer(raw))
    if paired > 0.5 * high:
        return _repaired(raw)
    arabic = raw.decode("cp1256", errors="replace")
    letters = [c for c in arabic if c.isalpha() and not c.isascii()]
    if letters and len(_LETTER_PAIR.findall(arabic)) * 4 > len(letters):
        return arabic
    try:
        western = raw.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    if western and high < 0.1 * len(raw):  # curved quotes and dashes of an English text
        return western
    raise Refused("broken_encoding", "the text is neither UTF-8 nor Windows-1256")


def _repaired(raw: bytes) -> str:
    """UTF-8 with its broken places marked U+FFFD, where they are few. Raises Refused."""
    text = raw.decode("utf-8", errors="replace")
    if text.count("\ufffd") > _FEW * len(text):
        raise Refused("broken_encoding", "too much of the text is broken UTF-8")
    return text
