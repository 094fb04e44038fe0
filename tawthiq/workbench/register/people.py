"""Whom a name means: one row of persons for all claims that write one name, until a person rules otherwise; and how often each is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from tawthiq.knowledge.load import tsv
from tawthiq.workbench.register.likeness import keep_words
from tawthiq.workbench.register.models import Claim, Person, PersonRole
from tawthiq.workbench.register.rows import Record, person_key

ANY = ""
"""The part that stands for all of a person's parts together in PersonRole."""
COMMANDER = "commander"


def leaders() -> dict[str, dict[str, str]]:
    """The commanders that the knowledge knows, by key: names and the party they are known to lead in. Named as commanding, never as guilty."""
    return {row["key"]: row for row in tsv("actors/commanders.tsv")}


class Naming:
    """Gives claims of persons the row of the name they write, making it where there is none. `save` before the claims are written."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self.fresh: dict[str, Person] = {}
        self.waiting: list[tuple[Claim, str]] = []
        self.touched: set[int] = set()

    def name(self, claim: Claim, value: Record) -> None:
        """Notes whom a claim names; the row is known after `save`."""
        key = person_key(value)
        self.fresh.setdefault(key, Person(key=key, name=(value.get("name") or key)[:300]))
        self.waiting.append((claim, key))

    def save(self) -> None:
        """Writes the new persons and ties the claims that wait to them."""
        unknown = [key for key in self.fresh if key not in self.ids]
        for start in range(0, len(unknown), 500):
            part = unknown[start : start + 500]
            self.ids.update(Person.objects.filter(key__in=part).values_list("key", "pk"))
        made = Person.objects.bulk_create([p for k, p in self.fresh.items() if k not in self.ids], batch_size=500)
        keep_words(made)
        self.ids.update((person.key, person.pk) for person in made)
        for claim, key in self.waiting:
            claim.person_id = self.ids[key]
            self.touched.add(self.ids[key])
        self.fresh, self.waiting = {}, []


def name_one(claim: Claim, value: Record) -> None:
    """Gives one claim its person; the claim is not saved."""
    naming = Naming()
    naming.name(claim, value)
    naming.save()


def group_of(person: Person) -> list[Person]:
    """The row that stands for a person, first, and the rows merged into it."""
    root = person.merged_into or person
    return [root, *Person.objects.filter(merged_into=root).order_by("pk")]


def standing() -> QuerySet[Claim]:
    """The claims of persons that nobody set aside, with their account or by themselves."""
    return Claim.objects.filter(field="person").exclude(state="rejected").exclude(account__state="rejected")


def recount(ids: Iterable[int | None]) -> None:
    """Brings the counts of these persons, and of those they are merged with, up to date."""
    rows = Person.objects.filter(pk__in={pk for pk in ids if pk is not None})
    roots = {parent or pk for pk, parent in rows.values_list("pk", "merged_into")}
    mine = Person.objects.filter(Q(pk__in=roots) | Q(merged_into__in=roots)).only(
        "pk", "key", "merged_into", "mentions"
    )
    _write({p.pk: p for p in mine})


def recount_all() -> None:
    """Brings all counts up to date; rows that nothing names and nobody ruled on go."""
    Person.objects.filter(claims=None, merged=None, version=0).delete()
    _write({p.pk: p for p in Person.objects.only("pk", "key", "merged_into", "mentions")}, everyone=True)


def _write(people: dict[int, Person], *, everyone: bool = False) -> None:
    claims = standing()
    if not everyone:
        claims = claims.filter(person__in=list(people))
    counts: dict[int, Counter[str]] = {}
    for pk, role, n in claims.exclude(person=None).order_by().values_list("person", "role").annotate(n=Count("pk")):
        root = people[pk].merged_into_id or pk
        found = counts.setdefault(root, Counter())
        found[role or "other"] += n
        found[ANY] += n
    known = leaders()
    leading = {p.merged_into_id or pk for pk, p in people.items() if p.key in known}
    rows: list[PersonRole] = []
    moved: dict[int, list[int]] = {}
    for pk, person in people.items():
        mine = counts.get(pk, Counter()) if person.merged_into_id is None else Counter()
        if pk in leading and mine[ANY]:
            mine[COMMANDER] = mine[ANY]  # whoever is known to lead is listed among those who do, whatever a text says
        rows += [PersonRole(person=person, role=role, mentions=n) for role, n in sorted(mine.items()) if n]
        if person.mentions != mine[ANY]:
            moved.setdefault(mine[ANY], []).append(pk)
    (PersonRole.objects.all() if everyone else PersonRole.objects.filter(person__in=list(people))).delete()
    PersonRole.objects.bulk_create(rows, batch_size=500)
    for n, ids in sorted(moved.items()):  # most are named equally often: few statements for very many persons
        for start in range(0, len(ids), 500):
            Person.objects.filter(pk__in=ids[start : start + 500]).update(mentions=n)
