"""How one comes in: the sign-in and its second factor, and everything that keeps others out."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

PASSWORD = "olive press by the river 7"

Pages = (
    "account_login", "account_logout", "account_change_password", "account_reauthenticate", "mfa_index", "mfa_activate_totp",
    "mfa_list_webauthn", "mfa_add_webauthn",
)  # fmt: skip


@pytest.fixture
def staff(office: Path) -> Any:
    """Makes an account with the password, without a second factor."""

    def make(role: str, **more: Any) -> Any:
        from tawthiq.workbench.staff.models import User

        user = User(username=f"{role}-of-signin", role=role, **more)
        user.set_password(PASSWORD)
        user.save()
        return user

    return make


@pytest.fixture
def browser(office: Path) -> Any:
    """A browser that nobody signed in with; forms are checked for their token as in life."""
    from django.test import Client

    class Browser(Client):
        def submit(self, address: str, **form: str) -> Any:
            page = self.get(address)
            token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.content)
            assert token is not None, (address, page.status_code)
            return self.post(address.partition("?")[0], {**form, "csrfmiddlewaretoken": token[1].decode()})

    return Browser(enforce_csrf_checks=True)


def _enter(browser: Any, user: Any, password: str = PASSWORD, after: str = "") -> Any:
    query, more = (f"?next={after}", {"next": after}) if after else ("", {})
    return browser.submit(f"/account/login/{query}", login=user.username, password=password, **more)


def _signed_in(browser: Any) -> bool:
    return "_auth_user_id" in browser.session


def _code(secret: str) -> str:
    from allauth.mfa.totp.internal import auth

    return str(auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30)))


def _with_totp(user: Any) -> str:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal import auth

    secret = str(auth.generate_totp_secret())
    auth.TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def test_without_a_session_every_page_is_closed(browser: Any) -> None:
    for address in ("/", "/documents/", "/incidents/", "/log/", "/inbox/", "/people/", "/office/", "/office/staff/"):
        answer = browser.get(address)
        assert answer.status_code == 302, address
        assert answer["Location"].startswith("/account/login/?next="), address


def test_an_analyst_comes_in_with_a_password(browser: Any, staff: Any) -> None:
    answer = _enter(browser, staff("analyst"))
    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert browser.get("/").status_code == 200
    assert browser.session.get_expire_at_browser_close()


def test_the_screens_open_in_the_language_of_the_account(browser: Any, staff: Any) -> None:
    _enter(browser, staff("analyst", language="en"))
    assert b'<html lang="en" dir="ltr">' in browser.get("/").content


def test_five_failures_pause_an_account(browser: Any, staff: Any) -> None:
    from django.core.cache import cache

    from tawthiq.workbench.staff.models import User

    user = staff("analyst")
    for _ in range(4):
        assert _enter(browser, user, "not the password at all").status_code == 200
    assert User.objects.get(pk=user.pk).locked_until is None
    _enter(browser, user, "not the password at all")
    assert User.objects.get(pk=user.pk).locked_until is not None
    cache.clear()  # the pause stands on the account, whatever the counting of attempts in the cache says
    answer = _enter(browser, user)
    assert not _signed_in(browser)
    assert "أُوقف هذا الحساب" in answer.content.decode()
    User.objects.filter(pk=user.pk).update(locked_until=User.objects.get(pk=user.pk).locked_until - timedelta(hours=1))
    _enter(browser, user)
    assert _signed_in(browser)
    assert User.objects.get(pk=user.pk).failures == 0


def test_a_name_that_is_nobodys_is_paused_alike(browser: Any, staff: Any) -> None:
    from tawthiq.workbench.staff.models import User

    real = staff("analyst")
    nobody = User(username="nobody-of-that-name")
    said = []
    for user in (real, nobody):
        for _ in range(5):
            _enter(browser, user, "not the password at all")
        page = _enter(browser, user, "not the password at all").content.decode()
        said.append(re.findall(r'<li class="error">(.*?)</li>', page))
    assert said[0] == said[1] != []


def test_a_closed_account_does_not_come_in(browser: Any, staff: Any) -> None:
    answer = _enter(browser, staff("analyst", is_active=False))
    assert not _signed_in(browser)
    page = browser.get(answer["Location"])
    assert page.status_code == 200
    assert "حساب مغلق" in page.content.decode()


def test_a_session_of_a_closed_account_is_over_at_once(browser: Any, staff: Any) -> None:
    from tawthiq.workbench.staff.models import User

    user = staff("analyst")
    _enter(browser, user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert browser.get("/")["Location"].startswith("/account/login/")


def test_an_idle_session_ends(browser: Any, staff: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from tawthiq.workbench.staff import middleware

    _enter(browser, staff("analyst"))
    assert browser.get("/").status_code == 200
    now = time.time()
    monkeypatch.setattr(middleware.time, "time", lambda: now + 29 * 60)
    assert browser.get("/").status_code == 200
    monkeypatch.setattr(middleware.time, "time", lambda: now + 60 * 60)
    assert browser.get("/documents/")["Location"] == "/account/login/?next=%2Fdocuments%2F"
    assert not _signed_in(browser)


@pytest.mark.parametrize("role", ["reviewer", "senior", "publisher", "auditor", "admin"])
def test_roles_above_set_up_a_second_factor_first(browser: Any, staff: Any, role: str) -> None:
    _enter(browser, staff(role))
    for address in ("/", "/documents/", "/office/"):
        assert browser.get(address)["Location"] == "/account/2fa/"
    assert "لا يُعمل بدورك إلا بعامل ثانٍ" in browser.get("/account/2fa/").content.decode()


def test_setting_up_the_code_app_and_signing_in_with_it(browser: Any, staff: Any) -> None:
    from allauth.mfa.models import Authenticator

    user = staff("reviewer")
    _enter(browser, user)
    ask = browser.get("/account/2fa/totp/activate/")
    assert ask["Location"].startswith("/account/reauthenticate/")
    done = browser.submit(ask["Location"], password=PASSWORD, next="/account/2fa/totp/activate/")
    assert done["Location"] == "/account/2fa/totp/activate/"
    page = browser.get("/account/2fa/totp/activate/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    secret = re.search(r'id="authenticator_secret">(\w+)<', page)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert secret is not None
    assert token is not None
    on = browser.post("/account/2fa/totp/activate/", {"code": _code(secret[1]), "csrfmiddlewaretoken": token[1]})
    assert on["Location"] == "/account/2fa/recovery-codes/"
    kept = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    assert secret[1] not in str(kept.data)  # sealed in the database
    codes = re.findall(r"<li><code>([\w-]+)</code>", browser.get("/account/2fa/recovery-codes/").content.decode())
    assert len(codes) == 10
    assert browser.get("/account/2fa/recovery-codes/download/").content.decode().split() == codes
    assert browser.get("/").status_code == 200
    browser.submit("/account/logout/")
    assert not _signed_in(browser)

    assert _enter(browser, user)["Location"] == "/account/2fa/authenticate/"
    assert not _signed_in(browser)  # a password alone opens nothing
    assert browser.get("/")["Location"].startswith("/account/login/")
    wrong = browser.submit("/account/2fa/authenticate/", code="000000")
    assert "الرمز غير صحيح" in wrong.content.decode()
    code = codes[3]
    assert browser.submit("/account/2fa/authenticate/", code=code).status_code == 302
    assert _signed_in(browser)
    assert browser.get("/").status_code == 200


def test_a_code_of_the_app_lets_in_once(browser: Any, staff: Any) -> None:
    user = staff("senior")
    code = _code(_with_totp(user))
    _enter(browser, user)
    browser.submit("/account/2fa/authenticate/", code=code)
    assert _signed_in(browser)
    browser.submit("/account/logout/")
    _enter(browser, user)
    browser.submit("/account/2fa/authenticate/", code=code)
    assert not _signed_in(browser)


def test_a_recovery_code_lets_in_once(browser: Any, staff: Any) -> None:
    from allauth.mfa.models import Authenticator

    user = staff("auditor")
    _with_totp(user)
    code = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()[0]
    for expected in (True, False):
        _enter(browser, user)
        browser.submit("/account/2fa/authenticate/", code=code)
        assert _signed_in(browser) is expected
        if expected:
            browser.submit("/account/logout/")


def test_guesses_of_the_second_factor_are_counted(browser: Any, staff: Any) -> None:
    user = staff("senior")
    secret = _with_totp(user)
    _enter(browser, user)
    for _ in range(6):
        browser.submit("/account/2fa/authenticate/", code="000000")
    browser.submit("/account/2fa/authenticate/", code=_code(secret))
    assert not _signed_in(browser)


def test_a_lost_key_of_the_office_makes_no_code_valid(
    browser: Any, staff: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    user = staff("senior")
    secret = _with_totp(user)
    _enter(browser, user)
    monkeypatch.setattr(settings, "SECRET_KEY_FALLBACKS", [])
    from tawthiq.workbench.staff import second_factor

    sealed = second_factor.SecondFactor().encrypt(secret)
    assert second_factor.SecondFactor().decrypt(sealed) == secret
    monkeypatch.setattr(settings, "SECRET_KEY", "another key altogether")
    opened = {second_factor.SecondFactor().decrypt(sealed) for _ in range(3)}
    assert len(opened) == 3
    assert secret not in opened
    monkeypatch.setattr(settings, "SECRET_KEY_FALLBACKS", [])


def test_a_temporary_password_is_changed_before_anything_else(browser: Any, staff: Any) -> None:
    from tawthiq.workbench.staff.models import User

    user = staff("analyst", must_change_password=True)
    _enter(browser, user)
    assert browser.get("/documents/")["Location"] == "/account/password/change/"
    weak = browser.submit("/account/password/change/", oldpassword=PASSWORD, password1="12345", password2="12345")
    assert weak.status_code == 200
    assert User.objects.get(pk=user.pk).must_change_password
    fresh = "almond grove above the dam 9"
    done = browser.submit("/account/password/change/", oldpassword=PASSWORD, password1=fresh, password2=fresh)
    assert done["Location"] == "/"
    changed = User.objects.get(pk=user.pk)
    assert not changed.must_change_password
    assert changed.password.startswith("argon2")
    assert browser.get("/").status_code == 200


def test_a_change_of_password_ends_the_other_sessions(browser: Any, staff: Any) -> None:
    other = type(browser)(enforce_csrf_checks=True)
    user = staff("analyst")
    _enter(browser, user)
    _enter(other, user)
    fresh = "almond grove above the dam 9"
    browser.submit("/account/password/change/", oldpassword=PASSWORD, password1=fresh, password2=fresh)
    assert browser.get("/").status_code == 200
    assert other.get("/")["Location"].startswith("/account/login/")


@pytest.mark.parametrize(
    "after",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)", "http:///x"],
)
def test_the_sign_in_leads_to_no_other_host(browser: Any, staff: Any, after: str) -> None:
    assert _enter(browser, staff("analyst"), after=after)["Location"] == "/"


def test_the_sign_in_leads_to_the_page_that_was_asked_for(browser: Any, staff: Any) -> None:
    assert _enter(browser, staff("analyst"), after="/documents/")["Location"] == "/documents/"


@pytest.mark.parametrize(
    "page", ["signup/", "password/reset/", "email/", "confirm-email/", "password/set/", "login/code/"]
)
def test_nobody_opens_an_account_or_resets_a_password_by_themselves(browser: Any, staff: Any, page: str) -> None:
    from tawthiq.workbench.staff.models import User

    before = User.objects.count()
    assert browser.get(f"/account/{page}").status_code in (302, 403)
    if page == "signup/":
        assert browser.get("/account/signup/").status_code == 403
    _enter(browser, staff("analyst"))
    assert browser.get(f"/account/{page}").status_code == 403
    assert User.objects.count() == before + 1


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_pages_are_in_one_language_and_carry_no_script_of_their_own(browser: Any, staff: Any, lang: str) -> None:
    from django.conf import settings
    from django.urls import reverse

    user = staff("analyst")
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = lang
    found = {"account_login": browser.get(reverse("account_login"))}
    _enter(browser, user)
    browser.submit("/account/reauthenticate/", password=PASSWORD)
    for name in Pages[1:]:
        found[name] = browser.get(reverse(name))
    _with_totp(user)
    for name in ("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_reauthenticate"):
        found[name] = browser.get(reverse(name))
    other = type(browser)()
    other.cookies[settings.LANGUAGE_COOKIE_NAME] = lang
    _enter(other, user)
    found["mfa_authenticate"] = other.get("/account/2fa/authenticate/")
    for name, answer in found.items():
        assert answer.status_code == 200, name
        page = answer.content.decode()
        assert f'<html lang="{lang}"' in page, name
        assert not re.search(r"<script(?![^>]*(?:src=|application/json))", page), name
        assert not re.search(r"\son\w+=|\sstyle=|<style", page), name
        text = re.sub(
            r"<script.*?</script>|<code.*?</code>|<[^>]+>",
            " ",
            page.partition("<main id=")[2].partition(">")[2],
            flags=re.S,
        )
        if lang == "en":
            assert not re.search("[\u0620-\u064a]", text), name
        else:
            assert set(re.findall(r"[A-Za-z]{4,}", text)) <= {"analyst", "signin"}, name


def test_headers_keep_scripts_and_frames_out(browser: Any) -> None:
    answer = browser.get("/account/login/")
    policy = dict(
        part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";") if " " in part.strip()
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


def test_cookies_stay_on_the_site(browser: Any, staff: Any) -> None:
    _enter(browser, staff("analyst"))
    for name in ("sessionid", "csrftoken"):
        assert browser.cookies[name]["samesite"] == "Lax"
        assert browser.cookies[name]["httponly"]


def test_a_form_without_its_token_is_refused(browser: Any, staff: Any) -> None:
    user = staff("analyst")
    answer = browser.post("/account/login/", {"login": user.username, "password": PASSWORD})
    assert answer.status_code == 403
    assert not _signed_in(browser)


def test_behind_tls_cookies_are_secure_and_browsers_are_told_to_keep_to_it(tmp_path: Path) -> None:
    import json
    import os
    import subprocess
    import sys

    program = (
        "import json;from tawthiq.workbench import settings as s;"
        "print(json.dumps([s.SESSION_COOKIE_SECURE,s.CSRF_COOKIE_SECURE,s.SECURE_HSTS_SECONDS,s.SECURE_HSTS_INCLUDE_SUBDOMAINS,"
        "s.SECURE_SSL_REDIRECT,s.PASSWORD_HASHERS[0]]))"
    )
    told = {}
    for tls in ("1", ""):
        env = {**os.environ, "TAWTHIQ_TLS": tls, "TAWTHIQ_REGISTER": str(tmp_path), "DATABASE_URL": ""}
        (tmp_path / "workbench").mkdir(exist_ok=True)
        told[tls] = json.loads(
            subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, check=True).stdout
        )
    assert told["1"] == [True, True, 31_536_000, True, True, "django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert told[""][:5] == [False, False, 0, False, False]


def test_behind_tls_the_answer_says_so(browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.http import HttpResponse
    from django.middleware.security import SecurityMiddleware
    from django.test import RequestFactory
    from django.test.utils import override_settings

    with override_settings(
        SECURE_HSTS_SECONDS=31_536_000, SECURE_HSTS_INCLUDE_SUBDOMAINS=True, SECURE_HSTS_PRELOAD=True
    ):
        answer = SecurityMiddleware(lambda request: HttpResponse("x"))(RequestFactory().get("/", secure=True))
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
