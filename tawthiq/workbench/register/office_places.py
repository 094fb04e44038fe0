"""Where the office keeps its own list of places, if it has one."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def office_places() -> Path | None:
    """The office's gazetteer file beside the register (`tawthiq places import` writes such files), or None."""
    path = Path(settings.REGISTER) / "places.tsv"
    return path if path.is_file() else None
