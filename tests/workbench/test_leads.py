"""The queue of new leads can be narrowed, and given out by the handful."""

from __future__ import annotations

import re
from typing import Any

import pytest


def shown(client: Any, query: str = "") -> list[int]:
    """The leads of the first page, as the boxes before them name them."""
    page = client.get(f"/queues/leads/{query}").content.decode()
    return [int(pk) for pk in re.findall(r'name="lead" value="(\d+)"', page)]


def counted(client: Any) -> int:
    """How many leads the first page says there are."""
    (number,) = re.findall(r'/queues/leads/"><strong class="n">(\d+)<', client.get("/").content.decode())
    return int(number)


def test_leads_are_narrowed_by_what_they_tell_and_who_works_on_them(officer: Any, client_of: Any) -> None:
    from tawthiq.workbench.register.models import Account, Assignment

    client = client_of("analyst")
    everything = shown(client)
    first = Account.objects.select_related("document", "incident").get(pk=everything[0])
    for query, field, wanted in (
        (f"?kind={first.kind}", "kind", first.kind),
        (f"?lang={first.document.lang}", "document__lang", first.document.lang),
        (f"?publisher={first.document.publisher}", "document__publisher", first.document.publisher),
    ):
        found = shown(client, query)
        assert first.pk in found
        assert set(Account.objects.filter(pk__in=found).values_list(field, flat=True)) == {wanted}
    assert shown(client, "?from=9000-01-01") == []
    assert shown(client, "?from=no-day&to=2020-99-01") == everything
    assert shown(client, "?with=nobody") == everything
    assert shown(client, "?with=me") == []
    Assignment.objects.create(subject=f"document:{first.document.key}", to=client.user, by=client.user)
    same = [pk for pk in everything if Account.objects.get(pk=pk).document_id == first.document_id]
    assert shown(client, "?with=me") == same
    assert not set(same) & set(shown(client, "?with=nobody"))


def test_chosen_leads_are_given_to_a_colleague_in_one_go(officer: Any, client_of: Any) -> None:
    from tawthiq.workbench.register.models import Account, Assignment

    senior = client_of("senior")
    chosen = shown(senior)[:3]
    to = client_of("collector").user
    senior.post("/queues/leads/give/", {"lead": [str(pk) for pk in chosen], "to": to.username})
    subjects = {f"document:{a.document.key}" for a in Account.objects.filter(pk__in=chosen).select_related("document")}
    assert set(Assignment.objects.filter(to=to).values_list("subject", flat=True)) == subjects


@pytest.mark.parametrize(
    "form", [{"lead": []}, {"lead": ["x", "-1", "99999999999999999999"]}, {"lead": ["1"], "to": "nobody at all"}]
)
def test_nothing_is_given_where_nothing_is_chosen_or_the_colleague_is_none(
    officer: Any, client_of: Any, form: dict[str, Any]
) -> None:
    from tawthiq.workbench.register.models import Assignment

    client = client_of("analyst")
    assert client.post("/queues/leads/give/", {"to": client.user.username, **form}).status_code == 302
    assert not Assignment.objects.exists()


def test_leads_of_a_document_that_one_may_not_see_cannot_be_taken(officer: Any, client_of: Any) -> None:
    from tawthiq.workbench.register.models import Account, Assignment, Document

    client = client_of("analyst")
    account = Account.objects.filter(state="lead", summary=False).select_related("document").first()
    assert account is not None
    Document.objects.filter(pk=account.document_id).update(access="sealed")
    client.post("/queues/leads/give/", {"lead": [str(account.pk)], "to": client.user.username})
    assert not Assignment.objects.exists()
    assert account.pk not in shown(client)


def test_the_first_page_counts_the_leads_that_one_may_see(officer: Any, client_of: Any) -> None:
    from tawthiq.workbench.register.models import Account, Document

    client = client_of("analyst")
    account = Account.objects.filter(state="lead", summary=False).select_related("document").first()
    assert account is not None
    before = counted(client)
    hidden = Account.objects.filter(state="lead", summary=False, document=account.document_id).count()
    Document.objects.filter(pk=account.document_id).update(access="sealed")
    assert counted(client) == before - hidden
