"""Which files an input names, in a fixed order: the files of a folder by their relative path, of a bag those of its payload.

Hidden files, README.md and manifest.csv are passed over. A link that leads out of the folder is refused, and so is what is
no regular file: neither is opened.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tawthiq.domain.document import Unreadable
from tawthiq.ingest.bags import PAYLOAD, BadBag, is_as_promised, is_bag, promises
from tawthiq.ingest.manifest import NAME as MANIFEST

PASSED_OVER = frozenset({MANIFEST, "README.md"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: its path, its path relative to the folder it was found in, and the id its document gets.

    `promise` is the algorithm and the hash that a bag names for it.
    """

    path: Path
    relative: str
    id: str
    promise: tuple[str, str] | None = None


def find_files(path: Path) -> Iterator[Found | Unreadable]:
    """The files of `path`, a file or a folder, in order; what cannot be read is named instead."""
    name = safe_id(path.name)
    if not path.exists():
        yield Unreadable(name, "no_such_file", f"{printable(str(path))}: no such file or folder", str(path))
    elif is_bag(path):
        yield from _bag(path)
    elif path.is_dir():
        yield from _folder(path)
    else:
        yield _checked(path, path.name, path.parent)


def _folder(folder: Path) -> Iterator[Found | Unreadable]:
    names = sorted(_relative_names(folder))
    if not names:
        yield Unreadable(
            safe_id(folder.name), "empty_folder", f"{printable(str(folder))}: the folder holds no files", str(folder)
        )
    for relative in names:
        yield _checked(folder / relative, relative, folder)


def _bag(bag: Path) -> Iterator[Found | Unreadable]:
    """The payload of a bag, each file with its promise; and a line for what is promised and not there, or there unpromised."""
    try:
        promised = promises(bag)
        own = bag / PAYLOAD / MANIFEST
        if MANIFEST in promised and not (own.is_file() and is_as_promised(own, promised[MANIFEST])):
            raise BadBag(f"{PAYLOAD}/{MANIFEST} is not what was promised")
    except BadBag as error:
        yield Unreadable(safe_id(bag.name), "bad_bag", f"{printable(str(bag))}: no sound bag: {error}", str(bag))
        return
    met = set()
    for item in _folder(bag / PAYLOAD):
        if isinstance(item, Found):
            met.add(item.relative)
            if item.relative not in promised:
                why = f"{printable(str(item.path))}: the bag's manifest does not name it"
                yield Unreadable(item.id, "not_in_bag", why, str(item.path))
                continue
            item = replace(item, promise=promised[item.relative])
        yield item
    for name in sorted(set(promised) - met):
        if Path(name).name not in PASSED_OVER and not (bag / PAYLOAD / name).is_file():
            why = f"{printable(str(bag))}: {printable(name)}: promised by the bag, and not there"
            yield Unreadable(safe_id(name), "missing_from_bag", why, str(bag))


def _relative_names(folder: Path) -> Iterator[str]:
    closed: list[str] = []  # folders that cannot be listed: named like files, refused when they are looked at
    for root, folders, files in os.walk(
        folder, followlinks=False, onerror=lambda error: closed.append(str(error.filename))
    ):
        links = [f for f in folders if (Path(root) / f).is_symlink()]
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in links)
        for name in [*files, *links]:
            if not name.startswith(".") and name not in PASSED_OVER:
                yield (Path(root) / name).relative_to(folder).as_posix()
    yield from (Path(name).relative_to(folder).as_posix() for name in closed)


def _checked(path: Path, relative: str, folder: Path) -> Found | Unreadable:
    """The file, or why it is not opened: a link out of the folder, a pipe, a device, no permission."""
    shown, ident = printable(str(path)), safe_id(relative)
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            return Unreadable(ident, "outside_link", f"{shown}: a link that leads out of the folder", str(path))
        mode = path.stat().st_mode
    except OSError as error:
        return Unreadable(ident, "unreadable", f"{shown}: {error.strerror or error}", str(path))
    if not stat.S_ISREG(mode):
        return Unreadable(ident, "no_regular_file", f"{shown}: not a regular file", str(path))
    if not os.access(path, os.R_OK):
        return Unreadable(ident, "unreadable", f"{shown}: no permission to read it", str(path))
    return Found(path, relative, ident)


def printable(text: str) -> str:
    """`text` on one line, without control and direction characters."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def safe_id(relative: str) -> str:
    """A document id from a relative path: readable, one line, no characters that mean something to a page or a shell."""
    return re.sub(r"[^\w.\-/()]+", "_", printable(relative)) or "document"
