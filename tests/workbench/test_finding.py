"""Searching finds the word however it is written; statistics' numbers open exactly their incidents."""

from __future__ import annotations

import re
from typing import Any

import pytest

SPELLINGS = ("مجزرة", "مجزره", "مجــزرة", "مجـ_ـ_زرة", "المجزرة", "بالمجزرة", "وبالمجزرة")


def _found(query: str, *, exact: bool = False) -> list[int]:
    from tawthiq.workbench.register.search import find, parse

    return find(parse(query, exact=exact))


def test_all_spellings_of_a_word_find_the_same_documents(office: Any) -> None:
    expected = _found(SPELLINGS[0])
    assert len(expected) >= 2
    assert [s for s in SPELLINGS if _found(s) != expected] == []
    assert _found("إدلب") == _found("ادلب") != []


def test_the_exact_switch_tells_spellings_apart(office: Any) -> None:
    assert _found("مجزرة", exact=True)
    assert _found("مجزره", exact=True) == []


def test_phrases_and_unwanted_words(office: Any) -> None:
    both = set(_found("الجورة القصور"))
    assert both
    assert set(_found('"الجورة والقصور"')) <= both
    some = _found("مجزرة -إدلب")
    assert set(some) == set(_found("مجزرة")) - set(_found("إدلب"))


@pytest.mark.parametrize(
    "hostile", ['"', "* OR 1", "a:b NEAR/2", "'; DROP TABLE x; --", "\\", "ا" * 5000, "& | ! <->", "(" * 200]
)
def test_no_query_breaks_an_engine(client_of: Any, hostile: str) -> None:
    assert client_of("analyst").get("/search/", {"q": hostile}).status_code == 200


def test_the_screen_marks_the_hits_and_keeps_restricted_documents_from_those_who_may_not_read_them(
    client_of: Any,
) -> None:
    from tawthiq.workbench.register.models import Document

    page = client_of("analyst").get("/search/", {"q": "مجزره"}).content.decode()
    assert "<mark" in page
    pk = _found("مجزرة")[0]
    Document.objects.filter(pk=pk).update(access="restricted")
    assert f'href="/documents/{pk}/"' in client_of("analyst").get("/search/", {"q": "مجزرة"}).content.decode()
    assert f'href="/documents/{pk}/"' not in client_of("collector").get("/search/", {"q": "مجزرة"}).content.decode()


def test_the_export_defuses_formulas(client_of: Any) -> None:
    from tawthiq.workbench.register.models import Document

    pk = _found("مجزرة")[0]
    Document.objects.filter(pk=pk).update(title='=HYPERLINK("http://x")')
    body = client_of("analyst").get("/search/export/", {"q": "مجزرة"}).content.decode("utf-8-sig")
    assert "'=HYPERLINK" in body
    assert not re.search(r'(^|,)"?=', body, re.M)


@pytest.mark.parametrize("by", ["month", "year", "governorate", "kind", "actor", "weapon", "grade", "state"])
def test_every_number_opens_its_incidents(client_of: Any, by: str) -> None:
    client = client_of("analyst", "en")
    page = client.get("/statistics/", {"by": by}).content.decode()
    cells = re.findall(r'<a href="(/incidents/\?[^"]+)"><bdi class="n">([\d,]+)</bdi>', page)
    assert cells
    for address, number in cells:
        listed = client.get(address.replace("&amp;", "&")).content.decode()
        assert len(re.findall(r'<td class="day">', listed)) == min(20, int(number.replace(",", ""))), address


def test_anniversaries_count_years_rightly(client_of: Any) -> None:
    from tawthiq.workbench.register.models import Incident

    incident = Incident.objects.filter(date_start="2012-09-25", date_precision__in=("T1", "T2")).first()
    assert incident is not None
    page = client_of("analyst", "en").get("/anniversaries/", {"day": "2020-09-25"}).content.decode()
    assert re.search(rf"\u20668\u2069 years ago: <a href=\"/incidents/{re.escape(incident.key)}/\"", page)
    assert (
        f"/incidents/{incident.key}/"
        not in client_of("analyst").get("/anniversaries/", {"day": "2012-09-20"}).content.decode()
    )


def test_documents_are_indexed_again_when_the_rules_of_words_have_changed(office: Any) -> None:
    from django.db import connection

    from tawthiq.workbench.register.models import State
    from tawthiq.workbench.register.search import renew_index

    expected = _found("مجزرة")
    assert renew_index() is False
    State.objects.filter(name="search").update(value="of an earlier version")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM workbench_search")
    assert _found("مجزرة") == []
    assert renew_index() is True
    assert _found("مجزرة") == expected
