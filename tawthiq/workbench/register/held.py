"""What the register holds, asked of its indexes: the codes of a dimension, however many incidents have each.

A code is found by the step from the code before it, so that a list of forms takes as long for a million incidents as for a hundred.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from tawthiq.workbench.register.models import Facet, Incident, State

FEW = 2_000
"""Up to so many incidents of a code are looked up by it; of more, each incident of a list is asked whether it has it."""

_STEPS = """
WITH RECURSIVE held(code) AS (
  SELECT MIN({column}) FROM {table}{first}
  UNION ALL
  SELECT (SELECT MIN({column}) FROM {table}{later} {column} > held.code) FROM held WHERE held.code IS NOT NULL
)
SELECT code FROM held WHERE code <> '' AND EXISTS ({visible} IN (LEVELS))
"""
_OF_FACETS = _STEPS.format(
    table="register_facet",
    column="code",
    first=" WHERE dimension = %s",
    later=" WHERE dimension = %s AND",
    visible=(
        "SELECT 1 FROM register_facet f JOIN register_incident i ON i.id = f.incident_id "
        "WHERE f.dimension = %s AND f.code = held.code AND i.access"
    ),
)
_OF_GOVERNORATES = _STEPS.format(
    table="register_incident",
    column="governorate",
    first="",
    later=" WHERE",
    visible="SELECT 1 FROM register_incident i WHERE i.governorate = held.code AND i.access",
)


def codes_held(dimension: str, levels: Sequence[str]) -> list[str]:
    """The codes of `governorate` or of a dimension of facets that incidents of these access levels have, in order."""
    marks = ", ".join(["%s"] * len(levels))
    if dimension == "governorate":
        sql, asked = _OF_GOVERNORATES, [*levels]
    else:
        sql, asked = _OF_FACETS, [dimension, dimension, dimension, *levels]
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("LEVELS", marks), asked)
        return sorted(row[0] for row in cursor.fetchall())


def having(rows: QuerySet[Incident], dimension: str, code: str) -> QuerySet[Incident]:
    """The incidents of `rows` that have this code of a dimension of facets."""
    found = Facet.objects.filter(dimension=dimension, code=code)
    if found[FEW : FEW + 1].exists():
        return rows.filter(Exists(found.filter(incident=OuterRef("pk"))))
    return rows.filter(pk__in=found.values("incident"))


def lacking(rows: QuerySet[Incident], dimension: str) -> QuerySet[Incident]:
    """The incidents of `rows` that have no code of a dimension of facets."""
    return rows.filter(~Exists(Facet.objects.filter(dimension=dimension, incident=OuterRef("pk"))))


def number_unasked() -> int:
    """How many pairs the build held to be as uncertain, but less likely than those that it asks about (link/questions.py)."""
    said = State.objects.filter(name="unasked").values_list("value", flat=True).first() or ""
    return int(said) if said.isascii() and said.isdecimal() else 0
