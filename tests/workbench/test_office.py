"""An admin keeps the accounts and nothing else: every act is sealed, none is on the admin's own account, passwords are shown once."""

from __future__ import annotations

import re
from typing import Any

import pytest


@pytest.fixture
def admin(client_of: Any) -> Any:
    return client_of("admin", "en")


def _user(name: str) -> Any:
    from tawthiq.workbench.staff.models import User

    return User.objects.get(username=name)


def test_an_admin_begins_at_the_accounts_and_sees_no_content(admin: Any) -> None:
    assert admin.get("/")["Location"] == "/office/"
    page = admin.get("/office/").content.decode()
    assert "/office/make/" in page
    assert "/documents/" not in page
    assert admin.get("/documents/").status_code == 403


def test_an_account_is_made_with_a_password_that_must_be_changed(admin: Any) -> None:
    from django.test import Client

    from tawthiq.workbench.register.models import Decision

    answer = admin.post(
        "/office/make/", {"name": "layla", "role": "analyst", "language": "ar", "reason": "new colleague"}
    )
    password = re.findall(r"<code dir=\"ltr\">([\w-]{16,})</code>", answer.content.decode())[0]
    user = _user("layla")
    assert user.check_password(password)
    assert user.must_change_password
    assert password not in admin.get("/office/").content.decode()
    sealed = Decision.objects.get(action="staff.make")
    assert (sealed.name, sealed.reason) == (admin.user.username, "new colleague")
    assert password not in str(sealed.after)
    client = Client()
    client.post("/account/login/", {"login": "layla", "password": password})
    assert client.get("/")["Location"] == "/account/password/change/"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": "layla", "role": "analyst"}, "A reason is needed"),
        ({"name": "bad name!", "role": "analyst", "reason": "r"}, "bad name!"),
        ({"name": "layla", "role": "king", "reason": "r"}, "unknown code"),
    ],
)
def test_what_cannot_be_made_says_why(admin: Any, form: dict[str, str], said: str) -> None:
    from tawthiq.workbench.staff.models import User

    before = User.objects.count()
    answer = admin.post("/office/make/", form)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert User.objects.count() == before


def test_roles_change_at_once_and_closed_accounts_are_out_at_once(admin: Any, client_of: Any) -> None:
    from tawthiq.workbench.register.models import Decision

    analyst = client_of("analyst")
    pk = analyst.user.pk
    assert analyst.get("/inbox/").status_code == 200
    admin.post(f"/office/{pk}/role/", {"role": "publisher", "reason": "moves on"})
    assert _user(analyst.user.username).role == "publisher"
    admin.post(f"/office/{pk}/open/", {"open": "0", "reason": "left"})
    assert analyst.get("/inbox/")["Location"].startswith("/account/login/")
    sealed = Decision.objects.filter(subject=f"account_of:{analyst.user.username}").order_by("pk")
    assert [(d.action, d.after["was"], d.after["is"]) for d in sealed] == [
        ("staff.role", {"role": "analyst"}, {"role": "publisher"}),
        ("staff.close", {"is_active": True}, {"is_active": False}),
    ]


def test_a_lost_password_and_a_lost_factor_are_given_anew(admin: Any, client_of: Any) -> None:
    from allauth.mfa.models import Authenticator

    reviewer = client_of("reviewer")
    pk = reviewer.user.pk
    assert reviewer.get("/inbox/").status_code == 200
    admin.post(f"/office/{pk}/factor/", {"reason": "lost phone"})
    assert not Authenticator.objects.filter(user=pk).exists()
    assert reviewer.get("/inbox/")["Location"] == "/account/2fa/"
    answer = admin.post(f"/office/{pk}/password/", {"reason": "forgotten"})
    password = re.findall(r"<code dir=\"ltr\">([\w-]{16,})</code>", answer.content.decode())[0]
    assert _user(reviewer.user.username).check_password(password)
    assert reviewer.get("/inbox/")["Location"].startswith("/account/login/")  # the session was under the old one


@pytest.mark.parametrize("act", ["role", "open", "password", "factor"])
def test_nobody_changes_their_own_account(admin: Any, act: str) -> None:
    from tawthiq.workbench.register.models import Decision

    answer = admin.post(f"/office/{admin.user.pk}/{act}/", {"role": "senior", "open": "0", "reason": "r"})
    assert answer.status_code == 403
    assert not Decision.objects.filter(action__startswith="staff.").exists()
    assert _user(admin.user.username).role == "admin"
