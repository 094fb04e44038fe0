"""What the codes of filters and dimensions are called, in the reader's language."""

from __future__ import annotations

from tawthiq.knowledge.parties import actor_names, actors
from tawthiq.publish.dates import month_words
from tawthiq.publish.governorates import division_named
from tawthiq.publish.wording import Wording, clean
from tawthiq.workbench.register.counting import REPORTED
from tawthiq.workbench.register.models import Incident

VOCABULARIES = {
    "kind": "kinds", "grade": "grades", "attribution_grade": "attribution_grades", "weapon": "weapons", "harm": "harms", "group": "groups",
    "label": "kinds",
}  # fmt: skip


def code_words(dimension: str, code: str, w: Wording) -> str:
    """What a code of a dimension is called."""
    if not code:
        return w("statistics.unknown")
    if dimension == "month":
        return month_words(int(code[:4]), int(code[5:7]), w)
    if dimension == "governorate":
        division = division_named(code)
        return w.pick(division.name_ar, division.name_en) if division else code
    if dimension == "actor":
        return _party(code, w)
    if dimension == "responsible":
        return _responsible(code, w)
    if dimension in ("state", "access"):
        return w(f"{'states' if dimension == 'state' else dimension}.{code}")
    return w.label(VOCABULARIES[dimension], code) if dimension in VOCABULARIES else code


def _party(code: str, w: Wording) -> str:
    if code not in actors():
        return code
    name_en, name_ar = actor_names(code)
    return w.pick(name_ar, name_en)


def _responsible(key: str, w: Wording) -> str:
    """The party, or those named together or in doubt, as the report's tables call them."""
    if key == "unattributed":
        return w("tables.unattributed")
    word, colon, codes = key.partition(":")
    if not colon:
        return _party(key, w)
    joiner = w("tables.joiner" if word == "joint" else "tables.either")
    return w(f"tables.{word}", actors=joiner.join(_party(code, w) for code in codes.split("+")))


NONE = "-"
"""Stands for "no value" in a filter."""
_YES = ("conflict", "undated", REPORTED)
"""Filters that are on or off."""


def filter_words(name: str, code: str, w: Wording) -> str:
    """A filter of an address with its value, as the officer reads it."""
    if name in _YES:
        return w(f"filters.{name}")
    if name == "published":
        return w("incident.published" if code == "1" else "filters.unpublished")
    head = w(f"statistics.{name}") if name in w.strings["statistics"] else w(f"filters.{name}")
    if code == NONE:
        return f"{head}: {w('statistics.unknown')}"
    if name == "place_id":
        place = Incident.objects.filter(place_id=code).values_list("place_ar", "place_en").first()
        return f"{head}: {clean(w.pick(*place)) if place else code}"
    return f"{head}: {clean(code_words(name, code, w))}"
