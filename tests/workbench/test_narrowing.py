"""A result narrowed by what its documents tell, with as many documents as the link says; drops beyond the limit are named."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile


def _total(page: str) -> int:
    found = re.search(r'<p role="status">\D*(\d+)', page)
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_way_to_narrow_a_result_leaves_what_it_says(client_of: Callable[..., Any], lang: str) -> None:
    client = client_of("analyst", lang)
    page = client.get("/search/", {"q": "killed" if lang == "en" else "قتل"}).content.decode()
    links = re.findall(r'<a class="tag" href="(\?[^"]+)">[^<]*<bdi class="n">(\d+)</bdi>', page)
    assert len(links) >= 3
    for address, number in links:
        left = client.get("/search/" + html.unescape(address)).content.decode()
        found = re.search(r'<p role="status">(.*?)</p>', left, re.S)
        assert found is not None
        assert left.count('<article class="panel">') == int(number)


def test_the_filters_of_a_search_are_chosen_not_typed(client_of: Callable[..., Any]) -> None:
    page = client_of("analyst", "en").get("/search/").content.decode()
    assert re.search(r'<select name="actor">.*?<option value="gov">[^<]*government', page, re.S)
    assert re.search(r'<select name="governorate">.*?<option value="Deir ez-Zor">Deir ez-Zor', page, re.S)


def test_files_beyond_the_limit_are_named_and_the_others_taken(
    client_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "UPLOAD_FILES", 2)
    client = client_of("collector", "en")
    files = [SimpleUploadedFile(f"note-{n}.txt", f"Three people were hurt in town {n}.".encode()) for n in range(4)]
    page = client.post("/inbox/receive/", {"files": files}, follow=True).content.decode()
    assert "Not taken: 2, the first of them note-2.txt" in page
    assert "note-1.txt" in page
    assert "200 files" not in page
    assert "Up to 2 files at once" in page


def test_an_incident_is_merged_with_one_that_is_offered_or_whose_address_is_pasted(
    client_of: Callable[..., Any],
) -> None:
    from tawthiq.workbench.register.models import Incident, Proposal

    client = client_of("analyst", "en")
    first, second, third = Incident.objects.exclude(state__in=("merged", "rejected")).order_by("pk")[:3]
    Incident.objects.filter(pk=second.pk).update(
        sort_day=first.sort_day, place_id=first.place_id, governorate=first.governorate
    )
    page = client.get(f"/incidents/{first.key}/").content.decode()
    if first.sort_day:
        assert f'name="gone" value="{second.key}"' in page
    client.post(f"/incidents/{first.key}/merge/", {"gone": second.key, "reason": "one event"})
    written = f"https://office.example/incidents/{third.key}/?x=1"
    client.post(f"/incidents/{first.key}/merge/", {"written": written, "reason": "one event"})
    gone = {p.payload["gone"] for p in Proposal.objects.filter(action="incident.merge")}
    assert gone == {f"incident:{second.key}", f"incident:{third.key}"}


def test_the_incident_page_says_who_accuses_in_which_sentence(client_of: Callable[..., Any]) -> None:
    from tawthiq.workbench.register.models import Claim

    claim = Claim.objects.filter(field="actor", role="alleged_perpetrator", account__incident__isnull=False).order_by(
        "pk"
    )[0]
    page = client_of("analyst", "en").get(f"/incidents/{claim.account.incident.key}/").content.decode()
    parties = (
        page[page.index("<h2>Who is said") : page.index("<h2>", page.index("<h2>Who is said") + 4)]
        if "<h2>Who is said" in page
        else page
    )
    assert f"/documents/{claim.account.document_id}/#c" in parties
    assert '<q class="said"' in parties
    restricted = claim.account.document
    restricted.access = "sealed"
    restricted.save()
    hidden = client_of("collector", "en").get(f"/incidents/{claim.account.incident.key}/").content.decode()
    assert f"/documents/{restricted.pk}/#c" not in hidden


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("ar", ("المكان", "السنة", "جهة", "النوع", "السلاح", "الضرر", "الدرجة", "الحالة", "الناشر")),
        ("en", ("Place", "Year", "role", "Kind", "Weapon", "Harm", "Grade", "State", "Publisher")),
    ],
)
def test_a_result_is_narrowed_by_all_that_an_officer_asks_for(
    lang: str, names: tuple[str, ...], client_of: Callable[..., Any]
) -> None:
    page = client_of("analyst", lang).get("/search/", {"q": "في"}).content.decode()
    offered = re.findall(r"<dt>([^<]+)</dt>", page)
    assert [name for name in names if not any(name in word for word in offered)] == []


def test_a_publisher_leaves_what_that_publisher_wrote(client_of: Callable[..., Any]) -> None:
    from tawthiq.workbench.register.models import Document

    client = client_of("analyst", "en")
    for publisher in sorted(set(Document.objects.exclude(publisher="").values_list("publisher", flat=True)))[:4]:
        page = client.get("/search/", {"q": "2012", "source": publisher}).content.decode()
        found = set(map(int, re.findall(r'<h2[^>]*><a href="/documents/(\d+)/"', page)))
        assert found <= set(Document.objects.filter(publisher=publisher).values_list("pk", flat=True))


def test_a_filter_without_a_field_of_its_own_stays_when_the_form_is_sent_again(client_of: Callable[..., Any]) -> None:
    from tawthiq.workbench.register.models import Incident

    place = Incident.objects.exclude(place_id="").order_by("pk")[0]
    page = client_of("analyst", "en").get("/search/", {"q": "2012", "place_id": place.place_id}).content.decode()
    assert f'<input type="checkbox" name="place_id" value="{place.place_id}" checked> <bdi>Place: ' in page


def test_the_words_around_a_hit_are_whole() -> None:
    from tawthiq.workbench.register.models import Document
    from tawthiq.workbench.register.search import parse
    from tawthiq.workbench.review.search import snippet

    words = [f"كلمة{n}" for n in range(80)]
    document = Document(text=" ".join([*words, "مجزرة", *words]))
    said = "".join(text for text, _ in snippet(document, parse("مجزرة")))
    assert "مجزرة" in said
    assert set(said.split()) <= {*words, "مجزرة"}
    glued = Document(text="x" * 300 + " مجزرة " + "y" * 300)
    assert "مجزرة" in "".join(text for text, hit in snippet(glued, parse("مجزرة")) if hit)
