"""What an office rules of its sources changes origins, ranges and grades of every incident they speak in, can be taken back, and outlasts a rebuild."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.workbench.test_loading import Rebuilt

TEXT = "{place} 26 أيلول 2012 - قُتل {n} مدنياً في قصف مدفعي على مدينة الميادين يوم الثلاثاء 25 أيلول 2012.{more}"


@pytest.fixture
def told(officer: Any) -> tuple[Any, list[str]]:
    """An incident of grade G3 that two publishers tell each in its own name, and the keys of their voices."""
    from tawthiq.workbench.register.inbox import receive
    from tawthiq.workbench.register.models import Account, Incident

    collector = officer("collector")
    for name, place, more in (
        ("شبكة الضفاف (مثال)", "الميادين", " وقال مراسل الشبكة إن القصف أصاب سوقاً وسط المدينة."),
        ("مرصد البادية (مثال)", "دير الزور", " ونقل الجرحى إلى مشفى قريب بعد ساعات من القصف."),
    ):
        receive(collector, f"{place}.txt", TEXT.format(place=place, n=14, more=more).encode(), publisher=name)
    accounts = Account.objects.filter(document__inbox=True, incident__isnull=False).select_related("document__source")
    incident = Incident.objects.get(pk=accounts[0].incident_id)
    keys = sorted({a.document.source.key for a in accounts})  # type: ignore[union-attr]
    assert [o["id"] for o in incident.record["origins"]] == [f"source:{key}" for key in keys]
    assert (incident.grade, incident.origins, len(keys)) == ("G3", 2, 2)
    return incident, keys


def _source(key: str) -> Any:
    from tawthiq.workbench.register.models import Source

    return Source.objects.get(key=key)


def _depends(actor: Any, key: str, *, owner: str = "", carries: str = "", reason: str = "one office") -> Any:
    from tawthiq.workbench.register.actions.sources import set_dependence

    return set_dependence(
        actor, _source(key), _source(owner) if owner else None, _source(carries) if carries else None, reason=reason
    )


def test_every_voice_of_the_register_has_a_row(office: Path) -> None:
    from tawthiq.workbench.register.models import Document, Facet, Incident, Source

    heard = {o["id"].removeprefix("source:") for i in Incident.objects.all() for o in i.record["origins"] if o["id"].startswith("source:")}  # fmt: skip
    assert len(heard) >= 4
    assert heard <= set(Source.objects.values_list("key", flat=True))
    assert set(Facet.objects.filter(dimension="voice").values_list("code", flat=True)) >= heard
    for source in Source.objects.all():
        assert source.documents == Document.objects.filter(source=source).count()
        assert source.known_type
    assert not Document.objects.exclude(publisher="").filter(source=None).exists()


@pytest.mark.parametrize("tie", ["owner", "carries"])
def test_a_source_that_depends_on_another_is_one_voice_with_it_at_once(officer: Any, told: Any, tie: str) -> None:
    from tawthiq.workbench.register.actions.undo import undo
    from tawthiq.workbench.register.models import Incident, Touched

    incident, (a, b) = told
    before = incident.record
    decision = _depends(officer("reviewer"), a, **{tie: b})
    now = Incident.objects.get(pk=incident.pk)
    assert [o["id"] for o in now.record["origins"]] == [f"source:{b}"]
    assert now.origins == 1
    assert now.grade in ("G1", "G2")
    assert {t["origins"] for t in now.record["tolls"]} <= {1}
    assert incident.key in decision.incidents
    assert Touched.objects.filter(decision=decision, incident=incident.key).exists()
    undo(officer("senior"), decision, reason="they parted in 2015")
    assert Incident.objects.get(pk=incident.pk).record == before


def test_a_party_raises_no_grade(officer: Any, told: Any) -> None:
    from tawthiq.workbench.register.actions.sources import set_type
    from tawthiq.workbench.register.models import Incident

    incident, (a, _) = told
    with pytest.raises(ValueError, match="side_needs_type"):
        set_type(officer("senior"), _source(a), "local_media", "gov", reason="speaks for it")
    set_type(officer("senior"), _source(a), "party_media", "gov", reason="speaks for it")
    now = Incident.objects.get(pk=incident.pk)
    assert now.grade in ("G1", "G2")
    assert {o["source_type"] for o in now.record["origins"] if o["id"] == f"source:{a}"} == {"party_media"}
    assert (_source(a).kind, _source(a).side) == ("party_media", "gov")


def test_nobody_depends_on_themselves_by_any_way(officer: Any, told: Any) -> None:
    _, (a, b) = told
    senior = officer("senior")
    with pytest.raises(ValueError, match="circle"):
        _depends(senior, a, owner=a)
    _depends(senior, a, carries=b)
    with pytest.raises(ValueError, match="circle"):
        _depends(senior, b, owner=a)


@pytest.mark.parametrize("tie", ["owner", "carries"])
def test_a_rebuild_keeps_what_was_ruled_of_sources(officer: Any, office: Path, tmp_path: Path, tie: str) -> None:
    from tawthiq.workbench.register.models import Account, Incident

    own = []
    voices: set[str] = set()
    for i in Incident.objects.filter(documents__gte=2).order_by("pk"):
        publishers = set(Account.objects.filter(incident=i).values_list("document__source__key", flat=True))
        here = {o["id"].removeprefix("source:") for o in i.record["origins"] if o["rule"] == "R1"}
        own += [(i, one) for one in sorted(here & publishers)]
        voices |= {o["id"].removeprefix("source:") for o in i.record["origins"] if o["id"].startswith("source:")}
    incident, a = own[0]
    b = min(voices - {a})
    _depends(officer("senior"), a, **{tie: b})
    ruled = Incident.objects.get(pk=incident.pk)
    ids = {o["id"] for o in ruled.record["origins"]}
    assert f"source:{b}" in ids
    assert f"source:{a}" not in ids
    rebuilt = Rebuilt(office, tmp_path)
    for line in rebuilt.lines["accounts"]:
        for one in line["accounts"]:
            one["rule"] = "another.rule"
    assert rebuilt.load().done
    assert Incident.objects.get(pk=incident.pk).record == ruled.record
    assert (_source(a).version, getattr(_source(a), tie).key) == (1, b)


def test_very_many_incidents_are_weighed_in_the_background(
    officer: Any, told: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tawthiq.workbench.register import deciding, weighing
    from tawthiq.workbench.register.models import Incident, Touched

    monkeypatch.setattr(deciding, "AT_ONCE", 0)
    monkeypatch.setattr(weighing, "BATCH", 1)
    started: list[int] = []
    monkeypatch.setattr(weighing, "_enqueue", started.append)
    incident, (a, b) = told
    decision = _depends(officer("senior"), a, owner=b)
    assert started == [decision.pk]
    assert decision.incidents == []
    assert Touched.objects.filter(decision=decision, incident=incident.key).exists()
    assert Incident.objects.get(pk=incident.pk).grade == "G3"
    (waiting,) = weighing.under_way()
    assert (waiting.done, waiting.total) == (0, Touched.objects.filter(decision=decision).count())
    assert weighing.resume() == 1
    weighing.weigh_touched(decision.pk)
    assert Incident.objects.get(pk=incident.pk).origins == 1
    assert weighing.under_way() == []


def test_what_comes_through_the_inbox_has_its_source(officer: Any) -> None:
    from tawthiq.workbench.register.actions.sources import set_access
    from tawthiq.workbench.register.inbox import receive
    from tawthiq.workbench.register.models import Document, Upload

    text = "دير الزور 26 أيلول 2012 - قالت تنسيقية محلية إن 14 مدنياً قتلوا في قصف مدفعي على مدينة الميادين يوم الثلاثاء 25 أيلول 2012."
    first = receive(officer("collector"), "a.txt", text.encode(), publisher="شبكة الضفاف (مثال)")
    document = Document.objects.get(pk=Upload.objects.get(pk=first.pk).document_id)
    source = document.source
    assert source is not None
    assert (source.documents, source.name_ar) == (1, "شبكة الضفاف (مثال)")
    set_access(officer("senior"), source, "restricted", reason="its reporters are in danger")
    second = receive(officer("collector"), "b.txt", text.replace("14", "16").encode(), publisher="شبكة الضفاف (مثال)")
    later = Document.objects.get(pk=Upload.objects.get(pk=second.pk).document_id)
    document.refresh_from_db()
    assert (document.access, later.access, later.own_access) == ("restricted", "restricted", "internal")


def test_a_restricted_source_is_named_only_to_those_who_may(officer: Any, client_of: Any) -> None:
    from django.core.exceptions import PermissionDenied

    from tawthiq.workbench.register.actions.records import set_access as set_document_access
    from tawthiq.workbench.register.actions.sources import set_access
    from tawthiq.workbench.register.actions.undo import undo
    from tawthiq.workbench.register.models import Account, Document, Reading

    account = Account.objects.exclude(document__source=None).exclude(incident=None).select_related("document").order_by("pk")[0]  # fmt: skip
    document, source = account.document, account.document.source
    assert source is not None
    collector, analyst = client_of("collector"), client_of("analyst")
    assert collector.get(f"/sources/{source.pk}/").status_code == 200
    decision = set_access(officer("senior"), source, "restricted", reason="in danger")
    for path in (f"/sources/{source.pk}/", f"/documents/{document.pk}/"):
        assert collector.get(path).status_code == 404
        assert analyst.get(path).status_code == 200
    assert Reading.objects.filter(name=analyst.user.username, subject=f"source:{source.key}").exists()
    assert (source.name_ar or source.name_en) not in collector.get("/sources/").content.decode()
    page = collector.get(f"/incidents/{account.incident.key}/").content.decode()  # type: ignore[union-attr]
    origins = page[page.index("الأصول المستقلة") :]
    assert "مصدر مقيَّد" in origins[: origins.index("</section>")]
    set_document_access(officer("senior"), document, "sealed", reason="names a witness")
    undo(officer("senior"), decision, reason="no longer")
    assert Document.objects.get(pk=document.pk).access == "sealed"
    others = Document.objects.filter(source=source).exclude(pk=document.pk)
    assert {d.access for d in others} <= {"internal", "restricted"}
    assert all(d.access == d.own_access for d in others)
    with pytest.raises(PermissionDenied, match="set_access"):
        undo(officer("reviewer"), decision, reason="not mine to open")


def test_the_screens_rule_and_say_what_stood_in_the_way(client_of: Any, told: Any) -> None:
    from tawthiq.workbench.register.models import Decision, Incident

    incident, (a, b) = told
    source, other = _source(a), _source(b)
    for lang, one in (("ar", "صوتاً واحداً مع"), ("en", "one voice with")):
        reviewer = client_of("reviewer", lang)
        address = f"/sources/{source.pk}/"
        page = reviewer.get(address).content.decode()
        assert f'action="{address}dependence/"' in page
        assert f"/sources/{other.pk}/" in page
        name = other.name_ar or other.name_en
        form = {"owner": name, "carries": "", "reason": f"same owner {lang}", "version": source.version}
        assert reviewer.post(f"{address}dependence/", form).status_code == 302
        assert one in reviewer.get("/sources/?only=dependent").content.decode()
        assert Incident.objects.get(pk=incident.pk).origins == 1
        assert reviewer.post(f"{address}dependence/", {**form, "owner": ""}).status_code == 409  # a colleague was first
        reviewer.post(f"{address}dependence/", {"owner": "no such source anywhere", "reason": "r"})
        source.refresh_from_db()
        assert source.owner == other
        ruling = Decision.objects.filter(action="source.depends").latest("pk")
        assert reviewer.post(f"/log/{ruling.pk}/undo/", {"reason": "not so"}).status_code == 302
        source.refresh_from_db()
        assert source.owner is None
        assert reviewer.post(f"{address}access/", {"access": "sealed", "reason": "r"}).status_code == 403
    assert client_of("analyst").post(f"/sources/{source.pk}/type/", {"type": "un", "reason": "r"}).status_code == 403


def test_the_list_goes_on_where_it_ended(client_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import re

    from tawthiq.workbench.register.models import Source
    from tawthiq.workbench.review import sources

    monkeypatch.setattr(sources, "SIZE", 3)
    client, found, after = client_of("auditor"), [], ""
    while True:
        page = client.get(f"/sources/?after={after}").content.decode()
        found += re.findall(r"<tr><td><a href=\"/sources/(\d+)/\"", page)
        more = re.search(r"&amp;after=([\d.]+)\"", page)
        if more is None:
            break
        after = more[1]
    assert len(found) == len(set(found)) == Source.objects.count()


def test_the_evidence_names_whom_a_page_republishes(client_of: Any) -> None:
    from tawthiq.workbench.register.models import Document, Incident

    for incident in Incident.objects.all():
        for origin in incident.record["origins"]:
            mine = Document.objects.filter(key__in=origin["documents"]).exclude(source=None).select_related("source")
            for document in mine:
                source = document.source
                assert source is not None
                if origin["rule"] == "R2" and origin["id"] not in (f"source:{source.key}",) and origin["id"].startswith("source:"):  # fmt: skip
                    page = client_of("analyst", "en").get(f"/sources/{source.pk}/").content.decode()
                    start = page.index("Whose words its pages")
                    wanted = _source(origin["id"].removeprefix("source:"))
                    assert f"/sources/{wanted.pk}/" in page[start : page.index("</ul>", start)]
                    return
    raise AssertionError("no page republishes another's words")
