"""How much one input may cost. The defaults suit reports; an office sets its own in a file that TAWTHIQ_LIMITS names.

The file is TOML, a line for each limit: `pdf_pages = 5_000`. Names and defaults are the fields of `Limits`.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

VARIABLE = "TAWTHIQ_LIMITS"
"""The environment variable that names the file."""


class LimitsError(ValueError):
    """A file of limits that cannot be read, or says something that is no limit; the message names it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may have at most; an input that has more is refused with a reason, and the run goes on."""

    file_bytes: int = 200_000_000
    """Of a file on disk."""
    text_bytes: int = 25_000_000
    """Of the text of a file; and characters of one text in JSON Lines."""
    page_bytes: int = 25_000_000
    """Of an HTML page."""
    page_depth: int = 1_500
    """Elements of a page inside each other."""
    page_elements: int = 150_000
    """Elements of a page."""
    tag_attributes: int = 1_000
    """Attributes of one very long tag."""
    page_attributes: int = 500_000
    """Attributes of a page, by its signs of equality."""
    zip_bytes: int = 100_000_000
    """A zipped file, unpacked."""
    zip_ratio: int = 200
    """How many times larger a packed member may become."""
    zip_members: int = 5_000
    """Files in a zipped file."""
    xml_bytes: int = 40_000_000
    """Of the XML of a zipped file, all its parts together: what its tree takes in memory grows with it."""
    xml_tags: int = 1_000_000
    """Tags of that XML."""
    archive_head_bytes: int = 1_000_000
    """Of the lines before a page in a web archive."""
    parquet_ratio: int = 200
    """How many times larger a column of a Parquet file may become."""
    mail_bytes: int = 100_000_000
    """Of a message."""
    mail_head_bytes: int = 1_000_000
    """Of the header of a message, and of all its parts together."""
    mail_parts: int = 500
    """Parts of a message that are looked at."""
    mail_groups: int = 200
    """Boundaries that a message may declare: the library's work grows with how deep parts lie in one another."""
    pdf_pages: int = 2_000
    """Pages of a PDF."""
    pdf_stream_bytes: int = 10_000_000
    """Of one stream of a PDF, inflated."""
    table_lines: int = 2_000_000
    """Of a table of posts."""
    table_cell_characters: int = 5_000_000
    """Of a cell in a table of posts."""
    manifest_cell_characters: int = 100_000
    """Of a cell in a manifest."""


def millions(number: int) -> str:
    """A limit as it is said to a person, in millions: 200, 0.5."""
    return f"{number / 1e6:g}"


@cache
def limits() -> Limits:
    """The limits that hold in this process. Raises LimitsError."""
    name = os.environ.get(VARIABLE, "")
    return limits_of(Path(name)) if name else Limits()


def limits_of(path: Path) -> Limits:
    """The limits that a file sets; those that it does not name are the defaults. Raises LimitsError."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LimitsError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise LimitsError(f"{path}: no TOML ({' '.join(str(error).split())})") from error
    return _made(given, path)


def _made(given: Mapping[str, object], path: Path) -> Limits:
    known = {field.name for field in fields(Limits)}
    numbers: dict[str, int] = {}
    for name, value in given.items():
        if name not in known:
            raise LimitsError(f"{path}: {name}: no limit of that name (docs/hostile-input.md)")
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise LimitsError(f"{path}: {name}: a limit is a whole number above 0, not {value!r}")
        numbers[name] = value
    return Limits(**numbers)
