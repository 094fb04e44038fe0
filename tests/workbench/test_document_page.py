"""The page where an officer rules on claims: every kind of claim can be corrected and added there, errors say why, nothing typed is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest

CORRECTIONS: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "kind": ({"code": "shelling"}, {"code": "shelling"}),
    "date": (
        {"first": "2012-09-25", "last": "2012-09-26"},
        {"start": "2012-09-25", "end": "2012-09-26", "precision": "T3"},
    ),
    "place": (
        {"id": "sy.deir-ez-zor.mayadin", "precision": "P5"},
        {
            "id": "sy.deir-ez-zor.mayadin",
            "precision": "P5",
            "governorate": "Deir ez-Zor",
            "country": "Syria",
            "name_ar": "الميادين",
        },
    ),
    "toll": (
        {"harm": "injured", "group": "child", "low": "7", "high": "9"},
        {"harm": "injured", "group": "child", "low": 7, "high": 9, "value": None, "qualifier": "range"},
    ),
    "actor": (
        {"code": "rus", "role": "denied", "mode": "sole"},
        {"code": "rus", "role": "denied", "mode": "sole", "name_en": "Russian forces"},
    ),
    "weapon": ({"code": "mortar"}, {"code": "mortar"}),
    "person": ({"name": "Somebody Else", "role": "commander"}, {"name": "Somebody Else", "role": "commander"}),
}


@pytest.fixture
def analyst(client_of: Any) -> Any:
    return client_of("analyst", "en")


def _claim(field: str) -> Any:
    from tawthiq.workbench.register.models import Claim

    found = Claim.objects.filter(field=field, start__isnull=False, account__incident__isnull=False)
    return found.select_related("account__document").order_by("pk")[0]


def _form(claim: Any, **changes: str) -> dict[str, str]:
    return {
        "start": str(claim.start),
        "end": str(claim.end),
        "version": str(claim.account.version),
        "reason": "against the text",
        **changes,
    }


@pytest.mark.parametrize("field", CORRECTIONS)
def test_every_kind_of_claim_is_corrected(analyst: Any, field: str) -> None:
    from tawthiq.workbench.register.models import Claim, Incident

    claim = _claim(field)
    page = analyst.get(f"/documents/{claim.account.document_id}/", {"edit": claim.pk}).content.decode()
    assert f'action="/claims/{claim.pk}/correct/"' in page
    asked, expected = CORRECTIONS[field]
    before = Incident.objects.get(pk=claim.account.incident_id).version
    analyst.post(f"/claims/{claim.pk}/correct/", _form(claim, **asked))
    now = Claim.objects.get(pk=claim.pk)
    assert now.state == "corrected"
    assert {name: now.record[name] for name in expected} == expected
    assert now.record["span"] == [claim.start, claim.end]
    assert now.record["text"] == claim.text
    assert Incident.objects.get(pk=claim.account.incident_id).version > before
    shown = analyst.get(f"/documents/{claim.account.document_id}/").content.decode()
    assert "the machine read" in shown


@pytest.mark.parametrize("field", [f for f in CORRECTIONS if f not in ("kind", "date", "place")])
def test_every_kind_of_claim_is_added(analyst: Any, field: str) -> None:
    from tawthiq.workbench.register.models import Claim

    account = _claim("toll").account
    page = analyst.get(f"/documents/{account.document_id}/", {"add": account.pk, "field": field}).content.decode()
    assert f'action="/accounts/{account.pk}/add/"' in page
    asked, expected = CORRECTIONS[field]
    analyst.post(
        f"/accounts/{account.pk}/add/", {"field": field, "start": "0", "end": "9", "reason": "in the title", **asked}
    )
    added = Claim.objects.get(account=account, field=field, state="added")
    assert {name: added.record[name] for name in expected} == expected
    assert added.text == account.document.text[:9]


@pytest.mark.parametrize(
    ("field", "asked", "said"),
    [
        ("toll", {"harm": "injured", "low": "many"}, "Not a number"),
        ("toll", {"harm": "injured", "low": "9", "high": "7"}, "highest is below"),
        ("toll", {"harm": "nonsense", "low": "1"}, "unknown code"),
        ("toll", {"harm": "injured", "low": "1", "speaker": "no such words in it"}, "do not stand in the text"),
        ("toll", {"harm": "injured", "low": "1", "start": "5", "end": "3"}, "outside the text"),
        ("date", {"first": "2012-02-31"}, "Not a valid date"),
        ("date", {"first": "2012-09-25", "last": "2012-09-20"}, "Not a valid date"),
        ("place", {"id": "no.such.place"}, "unknown place"),
        ("actor", {"code": "king", "role": "target", "mode": "sole"}, "unknown code"),
        ("kind", {"code": ""}, "unknown code"),
        ("toll", {"harm": "injured", "low": "1", "reason": "  "}, "A reason is needed"),
    ],
)
def test_what_cannot_be_says_why_and_changes_nothing(
    analyst: Any, field: str, asked: dict[str, str], said: str
) -> None:
    from tawthiq.workbench.register.models import Claim, Decision

    claim = _claim(field)
    answer = analyst.post(f"/claims/{claim.pk}/correct/", _form(claim, **asked), follow=True)
    assert said in answer.content.decode()
    assert Claim.objects.get(pk=claim.pk).state == "proposed"
    assert not Decision.objects.exists()


def test_a_speaker_is_found_where_they_stand(analyst: Any) -> None:
    from tawthiq.workbench.register.models import Claim

    claim = _claim("toll")
    text = claim.account.document.text
    word = re.findall(r"\w{5,}", text[claim.end :])[0]
    analyst.post(f"/claims/{claim.pk}/correct/", _form(claim, harm="killed", low="2", speaker=word, speaker_type="un"))
    said = Claim.objects.get(pk=claim.pk).record["attribution"]
    assert text[said["span"][0] : said["span"][1]] == said["text"] == word
    assert said["source_type"] == "un"


def test_the_second_of_two_sees_the_first_ones_ruling_and_may_send_theirs_again(client_of: Any) -> None:
    from tawthiq.workbench.register.models import Claim

    claim = _claim("toll")
    form = _form(claim, harm="killed", low="5")
    first, second = client_of("analyst", "en"), client_of("analyst", "en")
    first.post(f"/claims/{claim.pk}/correct/", form | {"reason": "five in the list"})
    answer = second.post(f"/claims/{claim.pk}/correct/", form | {"low": "6", "reason": "six by my count"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "five in the list" in page
    assert 'name="low" value="6"' in page
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.split('class="panel"')[1]))
    assert "version" not in again
    second.post(f"/claims/{claim.pk}/correct/", {k: v for k, v in again.items() if k != "csrfmiddlewaretoken"})
    assert Claim.objects.get(pk=claim.pk).low == 6


def test_places_are_offered_by_name_in_any_spelling(analyst: Any) -> None:
    claim = _claim("place")
    for asked in ("الميادين", "الميادِين", "al-Mayadin"):
        page = analyst.get(
            f"/documents/{claim.account.document_id}/", {"edit": claim.pk, "place": asked}
        ).content.decode()
        assert 'value="sy.deir-ez-zor.mayadin"' in page, asked


def test_the_marked_text_is_the_text(analyst: Any) -> None:
    import html

    from tawthiq.workbench.register.models import Document

    for document in Document.objects.all():
        page = analyst.get(f"/documents/{document.pk}/").content.decode()
        inner = re.search(r"<div class=\"text\"[^>]*>(.*?)</div>", page, re.S)
        assert inner is not None
        assert html.unescape(re.sub(r"<[^>]+>", "", inner[1])) == document.text.replace("\r", " ")


def test_a_form_that_is_not_taken_keeps_what_was_typed_and_says_why_beside_it(analyst: Any) -> None:
    claim = _claim("toll")
    asked = {"harm": "injured", "group": "child", "low": "9", "high": "5", "speaker": "", "reason": "my long reason"}
    answer = analyst.post(f"/claims/{claim.pk}/correct/", _form(claim, **asked))
    page = f"/documents/{claim.account.document_id}/?edit={claim.pk}"
    assert answer["Location"] == f"{page}#c{claim.pk}"
    shown = analyst.get(page).content.decode()
    form = shown[shown.index("data-span") :].partition("</form>")[0]
    assert re.search(r'role="alert">[^<]*below the lowest', form)
    for kept in (
        'name="low" inputmode="numeric" size="6" required value="9"',
        'value="my long reason"',
        'value="injured" selected',
        'value="child" selected',
    ):
        assert kept in form, kept
    assert 'role="alert"' not in analyst.get(page).content.decode()  # once
    added = {"code": "shelling", "start": "0", "end": "99999999", "written": "no-such", "reason": "why"}
    told = analyst.post(f"/documents/{claim.account.document_id}/tell/", added, follow=True).content.decode()
    assert 'value="no-such"' in told
    assert 'value="shelling" selected' in told


def test_nobody_is_accused_by_a_choice_that_was_not_made(analyst: Any) -> None:
    account = _claim("toll").account
    for field in ("person", "actor", "kind", "toll", "weapon"):
        page = analyst.get(f"/documents/{account.document_id}/?add={account.pk}&field={field}").content.decode()
        form = page[page.index("data-span") :].partition("</form>")[0]
        chosen = re.findall(r'<select name="(?:code|role|harm)" required>(<option value="[^"]*">)', form)
        assert chosen, field
        assert set(chosen) == {'<option value="">'}, field
    told = analyst.get(f"/documents/{account.document_id}/?tell=1").content.decode()
    assert '<select name="code" required><option value="">' in told


@pytest.mark.parametrize("form", ["correct", "add", "tell"])
def test_the_words_of_a_claim_may_be_typed(form: str, analyst: Any) -> None:
    from tawthiq.workbench.register.models import Claim

    claim = Claim.objects.filter(field="kind", start__gte=0).exclude(account__incident=None).order_by("pk")[0]
    account = claim.account
    text = account.document.text
    words = text.split()[5:8]
    typed = {"code": "shelling", "words": "  ".join(words), "reason": "it says so"}
    address = {"correct": f"/claims/{claim.pk}/correct/", "add": f"/accounts/{account.pk}/add/"}.get(form)
    field = {"add": "weapon", "correct": "kind", "tell": "kind"}[form]
    if form == "add":
        typed |= {"field": field, "code": "artillery"}
    before = set(Claim.objects.values_list("pk", flat=True))
    response = analyst.post(address or f"/documents/{account.document_id}/tell/", typed)
    assert response.status_code == 302
    claim.refresh_from_db()
    changed = claim if form == "correct" else Claim.objects.exclude(pk__in=before).filter(field=field).get()
    assert text[changed.start : changed.end].split() == words


def test_words_that_do_not_stand_there_are_not_taken_and_stay_in_the_form(analyst: Any) -> None:
    from tawthiq.workbench.register.models import Claim

    claim = Claim.objects.filter(field="kind").exclude(account__incident=None).order_by("pk")[0]
    page = analyst.post(
        f"/claims/{claim.pk}/correct/", {"code": "shelling", "words": "xyzzy nowhere", "reason": "r"}, follow=True
    ).content.decode()
    assert 'value="xyzzy nowhere"' in page
    claim.refresh_from_db()
    assert claim.state == "proposed"


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("ar", ("الضرر", "قتلى", "الأدنى", "السبب", "من", "إلى")),
        ("en", ("Harm", "killed", "Lowest", "Reason", "from", "to")),
    ],
)
def test_the_second_of_two_reads_in_words_what_the_first_changed_and_what_was_sent(
    lang: str, told: tuple[str, ...], client_of: Any
) -> None:
    claim = _claim("toll")
    form = _form(claim, harm="killed", low="5") | {"field": "toll"}
    first, second = client_of("analyst", lang), client_of("analyst", lang)
    first.post(f"/claims/{claim.pk}/correct/", form)
    page = second.post(f"/claims/{claim.pk}/correct/", form | {"low": "6", "reason": "six"}).content.decode()
    change = re.search(r'<ul class="changed">(.*?)</ul>', page, re.S)
    assert change is not None
    assert "5" in change[1]
    sent = dict(re.findall(r"<dt>([^<]*)</dt><dd><bdi>([^<]*)</bdi></dd>", page))
    harm, killed, low, reason, *between = told
    assert sent[harm] == killed
    assert (sent[low], sent[reason]) == ("6", "six")
    assert "<dt><code>" not in page
    assert all(word in change[1] for word in between)


def test_a_history_tells_what_each_ruling_changed_and_nothing_that_one_may_not_read(client_of: Any) -> None:
    from tawthiq.workbench.register.models import Document, Incident

    claim = _claim("toll")
    analyst, senior = client_of("analyst", "en"), client_of("senior", "en")
    analyst.post(f"/claims/{claim.pk}/correct/", _form(claim, harm="injured", low="77"))
    incident = claim.account.incident
    grade = "G1" if incident.grade != "G1" else "G2"
    senior.post(f"/incidents/{incident.key}/rule/", {"grade": grade, "reason": "one source"})
    page = senior.get(f"/incidents/{incident.key}/").content.decode()
    changed = re.findall(r"<li>([^<]*)</li>", "".join(re.findall(r'<ul class="changed">(.*?)</ul>', page, re.S)))
    assert any("77" in line for line in changed)
    assert any("Grade: from as weighed to" in line for line in changed), changed
    assert "77" in senior.get("/log/").content.decode()
    assert Incident.objects.get(pk=incident.pk).grade == grade
    Document.objects.filter(pk=claim.account.document_id).update(access="sealed", own_access="sealed")
    page = client_of("reviewer", "en").get(f"/incidents/{incident.key}/").content.decode()
    assert "77" not in "".join(re.findall(r'<ul class="changed">(.*?)</ul>', page, re.S))
