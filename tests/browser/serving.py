"""A workbench at work for browser tests: `tawthiq serve` on a register, with its worker, and the sessions of officers in it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.databases import address, made, of_command

if TYPE_CHECKING:
    from playwright.sync_api import Locator

ENV = {k: v for k, v in os.environ.items() if k not in ("TAWTHIQ_REGISTER", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
COOKIE = "sessionid"
_SESSIONS = """
import json, sys
from pathlib import Path
from tawthiq.workbench.opening import migrate, prepare
prepare(Path(sys.argv[1]))
migrate()
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from tawthiq.workbench.staff.models import User
settings.ALLOWED_HOSTS = ["*"]
found = {}
for name, role in json.loads(sys.argv[2]).items():
    user = User.objects.create(username=name, role=role)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    client = Client()
    client.force_login(user)
    found[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
print(json.dumps(found))
"""


def follow(what: Locator) -> None:
    """Clicks what leads to another page and waits until that page is there: on a slow machine the old one stands for a while."""
    with what.page.expect_navigation():
        what.click()


def tawthiq(*command: str) -> None:
    """Runs a command of the product to its end."""
    env = {**ENV, **of_command(command)}
    subprocess.run([sys.executable, "-m", "tawthiq", *command], check=True, capture_output=True, env=env)


def signed_in(register: Path, officers: dict[str, str]) -> dict[str, Any]:
    """Makes officers (name → role) who have signed in with their second factor; the session of each."""
    command = [sys.executable, "-c", _SESSIONS, str(register), json.dumps(officers)]
    env = {**ENV, **address(made(register))}
    done = subprocess.run(command, check=True, capture_output=True, env=env, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def served(register: Path) -> Iterator[str]:
    """The address of the workbench on a register, while it is used."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "tawthiq",
        "serve",
        "--register",
        str(register),
        "--port",
        str(port),
        "--workers",
        "1",
    ]
    server = subprocess.Popen(
        command,
        env={**ENV, **address(made(register))},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    site = f"http://localhost:{port}"
    try:
        for _ in range(240):
            assert server.poll() is None, "the workbench stopped"
            try:
                with urllib.request.urlopen(f"{site}/healthz", timeout=2) as answer:
                    assert answer.read() == b"ok"
                break
            except OSError:
                time.sleep(0.25)
        else:
            raise AssertionError("the workbench does not answer")
        yield site
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)  # its web and its reader too
