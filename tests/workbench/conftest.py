"""The workbench under test: a small register built from the examples, loaded once; every test leaves it as it found it."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tawthiq.cli.write_register import write_register
from tawthiq.pipeline import extract_all, make_register, read_all
from tests.conftest import EXAMPLES
from tests.databases import address, made

# Playwright's synchronous interface keeps a loop running in the process that the browser tests ran in.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHOSEN = (
    "hamidiyah-susah-news.ar.html",
    "hamidiyah-susah-syndicated.ar.html",
    "hamidiyah-susah.en.txt",
    "hamidiyah-update.ar.txt",
    "joura-qusour-anniversary.ar.html",
    "joura-qusour-retrospective.en.txt",
    "joura-qusour-statement-2012.ar.txt",
    "khan-shaykhun.ar.html",
    "khan-shaykhun.en.txt",
    "statistics-wrong-sums.ar.txt",
    "zahreddine-killed.ar.html",
    "sukkari-barrel-bombs-2014.ar.txt",
)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of some of the examples, as `tawthiq build` writes it."""
    source, out = tmp_path_factory.mktemp("reports"), tmp_path_factory.mktemp("register")
    for name in (*CHOSEN, "manifest.csv"):
        shutil.copy(EXAMPLES / name, source / name)
    told = extract_all(read_all([source], originals=out / "originals"))
    write_register(make_register(told), out, began=0.0)
    return out


@pytest.fixture(scope="session")
def office(built: Path) -> Path:
    """Django on that register: its tables made, the register loaded."""
    os.environ.update(address(made(built)))
    from tawthiq.workbench.opening import load_register, migrate, prepare

    prepare(built)
    from django.conf import settings

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    migrate()
    assert load_register(built).done
    return built


class _Back(Exception):
    """Ends a test's transaction without keeping it."""


@pytest.fixture(autouse=True)
def kept(office: Path) -> Iterator[None]:
    """Whatever a test writes is taken back."""
    from django.core.cache import cache
    from django.db import transaction
    from django.utils import translation

    cache.clear()
    try:
        with translation.override("ar"), transaction.atomic():
            yield
            raise _Back
    except _Back:
        pass


Officer = Callable[..., Any]


@pytest.fixture
def officer(office: Path) -> Officer:
    """Makes a person of a role, with a second factor where the role needs one."""

    def make(role: str, name: str = "") -> Any:
        from allauth.mfa.models import Authenticator

        from tawthiq.workbench.staff.models import User
        from tawthiq.workbench.staff.roles import SECOND_FACTOR

        user = User.objects.create(username=name or f"{role}-{uuid.uuid4().hex[:6]}", role=role)
        if role in SECOND_FACTOR:
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
        return user

    return make


@pytest.fixture
def client_of(officer: Officer) -> Callable[..., Any]:
    """A browser in which a person is signed in: of a role, or a given person."""

    def make(who: Any, lang: str = "ar") -> Any:
        from django.conf import settings
        from django.test import Client

        user = officer(who) if isinstance(who, str) else who
        client = Client()
        client.force_login(user)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = lang
        client.user = user
        return client

    return make
