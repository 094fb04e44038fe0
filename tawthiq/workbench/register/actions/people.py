"""Rulings on named persons: who is one and the same, who is not, and who may read the name. Merging, splitting and opening a name take two (proposals.py)."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied

from tawthiq.workbench.register.actions.claims import name_of as claim_of
from tawthiq.workbench.register.deciding import check, decide
from tawthiq.workbench.register.effective import value_of
from tawthiq.workbench.register.models import Claim, Decision, Person
from tawthiq.workbench.register.models.documents import ACCESS
from tawthiq.workbench.register.patches import Patch, find
from tawthiq.workbench.register.people import group_of, standing
from tawthiq.workbench.register.protection import opens
from tawthiq.workbench.staff.models import User

MOST_SPLIT = 500
"""Claims that one split moves at most."""


def name_of(person: Person) -> str:
    """The person's lasting name."""
    return f"person:{person.key}"


def apart(first: Sequence[Person], second: Sequence[Person]) -> bool:
    """Whether a person ruled that two, given with all that are merged into them, are not one."""
    return any(p.key in q.apart or q.key in p.apart for p in first for q in second)


def merge_patch(kept: Person, gone: Person) -> Patch:
    """`gone` is the same person as `kept`: its spellings stand under `kept`, at the stricter of the two access levels. Raises ValueError."""
    if kept.pk == gone.pk or kept.merged_into_id or gone.merged_into_id:
        raise ValueError("people.cannot_merge")
    if apart(group_of(kept), group_of(gone)):
        raise ValueError("people.are_apart")
    level = max(kept.access, gone.access, key=ACCESS.index)
    after: Patch = {name_of(p): {"access": level} for p in group_of(kept)}
    after.update({name_of(p): {"access": level, "merged_into": kept.key} for p in group_of(gone)})
    return after


def split_patch(person: Person, names: Sequence[str]) -> Patch:
    """The claims of these names mean somebody else of the same name, who gets a row. Raises ValueError where none or all would leave."""
    group = group_of(person)
    mine = {p.pk for p in group}
    leaving = [row for name in sorted(set(names))[: MOST_SPLIT + 1] if isinstance(row := find(name), Claim)]
    stays = standing().filter(person__in=mine).exclude(pk__in=[c.pk for c in leaving]).exists()
    if not 0 < len(leaving) <= MOST_SPLIT or not stays or any(c.person_id not in mine for c in leaving):
        raise ValueError("people.cannot_split")
    stem = group[0].key.partition("~")[0][:280]
    number = 2
    while Person.objects.filter(key=f"{stem}~{number}").exists():
        number += 1
    first = value_of(leaving[0].account, leaving[0]) or {}
    made = {"name": str(first.get("name") or group[0].name)[:300], "access": group[0].access}
    key = f"{stem}~{number}"
    after: Patch = {f"person:{key}": {"made": made, "merged_into": None}}
    after.update({claim_of(c): {"person": key, "named_by": "person"} for c in leaving})
    return after


def access_patch(person: Person, level: str) -> Patch:
    """Who may read the name, in all its spellings. Raises ValueError."""
    if level not in ACCESS or person.merged_into_id:
        raise ValueError("document.bad_code")
    return {name_of(p): {"access": level} for p in group_of(person)}


def set_access(actor: User, person: Person, level: str, *, reason: str, version: int | None = None) -> Decision:
    """Closes a name to more people. Raises PermissionDenied where it would be opened: propose it then."""
    check(actor, "set_access")
    if opens(person, level):
        raise PermissionDenied("two_persons")
    seen = {} if version is None else {name_of(person): version}
    after = access_patch(person, level)
    return decide(actor, "person.access", name_of(person), after, reason=reason, seen=seen)


def hold_apart(actor: User, person: Person, other: Person, *, reason: str, version: int | None = None) -> Decision:
    """The two are not one person, however alike their names: they are not suggested again, and cannot be merged until this is undone."""
    check(actor, "link")
    if person.pk == other.pk or person.merged_into_id or other.merged_into_id:
        raise ValueError("people.cannot_merge")
    after = {name_of(a): {"apart": sorted({*a.apart, b.key})} for a, b in ((person, other), (other, person))}
    seen = {} if version is None else {name_of(person): version}
    return decide(actor, "person.apart", name_of(person), after, reason=reason, seen=seen)
