"""Incidents as they are known outside the office: an id that tells neither day nor place where the public projection keeps one back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from tawthiq.domain.from_records import incident_from_record
from tawthiq.publish.public import SEALED, public_id, sealed_id
from tawthiq.workbench.register.models import Incident

_UNASKED = ("tolls", "actors", "conflicts", "links", "origins")
"""Parts of a record that say nothing of how an incident is shown, and are left unread."""


def public_keys(incidents: Iterable[int]) -> dict[int, str]:
    """The ids under which incidents leave the office (`publish/public.py`), by their rows; closed ones never tell day or place."""
    found = {}
    for pk, key, access, record in Incident.objects.filter(pk__in=set(incidents)).values_list(
        "pk", "key", "access", "record"
    ):
        closed = access in ("restricted", "sealed")
        whole = {**record, **{name: [] for name in _UNASKED}}
        found[pk] = sealed_id(key) if closed else public_id(incident_from_record(whole))
    return found


def known_as(sealed: str, rows: QuerySet[Incident]) -> str | None:
    """The office's own id of an incident of `rows` by its sealed one; None where none or several have it."""
    if not sealed.startswith(SEALED):
        return None
    keys = list(rows.filter(key__endswith=sealed.removeprefix(SEALED.rstrip("-"))).values_list("key", flat=True)[:2])
    return keys[0] if len(keys) == 1 and keys[0] != sealed else None
