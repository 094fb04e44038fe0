"""The queue of uncertain pairs asks of every two incidents once, and one ruling settles what lies between them."""

from __future__ import annotations

import re
from typing import Any

import pytest


def lines(client: Any) -> list[tuple[int, int]]:
    """The lines of the queue: the pair each leads to, and how many pairs it says there are."""
    shown = client.get("/queues/pairs/").content.decode()
    found = re.findall(r'<bdi class="n">(\d+)</bdi>.{1,160}?/queues/pairs/(\d+)/', shown, re.DOTALL)
    assert len(found) == shown.count('href="/queues/pairs/') - shown.count('href="/queues/pairs/"')
    return [(int(pk), int(number)) for number, pk in found]


def waiting(client: Any) -> int:
    """How many pairs the first page says wait."""
    (number,) = re.findall(r'/queues/pairs/"><strong class="n">(\d+)<', client.get("/").content.decode())
    return int(number)


@pytest.fixture
def between_two(officer: Any) -> tuple[list[Any], Any, Any]:
    """Two incidents, the first with two tellings at least, and open pairs of every telling of the one with one of the other."""
    from tawthiq.workbench.register.models import Account, Incident, Pair

    Pair.objects.all().delete()
    first = Incident.objects.filter(documents__gte=2).order_by("pk")[0]
    second = Incident.objects.exclude(pk=first.pk).filter(documents__gte=1).order_by("pk")[0]
    tellings = list(Account.objects.filter(incident=first).order_by("pk"))
    other = Account.objects.filter(incident=second).order_by("pk")[0]
    made = [Pair.objects.create(a=one, b=other, score=1.0 + n, reasons=[]) for n, one in enumerate(tellings)]
    return made, first, second


def test_two_incidents_are_one_line_by_their_strongest_pair(between_two: Any, client_of: Any) -> None:
    made, _, _ = between_two
    client = client_of("analyst")
    assert lines(client) == [(made[-1].pk, len(made))]
    assert waiting(client) == 1


def test_held_apart_by_one_ruling_and_open_again_when_it_is_taken_back(between_two: Any, client_of: Any) -> None:
    from tawthiq.workbench.register.actions.undo import undo
    from tawthiq.workbench.register.models import Decision, Pair

    made, _, _ = between_two
    client = client_of("analyst")
    assert f'<bdi class="n">{len(made) - 1}</bdi></p>' in client.get(f"/queues/pairs/{made[-1].pk}/").content.decode()
    client.post(f"/queues/pairs/{made[-1].pk}/rule/", {"same": "0", "reason": "two streets, two days", "version": "0"})
    assert set(Pair.objects.values_list("state", flat=True)) == {"different"}
    assert lines(client) == []
    decision = Decision.objects.get(action="pair.different")
    assert len(decision.after) == len(made)
    undo(client.user, decision, reason="the same day after all")
    assert set(Pair.objects.values_list("state", flat=True)) == {"open"}


def test_tellings_that_stand_in_one_incident_by_now_are_no_question(between_two: Any, client_of: Any) -> None:
    from tawthiq.workbench.register.models import Account

    _, first, second = between_two
    Account.objects.filter(incident=second).update(incident=first)
    client = client_of("analyst")
    assert lines(client) == []
    assert waiting(client) == 0


def test_a_pair_with_a_restricted_telling_is_neither_shown_nor_settled_by_who_may_not_see_it(
    between_two: Any, client_of: Any
) -> None:
    from tawthiq.workbench.register.models import Document, Pair

    made, _, _ = between_two
    hidden, shown = made[-1], made[0]
    if hidden.a.document_id == shown.a.document_id:
        pytest.skip("both tellings are of one document")
    Document.objects.filter(pk=hidden.a.document_id).update(access="sealed")
    client = client_of("analyst")
    ((pk, _),) = lines(client)
    assert pk != hidden.pk
    client.post(f"/queues/pairs/{shown.pk}/rule/", {"same": "0", "reason": "two streets, two days", "version": "0"})
    assert Pair.objects.get(pk=hidden.pk).state == "open"


def test_pages_hold_every_question_once(officer: Any) -> None:
    from tawthiq.workbench.register.models import Account, Pair
    from tawthiq.workbench.review.doubts import page_of_doubts

    Pair.objects.all().delete()
    tellings = list(Account.objects.exclude(incident=None).order_by("pk"))
    for n, one in enumerate(tellings):
        for other in tellings[n + 1 :]:
            if one.incident_id != other.incident_id:
                Pair.objects.create(a=one, b=other, score=float((n * 7) % 5), reasons=[])
    levels = ("public", "internal", "restricted", "sealed")
    found, after = [], ""
    while True:
        page = page_of_doubts(levels, after, size=2)
        found += page.rows
        after = page.after
        if not after:
            break
    incidents = {a.incident_id for a in tellings}
    questions = [frozenset((d.pair.a.incident_id, d.pair.b.incident_id)) for d in found]
    assert len(questions) == len(set(questions)) == len(incidents) * (len(incidents) - 1) // 2
    assert sum(d.pairs for d in found) == Pair.objects.count()
    assert [d.pair.score for d in found] == sorted((d.pair.score for d in found), reverse=True)
    assert page_of_doubts(levels, "nan_3").rows == page_of_doubts(levels, "").rows
