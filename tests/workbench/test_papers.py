"""Papers to take along: what may leave leaves, what is restricted stays, every one is written down, and only those with the right get any."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def incident() -> Any:
    """One that several open documents tell, with a day."""
    from tawthiq.workbench.register.models import Incident

    return Incident.objects.filter(key__startswith="2012-09-25-al-joura").get()


def exported() -> list[tuple[str, str]]:
    from tawthiq.workbench.register.models import Custody

    return [(e.subject, e.detail["format"]) for e in Custody.objects.filter(act="exported").order_by("pk")]


def restrict(incident: Any, *, but: int = 0) -> set[str]:
    """Restricts all documents that tell an incident but the first `but`; gives their titles back."""
    from tawthiq.workbench.register.models import Account, Document

    told = list(
        dict.fromkeys(Account.objects.filter(incident=incident).order_by("pk").values_list("document", flat=True))
    )[but:]
    Document.objects.filter(pk__in=told).update(access="restricted")
    return set(Document.objects.filter(pk__in=told).values_list("title", flat=True))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_dossier_is_offered_and_taken_along(lang: str, client_of: Any, incident: Any) -> None:
    client, before = client_of("analyst", lang), len(exported())
    address = f"/incidents/{incident.key}/dossier/{lang}/"
    assert address in client.get(f"/incidents/{incident.key}/").content.decode()
    answer = client.get(address)
    page = answer.content.decode()
    assert (answer.status_code, answer["Content-Disposition"]) == (
        200, f'attachment; filename="dossier.{incident.pk}.{lang}.html"',
    )  # fmt: skip
    assert f'lang="{lang}"' in page
    assert "100" in page
    assert exported()[before:] == [(f"incident:{incident.key}", "dossier")]


def test_who_may_not_export_is_offered_nothing(client_of: Any, incident: Any) -> None:
    client, before = client_of("collector"), exported()
    assert "/dossier/" not in client.get(f"/incidents/{incident.key}/").content.decode()
    for path in (f"/incidents/{incident.key}/dossier/ar/", "/timeline/", "/timeline/ar/", "/anniversaries/ar.ics"):
        assert client.get(path).status_code == 403, path
    assert exported() == before


def test_what_is_restricted_stays_whoever_asks(client_of: Any, incident: Any) -> None:
    client = client_of("senior", "en")
    closed = restrict(incident, but=1)
    page = client.get(f"/incidents/{incident.key}/dossier/en/").content.decode()
    assert closed
    assert not [title for title in closed if title and title in page]
    restrict(incident)
    assert client.get(f"/incidents/{incident.key}/dossier/en/").status_code == 404
    assert "/dossier/" not in client.get(f"/incidents/{incident.key}/").content.decode()


@pytest.mark.parametrize("access", ["restricted", "sealed"])
def test_an_incident_that_is_closed_is_in_no_paper(access: str, client_of: Any, incident: Any) -> None:
    from tawthiq.workbench.register.models import Incident

    client, days = client_of("senior", "en"), "?from=2012-09-20&to=2012-09-30"
    assert incident.key in client.get("/anniversaries/en.ics?day=2020-09-20").content.decode().replace("\r\n ", "")
    Incident.objects.filter(pk=incident.pk).update(access=access)
    assert client.get(f"/incidents/{incident.key}/dossier/en/").status_code == 404
    assert incident.key not in client.get("/anniversaries/en.ics?day=2020-09-20").content.decode().replace("\r\n ", "")
    answer = client.get(f"/timeline/en/{days}")
    assert answer.status_code == 404 or incident.title_en not in answer.content.decode()


def test_names_of_persons_are_struck(client_of: Any) -> None:
    from tawthiq.workbench.register.models import Claim
    from tawthiq.workbench.register.rows import machine_claim

    claims = Claim.objects.filter(field="person", account__incident__isnull=False).exclude(account__state="rejected")
    named = {
        (c.account.incident.key, str((c.record or machine_claim(c.account.record, "person", c.number) or {})["name"]))
        for c in claims.select_related("account__incident")
    }
    assert named
    client = client_of("reviewer")
    for key, name in sorted(named):
        assert name not in client.get(f"/incidents/{key}/dossier/ar/").content.decode(), (key, name)


def test_a_timeline_of_days_is_asked_for_and_taken_along(client_of: Any, incident: Any) -> None:
    client = client_of("analyst", "en")
    assert "/timeline/" in client.get("/statistics/").content.decode()
    assert client.get("/timeline/").status_code == 200
    page = client.get("/timeline/?from=2012-09-01&to=2012-09-30").content.decode()
    assert "/timeline/en/?from=2012-09-01&amp;to=2012-09-30" in page
    answer = client.get("/timeline/en/?from=2012-09-01&to=2012-09-30")
    assert answer.status_code == 200
    assert incident.title_en in answer.content.decode()
    assert exported()[-1] == ("timeline", "timeline")
    for wrong in ("", "?from=2012-09-01", "?from=x&to=y", "?from=1900-01-01&to=1900-01-02"):
        assert client.get(f"/timeline/en/{wrong}").status_code == 404, wrong
    assert client.get("/timeline/fr/?from=2012-09-01&to=2012-09-30").status_code == 404


def test_a_timeline_holds_no_more_than_a_page_does(client_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from tawthiq.workbench.review import papers

    monkeypatch.setattr(papers, "MOST", 1)
    client = client_of("analyst", "en")
    assert "Too many incidents" in client.get("/timeline/?from=2010-01-01&to=2020-01-01").content.decode()
    assert client.get("/timeline/en/?from=2010-01-01&to=2020-01-01").status_code == 404


def test_anniversaries_are_taken_along_as_calendar_feed_and_page(client_of: Any, incident: Any) -> None:
    client = client_of("publisher", "en")
    page = client.get("/anniversaries/", {"day": "2020-09-20"}).content.decode()
    for name, kind, opening in (
        ("en.ics", "text/calendar", "BEGIN:VCALENDAR"), ("ar.xml", "application/atom+xml", "<?xml"), ("ar.html", "text/html", "<!DOCTYPE html>"),
    ):  # fmt: skip
        assert f"/anniversaries/{name}?day=2020-09-20" in page
        answer = client.get(f"/anniversaries/{name}?day=2020-09-20")
        text = answer.content.decode()
        assert answer["Content-Type"].startswith(kind)
        assert text.startswith(opening), text[:60]
    calendar = client.get("/anniversaries/en.ics?day=2020-09-20").content.decode().replace("\r\n ", "")
    assert f"/incidents/{incident.key}/" in calendar
    assert client.get("/anniversaries/fr.ics").status_code == 404
    assert exported()[-1] == ("anniversaries", "ics")


def test_what_is_published_is_linked_to_the_public_site_where_there_is_one(
    client_of: Any, incident: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    client, at = client_of("publisher", "en"), f"/incidents/{incident.key}/"
    public = f"https://office.example.org/register/en/i/{incident.key}.html"

    def told() -> str:
        text: str = client.get("/anniversaries/en.xml?day=2020-09-20").content.decode()
        return text

    monkeypatch.setattr(settings, "PUBLIC_SITE", "https://office.example.org/register")
    assert at in told()  # nobody has published it: the site has no page of it
    type(incident).objects.filter(pk=incident.pk).update(published=True, state="registered")
    assert public in told()
    assert at not in told()
    monkeypatch.setattr(settings, "PUBLIC_SITE", "")
    assert at in told()


def test_the_id_of_a_kept_back_place_stays_in_and_leads_to_its_page(client_of: Any) -> None:
    from tawthiq.workbench.register.models import Incident

    incident = Incident.objects.get(key__startswith="2012-09-25-al-qusour")  # people were held there
    sealed = f"incident-{incident.key.rpartition('-')[2]}"
    client = client_of("publisher", "en")
    calendar = client.get("/anniversaries/en.ics?day=2020-09-20").content.decode().replace("\r\n ", "")
    dossier = client.get(f"/incidents/{incident.key}/dossier/en/").content.decode()
    for paper in (calendar, dossier):
        assert incident.key not in paper
        assert sealed in paper
    found = client.get(f"/incidents/{sealed}/")
    assert (found.status_code, found["Location"]) == (302, f"/incidents/{incident.key}/")
    assert client.get("/incidents/incident-0000ffff/").status_code == 404
    Incident.objects.filter(pk=incident.pk).update(access="sealed")
    assert client.get(f"/incidents/{sealed}/").status_code == 404
