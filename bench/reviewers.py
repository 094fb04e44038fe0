"""Twenty people working at once on one register: `python -m bench.reviewers [MINUTES] [--out FILE]`.

Builds a register from the examples, opens the workbench (SQLite, or PostgreSQL where DATABASE_URL names an empty database), serves it
with granian on two workers, and lets twenty signed-in analysts read pages and rule on claims of the same few documents. Every ruling that
was answered must be in the log, the chains must be whole, and no answer may be a failure of the server.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

PEOPLE = 20
PORT = 8798
EXAMPLES = Path(__file__).parent.parent / "examples"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_ACT = re.compile(r'action="(/claims/\d+/(?:accept|reject)/)".{0,400}?name="version" value="(\d+)"', re.DOTALL)


@dataclass(slots=True)
class Tally:
    """What one person saw."""

    reason: str
    answered: int = 0
    told_stale: int = 0
    failures: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)


def sessions(count: int) -> list[str]:
    """The cookies of so many signed-in analysts."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from tawthiq.workbench.staff.models import User

    cookies = []
    for n in range(count):
        user = User.objects.create_user(username=f"person-{n}", password="not-used-here-1", role="analyst")
        store = SessionStore()
        store[SESSION_KEY], store[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
        store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        store.save()
        cookies.append(f"sessionid={store.session_key}")
    return cookies


class Person:
    """One person's browser."""

    def __init__(self, number: int, cookie: str, documents: list[int]) -> None:
        self.cookie, self.documents, self.chance = cookie, documents, random.Random(number)
        self.tally = Tally(f"person {number}")
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)

    def ask(
        self, method: str, address: str, body: dict[str, str] | None = None, csrf: str = ""
    ) -> tuple[int, str, str]:
        """Status, where it leads, and the page."""
        start = time.perf_counter()
        headers = {"Cookie": f"{self.cookie}; csrftoken={csrf}" if csrf else self.cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, address, urlencode(body) if body is not None else None, headers)
            answer = self.connection.getresponse()
            page = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            self.tally.failures.append(f"{address}: {type(error).__name__}")
            return 0, "", ""
        self.tally.milliseconds.append(1000 * (time.perf_counter() - start))
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and value.startswith("csrftoken="):
                self.csrf = value.split(";")[0].split("=", 1)[1]
        if answer.status >= 500:
            self.tally.failures.append(f"{address}: {answer.status}")
        return answer.status, answer.getheader("Location", ""), page

    def work(self, until: float) -> None:
        """Reads a page, rules on a claim of it, looks at a list, and so on."""
        self.csrf = ""
        round_number = 0
        while time.monotonic() < until:
            round_number += 1
            address = f"/documents/{self.chance.choice(self.documents)}/"
            status, _, page = self.ask("GET", address, csrf=self.csrf)
            token, acts = _TOKEN.search(page), _ACT.findall(page)
            if status == 200 and token and acts:
                act, version = self.chance.choice(acts)
                reason = f"{self.tally.reason}, round {round_number}"
                time.sleep(self.chance.uniform(0, 0.5))  # somebody else may be quicker
                body = {"csrfmiddlewaretoken": token.group(1), "version": version, "reason": reason}
                status, _, answer = self.ask("POST", act, body, csrf=self.csrf)
                if status in (302, 303):
                    self.tally.answered += 1
                elif status == 409:
                    self.tally.told_stale += 1
                elif 0 < status < 500:
                    self.tally.failures.append(f"{act}: {status}: {answer[:80]!r}")
            self.ask("GET", self.chance.choice(("/incidents/", "/queues/", "/", "/search/?q=%D9%82%D8%B5%D9%81")))
            time.sleep(self.chance.uniform(0.2, 1.0))


def measure(minutes: float) -> dict[str, Any]:
    """Runs the office and gives what was seen."""
    with tempfile.TemporaryDirectory(prefix="tawthiq-reviewers-") as name:
        folder = Path(name) / "register"
        subprocess.run(
            [sys.executable, "-m", "tawthiq", "build", str(EXAMPLES), "--out", str(folder)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        from tawthiq.workbench.opening import load_register, migrate, prepare

        prepare(folder)
        migrate()
        load_register(folder)
        from django.db import connection, connections

        from tawthiq.workbench.register.checks import workbench_faults
        from tawthiq.workbench.register.models import Account, Decision

        documents = list(
            Account.objects.exclude(incident=None)
            .order_by("document")
            .values_list("document", flat=True)
            .distinct()[:6]
        )
        cookies = sessions(PEOPLE)
        database = connection.vendor
        connections.close_all()
        server = subprocess.Popen(
            [
                sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(PORT), "--workers", "2",
                "--blocking-threads", "1", "--no-ws", "--log-level", "error", "tawthiq.workbench.wsgi:application",
            ],
            env=dict(os.environ),
        )  # fmt: skip
        try:
            _wait()
            until = time.monotonic() + 60 * minutes
            people = [Person(n, cookie, documents) for n, cookie in enumerate(cookies)]
            threads = [threading.Thread(target=p.work, args=(until,)) for p in people]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            server.terminate()
            server.wait(timeout=30)
        answered = sum(p.tally.answered for p in people)
        written: dict[str, int] = {}
        for reason in Decision.objects.values_list("reason", flat=True):
            written[reason.partition(",")[0]] = written.get(reason.partition(",")[0], 0) + 1
        lost = sum(max(0, p.tally.answered - written.get(p.tally.reason, 0)) for p in people)
        times = sorted(ms for p in people for ms in p.tally.milliseconds)
        failures = [f for p in people for f in p.tally.failures]
        return {
            "what": f"load: {PEOPLE} people, {database}",
            "minutes": minutes,
            "requests": len(times),
            "decisions": answered,
            "told_stale": sum(p.tally.told_stale for p in people),
            "lost": lost,
            "failures": len(failures),
            "first_failures": failures[:3],
            "chain_faults": len(list(workbench_faults(folder))),
            "p50_ms": round(times[len(times) // 2], 1),
            "p95_ms": round(times[int(len(times) * 0.95)], 1),
        }


def _wait() -> None:
    """Until the server answers."""
    for _ in range(120):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("the workbench did not open")


def main() -> None:
    """Measures, prints, and adds a line to a file."""
    options = argparse.ArgumentParser()
    options.add_argument("minutes", nargs="?", type=float, default=10.0)
    options.add_argument("--out", type=Path)
    asked = options.parse_args()
    found = measure(asked.minutes)
    line = json.dumps(found, ensure_ascii=False)
    print(line)
    if asked.out:
        with asked.out.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    if found["lost"] or found["failures"] or found["chain_faults"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
