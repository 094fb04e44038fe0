"""The JSON API: tokens, scopes, what each may read, what a write needs, how errors look."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

Call = Callable[..., Any]
LISTS = {
    "documents": "read:documents",
    "search?q=قتل": "read:documents",
    "accounts": "read:claims",
    "claims": "read:claims",
    "incidents": "read:incidents",
    "statistics?by=kind": "read:incidents",
    "decisions": "read:log",
}


@pytest.fixture
def call(officer: Any) -> Callable[..., Call]:
    """Makes a program with a token: of a role or a person, for scopes."""

    def program(who: Any, *scopes: str, **token: Any) -> Call:
        from django.test import Client
        from django.utils import timezone

        from tawthiq.workbench.register.actions.tokens import digest_of
        from tawthiq.workbench.register.models import ApiToken

        user = officer(who) if isinstance(who, str) else who
        text = f"t-{uuid.uuid4().hex}"
        made = ApiToken.objects.create(
            name="t", digest=digest_of(text), by=user, scopes=list(scopes),
            **{"expires": timezone.now() + timedelta(days=1), **token},
        )  # fmt: skip
        client = Client(raise_request_exception=False)

        def ask(path: str, body: Any = None, **headers: str) -> Any:
            sent = {"Authorization": f"Bearer {text}", **{k.replace("_", "-"): v for k, v in headers.items()}}
            if body is None:
                return client.get(f"/api/v1/{path}", headers=sent)
            raw = body if isinstance(body, bytes) else json.dumps(body).encode()
            return client.post(f"/api/v1/{path}", data=raw, content_type="application/json", headers=sent)

        ask.user, ask.token = user, made  # type: ignore[attr-defined]
        return ask

    return program


def _is_problem(response: Any, status: int) -> None:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert body["detail"]
    assert "\n" not in body["detail"]
    assert "Traceback" not in response.content.decode()


def _toll(**more: Any) -> Any:
    from tawthiq.workbench.register.models import Claim

    return Claim.objects.filter(field="toll", account__incident__isnull=False, **more).order_by("pk").first()


ROLES = ("collector", "analyst", "reviewer", "senior", "publisher", "auditor", "admin")


@pytest.mark.parametrize("role", ROLES)
def test_every_role_scope_and_address_answers_as_the_table_says(role: str, call: Any, officer: Any) -> None:
    from tawthiq.workbench.register.actions.tokens import SCOPES

    user = officer(role)
    for scope in SCOPES:
        ask = call(user, scope)
        for address, needed in LISTS.items():
            expected = 401 if role == "admin" else 200 if needed == scope and user.may(SCOPES[scope]) else 403
            response = ask(address)
            if expected == 200:
                assert response.status_code == 200, (role, scope, address, response.content)
            else:
                _is_problem(response, expected)
        for act in ("accept", "reject", "correct"):
            claim = _toll()
            body = {"reason": "checked", **({"changes": {"low": 3, "high": 3}} if act == "correct" else {})}
            response = ask(f"claims/{claim.pk}/{act}", body, If_Match=f'"{claim.account.version}"')
            may = scope == "write:claims" and role in ("analyst", "reviewer", "senior")
            assert response.status_code == (401 if role == "admin" else 200 if may else 403), (role, scope, act)
            if may:
                claim.refresh_from_db()
                assert claim.state == {"accept": "accepted", "reject": "rejected", "correct": "corrected"}[act]
                from tawthiq.workbench.register.actions.undo import undo
                from tawthiq.workbench.register.models import Decision

                undo(user, Decision.objects.get(pk=response.json()["decision"]), reason="again")
        subject = f"claim:{_toll().account.document.key}#{_toll().account.number}/toll/{_toll().number}"
        response = ask("comments", {"subject": subject, "text": "look"})
        may = scope == "write:comments" and role not in ("auditor", "admin")
        assert response.status_code == (401 if role == "admin" else 201 if may else 403), (role, scope)


def test_without_a_valid_token_nothing_opens(call: Any, client_of: Any, officer: Any) -> None:
    from django.utils import timezone

    client = client_of("senior")  # a session is nothing here
    for address in (*LISTS, "openapi.json"):
        _is_problem(client.get(f"/api/v1/{address}"), 401)
    assert client.get("/api/v1/incidents")["WWW-Authenticate"].startswith("Bearer")
    claim = _toll()
    _is_problem(client.post(f"/api/v1/claims/{claim.pk}/accept", data="{}", content_type="application/json"), 401)
    for broken in ({"revoked": True}, {"expires": timezone.now() - timedelta(seconds=1)}):
        _is_problem(call("senior", "read:incidents", **broken)("incidents"), 401)
    ask = call("senior", "read:incidents")
    assert ask("incidents").status_code == 200
    ask.user.is_active = False
    ask.user.save()
    _is_problem(ask("incidents"), 401)


def test_a_token_falls_with_its_owners_role(call: Any) -> None:
    ask = call("senior", "read:log", "read:restricted", "write:claims")
    assert ask("decisions").status_code == 200
    ask.user.role = "collector"
    ask.user.save()
    _is_problem(ask("decisions"), 403)
    claim = _toll()
    _is_problem(ask(f"claims/{claim.pk}/reject", {"reason": "r"}, If_Match='"0"'), 403)


def test_only_the_digest_of_a_token_is_kept_and_its_use_is_noted(call: Any) -> None:
    from tawthiq.workbench.register.actions.tokens import make_token
    from tawthiq.workbench.register.models import ApiToken, Decision

    ask = call("analyst", "read:incidents")
    made, text = make_token(ask.user, "nightly", ["read:incidents"], expires=None)
    assert text not in json.dumps(list(ApiToken.objects.values()), default=str)
    assert text not in json.dumps(list(Decision.objects.values()), default=str)
    assert Decision.objects.filter(action="token.make", subject=f"token:{made.pk}").exists()
    ask("incidents")
    ask.token.refresh_from_db()
    assert ask.token.last_used is not None


@pytest.mark.parametrize("level", ["restricted", "sealed"])
def test_restricted_material_needs_scope_and_right_and_every_look_is_logged(level: str, call: Any) -> None:
    from tawthiq.workbench.register.models import Account, Document, Incident, Reading

    account = Account.objects.filter(incident__documents__gt=1).select_related("document", "incident").order_by("pk")[0]
    document, incident = account.document, account.incident
    assert incident is not None
    Document.objects.filter(pk=document.pk).update(access=level)
    claim = account.claims.order_by("pk")[0]
    scopes = ("read:documents", "read:claims", "read:incidents", "write:claims", "write:comments")
    hidden = [f"documents/{document.pk}", f"accounts/{account.pk}", f"claims/{claim.pk}"]
    for ask in (call("senior", *scopes), call("collector", *scopes, "read:restricted")):
        for address in hidden:
            _is_problem(ask(address), 404)
        for address in ("documents?limit=100", f"accounts?document={document.pk}", f"claims?document={document.pk}"):
            assert document.key not in ask(address).content.decode()
        told = ask(f"incidents/{incident.key}")
        assert document.key not in told.content.decode()
        assert told.json()["left_out"] == 1
        assert told.json()["record"]["accounts"]
        if ask.user.role == "senior":
            _is_problem(ask(f"claims/{claim.pk}/reject", {"reason": "r"}, If_Match='"0"'), 404)
            _is_problem(ask("comments", {"subject": f"document:{document.key}", "text": "?"}), 404)
    assert not Reading.objects.filter(subject=f"document:{document.key}").exists()
    ask = call("senior", *scopes, "read:restricted")
    for n, address in enumerate(hidden, start=1):
        if level == "sealed":  # never by the API
            _is_problem(ask(address), 404)
            continue
        assert ask(address).status_code == 200
        assert Reading.objects.filter(subject=f"document:{document.key}", name=ask.user.username).count() == n
    if level == "restricted":
        assert document.key in ask(f"incidents/{incident.key}").content.decode()
        Incident.objects.filter(pk=incident.pk).update(access=level)
        from tawthiq.workbench.register.revision import grow

        grow()
        for _ in range(2):  # the second from memory
            before = Reading.objects.filter(subject=f"incident:{incident.key}").count()
            assert incident.key in ask("incidents?limit=100").content.decode()
            assert Reading.objects.filter(subject=f"incident:{incident.key}").count() == before + 1
        assert incident.key not in call("senior", *scopes)("incidents?limit=100").content.decode()


def test_persons_are_named_only_with_the_right_and_the_scope(call: Any) -> None:
    from tawthiq.workbench.register.models import Claim

    named = Claim.objects.filter(field="person", person__isnull=False).select_related("person").order_by("pk")[0]
    name = named.person.name
    for ask, may in (
        (call("analyst", "read:claims"), False),
        (call("publisher", "read:claims", "read:restricted"), False),
        (call("analyst", "read:claims", "read:restricted"), True),
    ):
        assert (ask(f"claims/{named.pk}").status_code == 200) is may
        assert bool(ask("claims?field=person").json()["items"]) is may
        assert bool(ask(f"accounts/{named.account_id}").json()["record"]["persons"]) is may, name


def test_a_list_is_paged_to_its_end_without_repeats(call: Any) -> None:
    from tawthiq.workbench.register.models import Claim, Incident

    ask = call("analyst", "read:incidents", "read:claims", "read:restricted")
    for address, key, total in (
        ("incidents", "key", Incident.objects.exclude(state__in=("merged", "rejected")).count()),
        ("claims", "id", Claim.objects.exclude(person__access="sealed").count()),
    ):
        found: list[Any] = []
        after = ""
        for _ in range(200):
            page = ask(f"{address}?limit=7" + (f"&after={after}" if after else "")).json()
            found += [item[key] for item in page["items"]]
            after = page["after"]
            if not after:
                break
        assert len(found) == len(set(found)) == total


def test_filters_leave_what_they_say(call: Any) -> None:
    ask = call("analyst", "read:incidents", "read:documents", "read:claims")
    everything = ask("incidents?limit=100").json()["items"]
    kind = everything[0]["kind"]
    expected = [i["key"] for i in everything if i["kind"] == kind]
    assert [i["key"] for i in ask(f"incidents?limit=100&kind={kind}").json()["items"]] == expected
    dated = [i["key"] for i in everything if i["date_start"] and i["date_start"] >= "2014-01-01"]
    assert [i["key"] for i in ask("incidents?limit=100&from=2014-01-01").json()["items"]] == dated
    assert {d["lang"] for d in ask("documents?limit=100&lang=ar").json()["items"]} == {"ar"}
    assert {c["field"] for c in ask("claims?limit=100&field=toll").json()["items"]} == {"toll"}
    folded = [d["id"] for d in ask("search?q=مجزره").json()["items"]]
    assert folded
    assert folded == [d["id"] for d in ask("search?q=مجـ_ـ_زرة").json()["items"]]


def test_statistics_count_what_the_list_shows(call: Any) -> None:
    from tawthiq.workbench.register.models import Facet

    ask = call("analyst", "read:incidents")
    items = ask("incidents?limit=100").json()["items"]
    cells = ask("statistics?by=kind").json()["cells"]
    assert {c["kind"]: c["incidents"] for c in cells} == {
        k: sum(i["kind"] == k for i in items) for k in {i["kind"] for i in items}
    }
    assert sum(c["killed_min"] for c in cells) == sum(i["killed_min"] or 0 for i in items)
    for cell in ask("statistics?by=actor&across=year").json()["cells"]:
        having = Facet.objects.filter(dimension="actor")
        with_it = set(having.filter(code=cell["actor"]).values_list("incident__key", flat=True))
        if not cell["actor"]:  # the row of those without one
            with_it = {i["key"] for i in items} - set(having.values_list("incident__key", flat=True))
        in_year = [i for i in items if i["key"] in with_it and (i["date_start"] or "")[:4] == cell["year"]]
        assert len(in_year) == cell["incidents"]
    narrowed = ask(f"statistics?by=year&kind={items[0]['kind']}&from=2012-01-01&to=2020-01-01").json()["cells"]
    assert sum(c["incidents"] for c in narrowed) == sum(
        i["kind"] == items[0]["kind"] and "2012" <= (i["date_start"] or "") <= "2020-01-01" for i in items
    )
    assert ask("statistics?by=kind&across=kind").json()["cells"] == cells
    _is_problem(ask("incidents?kinds=airstrike"), 422)  # a filter mistyped does not give everything
    _is_problem(ask("statistics?by=secret"), 422)
    _is_problem(ask("statistics?by=kind&kind=airstrike&kind=shelling"), 422)


def test_an_incident_is_not_sent_twice(call: Any) -> None:
    ask = call("analyst", "read:incidents")
    key = ask("incidents").json()["items"][0]["key"]
    first = ask(f"incidents/{key}")
    assert ask(f"incidents/{key}", If_None_Match=first["ETag"]).status_code == 304
    assert ask(f"incidents/{key}", If_None_Match='"999"').status_code == 200


def test_a_write_on_a_stale_version_shows_the_colleagues_ruling(call: Any) -> None:
    claim = _toll()
    mine, theirs = call("analyst", "write:claims", "read:claims"), call("reviewer", "write:claims")
    etag = mine(f"claims/{claim.pk}")["ETag"]
    done = theirs(f"claims/{claim.pk}/reject", {"reason": "not this"}, If_Match=etag)
    assert done.status_code == 200
    stale = mine(f"claims/{claim.pk}/accept", {"reason": "this"}, If_Match=etag)
    _is_problem(stale, 409)
    assert stale.json()["since"][0]["name"] == theirs.user.username
    assert stale.json()["since"][0]["action"] == "claim.reject"
    assert mine(f"claims/{claim.pk}/accept", {"reason": "this"}, If_Match=done["ETag"]).status_code == 200
    again = mine(f"claims/{claim.pk}/accept", {"reason": "this"}, If_Match=mine(f"claims/{claim.pk}")["ETag"])
    _is_problem(again, 409)
    _is_problem(mine(f"claims/{claim.pk}/accept", {"reason": "no version"}), 422)


def test_own_corrections_are_not_accepted_by_oneself(call: Any) -> None:
    claim = _toll()
    ask = call("analyst", "write:claims", "read:claims")
    etag = ask(f"claims/{claim.pk}")["ETag"]
    done = ask(f"claims/{claim.pk}/correct", {"reason": "r", "changes": {"low": 2, "high": 4}}, If_Match=etag)
    assert done.status_code == 200
    _is_problem(ask(f"claims/{claim.pk}/accept", {"reason": "r"}, If_Match=done["ETag"]), 403)


def test_a_token_that_asks_too_often_waits_and_others_do_not(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    from django.conf import settings

    monkeypatch.setattr(settings, "API_REQUESTS_PER_MINUTE", 30)
    monkeypatch.setattr(time, "time", lambda: 1_800_000_010.0)
    ask = call("analyst", "read:incidents")
    answers = [ask("incidents?limit=1") for _ in range(33)]
    assert [r.status_code for r in answers] == [200] * 30 + [429] * 3
    _is_problem(answers[-1], 429)
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert call("analyst", "read:incidents")("incidents?limit=1").status_code == 200
    monkeypatch.setattr(time, "time", lambda: 1_800_000_070.0)
    assert ask("incidents?limit=1").status_code == 200


def test_processes_share_one_limit(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    from django.conf import settings

    from tawthiq.workbench.review.api.throttle import PerToken

    monkeypatch.setattr(settings, "API_REQUESTS_PER_MINUTE", 40)
    monkeypatch.setattr("tawthiq.workbench.review.api.throttle.time.time", lambda: 1_800_000_010.0)
    request: Any = SimpleNamespace(auth=SimpleNamespace(token=SimpleNamespace(pk=77)))
    processes = [PerToken() for _ in range(3)]
    assert sum(processes[n % 3].allow_request(request) for n in range(300)) == 40


INJECTIONS = (
    "' OR 1=1 --", '"; DROP TABLE register_incident; --', "%", "_", "\\", "*", '"', "NEAR(a b)", "a OR b", "{folded} : x", "../../etc/passwd",
    "<script>alert(1)</script>", "{{7*7}}", "=cmd|' /C calc'!A0", "\u202e", "💥", "ا" * 300,
)  # fmt: skip


@pytest.mark.parametrize("text", INJECTIONS)
def test_injection_strings_are_only_text(text: str, call: Any) -> None:
    from urllib.parse import quote

    ask = call("senior", "read:incidents", "read:documents", "read:claims", "read:log", "write:comments")
    safe = quote(text, safe="")
    for address in (
        f"incidents?kind={safe}", f"incidents?source={safe}", f"incidents?actor={safe}", f"documents?publisher={safe}", f"claims?code={safe}",
        f"decisions?name={safe}", f"statistics?by=kind&actor={safe}",
    ):  # fmt: skip
        response = ask(address)
        assert response.status_code == 200, (address, response.content)
        body = response.json()
        assert not (body["items"] if "items" in body else body["cells"]), address
    assert ask(f"search?q={safe}").status_code == 200
    assert ask(f"incidents/{safe}").status_code in (404, 422)
    assert ask("comments", {"subject": f"document:{text}", "text": "x"}).status_code in (404, 422)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b"\xff\xfe", b'{"reason": 1}', b'{"reason": ""}', b'{"reason": " "}', b'{"reason":"\\ud800"}', b'{"reason":"a\\u0000"}',
     b'{"reason":"r","reasons":1}', b"[" * 100_000, b'{"reason":' + b"1" * 10_000 + b"}"],
)  # fmt: skip
def test_broken_bodies_are_refused_in_one_line(body: bytes, call: Any) -> None:
    claim = _toll()
    ask = call("analyst", "write:claims")
    response = ask(f"claims/{claim.pk}/accept", body, If_Match=f'"{claim.account.version}"')
    _is_problem(response, response.status_code)
    assert response.status_code in (400, 422)
    claim.refresh_from_db()
    assert claim.state == "proposed"


def test_a_huge_body_is_refused(call: Any) -> None:
    claim = _toll()
    ask = call("analyst", "write:claims")
    response = ask(f"claims/{claim.pk}/accept", b'{"reason":"' + b"x" * 13 * 2**20 + b'"}', If_Match='"0"')
    _is_problem(response, 413)


@pytest.mark.parametrize(
    "changes",
    [{"low": -1}, {"low": 5, "high": 2}, {"low": 10**12}, {"low": True}, {"harm": "nonsense"}, {"group": "x"}, {"span": [0]}, {"span": [5, 2]},
     {"span": [0, 10**9]}, {"span": ["a", "b"]}, {"rule": "mine"}, {"qualifier": "vague"}],
)  # fmt: skip
def test_bad_corrections_are_refused(changes: dict[str, Any], call: Any) -> None:
    claim = _toll()
    ask = call("analyst", "write:claims")
    response = ask(
        f"claims/{claim.pk}/correct", {"reason": "r", "changes": changes}, If_Match=f'"{claim.account.version}"'
    )
    _is_problem(response, 422)


def test_the_log_tells_nothing_of_what_the_token_may_not_read(call: Any) -> None:
    from tawthiq.workbench.register.models import Document

    claim = _toll()
    ruler = call("analyst", "write:claims")
    ruler(f"claims/{claim.pk}/reject", {"reason": "told twice"}, If_Match=f'"{claim.account.version}"')
    ask = call("auditor", "read:log")
    assert ask("decisions").json()["items"][0]["reason"] == "told twice"
    Document.objects.filter(pk=claim.account.document_id).update(access="restricted")
    told = ask("decisions")
    assert told.json()["items"][0]["subject"] is None
    assert "told twice" not in told.content.decode()
    assert claim.account.document.key not in told.content.decode()
    full = call("auditor", "read:log", "read:restricted")("decisions").json()["items"][0]
    assert full["reason"] == "told twice"


def test_other_addresses_and_methods_are_problems_too(call: Any) -> None:
    from django.test import Client

    ask = call("analyst", "read:incidents")
    _is_problem(ask("nothing"), 404)
    _is_problem(ask("docs"), 404)
    _is_problem(ask("incidents", {}), 405)
    _is_problem(Client().get("/api/"), 404)
    _is_problem(Client().get("/api/v1/incidents", headers={"Host": "evil.example"}), 400)


def test_what_fails_inside_tells_nothing(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> None:
        raise ValueError("secret detail /home/office")

    monkeypatch.setattr("tawthiq.workbench.review.api.incidents.revision", fails)
    response = call("analyst", "read:incidents")("incidents")
    _is_problem(response, 500)
    assert b"secret" not in response.content


def test_the_screen_makes_shows_once_and_revokes(client_of: Any, call: Any) -> None:
    from django.test import Client

    from tawthiq.workbench.register.models import ApiToken

    client = client_of("analyst", "en")
    assert client.get("/tokens/").status_code == 200
    page = client.post("/tokens/make/", {"name": "<b>nightly</b>", "days": "30", "scope": ["read:incidents"]})
    body = page.content.decode()
    text = body.split('<code dir="ltr">', 1)[1].split("<", 1)[0]
    assert page["Cache-Control"] == "no-store"
    assert "<b>nightly" not in body
    assert Client().get("/api/v1/incidents", headers={"Authorization": f"Bearer {text}"}).status_code == 200
    assert text not in client.get("/tokens/").content.decode()
    made = ApiToken.objects.get(by=client.user)
    other = client_of("senior")
    assert other.post(f"/tokens/{made.pk}/revoke/").status_code == 404
    assert client.post(f"/tokens/all/{made.pk}/revoke/").status_code == 403
    assert client.post(f"/tokens/{made.pk}/revoke/").status_code == 302
    assert Client().get("/api/v1/incidents", headers={"Authorization": f"Bearer {text}"}).status_code == 401


@pytest.mark.parametrize(
    "form",
    [{"name": "", "days": "30", "scope": ["read:incidents"]}, {"name": "x", "days": "0", "scope": ["read:incidents"]},
     {"name": "x", "days": "9999", "scope": ["read:incidents"]}, {"name": "x", "days": "30"}, {"name": "x", "days": "30", "scope": ["read:all"]}],
)  # fmt: skip
def test_a_token_without_purpose_scope_or_end_is_not_made(form: dict[str, Any], client_of: Any) -> None:
    from tawthiq.workbench.register.models import ApiToken

    client = client_of("analyst")
    assert client.post("/tokens/make/", form).status_code == 422
    assert not ApiToken.objects.filter(by=client.user).exists()


def test_nobody_makes_a_token_beyond_their_role_and_admins_revoke(client_of: Any) -> None:
    from tawthiq.workbench.register.models import ApiToken

    client = client_of("collector")
    assert client.post("/tokens/make/", {"name": "x", "days": "9", "scope": ["write:claims"]}).status_code == 403
    client.post("/tokens/make/", {"name": "x", "days": "9", "scope": ["read:incidents"]})
    made = ApiToken.objects.get(by=client.user)
    admin = client_of("admin")
    assert admin.get("/tokens/").status_code == 403
    assert admin.get("/tokens/all/").status_code == 200
    admin.post(f"/tokens/all/{made.pk}/revoke/")
    made.refresh_from_db()
    assert made.revoked


def test_the_command_line_makes_and_revokes_tokens(officer: Any, office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner
    from django.test import Client

    from tawthiq.cli.staff import command

    monkeypatch.setattr(
        "tawthiq.workbench.opening.migrate", lambda: None
    )  # the tables are there, and this is a transaction
    user = officer("analyst")
    where = ["--register", str(office)]
    made = CliRunner().invoke(command, ["token", user.username, "--scope", "read:incidents", *where])
    assert made.exit_code == 0, made.output
    headers = {"Authorization": f"Bearer {made.output.strip()}"}
    assert Client().get("/api/v1/incidents", headers=headers).status_code == 200
    for wrong in (
        [user.username, "--scope", "read:log"],
        [user.username, "--scope", "all"],
        [user.username],
        ["nobody", "--scope", "read:log"],
    ):
        refused = CliRunner().invoke(command, ["token", *wrong, *where])
        assert refused.exit_code == 1
        assert len(refused.output.strip().splitlines()) == 1
    assert CliRunner().invoke(command, ["token", user.username, "--revoke", *where]).exit_code == 0
    assert Client().get("/api/v1/incidents", headers=headers).status_code == 401


def test_a_source_that_may_not_be_named_is_not_named_in_an_incident(call: Any, officer: Any) -> None:
    from tawthiq.workbench.register.actions.sources import set_access
    from tawthiq.workbench.register.models import Incident, Source

    known = {f"source:{s.key}": s for s in Source.objects.all()}
    incident, origin = next(
        (i, o) for i in Incident.objects.order_by("pk") for o in i.record["origins"] if o["id"] in known and o["name"]
    )
    ask = call("collector", "read:incidents")
    before = ask(f"incidents/{incident.key}")
    assert origin["name"] in [o["name"] for o in before.json()["record"]["origins"]]
    set_access(officer("senior"), known[origin["id"]], "sealed", reason="in danger")
    after = ask(f"incidents/{incident.key}", if_none_match=before["ETag"])
    assert after.status_code == 200
    found = {o["id"]: o["name"] for o in after.json()["record"]["origins"]}
    assert found.get(origin["id"], "") == ""
