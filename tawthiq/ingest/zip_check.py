"""Opens a zipped office file only after weighing it: what it inflates to, what its members are called, what they declare.

Sizes are counted while inflating, since the sizes a zip declares are its author's word. Members whose names climb out of
a folder are left behind; XML with a document type is refused, for nothing an office writes has one.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from tawthiq.ingest.limits import limits, millions
from tawthiq.ingest.page import Refused

SMALL = 1_000_000
_CHUNK = 1 << 18
_DOCTYPES = re.compile(
    b"|".join(re.escape("<!doctype".encode(encoding)) for encoding in ("utf-8", "utf-16-le", "utf-16-be")),
    re.IGNORECASE,
)
_ENCODING = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{0,40})")
_PLAIN_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii")


def check_zip(raw: bytes) -> dict[str, bytes]:
    """The members of a zip by name: XML inflated, others weighed and given empty. Raises Refused: "zip_bomb", "too_large", "unreadable",
    "encrypted", "dtd"."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _members(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise Refused("unreadable", f"the file is no sound zip archive ({type(error).__name__})") from error
    except RuntimeError as error:  # zipfile's word for a member under a password
        raise Refused("encrypted", "the file opens only with a password") from error


def _members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = archive.infolist()
    if len(infos) > limits().zip_members:
        raise Refused("zip_bomb", f"the file holds more than {limits().zip_members:,} members")
    if sum(info.file_size for info in infos) > limits().zip_bytes:
        raise Refused("zip_bomb", f"the file inflates to more than {millions(limits().zip_bytes)} MB")
    found: dict[str, bytes] = {}
    total = xml = tags = 0
    for info in infos:
        if info.is_dir() or not _safe(info.filename) or info.filename in found:
            continue
        content = _inflate(archive, info, limits().zip_bytes - total)
        total += len(content)
        if not info.filename.lower().endswith((".xml", ".rels")):
            found[info.filename] = b""  # weighed, and never looked into: a picture is no text
            continue
        xml += len(content)
        tags += content.count(b"<")
        if xml > limits().xml_bytes or tags > limits().xml_tags:
            most = f"{millions(limits().xml_bytes)} MB of XML, or {limits().xml_tags:,} tags"
            raise Refused("too_large", f"the file holds more than {most}")
        _check_xml(content)
        found[info.filename] = content
    return found


def _safe(name: str) -> bool:
    """Whether a member's name stays inside the folder it is unpacked to, on every system."""
    parts = name.replace("\\", "/").split("/")
    return (
        bool(name)
        and not name.startswith(("/", "\\"))
        and ".." not in parts
        and ":" not in parts[0]
        and "\x00" not in name
    )


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    with archive.open(info) as member:
        while chunk := member.read(_CHUNK):
            size += len(chunk)
            if size > room or (size > SMALL and size > limits().zip_ratio * max(1, info.compress_size)):
                raise Refused("zip_bomb", f"the file inflates to more than {limits().zip_ratio} times its size")
            parts.append(chunk)
    return b"".join(parts)


def _check_xml(content: bytes) -> None:
    utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    declared = _ENCODING.match(content[:512])
    if declared and not utf16 and declared[1].lower() not in _PLAIN_ENCODINGS:
        raise Refused("unreadable", "the file holds XML in an encoding that no office writes")
    if _DOCTYPES.search(content) or content[:4] in (b"\x00\x00\xfe\xff", b"\xff\xfe\x00\x00"):
        raise Refused("dtd", "the file declares a document type or entities of its own, as no office writes them")
