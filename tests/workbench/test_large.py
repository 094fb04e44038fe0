"""What the pages ask of the database is found by indexes, however many incidents there are: no walk through a whole table or queue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

EVERYONE = ("public", "internal", "restricted", "sealed")


@contextmanager
def asked() -> Iterator[list[tuple[str, Any]]]:
    """The statements that are run meanwhile, with their values."""
    from django.db import connection

    found: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        found.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(note):
        yield found


def plans(statements: list[tuple[str, Any]], table: str) -> list[str]:
    """How the rows of a table would be found in each statement that reads it, in SQLite's words.

    SQLite has no statistics of a register just loaded to go by; PostgreSQL has, and is told that what it finds cheap in a small table
    is dear, as it is in a large one: it then walks or sorts only where no index helps.
    """
    from django.db import connection

    small = connection.vendor == "sqlite"
    found = []
    for sql, values in statements:
        if f'FROM "{table}"' in sql and sql.startswith("SELECT"):
            with connection.cursor() as cursor:
                if not small:
                    for cheap in ("seqscan", "sort", "bitmapscan"):
                        cursor.execute(f"SET LOCAL enable_{cheap} = off")
                cursor.execute(f"EXPLAIN {'QUERY PLAN ' if small else ''}{sql}", values)
                plan = " / ".join(str(row[-1]) for row in cursor.fetchall())
                if not small:
                    cursor.execute("RESET enable_seqscan; RESET enable_sort; RESET enable_bitmapscan")
            for theirs, ours in (
                ("Seq Scan", "SCAN"),
                ("Sort", "TEMP B-TREE"),
                ("Index Only Scan using", "COVERING INDEX"),
            ):
                plan = plan.replace(theirs, ours)
            found.append(plan)
    assert found
    return found


def by(index: str, plan: str) -> bool:
    """Whether rows are found by an index; on PostgreSQL, whose choice among indexes hangs on what it last saw of small tables, by any."""
    from django.db import connection

    return index in plan or (connection.vendor == "postgresql" and "SCAN" not in plan)


def past(index: str, plan: str) -> bool:
    """Whether an index that holds every row is left aside; of a small table PostgreSQL may well take it."""
    from django.db import connection

    return index not in plan or connection.vendor == "postgresql"


@pytest.fixture
def crowd(officer: Any) -> Any:
    """An incident with open pairs to all other tellings."""
    from tawthiq.workbench.register.models import Account, Pair

    Pair.objects.all().delete()
    tellings = list(Account.objects.exclude(incident=None).order_by("pk"))
    one = tellings[0]
    for n, other in enumerate(t for t in tellings if t.incident_id != one.incident_id):
        a, b = (one, other) if n % 2 else (other, one)
        Pair.objects.create(a=a, b=b, score=4.0 + n % 3, reasons=[])
    return one.incident


def test_pairs_of_an_incident_are_found_by_its_tellings(crowd: Any, client_of: Any) -> None:
    client = client_of("analyst")
    with asked() as statements:
        page = client.get(f"/incidents/{crowd.key}/").content.decode()
    assert "/queues/pairs/" in page
    found = plans(statements, "register_pair")
    assert any(by("pair_of_a", plan) for plan in found)
    assert any(by("pair_of_b", plan) for plan in found)
    assert not any("SCAN" in plan or not past("pair_queue", plan) for plan in found)


def test_what_an_undated_incident_may_be_is_found_by_its_place(officer: Any, client_of: Any) -> None:
    from tawthiq.workbench.register.models import Incident

    placed = list(Incident.objects.exclude(place_id="").exclude(date_start=None).order_by("pk")[:2])
    Incident.objects.filter(pk=placed[0].pk).update(
        date_start=None, date_end=None, sort_day=0, place_id=placed[1].place_id
    )
    with asked() as statements:
        page = client_of("senior").get(f"/incidents/{placed[0].key}/").content.decode()
    assert placed[1].key in page
    found = plans(statements, "register_incident")
    assert any(by("incident_place", plan) for plan in found)
    assert not any("SCAN" in plan or "TEMP B-TREE" in plan for plan in found)


def test_the_pairs_between_two_incidents_are_found_by_their_tellings(crowd: Any) -> None:
    from tawthiq.workbench.register.models import Pair
    from tawthiq.workbench.review.doubts import between, page_of_doubts

    pair = Pair.objects.select_related("a", "b").order_by("pk")[0]
    with asked() as statements:
        between(pair, EVERYONE)
    assert all(past("pair_queue", plan) for plan in plans(statements, "register_pair"))
    with asked() as statements:
        page_of_doubts(EVERYONE, "")
    walks = [plan for plan in plans(statements, "register_pair") if "TEMP B-TREE" in plan or "SCAN" in plan]
    assert walks == [], "the queue is read in the order of its index"


def test_the_strongest_doubts_of_an_incident_are_the_same_by_either_end(crowd: Any) -> None:
    from django.db.models import Q

    from tawthiq.workbench.register.models import Account, Pair
    from tawthiq.workbench.review.doubts import doubts_of

    told = list(Account.objects.filter(incident=crowd).values_list("pk", flat=True))
    every = list(Pair.objects.filter(Q(a__in=told) | Q(b__in=told)).order_by("-score", "-pk"))
    assert len(every) > 4
    assert doubts_of(told, EVERYONE, 200) == every
    assert doubts_of(told, EVERYONE, 3) == every[:3]


def test_hidden_pairs_do_not_crowd_out_those_one_may_see(crowd: Any) -> None:
    from tawthiq.workbench.register.models import Account, Document
    from tawthiq.workbench.review.doubts import doubts_of

    told = list(Account.objects.filter(incident=crowd).values_list("pk", flat=True))
    strongest, *rest = doubts_of(told, EVERYONE, 200)
    other = strongest.b if strongest.a_id in told else strongest.a
    Document.objects.filter(pk=other.document_id).update(access="sealed")
    hidden = {p.pk for p in (strongest, *rest) if other.document_id in (p.a.document_id, p.b.document_id)}
    shown = [p for p in (strongest, *rest) if p.pk not in hidden]
    assert doubts_of(told, ("public", "internal", "restricted"), 1) == shown[:1]


def test_of_a_long_queue_its_number_is_said_as_at_least(
    crowd: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tawthiq.workbench.review import doubts

    client = client_of("analyst")
    exact, more = doubts.number_of_doubts(EVERYONE)
    assert not more
    monkeypatch.setattr(doubts, "COUNTED", 2)
    number, more = doubts.number_of_doubts(EVERYONE)
    assert more
    assert number <= 2 < exact
    assert f"{number}+" in client.get("/").content.decode()
    assert f"{number}+" in client.get("/queues/").content.decode()


def test_after_the_last_of_the_queue_comes_none(crowd: Any) -> None:
    from tawthiq.workbench.register.models import Pair
    from tawthiq.workbench.review.doubts import next_doubt

    every = list(Pair.objects.order_by("-score", "-pk"))
    assert [next_doubt(p, [], EVERYONE) for p in every] == [*every[1:], None]
    assert next_doubt(every[0], every[1:3], EVERYONE) == every[3]


@pytest.mark.parametrize("query", ["harm=killed", "actor=-", "harm=killed&kind=airstrike", "weapon=-&harm=killed"])
def test_a_filter_finds_the_same_by_incident_and_by_code(
    query: str, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tawthiq.workbench.register import held

    def shown(few: int) -> list[str]:
        monkeypatch.setattr(held, "FEW", few)
        page = client_of("analyst").get(f"/incidents/?{query}").content.decode()
        return re.findall(r'<td><a href="/incidents/([^"/]+)/"', page)

    from django.core.cache import caches

    rare = shown(2_000)
    caches["shown"].clear()
    with asked() as statements:
        common = shown(0)
    assert common == rare
    if "harm" in query:
        assert rare
        assert any("EXISTS" in sql for sql, _ in statements)


def test_the_choices_of_a_list_are_what_its_reader_may_see(officer: Any) -> None:
    from tawthiq.workbench.register.counting import columns
    from tawthiq.workbench.register.held import codes_held
    from tawthiq.workbench.register.models import Incident
    from tawthiq.workbench.register.revision import grow

    names = ("governorate", "actor", "weapon", "harm", "label")
    for levels in (EVERYONE, ("public", "internal")):
        held = columns(levels)
        assert [codes_held(n, levels) for n in names] == [[c for c in held.of(n)[0] if c] for n in names]
    Incident.objects.update(access="sealed")
    grow()
    assert codes_held("harm", EVERYONE)
    assert codes_held("harm", ("public", "internal")) == codes_held("governorate", ("public", "internal")) == []


def test_the_list_is_shown_without_counting_the_register(client_of: Any) -> None:
    client = client_of("analyst")
    with asked() as statements:
        assert client.get("/incidents/").status_code == 200
    whole = [s for s, _ in statements if 'FROM "register_incident"' in s and "LIMIT" not in s and "EXISTS" not in s]
    assert whole == [], "no statement reads all incidents"


def test_documents_are_paged_by_their_order(client_of: Any) -> None:
    client = client_of("analyst")
    with asked() as statements:
        page = client.get("/documents/").content.decode()
    assert "/documents/" in page
    assert not any("TEMP B-TREE" in plan for plan in plans(statements, "register_document"))


@pytest.mark.parametrize("role", ["collector", "senior"])
def test_leads_are_counted_from_an_index(role: str, officer: Any) -> None:
    from tawthiq.workbench.register.models import Document
    from tawthiq.workbench.review.leads import number_of_leads, waiting_leads

    user = officer(role)
    Document.objects.filter(pk__in=list(Document.objects.values_list("pk", flat=True)[:2])).update(access="restricted")
    with asked() as statements:
        number = number_of_leads(user)
    assert number == waiting_leads(user).count() > 0
    first, *others = plans(statements, "register_account")
    assert by("COVERING INDEX account_leads", first)
    few = {"collector": ("register_document_access", "incident_closed"), "senior": ()}[role]
    assert all(by(index, plan) and "SCAN" not in plan for index, plan in zip(few, others, strict=True))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_lead_without_a_place_is_listed(lang: str, client_of: Any) -> None:
    from tawthiq.workbench.register.models import Account

    account = Account.objects.filter(state="lead", summary=False).order_by("-pk")[0]
    account.record = {**account.record, "place": None}
    account.save()
    assert client_of("analyst", lang=lang).get("/queues/leads/").status_code == 200


def test_the_queue_says_how_many_pairs_nobody_is_asked_about(client_of: Any) -> None:
    from tawthiq.workbench.register.as_decided import decided_register
    from tawthiq.workbench.register.models import State

    client = client_of("analyst", lang="en")
    assert "not asked about" not in client.get("/queues/pairs/").content.decode()
    assert decided_register().unasked == 0
    State.objects.update_or_create(name="unasked", defaults={"value": "1234"})
    page = client.get("/queues/pairs/").content.decode()
    assert "not asked about" in page
    assert "1,234" in page
    assert decided_register().unasked == 1234


def test_a_search_that_finds_very_many_counts_up_to_a_bound_and_pages_on(
    client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tawthiq.workbench.review import search

    client = client_of("analyst", lang="en")

    def found(query: str) -> tuple[list[str], str]:
        page = client.get(f"/search/?q=killed{query}").content.decode()
        return re.findall(r'href="/documents/(\d+)/', page), page

    every, page = found("")
    assert len(set(every)) > 2
    assert 'role="status">more than' not in page
    monkeypatch.setattr(search, "MOST_COUNTED", 2)
    monkeypatch.setattr(search, "SIZE", 1)
    with asked() as statements:
        first, page = found("")
    assert 'role="status">more than' in page
    assert any(("MATCH" in sql and "LIMIT" in sql) or ("@@" in sql and "LIMIT" in sql) for sql, _ in statements)
    shown, after = [*first], 1
    while f"after={after}" in page:
        more, page = found(f"&after={after}")
        shown += more
        after += 1
    assert list(dict.fromkeys(shown)) == list(dict.fromkeys(every)), "all of them can be paged to"
