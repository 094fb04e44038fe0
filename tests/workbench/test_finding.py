"""Searching finds the word however it is written; statistics' numbers open exactly their incidents."""

from __future__ import annotations

import html
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


WORDS = (
    *SPELLINGS, "إدلب", "ادلب", "دير الزور", '"دير الزور"', '"حي القصور"', "قتل -غارة", '"قوات النظام" -إدلب', "٢٠١٢", "2012", "في", "من في على", "warplanes",
    '"Deir ez-Zor"', "killed -airstrike", '-"Deir ez-Zor" killed', "«الثلاثاء الأسود»", "nothing-of-that-kind",
)  # fmt: skip
"""Words, phrases and what is not wanted; in either script."""


@pytest.mark.parametrize("exact", [False, True])
def test_an_engine_finds_what_reading_every_document_finds(office: Any, exact: bool) -> None:
    """Each engine is held to the same reading, so that both find the same documents."""
    from tawthiq.text.search_words import search_words
    from tawthiq.workbench.register.models import Document
    from tawthiq.workbench.register.search import parse

    read = {
        d.pk: [w.exact if exact else w.folded for w in search_words(f"{d.title}\n{d.text}")]
        for d in Document.objects.all()
    }
    for asked in WORDS:
        query = parse(asked, exact=exact)
        expected = sorted((pk for pk, words in read.items() if query.holds(words)), reverse=True)
        assert _found(asked, exact=exact) == expected, asked
    assert any(_found(asked) for asked in WORDS)


@pytest.mark.parametrize(
    "padding", ["الماء " * 300, " ".join(f"كلمة{n}" for n in range(17_000))], ids=["often", "long"]
)
def test_a_phrase_is_found_wherever_it_stands_in_a_long_document(office: Any, padding: str) -> None:
    from tawthiq.workbench.register.models import Document
    from tawthiq.workbench.register.search import find, index_documents, parse

    texts = {
        "there": f"{padding} ثم الماء البارد جداً",
        "not": f"{padding} ثم البارد ثم الماء",
        "short": "الماء البارد",
    }
    pks = {}
    for name, text in texts.items():
        pks[name] = Document.objects.create(key=f"long-{name}", text=text, lang="ar", record={}, told=[]).pk
    index_documents(Document.objects.filter(pk__in=pks.values()))
    mine = set(pks.values())
    assert set(_found('"الماء البارد"')) & mine == {pks["there"], pks["short"]}
    assert set(_found('الماء -"الماء البارد"')) & mine == {pks["not"]}
    newest = find(parse('"الماء البارد"'), limit=1)
    assert newest == [max(pks["there"], pks["short"])]
    assert set(find(parse('"الماء البارد"'), before=pks["short"])) & mine == {pks["there"]}


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


def test_the_export_as_json_lines_names_the_incidents(client_of: Any) -> None:
    import json

    from tawthiq.workbench.register.models import Account, Document, Incident, Reading

    found = _found("مجزرة")
    told = (
        Account.objects.filter(document__in=found, incident__isnull=False).select_related("incident").order_by("pk")[0]
    )
    sealed = told.incident
    assert sealed is not None
    Document.objects.filter(pk=told.document_id).update(access="restricted")
    response = client_of("analyst").get("/search/export/", {"q": "مجزرة", "format": "jsonl"})
    assert response["Content-Disposition"].endswith('"search.jsonl"')
    lines = [json.loads(line) for line in response.content.decode().splitlines()]
    keys = dict(Document.objects.filter(pk__in=found).values_list("key", "pk"))
    assert sorted(keys[line["document"]] for line in lines) == sorted(found)
    mine = next(line for line in lines if keys[line["document"]] == told.document_id)
    assert sealed.key in mine["incidents"]
    assert Reading.objects.filter(page="search_export").count() == 1
    Incident.objects.filter(pk=sealed.pk).update(access="sealed")
    body = client_of("analyst").get("/search/export/", {"q": "مجزرة", "format": "jsonl"}).content.decode()
    assert sealed.key not in body
    assert client_of("collector").get("/search/export/", {"q": "مجزرة", "format": "jsonl"}).status_code == 403


def test_the_export_names_no_day_or_place_that_is_kept_back(client_of: Any) -> None:
    from tawthiq.workbench.register.models import Account, Document, Incident

    pk = _found("مجزرة")[0]
    incident = Account.objects.filter(document__in=_found("مجزرة"), incident__isnull=False).order_by("pk")[0].incident
    assert incident is not None
    tail = incident.key.rpartition("-")[2]

    def exported(who: str = "senior") -> str:
        found: str = client_of(who).get("/search/export/", {"q": "مجزرة", "format": "jsonl"}).content.decode()
        return found

    assert incident.key in exported()
    for change in ({"record": {**incident.record, "kind": "sexual_violence"}}, {"access": "restricted"}):
        Incident.objects.filter(pk=incident.pk).update(**change)
        assert f'"incident-{tail}"' in exported()
        assert incident.key not in exported()
        Incident.objects.filter(pk=incident.pk).update(record=incident.record, access=incident.access)
    assert f"/documents/{pk}/" in client_of("senior").get("/search/", {"q": "مجزرة"}).content.decode()
    key = Document.objects.get(pk=pk).key
    Document.objects.filter(pk=pk).update(access="sealed")
    for kind in ("jsonl", "csv"):
        body = client_of("senior").get("/search/export/", {"q": "مجزرة", "format": kind}).content.decode()
        assert key not in body


def test_the_day_of_capture_is_never_given_as_the_day_of_publication(client_of: Any) -> None:
    import csv
    import io

    from tawthiq.workbench.register.models import Account, Document

    pk = _found("مجزرة")[0]
    Document.objects.filter(pk=pk).update(published_start=None, published_end="2021-03-04")
    rows = list(
        csv.DictReader(
            io.StringIO(client_of("analyst").get("/search/export/", {"q": "مجزرة"}).content.decode("utf-8-sig"))
        )
    )
    row = next(r for r in rows if r["document"] == Document.objects.get(pk=pk).key)
    assert (row["published"], row["published_by"]) == ("", "2021-03-04")
    incident = Account.objects.filter(document=pk, incident__isnull=False).select_related("incident")[0].incident
    assert incident is not None
    pages = ("/documents/?publisher=", f"/documents/{pk}/", f"/incidents/{incident.key}/", "/search/?q=مجزرة")
    for page in pages:
        said = client_of("analyst", "en").get(page).content.decode()
        assert "up to 4 March 2021" in said, page
        assert "4 March 2021" not in said.replace("up to 4 March 2021", ""), page


def test_an_incident_is_found_by_the_id_of_a_paper_that_left(client_of: Any) -> None:
    from tawthiq.workbench.register.models import Incident
    from tawthiq.workbench.review.candidates import named

    incident = Incident.objects.order_by("pk")[0]
    assert named(f"incident-{incident.key.rpartition('-')[2]}", Incident.objects.all()) == incident


def _hits(page: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'<h2 lang="\w+"><a href="/documents/(\d+)/"', page)]


def test_documents_are_sorted_by_the_day_of_their_event(client_of: Any) -> None:
    from tawthiq.workbench.register.models import Account

    days: dict[int, int] = {}
    for document, day in Account.objects.values_list("document", "incident__sort_day"):
        days[document] = max(days.get(document, 0), day or 0)
    found = _hits(client_of("analyst").get("/search/", {"q": "في", "sort": "event"}).content.decode())
    assert len(found) > 3
    assert found == sorted(found, key=lambda pk: (days.get(pk, 0), pk), reverse=True)
    assert found != _hits(client_of("analyst").get("/search/", {"q": "في"}).content.decode())


def test_what_lies_around_a_place_is_found_by_its_name(client_of: Any) -> None:
    from tawthiq.knowledge.gazetteer import kilometres
    from tawthiq.workbench.register.models import Incident
    from tawthiq.workbench.review.around import around
    from tawthiq.workbench.words import words

    client = client_of("analyst", "en")
    point = around({"near": "خان شيخون", "km": "5"}, words("en"))
    assert point is not None
    assert point.place == "Khan Shaykhun — Idlib (city)", "the city before the subdistrict of its name"
    assert [ident for ident, _ in point.others] == ["sy.idlib.n.khan-shaykhun"]
    wide = around({"near": "خان شيخون", "near_id": "sy.idlib.n.khan-shaykhun"}, words("en"))
    assert wide is not None
    assert (wide.km, wide.others[0][0]) == (10, "sy.idlib.khan-shaykhun")
    assert around({"near": "Khan Shaykhoun"}, words("ar")) is not None
    inside = {
        i.key
        for i in Incident.objects.exclude(lat=None).exclude(state__in=("merged", "rejected"))
        if kilometres(point.lat, point.lon, i.lat, i.lon) <= 5
    }
    everything = Incident.objects.exclude(state__in=("merged", "rejected")).count()
    assert 0 < len(inside) < everything
    page = client.get("/incidents/", {"near": "خان شيخون", "km": "5"}).content.decode()
    assert set(re.findall(r'<td><a href="/incidents/([^/"]+)/"', page)) == inside
    assert "Within 5 km of Khan Shaykhun" in page
    hits = _hits(client.get("/search/", {"q": "في", "near": "خان شيخون", "km": "5"}).content.decode())
    assert 0 < len(hits) < len(_hits(client.get("/search/", {"q": "في"}).content.decode()))
    for path in ("/incidents/", "/search/"):
        page = client.get(path, {"q": "في", "near": "no such place at all"}).content.decode()
        assert "No place with a known position has that name." in page
        assert not re.search(r'<td><a href="/incidents/|<article', page)
    for odd in (
        {"lat": "nan", "lon": "36", "km": "5"},
        {"near": "خان شيخون", "km": "inf"},
        {"lat": "36", "lon": "36", "km": "-1"},
    ):
        assert client.get("/incidents/", odd).status_code == 200


def _cells(page: str) -> list[tuple[str, int]]:
    """Every figure of the table's body with its address; a figure without one fails here."""
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    cells = re.findall(r'<td class="fig"[^>]*>(.*?)</td>', body, re.S)
    assert cells
    figures = [
        re.fullmatch(r'<a href="(/incidents/\?[^"]*)"><bdi dir="ltr" class="n">([\d,]+)</bdi></a>', c)
        for c in cells
        if c
    ]
    assert all(figures), [c for c, f in zip([c for c in cells if c], figures, strict=True) if not f]
    return [(f[1].replace("&amp;", "&"), int(f[2].replace(",", ""))) for f in figures if f]


def _listed(client: Any, address: str) -> int:
    found = 0
    while address:
        page = client.get(address).content.decode()
        found += len(re.findall(r'<td class="day">', page))
        following = re.search(r'<p><a href="(\?[^"]*after=[^"]*)">', page)
        address = "/incidents/" + following[1].replace("&amp;", "&") if following else ""
    return found


@pytest.fixture
def odd(office: Any) -> None:
    """Incidents as a register has them: undated, nowhere, by nobody, by two together."""
    from tawthiq.workbench.register.models import Facet, Incident
    from tawthiq.workbench.register.revision import grow
    from tawthiq.workbench.register.rows import facets, incident_columns

    likeness = Incident.objects.exclude(facets=None).order_by("pk")[0].record
    party = {
        "code": "gov",
        "name_en": "g",
        "name_ar": "g",
        "role": "alleged_perpetrator",
        "mode": "joint",
        "accounts": [],
        "origins": 1,
    }
    for n, change in enumerate(
        (
            {"date": None},
            {"place": None},
            {"actors": []},
            {"actors": [party, {**party, "code": "rus"}]},
            {"tolls": [], "actors": []},
        )
    ):
        record = {**likeness, "id": f"odd-{n}", **change}
        made = Incident.objects.create(key=f"odd-{n}", **incident_columns(record))
        Facet.objects.bulk_create(
            Facet(incident=made, dimension=d, code=c, sort_day=made.sort_day) for d, c in facets(record, [], [])
        )
    grow()


@pytest.mark.parametrize(
    "by", ["month", "year", "governorate", "kind", "responsible", "actor", "weapon", "harm", "group", "grade", "state"]
)
def test_every_number_opens_its_incidents(client_of: Any, odd: None, by: str) -> None:
    client = client_of("analyst", "en")
    cells = _cells(client.get("/statistics/", {"by": by}).content.decode())
    assert {address: _listed(client, address) for address, _ in cells} == dict(cells)
    crossed = _cells(
        client.get("/statistics/", {"by": by, "across": "year" if by != "year" else "kind"}).content.decode()
    )
    assert {address: _listed(client, address) for address, _ in crossed} == dict(crossed)


@pytest.mark.parametrize("measure", ["incidents", "killed"])
def test_no_number_of_a_table_leads_nowhere(client_of: Any, odd: None, measure: str) -> None:
    asked = {"by": "governorate", "across": "kind", "measure": measure}
    page = client_of("analyst", "en").get("/statistics/", asked).content.decode()
    table = page[page.index("<tbody>") : page.index("</table>")]
    assert table.count('class="n"') == len(re.findall(r'<a href="/incidents/\?[^"]*"><bdi dir="ltr" class="n">', table))
    foot = table[table.index("<tfoot>") :]
    columns = re.findall(r'<a href="([^"]*)"><bdi dir="ltr" class="n">(\d+)</bdi>', foot)
    if measure == "incidents":
        client = client_of("analyst", "en")
        assert all(_listed(client, html.unescape(address)) == int(n) for address, n in columns)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_table_is_narrowed_by_what_its_form_offers(client_of: Any, odd: None, lang: str) -> None:
    client = client_of("analyst", lang)
    page = client.get("/statistics/", {"by": "year"}).content.decode()
    for dimension in ("kind", "governorate", "grade", "state", "responsible", "actor", "weapon", "harm", "group"):
        offered = re.search(rf'<select name="{dimension}">(.*?)</select>', page, re.S)
        assert offered is not None, dimension
        codes = [c for c in re.findall(r'<option value="([^"]+)"', offered[1]) if c]
        assert codes, dimension
        narrowed = client.get("/statistics/", {"by": "year", dimension: html.unescape(codes[0])}).content.decode()
        assert re.search(rf'<select name="{dimension}">[^\n]*<option value="{re.escape(codes[0])}" selected', narrowed)
        cells = _cells(narrowed)
        assert {address: _listed(client, address) for address, _ in cells} == dict(cells)


@pytest.mark.parametrize("by", ["month", "year", "governorate", "kind", "responsible", "grade", "state"])
def test_sums_hold_where_each_incident_has_one_row(office: Any, odd: None, by: str) -> None:
    from tawthiq.workbench.register.counting import columns, count, total
    from tawthiq.workbench.register.models import Incident

    held = columns(("public", "internal", "restricted"))
    whole = total(held, {}, None, None)
    assert whole["incidents"] == Incident.objects.exclude(state__in=("merged", "rejected")).count()
    for across in (None, "year" if by != "year" else "responsible"):
        cells = count(held, by, across, {}, None, None)
        assert {name: sum(cell[name] for cell in cells) for name in whole} == whole


def test_joint_parties_and_nobody_have_rows_of_their_own(client_of: Any, odd: None) -> None:
    page = client_of("analyst", "en").get("/statistics/", {"by": "responsible"}).content.decode()
    rows = re.findall(r'<th scope="row">([^<]+)</th>', page)
    assert any("Syrian government forces" in row and "Russian forces" in row for row in rows)
    assert len(rows) == len(set(rows))


def test_open_counts_stay_open_in_sums(client_of: Any) -> None:
    from tawthiq.workbench.register.models import Incident

    assert Incident.objects.filter(killed_open=True).exists()
    page = client_of("analyst", "en").get("/statistics/", {"by": "kind", "measure": "killed"}).content.decode()
    assert re.search(r"<tfoot>.*\d\+</bdi>", page, re.S)


def test_filters_narrow_the_table_and_its_links(client_of: Any) -> None:
    client = client_of("analyst", "en")
    everything = dict(_cells(client.get("/statistics/", {"by": "kind"}).content.decode()))
    narrowed = _cells(client.get("/statistics/", {"by": "kind", "governorate": "Deir ez-Zor"}).content.decode())
    assert narrowed
    assert sum(n for _, n in narrowed) < sum(everything.values())
    assert {address: _listed(client, address) for address, _ in narrowed} == dict(narrowed)


def test_anniversaries_count_years_rightly(client_of: Any) -> None:
    from tawthiq.workbench.register.models import Incident

    incident = Incident.objects.filter(date_start="2012-09-25", date_precision__in=("T1", "T2")).first()
    assert incident is not None
    page = client_of("analyst", "en").get("/anniversaries/", {"day": "2020-09-25"}).content.decode()
    assert re.search(rf"\u20668\u2069 years ago: <a href=\"/incidents/{re.escape(incident.key)}/\"", page)
    link = f"/incidents/{incident.key}/"
    assert link not in client_of("analyst").get("/anniversaries/", {"day": "2012-09-20"}).content.decode()
    assert link in client_of("analyst").get("/anniversaries/", {"day": "2013-09-01"}).content.decode()


@pytest.mark.parametrize(
    ("event", "year", "day"),
    [("2016-02-29", 2020, "2020-02-29"), ("2016-02-29", 2021, "2021-02-28"), ("2012-09-25", 2020, "2020-09-25")],
)
def test_a_day_that_a_year_does_not_have_is_remembered_the_day_before(event: str, year: int, day: str) -> None:
    from datetime import date

    from tawthiq.publish.anniversaries.counting import remembered

    assert remembered(date.fromisoformat(event), year) == date.fromisoformat(day)


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


def test_a_sentence_beside_a_figure_is_cut_between_words_and_says_so() -> None:
    from tawthiq.workbench.review.incident_page import sentence_around, sentence_span

    text = "before " + "alpha bravo " * 60 + "TWELVE " + "charlie delta " * 60
    at = text.index("TWELVE")
    said = sentence_around(text, at, at + 6)
    assert said.startswith(("… alpha", "… bravo"))
    assert said.endswith(("charlie …", "delta …"))
    assert sentence_around("One. Two 3 four. Five.", 9, 10) == "Two 3 four."
    begin, end = sentence_span("x" * 900, 450, 460)
    assert (begin, end) == (150, 760)


def test_an_incident_off_the_map_and_one_without_a_place_show_nothing_empty(client_of: Any) -> None:
    from tawthiq.workbench.register.models import Incident

    incident = Incident.objects.filter(lat__isnull=False).order_by("pk")[0]
    page = f"/incidents/{incident.key}/"
    assert "<svg viewBox" in client_of("analyst").get(page).content.decode()
    elsewhere = {
        **incident.record,
        "place": {**incident.record["place"], "lat": 48.7, "lon": 37.5, "governorate": "Donetsk", "country": "Ukraine"},
    }
    Incident.objects.filter(pk=incident.pk).update(record=elsewhere)
    assert "<svg viewBox" not in client_of("analyst").get(page).content.decode()
    Incident.objects.filter(pk=incident.pk).update(
        place_ar="", place_en="", governorate="", place_precision="", lat=None
    )
    assert "()" not in client_of("analyst").get(page).content.decode()
