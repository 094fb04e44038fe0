"""Members of archives written by the ten megabytes: deflated lightly, and dated alike so that the same register gives the same bytes."""

from __future__ import annotations

import zipfile

LEVEL = 4
"""How hard a member is deflated: Arabic text in a third of the time that zlib's own level 6 takes, an eighth larger."""


def dated(name: str, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """The entry of a member, under a fixed date."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = method
    return lightly(info)


def lightly(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The entry, its member deflated at `LEVEL` when it is opened for writing: zipfile asks the entry, and gives no other way to say it."""
    info._compresslevel = LEVEL  # type: ignore[attr-defined]
    return info
