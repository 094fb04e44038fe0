"""What is kept of all incidents for counting follows every change, and reads only what was written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.workbench.test_large import EVERYONE, asked


def cells(held: Any) -> list[Any]:
    """Every table that the columns give, by one dimension and by two."""
    from tawthiq.workbench.register.counting import DIMENSIONS, count, total

    one = [count(held, by, None, {}, None, None) for by in DIMENSIONS]
    two = [
        count(held, by, across, {}, None, None)
        for by in DIMENSIONS
        for across in ("kind", "year", "actor", "harm")
        if by != across
    ]
    return [one, two, total(held, {}, None, None), total(held, {"counted": "1"}, None, None)]  # fmt: skip


def whole(statements: list[tuple[str, Any]]) -> list[str]:
    """The statements that read the columns of all incidents."""
    return [s for s, _ in statements if s.startswith("SELECT id, sort_day") and "id IN (" not in s]


def follows(act: Callable[[], Any], levels: tuple[str, ...] = EVERYONE) -> bool:
    """Whether the columns are right after an act; says whether they were read as a whole for it."""
    from tawthiq.workbench.register.columns import read
    from tawthiq.workbench.register.counting import columns

    before = columns(levels)
    cells(before)  # all dimensions are held from here on
    kept = cells(before)
    act()
    with asked() as statements:
        now = columns(levels)
        found = cells(now)
    fresh = read(levels)
    assert found == cells(fresh)
    assert sorted(now.pks.tolist()) == fresh.pks.tolist()
    assert cells(before) == kept, "whoever still counts in the columns of before is not disturbed"
    return bool(whole(statements))


def test_a_ruling_renews_its_incident_alone(officer: Any) -> None:
    from tawthiq.workbench.register.actions.incidents import grade_incident, set_state
    from tawthiq.workbench.register.models import Incident
    from tawthiq.workbench.register.revision import grow

    grow()
    rejected, graded = Incident.objects.filter(state="lead").order_by("pk")[:2]
    assert not follows(lambda: set_state(officer("reviewer"), rejected, "rejected", reason="told of another day"))
    grade = "G2" if graded.grade != "G2" else "G1"
    assert not follows(lambda: grade_incident(officer("reviewer"), graded, {"grade": grade}, reason="two witnesses"))


def test_what_an_incident_is_found_by_is_renewed_with_it(officer: Any) -> None:
    from tawthiq.workbench.register.models import Facet, Incident
    from tawthiq.workbench.register.revision import grow

    grow()
    incident = Incident.objects.filter(state="lead", facets__dimension="actor").order_by("pk")[0]

    def another() -> None:
        Facet.objects.filter(incident=incident, dimension="actor").delete()
        Facet.objects.create(incident=incident, dimension="weapon", code="aa_new", sort_day=incident.sort_day)
        incident.governorate, incident.sort_day, incident.killed_min = "Aaland", 738_000, 17
        incident.save()
        grow()

    assert not follows(another)


def test_a_new_incident_is_added(officer: Any) -> None:
    from tawthiq.workbench.register.models import Facet, Incident
    from tawthiq.workbench.register.revision import grow

    grow()
    pattern = Incident.objects.order_by("pk")[0]

    def start() -> None:
        for n in range(2):
            pattern.pk, pattern.key = None, f"new-{n}"
            pattern.save(force_insert=True)
            Facet.objects.create(incident=pattern, dimension="harm", code="killed", sort_day=pattern.sort_day)
        grow()

    assert not follows(start)


@pytest.mark.parametrize("how", ["closed", "deleted", "many at once"])
def test_what_goes_or_is_written_unnoted_is_read_as_a_whole(how: str) -> None:
    from tawthiq.workbench.register.models import Incident
    from tawthiq.workbench.register.revision import grow

    grow()
    levels = ("public", "internal")

    def go() -> None:
        incident = Incident.objects.filter(access__in=levels, merged_into=None).order_by("pk")[1]
        if how == "closed":
            incident.access = "sealed"
            incident.save()
        elif how == "deleted":
            incident.accounts.update(incident=None)
            incident.delete()
        else:
            Incident.objects.filter(pk=incident.pk).update(kind="shelling", grade="G0")
        grow()

    assert follows(go, levels)


def test_nothing_is_read_again_where_no_incident_was_written() -> None:
    from tawthiq.workbench.register.counting import columns
    from tawthiq.workbench.register.revision import grow

    grow()
    before = columns(EVERYONE)
    grow()
    assert columns(EVERYONE) is before


def test_marks_that_are_no_longer_kept_are_not_guessed_at(monkeypatch: pytest.MonkeyPatch) -> None:
    from tawthiq.workbench.register import revision
    from tawthiq.workbench.register.models import Change

    old = revision.grow()
    assert revision.written_since(old) == (old, [])
    monkeypatch.setattr(revision, "KEPT", 3)
    marks = [revision.grow() for _ in range(4)]
    assert Change.objects.count() == 3
    assert revision.written_since(old) is None
    assert revision.written_since(marks[-2]) == (marks[-1], [])
    assert revision.written_since(marks[-1].partition(".")[0] + ".another") is None, "of a copy that went another way"


def test_a_change_that_was_taken_back_leaves_nothing(officer: Any) -> None:
    from django.db import transaction

    from tawthiq.workbench.register.models import Incident
    from tawthiq.workbench.register.revision import grow

    grow()

    def fails() -> None:
        incident = Incident.objects.order_by("pk")[0]
        try:
            with transaction.atomic():
                incident.kind = "poisoning"
                incident.save()
                grow()
                raise KeyError
        except KeyError:
            pass

    follows(fails)


def test_columns_held_in_a_transaction_that_was_taken_back_are_not_used_again() -> None:
    from django.db import transaction

    from tawthiq.workbench.register.columns import read
    from tawthiq.workbench.register.counting import columns
    from tawthiq.workbench.register.models import Incident
    from tawthiq.workbench.register.revision import grow

    grow()
    columns(EVERYONE)
    try:
        with transaction.atomic():
            incident = Incident.objects.order_by("pk")[0]
            incident.kind = "poisoning"
            incident.save()
            grow()
            cells(columns(EVERYONE))
            raise KeyError
    except KeyError:
        pass
    assert cells(columns(EVERYONE)) == cells(read(EVERYONE))
