"""Who may read an incident: sexual violence few until two persons open it, others as a senior rules; and a closed one is nowhere for those who may not."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.workbench.test_large import by, plans
from tests.workbench.test_loading import PREFIX, Rebuilt

GRAVE = "sexual_violence"


@pytest.fixture
def incident() -> Any:
    """One that several open documents tell, with a day and a place."""
    from tawthiq.workbench.register.models import Incident

    return Incident.objects.filter(key__startswith="2012-09-25-al-joura").get()


@pytest.fixture
def grave(incident: Any, officer: Any) -> Any:
    """The incident, one of whose tellings is read as of sexual violence by now."""
    told_as(incident, officer("analyst"), GRAVE)
    return incident


@pytest.fixture
def rebuilt(office: Path, tmp_path: Path) -> Rebuilt:
    return Rebuilt(office, tmp_path)


def told_as(incident: Any, who: Any, kind: str) -> None:
    """Somebody corrects the kind of the incident's first telling."""
    from tawthiq.workbench.register.actions.claims import correct_claim
    from tawthiq.workbench.register.models import Claim

    claim = Claim.objects.filter(field="kind", account__incident=incident).order_by("account__pk")[0]
    correct_claim(who, claim, {"code": kind, "span": [0, 5]}, reason="so it says")
    incident.refresh_from_db()


def test_sexual_violence_is_restricted_until_two_persons_open_it(grave: Any, client_of: Any, officer: Any) -> None:
    from tawthiq.workbench.register.models import Decision, Proposal

    assert (grave.access, grave.own_access) == ("restricted", "")
    assert GRAVE in grave.record["labels"]
    told_as(grave, officer("analyst"), "airstrike")
    assert GRAVE not in {grave.kind, *grave.record["labels"]}
    assert grave.access == "restricted", "no correction opens it: that takes two persons"
    told_as(grave, officer("analyst"), GRAVE)
    senior, path = client_of("senior", "en"), f"/incidents/{grave.key}/access/"
    page = senior.get(f"/incidents/{grave.key}/").content.decode()
    assert "Restricted until two persons open it" in page
    assert "more people than the incident" in page, "its documents are open, and the page says so"
    senior.post(path, {"access": "internal", "reason": "the survivors asked for it"})
    grave.refresh_from_db()
    assert grave.access == "restricted"
    asked = Proposal.objects.get(action="incident.open")
    assert senior.post(f"/queues/proposals/{asked.pk}/approve/", {"reason": "mine"}).status_code == 403
    reviewer = client_of("reviewer", "en")
    listed = reviewer.get("/queues/proposals/").content.decode()
    assert "Open an incident to more people" in listed
    assert "internal" in listed
    reviewer.post(f"/queues/proposals/{asked.pk}/approve/", {"reason": "seen in writing"})
    grave.refresh_from_db()
    assert (grave.access, grave.cleared) == ("internal", [GRAVE])
    assert client_of("collector").get(f"/incidents/{grave.key}/").status_code == 200
    opened = Decision.objects.get(action="incident.open")
    assert (opened.before[f"incident:{grave.key}"], opened.role) == ({"access": "", "cleared": []}, "reviewer")


def test_a_class_that_comes_after_the_ruling_closes_the_incident_again(incident: Any, officer: Any) -> None:
    from tawthiq.workbench.register.actions.proposals import approve, propose

    name = f"incident:{incident.key}"
    approve(
        officer("reviewer"),
        propose(officer("senior"), "incident.open", name, {"access": "public"}, reason="r"),
        reason="r",
    )
    incident.refresh_from_db()
    assert (incident.access, incident.cleared) == ("public", [])
    told_as(incident, officer("analyst"), GRAVE)
    assert incident.access == "restricted", "the two who opened it did not know"


@pytest.mark.parametrize("level", ["restricted", "sealed"])
def test_one_senior_closes_any_incident_and_nobody_else(
    level: str, incident: Any, client_of: Any, officer: Any
) -> None:
    from tawthiq.workbench.register.actions.incidents import close
    from tawthiq.workbench.register.models import Decision, Proposal

    path = f"/incidents/{incident.key}/access/"
    for role in ("collector", "analyst", "reviewer", "publisher", "auditor", "admin"):
        assert client_of(role).post(path, {"access": level, "reason": "r"}).status_code == 403, role
        assert f'action="{path}"' not in client_of(role).get(f"/incidents/{incident.key}/").content.decode()
    senior = client_of("senior")
    assert f'action="{path}"' in senior.get(f"/incidents/{incident.key}/").content.decode()
    senior.post(path, {"access": level, "reason": ""})
    senior.post(path, {"access": "everyone", "reason": "r"})
    senior.post(path, {"access": "internal", "reason": "as it is"})
    assert not Decision.objects.filter(action__startswith="incident.").exists()
    senior.post(path, {"access": level, "reason": "a witness is in danger", "version": str(incident.version)})
    incident.refresh_from_db()
    assert (incident.access, incident.own_access) == (level, level)
    closed = Decision.objects.get(action="incident.close")
    assert closed.reason == "a witness is in danger"
    senior.post(path, {"access": "sealed", "reason": "r", "version": str(incident.version - 1)})
    incident.refresh_from_db()
    assert incident.access == level, "the page was opened before a colleague's ruling"
    senior.post(f"/log/{closed.pk}/undo/", {"reason": "too strict"})
    incident.refresh_from_db()
    assert incident.access == level, "undoing it opens the incident: two persons"
    undoing = Proposal.objects.get(action="undo")
    assert client_of("analyst").post(f"/log/{closed.pk}/undo/", {"reason": "r"}).status_code == 403
    assert Proposal.objects.filter(action="undo").count() == 1, "nor does one who may not set levels propose it"
    client_of("senior").post(f"/queues/proposals/{undoing.pk}/approve/", {"reason": "agreed"})
    incident.refresh_from_db()
    assert (incident.access, incident.own_access) == ("internal", "")
    with pytest.raises(ValueError, match=r"document\.bad_code"):
        close(officer("senior"), incident, "everyone", reason="r")


def told_by(incident: Any) -> list[Any]:
    from tawthiq.workbench.register.models import Document

    return list(Document.objects.filter(accounts__incident=incident).distinct().order_by("pk"))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_reports_are_closed_with_their_incident_each_by_a_decision_and_opened_by_two(
    lang: str, incident: Any, client_of: Any, officer: Any
) -> None:
    from django.core.exceptions import PermissionDenied

    from tawthiq.workbench.register.actions.undo import undo
    from tawthiq.workbench.register.models import Decision, Proposal

    first, *others = reports = told_by(incident)
    assert others
    senior, path = client_of("senior", lang), f"/incidents/{incident.key}/access/"
    form = senior.get(f"/incidents/{incident.key}/").content.decode().partition(f'action="{path}"')[2]
    for report in reports:
        assert f'name="report" value="{report.pk}" checked' in form
    publisher = client_of("publisher", lang)
    assert publisher.get(f"/documents/{first.pk}/").status_code == 200
    ticked = {"report": [str(first.pk), "9" * 30, "x"], "reason": "a witness is in danger"}
    senior.post(path, {"access": "internal", **ticked})
    assert not Decision.objects.exists(), "nothing is closed with an incident that stays open"
    senior.post(path, {"access": "restricted", **ticked})
    assert [d.action for d in Decision.objects.order_by("pk")] == ["incident.close", "document.access"]
    closing = Decision.objects.get(subject=f"document:{first.key}")
    assert (closing.reason, closing.after) == (
        "a witness is in danger",
        {f"document:{first.key}": {"access": "restricted"}},
    )
    assert publisher.get(f"/documents/{first.pk}/").status_code == 404
    assert publisher.get(f"/documents/{others[0].pk}/").status_code == 200, "it was not ticked"
    queue = client_of("analyst", lang).get("/queues/restricted/").content.decode()
    assert f'href="/incidents/{incident.key}/#access"' in queue, "the queue says that a report is still open"
    senior.post(path, {"access": "restricted", "reason": "the rest", "report": [str(r.pk) for r in reports]})
    assert {r.access for r in told_by(incident)} == {"restricted"}
    assert Decision.objects.filter(action="incident.close").count() == 1, "the incident was closed already"
    assert (
        f'href="/incidents/{incident.key}/#access"'
        not in client_of("analyst", lang).get("/queues/restricted/").content.decode()
    )
    with pytest.raises(PermissionDenied, match="two_persons"):
        undo(officer("senior"), closing, reason="r")
    senior.post(f"/documents/{first.pk}/access/", {"access": "internal", "reason": "the danger is over"})
    first.refresh_from_db()
    assert first.access == "restricted"
    asked = Proposal.objects.get(action="document.open")
    assert asked.reason in senior.get(f"/documents/{first.pk}/").content.decode()
    assert senior.post(f"/queues/proposals/{asked.pk}/approve/", {"reason": "mine"}).status_code == 403
    reviewer = client_of("reviewer", lang)
    assert {"ar": "توسيع الاطلاع على وثيقة", "en": "Open a document"}[lang] in reviewer.get(
        "/queues/proposals/"
    ).content.decode()
    reviewer.post(f"/queues/proposals/{asked.pk}/approve/", {"reason": "seen"})
    first.refresh_from_db()
    assert first.access == "internal"
    assert publisher.get(f"/documents/{first.pk}/").status_code == 200


def test_a_report_that_its_source_closes_is_closed_for_itself_with_its_incident(
    incident: Any, client_of: Any, officer: Any
) -> None:
    from tawthiq.workbench.register.actions.sources import set_access

    report = next(r for r in told_by(incident) if r.source is not None)
    set_access(officer("senior"), report.source, "restricted", reason="its reporters are in danger")
    senior = client_of("senior", "en")
    assert "Its source is closed to more people" in senior.get(f"/documents/{report.pk}/").content.decode()
    senior.post(f"/incidents/{incident.key}/access/", {"access": "restricted", "report": str(report.pk), "reason": "r"})
    set_access(officer("senior"), type(report.source).objects.get(pk=report.source.pk), "internal", reason="they left")
    report.refresh_from_db()
    assert report.access == "restricted"


def test_of_an_incident_and_its_reports_all_are_closed_or_none(incident: Any, officer: Any, monkeypatch: Any) -> None:
    from tawthiq.workbench.register.actions import incidents
    from tawthiq.workbench.register.deciding import Stale
    from tawthiq.workbench.register.models import Decision

    reports = [r.pk for r in told_by(incident)]
    with pytest.raises(Stale):
        incidents.close_with_reports(
            officer("senior"), incident, "sealed", reports, reason="r", version=incident.version + 1
        )

    def fails(*_: Any, **__: Any) -> None:
        raise ValueError("document.bad_code")

    monkeypatch.setattr(incidents.records, "set_access", fails)
    with pytest.raises(ValueError, match=r"document\.bad_code"):
        incidents.close_with_reports(officer("senior"), incident, "sealed", reports, reason="r")
    incident.refresh_from_db()
    assert incident.access == "internal"
    assert not Decision.objects.exists()


def _addresses(incident: Any) -> Iterator[str]:
    """Every page of the screens that can be asked for, of records that have to do with the incident."""
    from tawthiq.workbench.register.models import Account, Claim, Document, Pair, Source
    from tawthiq.workbench.review.urls import urlpatterns

    documents = list(Document.objects.filter(accounts__incident=incident).distinct().order_by("pk"))
    ends = Account.objects.filter(incident=incident)
    ids = {
        "document": [d.pk for d in documents], "original": [], "redact": [d.pk for d in documents],
        "pair": list(Pair.objects.filter(a__in=ends).values_list("pk", flat=True)),
        "person": list(Claim.objects.filter(account__in=ends, field="person").exclude(person=None).values_list("person", flat=True)),
        "source": list(Source.objects.values_list("pk", flat=True)),
    }  # fmt: skip
    for pattern in urlpatterns:
        route, name = str(pattern.pattern), str(getattr(pattern, "name", ""))
        if "<int" in route:
            for pk in ids.get(name, ()):
                yield "/" + re.sub(r"<int:\w+>", str(pk), route)
        elif name == "party":
            yield from (f"/parties/{a['code']}/" for a in incident.record["actors"])
        elif "<str" not in route:
            yield "/" + route
    yield from (f"/anniversaries/?day={incident.date_start}", f"/anniversaries/en.html?day={incident.date_start}")
    yield from (
        f"/timeline/en/?from={incident.date_start}&to={incident.date_end}",
        f"/search/?q={incident.place_en.split()[-1]}",
    )
    yield from (
        "/search/?q=مجزرة",
        "/search/export/?q=مجزرة&format=jsonl",
        f"/map/?from={incident.date_start}",
        "/incidents/?access=restricted",
    )
    yield from (
        f"/incidents/?from={incident.date_start}&to={incident.date_end}",
        f"/statistics/?from={incident.date_start}",
    )
    yield from (
        f"/incidents/?place_id={incident.place_id}",
        f"/statistics/?by=kind&across=actor&from={incident.date_start}",
    )


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("role", ["collector", "publisher", "analyst"])
def test_a_closed_incident_is_on_no_page_of_who_may_not_read_it(
    role: str, lang: str, incident: Any, client_of: Any, officer: Any
) -> None:
    """For an analyst, who reads what is restricted, it is sealed."""
    from tawthiq.workbench.register.actions.incidents import close
    from tawthiq.workbench.register.models import Account, Claim, Person
    from tawthiq.workbench.register.revision import grow

    client = client_of(role, lang)
    Person.objects.update(access="internal")
    grow()
    marks = [incident.key, incident.title_ar, incident.title_en]
    marks += [f'id="a{pk}"' for pk in Account.objects.filter(incident=incident).values_list("pk", flat=True)]
    marks += [f'#c{pk}"' for pk in Claim.objects.filter(account__incident=incident).values_list("pk", flat=True)]

    def showing() -> dict[str, list[str]]:
        found = {}
        for address in _addresses(incident):
            answer = client.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            page = body.decode("utf-8", "replace").replace("&#x27;", "'")
            if here := [mark for mark in marks if mark and mark in page]:
                found[address] = here
        return found

    open_to_all = showing()
    assert len(open_to_all) >= 8, open_to_all
    close(officer("senior"), incident, "sealed" if role == "analyst" else "restricted", reason="in danger")
    assert showing() == {}
    for address in (f"/incidents/{incident.key}/", f"/incidents/{incident.key}/dossier/en/"):
        assert client.get(address).status_code in (403, 404)
    account = Account.objects.filter(incident=incident).order_by("pk")[0]
    for address in (f"/accounts/{account.pk}/review/", f"/accounts/{account.pk}/move/", f"/accounts/{account.pk}/add/"):
        assert client.post(address, {"reason": "r"}).status_code in (403, 404)
    claim = account.claims.order_by("pk")[0]
    assert client.post(f"/claims/{claim.pk}/reject/", {"reason": "r"}).status_code in (403, 404)
    for subject in (f"incident:{incident.key}", f"account:{account.document.key}#{account.number}"):
        assert client.post("/team/comment/", {"subject": subject, "text": "?"}).status_code == 404


def test_every_number_leaves_a_closed_incident_out_for_who_may_not_read_it(
    incident: Any, client_of: Any, officer: Any
) -> None:
    from tawthiq.workbench.register.actions.incidents import close
    from tawthiq.workbench.register.models import Account
    from tawthiq.workbench.review.leads import number_of_leads

    publisher, analyst = client_of("publisher", "en"), client_of("analyst", "en")

    def numbers(client: Any) -> tuple[int, ...]:
        home = client.get("/").content.decode()
        table = client.get("/statistics/?by=kind").content.decode()
        drawn = client.get("/map/").content.decode()
        total = re.search(r"<tfoot>.*<bdi dir=\"ltr\" class=\"n\">(\d+)</bdi></a></td></tr></tfoot>", table, re.S)
        at_home, on_map = (re.search(r"(\d+)\D{0,20} incidents", page) for page in (home, drawn))
        assert total
        assert at_home
        assert on_map
        return int(total[1]), int(at_home[1]), int(on_map[1]), number_of_leads(client.user)

    before = numbers(publisher)
    assert numbers(analyst) == before
    close(officer("senior"), incident, "restricted", reason="in danger")
    tellings = Account.objects.filter(incident=incident, state="lead", summary=False).count()
    assert tellings
    less = (1, 1, 1, tellings)
    assert numbers(publisher) == tuple(n - m for n, m in zip(before, less, strict=True))
    assert numbers(analyst) == before, "those who may read it count it"
    assert "neither shown nor counted" in publisher.get("/statistics/").content.decode()
    assert "neither shown nor counted" not in analyst.get("/statistics/").content.decode()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_queue_says_why_an_incident_is_closed_and_every_look_is_written_down(
    lang: str, grave: Any, client_of: Any, officer: Any
) -> None:
    from tawthiq.workbench.register.actions.incidents import close
    from tawthiq.workbench.register.models import Incident, Reading

    other = Incident.objects.exclude(pk=grave.pk).exclude(state__in=("merged", "rejected")).order_by("pk")[0]
    close(officer("senior"), other, "restricted", reason="in danger")
    analyst = client_of("analyst", lang)
    page = analyst.get("/queues/restricted/").content.decode()
    by_class, by_ruling = {"ar": ("تلقائياً", "بقرار"), "en": ("by default", "as ruled")}[lang]
    for incident, why in ((grave, by_class), (other, by_ruling)):
        line = next(row for row in page.split("<li>") if incident.key in row)
        assert why in line
    looked = {(r.subject, r.page) for r in Reading.objects.filter(name=analyst.user.username)}
    assert looked == {(f"incident:{i.key}", "restricted") for i in (grave, other)}
    for _ in range(2):  # the second as last shown
        before = Reading.objects.filter(page="incidents").count()
        listed = analyst.get(f"/incidents/?from={grave.date_start}&to={grave.date_end}").content.decode()
        assert grave.key in listed
        assert Reading.objects.filter(page="incidents").count() == before + 1
    assert grave.key in analyst.get("/incidents/?access=restricted").content.decode()
    assert analyst.get(f"/incidents/{grave.key}/").status_code == 200
    assert Reading.objects.filter(page="incident", subject=f"incident:{grave.key}").exists()
    assert "/queues/restricted/" in analyst.get("/queues/").content.decode()
    assert client_of("publisher").get("/queues/restricted/").status_code == 403


def test_what_is_merged_split_or_moved_stays_as_closed_as_it_was(incident: Any, officer: Any) -> None:
    from tawthiq.workbench.register.actions.accounts import move_account
    from tawthiq.workbench.register.actions.incidents import close
    from tawthiq.workbench.register.actions.proposals import approve, propose
    from tawthiq.workbench.register.models import Account, Incident

    senior, reviewer = officer("senior"), officer("senior")
    close(senior, incident, "sealed", reason="in danger")
    told = list(Account.objects.filter(incident=incident).select_related("document", "incident").order_by("pk"))
    assert len(told) > 1
    other = Incident.objects.exclude(pk=incident.pk).exclude(state__in=("merged", "rejected")).order_by("pk")[0]
    with pytest.raises(ValueError, match=r"incident\.more_open_home"):
        move_account(officer("analyst"), told[0], other, reason="of that one")
    payload = {"accounts": [f"{told[0].document.key}#{told[0].number}"]}
    known = set(Incident.objects.values_list("pk", flat=True))
    approve(reviewer, propose(senior, "incident.split", f"incident:{incident.key}", payload, reason="r"), reason="r")
    new = Incident.objects.exclude(pk__in=known).get()
    assert (new.access, new.own_access) == ("sealed", "sealed")
    asked = propose(senior, "incident.merge", f"incident:{other.key}", {"gone": f"incident:{new.key}"}, reason="r")
    merged = approve(reviewer, asked, reason="r")
    other.refresh_from_db()
    assert (other.access, other.own_access) == ("sealed", "sealed")
    approve(reviewer, propose(senior, "undo", merged.subject, {"decision": merged.pk}, reason="r"), reason="r")
    other.refresh_from_db()
    new.refresh_from_db()
    assert (other.access, new.access) == ("internal", "sealed")


def test_what_is_closed_is_neither_published_nor_taken_along(incident: Any, client_of: Any, officer: Any) -> None:
    from tawthiq.workbench.register.actions.incidents import close, publish
    from tawthiq.workbench.register.actions.proposals import propose
    from tawthiq.workbench.register.as_decided import decided_part, decided_register
    from tawthiq.workbench.register.models import Account, Incident
    from tawthiq.workbench.register.outgoing import standing_of

    Incident.objects.filter(pk=incident.pk).update(state="registered", published=True)
    assert incident.key not in standing_of().fates
    assert incident.key in {i.id for i in decided_register(published_only=True).incidents}
    whole = decided_register()
    close(officer("senior"), Incident.objects.get(pk=incident.pk), "restricted", reason="in danger")
    incident.refresh_from_db()
    assert standing_of().fates[incident.key] == "restricted"
    for register in (decided_register(), decided_register(published_only=True), decided_part(Incident.objects.all())):
        assert incident.key not in {i.id for i in register.incidents}
    left = decided_register()
    closed = set(Account.objects.filter(incident=incident).values_list("document__key", "number"))
    assert len(left.incidents) == len(whole.incidents) - 1
    told = {r.document.id: len(r.accounts) for r in whole.extractions}
    for extraction in left.extractions:
        document = extraction.document.id
        assert len(extraction.accounts) == told[document] - sum(d == document for d, _ in closed)
    sole = next(
        i for i in Incident.objects.exclude(pk=incident.pk).order_by("pk")
        if any(a.document.accounts.count() == 1 for a in i.accounts.select_related("document"))
    )  # fmt: skip
    close(officer("senior"), sole, "restricted", reason="in danger")
    only = {a.document.key for a in sole.accounts.select_related("document") if a.document.accounts.count() == 1}
    assert only.isdisjoint(e.document.id for e in decided_register().extractions), "it tells nothing else"
    assert decided_register(closed=True).incidents == whole.incidents
    publisher = officer("publisher")
    Incident.objects.filter(pk=incident.pk).update(published=False)
    incident.refresh_from_db()
    with pytest.raises(ValueError, match=r"incident\.open_first"):
        publish(publisher, incident, True, reason="r")
    with pytest.raises(ValueError, match=r"incident\.open_first"):
        propose(publisher, "incident.publish", f"incident:{incident.key}", {}, reason="r")
    assert (
        client_of("publisher").post(f"/incidents/{incident.key}/publish/", {"shown": "1", "reason": "r"}).status_code
        == 404
    )


@pytest.mark.parametrize("change", ["prefix", "turn"])
def test_a_rebuild_keeps_who_may_read_what(change: str, incident: Any, officer: Any, rebuilt: Rebuilt) -> None:
    from tawthiq.workbench.register.actions.incidents import close
    from tawthiq.workbench.register.checks import ruling_faults
    from tawthiq.workbench.register.models import Account, Incident

    close(officer("senior"), incident, "restricted", reason="in danger")
    told = set(Account.objects.filter(incident=incident).values_list("document__key", flat=True))
    if change == "prefix":
        rebuilt.prefix(PREFIX)
    else:
        rebuilt.turn()
    rebuilt.load()
    now = Incident.objects.get(key=incident.key)
    assert now.access == "restricted"
    assert set(Account.objects.filter(incident=now).values_list("document__key", flat=True)) == told
    assert list(ruling_faults()) == []


def test_a_level_that_no_decision_gave_shows(incident: Any, grave: Any, officer: Any) -> None:
    from tawthiq.workbench.register.checks import ruling_faults
    from tawthiq.workbench.register.models import Incident

    assert list(ruling_faults()) == []
    Incident.objects.filter(pk=grave.pk).update(access="internal")
    assert [f for f in ruling_faults() if grave.key in f and "ask for restricted" in f]
    Incident.objects.filter(pk=grave.pk).update(access="restricted", cleared=[GRAVE])
    assert [f for f in ruling_faults() if grave.key in f and "cleared" in f]
    Incident.objects.filter(pk=grave.pk).update(cleared=[], own_access="public")
    assert [f for f in ruling_faults() if grave.key in f and "public" in f]


def test_a_register_of_before_is_closed_where_the_standard_asks(incident: Any) -> None:
    from django.apps import apps

    from tawthiq.workbench.register.models import Change, Facet, Incident
    from tawthiq.workbench.register.revision import revision, written_since

    first, second = Incident.objects.exclude(pk=incident.pk).order_by("pk")[:2]
    Facet.objects.create(incident=incident, dimension="label", code=GRAVE)
    Incident.objects.filter(pk=first.pk).update(kind=GRAVE)
    Incident.objects.filter(pk=second.pk).update(access="sealed")
    before, marks = revision(), Change.objects.count()
    importlib.import_module("tawthiq.workbench.register.migrations.0013_incident_access").close(apps, None)
    found = {i.pk: (i.access, i.own_access) for i in Incident.objects.all()}
    assert found.pop(incident.pk) == ("restricted", "")
    assert found.pop(first.pk) == ("restricted", "")
    assert found.pop(second.pk) == ("sealed", "sealed")
    assert set(found.values()) == {("internal", "")}
    if marks:
        assert revision() != before
        assert written_since(before) is None, "what was kept of the register as it was is read anew"


def test_the_closed_are_found_by_their_own_index(office: Path) -> None:
    from tawthiq.workbench.register.models import Account
    from tawthiq.workbench.register.protection import closed_incidents, readable

    for rows in (closed_incidents(("public", "internal")), Account.objects.filter(readable(("public", "internal")))):
        (plan,) = plans([rows.query.sql_with_params()], rows.model._meta.db_table)
        assert by("incident_closed", plan)


def test_the_api_gives_nothing_of_a_closed_incident_to_a_token_without_the_scope(incident: Any, officer: Any) -> None:
    from django.test import Client

    from tawthiq.workbench.register.actions.incidents import close
    from tawthiq.workbench.register.actions.tokens import make_token
    from tawthiq.workbench.register.models import Account, Reading

    close(officer("senior"), incident, "restricted", reason="in danger")
    account = Account.objects.filter(incident=incident).select_related("document").order_by("pk")[0]
    claim = account.claims.exclude(field="person").order_by("pk")[0]
    analyst = officer("analyst")
    scopes = ["read:documents", "read:incidents", "read:claims"]

    def ask(address: str, *more: str) -> Any:
        _, secret = make_token(analyst, f"{address}{more}", [*scopes, *more], expires=None)
        return Client().get(f"/api/v1/{address}", headers={"Authorization": f"Bearer {secret}"})

    for address in (f"incidents/{incident.key}", f"accounts/{account.pk}", f"claims/{claim.pk}"):
        assert ask(address).status_code == 404, address
        before = Reading.objects.filter(subject=f"incident:{incident.key}").count()
        assert ask(address, "read:restricted").status_code == 200, address
        assert Reading.objects.filter(subject=f"incident:{incident.key}").count() == before + 1
    for address in ("accounts", "claims", "incidents"):
        asked = f"{address}?{'' if address == 'incidents' else f'document={account.document_id}&'}limit=100"
        assert incident.key not in ask(asked).content.decode()
        ids = [item.get("account", item.get("id")) for item in ask(asked).json()["items"]]
        assert account.pk not in ids or address == "incidents"
    assert account.pk not in ask(f"documents/{account.document_id}").json()["accounts"]
    assert account.pk in ask(f"documents/{account.document_id}", "read:restricted").json()["accounts"]
