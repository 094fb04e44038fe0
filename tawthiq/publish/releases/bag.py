"""A release as a bag (BagIt, RFC 8493) that libraries and archives read: payload under data/, signatures beside it.

The bag says nothing that the manifest does not say: its information is made of it, so that nothing in it can be changed
unseen. The order of every list is fixed: the same release gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from pathlib import Path
from typing import Any

import bagit

from tawthiq.publish.releases.signing import Signature, signature_of

MANIFEST = "release.json"
SIGNATURES = "signatures"
_NUMBERED = re.compile(r"[1-9][0-9]?\.json")
TAGS = "tagmanifest-sha256.txt"
BAGIT = "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"


def information(manifest: dict[str, Any], size: int, files: int) -> dict[str, str]:
    """What bag-info.txt says of a release with `files` payload files of `size` bytes together."""
    return {
        "Bag-Software-Agent": f"tawthiq {manifest['program']}",
        "Bagging-Date": manifest["at"][:10],
        "External-Identifier": f"release {manifest['number']}",
        "Payload-Oxum": f"{size}.{files}",
    }


def pack(folder: Path, manifest: dict[str, Any]) -> None:
    """Makes a bag of a folder's files, in place. Raises OSError or bagit.BagError."""
    logging.getLogger("bagit").setLevel(logging.CRITICAL)  # it tells every step; errors are raised
    size, files = payload_size(folder)
    info = information(manifest, size, files)
    bagit.make_bag(str(folder), bag_info=info, checksums=["sha256"])
    seal_tags(folder)


def payload_size(folder: Path) -> tuple[int, int]:
    """Bytes and number of the files in a folder."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes), len(sizes)


def info_text(info: dict[str, str]) -> str:
    """bag-info.txt as bagit writes it: names in order."""
    return "".join(f"{name}: {info[name]}\n" for name in sorted(info))


def tag_files(bag: Path) -> list[Path]:
    """Every file of a bag outside the payload but the list of them, in order of name."""
    found = (p for p in bag.rglob("*") if p.is_file() and p.relative_to(bag).parts[0] != "data" and p.name != TAGS)
    return sorted(found, key=lambda p: p.relative_to(bag).as_posix())


def tags_text(bag: Path) -> str:
    """The list of tag files with their hashes."""
    return "".join(
        f"{hashlib.sha256(p.read_bytes()).hexdigest()} {p.relative_to(bag).as_posix()}\n" for p in tag_files(bag)
    )


def seal_tags(bag: Path) -> None:
    """Writes the list of tag files anew, in order."""
    (bag / TAGS).write_text(tags_text(bag), encoding="utf-8", newline="\n")


def add_signature(bag: Path, number: int, signature: Signature) -> None:
    """Adds a signature as a tag file."""
    folder = bag / SIGNATURES
    folder.mkdir(exist_ok=True)
    text = json.dumps(signature.record(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / f"{number}.json").write_text(text, encoding="utf-8", newline="\n")
    seal_tags(bag)


def signatures(bag: Path) -> tuple[list[Signature], list[str]]:
    """The signatures of a bag in order, and a line for each file that holds none."""
    found: list[Signature] = []
    faults: list[str] = []
    folder = bag / SIGNATURES
    held = sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []
    numbers = sorted(int(name[:-5]) for name in held if _NUMBERED.fullmatch(name))
    faults += [
        f"{SIGNATURES}/{name}: a file that does not belong there" for name in held if not _NUMBERED.fullmatch(name)
    ]
    for number in range(1, max(numbers, default=0) + 1):
        name = f"{SIGNATURES}/{number}.json"
        path = bag / name
        try:
            raw = path.read_bytes()
            signature = signature_of(json.loads(raw))
            text = json.dumps(signature.record(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
            if text.encode("utf-8") != raw:
                raise ValueError("not as a signature is written")
            found.append(signature)
        except OSError as error:
            faults.append(f"{name}: {error.strerror or error}")
        except ValueError as error:
            faults.append(f"{name}: {' '.join(str(error).split())}")
    return found, faults
