"""Where the office keeps its own list of places, if it has one."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from tawthiq.knowledge.gazetteer import places_beside


def office_places() -> Path | None:
    """The office's gazetteer file beside the register (`tawthiq places import` writes such files), or None."""
    return places_beside(Path(settings.REGISTER))
