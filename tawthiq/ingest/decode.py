"""Bytes to text: UTF-8, UTF-16 with its mark, Windows-1256, or a plain reason why not.

Rule: a byte order mark decides; else UTF-8 where it is valid; else Windows-1256 where that gives mostly Arabic letters;
else UTF-8 with its broken places marked, where few are broken. Anything else is refused: a guess that garbles names is
worse than a refusal.
"""

from __future__ import annotations

import codecs

from tawthiq.ingest.page import Refused

LIMIT = 25_000_000
"""Bytes: a longer text is no report, and is refused."""
_FEW = 0.02
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(raw: bytes) -> str:
    """The text of `raw`. Raises Refused: empty, too_large, binary, broken_encoding."""
    if not raw.strip():
        raise Refused("empty", "the file is empty")
    if len(raw) > LIMIT:
        raise Refused("too_large", f"the file has {len(raw) / 1e6:.0f} MB of text; the limit is {LIMIT // 1_000_000} MB")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError as error:
                raise Refused("broken_encoding", f"the file says it is {encoding} and is not: {error.reason}") from error
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
    return b"\x00" in sample or control > len(sample) * 0.02


def _legacy(raw: bytes) -> str:
    repaired = raw.decode("utf-8", errors="replace")
    broken = repaired.count("\ufffd") / max(1, len(repaired))
    legacy = raw.decode("cp1256", errors="replace")
    letters = [c for c in legacy if c.isalpha()]
    arabic = sum("\u0621" <= c <= "\u064a" for c in letters)
    if broken > _FEW and letters and arabic > 0.5 * len(letters):
        return legacy
    if broken <= _FEW:
        return repaired
    raise Refused("broken_encoding", "the text is neither UTF-8 nor Windows-1256")
