"""How fast the workbench answers on a large register: `python -m bench.serving [INCIDENTS]` (`make bench-serve`).

Writes a synthetic register (one document, account and three claims for each incident) straight into the tables of a temporary folder,
serves it with granian on two workers, and asks for each page at twenty requests a second: p50 and p95 in milliseconds. Beside them
stand the figures measured of Bayanat at 20,000 items. Results go to bench/RESULTS-serve.md.
"""

from __future__ import annotations

import http.client
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tawthiq.knowledge.gazetteer import own_rows
from tawthiq.knowledge.load import lexicon
from tawthiq.text.search_words import search_words

RATE = 20.0
REQUESTS = 100
BAYANAT = {"list": 19.0, "search, common word": 374.0, "search, rare words": 23.0}
"""Milliseconds at 20,000 bulletins, as measured of version 4.0.2 on a machine of this size."""
AT_ONCE = 16
"""Connections, kept alive, that ask for the list at the same time, each again as soon as it is answered."""
PORT = 8797
COMMON_EVERY, RARE_EVERY = 14, 9_973
"""Every so many documents hold the common word, or the rare one: more than 7 of 100, and one of ten thousand."""


@cache
def words() -> tuple[str, ...]:
    """Arabic words to make texts of; the first is kept for the common word, the second for the rare one."""
    found = {
        word for entry in lexicon() if entry.lang == "ar" for word in entry.words if word.isalpha() and len(word) > 3
    }
    apart: dict[str, str] = {}
    for word in sorted(found):
        apart.setdefault(search_words(word)[0].folded, word)
    return tuple(apart.values())


def fill(count: int) -> tuple[int, str]:
    """Writes the register; a document's and an incident's key to ask for."""
    from tawthiq.workbench.register.joining import blank_line
    from tawthiq.workbench.register.models import Account, Claim, Document, Facet, Incident, State
    from tawthiq.workbench.register.rows import incident_columns
    from tawthiq.workbench.register.search import index_documents

    chance = random.Random(20)
    towns = [row.name_en for row in own_rows() if row.level == "governorate" and row.parent == "sy"]
    for start in range(0, count, 5_000):
        documents, incidents, accounts, claims, facets = [], [], [], [], []
        for n in range(start, min(count, start + 5_000)):
            common = f" {words()[0]}" if n % COMMON_EVERY == 0 else ""
            rare = f" {words()[1]}" if n % RARE_EVERY == 0 else ""
            text = f"{' '.join(chance.choices(words()[2:], k=60))}{common}{rare} {n}"
            day = date(2012, 1, 1) + timedelta(days=chance.randrange(4_000))
            documents.append(
                Document(
                    key=f"d{n}",
                    lang="ar",
                    title=f"{words()[2 + n % 20]} {n}",
                    publisher=f"p{n % 50}",
                    published_start=day,
                    published_end=day,
                    text=text,
                    record={"published": {"start": day.isoformat(), "end": day.isoformat(), "basis": "given"}},
                    told={},
                )
            )
            line: dict[str, Any] = {
                **blank_line(f"i{n}", "airstrike"),
                "title_ar": f"{words()[2 + n % 20]} {n}",
                "title_en": f"incident {n}",
                "accounts": [[f"d{n}", 0]],
            }
            line["date"] = {"start": day.isoformat(), "end": day.isoformat(), "precision": "T2"}
            line["tolls"] = [
                {
                    "harm": "killed",
                    "group": None,
                    "min": n % 30,
                    "best": n % 30,
                    "max": n % 30,
                    "open_ended": False,
                    "rule": "R8",
                    "origins": 1,
                    "claims": [[f"d{n}", 0, 0]],
                    "superseded": [],
                }
            ]
            incident = Incident(key=f"i{n}", **incident_columns(line))
            incident.governorate, incident.grade = towns[n % len(towns)], ("G1", "G2", "G3")[n % 3]
            incidents.append(incident)
        Document.objects.bulk_create(documents, batch_size=1_000)
        Incident.objects.bulk_create(incidents, batch_size=1_000)
        for document, incident in zip(documents, incidents, strict=True):
            accounts.append(
                Account(
                    document=document,
                    number=0,
                    kind="airstrike",
                    incident=incident,
                    record={
                        "kind": "airstrike",
                        "date": None,
                        "place": None,
                        "tolls": [],
                        "actors": [],
                        "weapons": [],
                        "persons": [],
                        "spans": [],
                    },
                )
            )
            facets += [
                Facet(
                    incident=incident,
                    dimension="actor",
                    code=("gov", "rus", "opp", "isis")[incident.pk % 4],
                    sort_day=incident.sort_day,
                ),
                Facet(incident=incident, dimension="harm", code="killed", sort_day=incident.sort_day),
            ]
        Account.objects.bulk_create(accounts, batch_size=1_000)
        Facet.objects.bulk_create(facets, batch_size=1_000)
        for account in accounts:
            claims += [
                Claim(account=account, field=f, number=0, code=c, low=1, high=1, text="x", start=0, end=1)
                for f, c in (("kind", "airstrike"), ("toll", "killed"), ("actor", "gov"))
            ]
        Claim.objects.bulk_create(claims, batch_size=2_000)
        index_documents(documents)
        print(f"{min(count, start + 5_000):,} incidents written", file=sys.stderr)
    State.objects.update_or_create(name="revision", defaults={"value": "1"})
    return documents[0].pk, incidents[0].key


def session() -> str:
    """The cookie of a signed-in analyst."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from tawthiq.workbench.staff.models import User

    known = User.objects.filter(username="bench").first()
    user = known or User.objects.create_user(username="bench", password="not-used-here-1", role="analyst")
    store = SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store.save()
    return f"sessionid={store.session_key}"


def _timed(connection: http.client.HTTPConnection, address: str, cookie: str) -> float:
    """Milliseconds of one answer. Raises RuntimeError where it is not 200."""
    start = time.perf_counter()
    connection.request("GET", address, headers={"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return 1000 * (time.perf_counter() - start)


def ask(port: int, address: str, cookie: str) -> tuple[float, float]:
    """p50 and p95 in milliseconds of an address at the bench's rate. Raises RuntimeError where it does not answer 200."""
    times = []
    connection = http.client.HTTPConnection("127.0.0.1", port)
    began = time.perf_counter()
    for n in range(REQUESTS + 4):  # the first ones warm the two workers and are not counted
        time.sleep(max(0.0, began + n / RATE - time.perf_counter()))
        times.append(_timed(connection, address, cookie))
    times = sorted(times[4:])
    return times[len(times) // 2], times[int(len(times) * 0.95)]


def ask_at_once(port: int, address: str, cookie: str) -> tuple[float, float, float]:
    """p50 and p95 in milliseconds of an address asked for by `AT_ONCE` connections without a pause, and the answers a second."""

    def one(_: int) -> list[float]:
        connection, times = http.client.HTTPConnection("127.0.0.1", port), []
        for _ in range(REQUESTS // 2):
            times.append(_timed(connection, address, cookie))
        connection.close()
        return times[2:]

    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        times = sorted(moment for found in pool.map(one, range(AT_ONCE)) for moment in found)
    rate = AT_ONCE * (REQUESTS // 2) / (time.perf_counter() - began)
    return times[len(times) // 2], times[int(len(times) * 0.95)], rate


@contextmanager
def served(port: int) -> Iterator[None]:
    """The workbench as `tawthiq serve` runs it, on the register that is prepared."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "2", "--blocking-threads", "1", "--no-ws",
        "--log-level", "warning", "tawthiq.workbench.wsgi:application",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=dict(os.environ))
    try:
        _wait_for(port)
        yield
    finally:
        server.terminate()
        server.wait(timeout=60)


def _wait_for(port: int) -> None:
    """Waits until somebody answers. Raises ConnectionError where nobody does within three minutes."""
    for _ in range(180):
        time.sleep(1)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise ConnectionError(f"nobody answers on port {port}")


def main() -> None:
    """Measures and writes the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(prefix="tawthiq-serving-") as folder:
        from tawthiq.workbench.opening import migrate, prepare

        prepare(Path(folder))
        migrate()
        pk, key = fill(count)
        cookie, port = session(), PORT
        with served(port):
            pages = {
                "list": "/incidents/",
                "list, filtered": "/incidents/?actor=rus&governorate=Idlib",
                "search, common word": f"/search/?q={quote(words()[0])}",
                "search, rare words": f"/search/?q={quote(words()[1])}",
                "document": f"/documents/{pk}/",
                "incident": f"/incidents/{key}/",
                "statistics": "/statistics/?by=governorate&across=year",
            }
            lines = [
                "# The workbench's answers",
                "",
                f"{count:,} incidents, {3 * count:,} claims, SQLite, granian with 2 workers, {RATE:.0f} requests a second, {REQUESTS} each.",
                "",
                "| page | p50 ms | p95 ms | Bayanat, 20,000 items, ms | ratio |",
                "|---|---|---|---|---|",
            ]
            for name, address in pages.items():
                middle, late = ask(port, address, cookie)
                peer = BAYANAT.get(name)
                lines.append(
                    f"| {name} | {middle:.1f} | {late:.1f} | {peer or '–'} | {f'{peer / middle:.1f} ×' if peer else '–'} |"
                )
                print(lines[-1])
            middle, late, rate = ask_at_once(port, pages["list"], cookie)
            load = os.getloadavg()[0]
            lines += [
                "",
                f"The list asked for by {AT_ONCE} connections at once, kept alive, without a pause: p50 {middle:.1f} ms, p95 {late:.1f} ms,",
                f"{rate:.0f} answers a second; {middle * 2 / AT_ONCE:.1f} ms of a worker each. Load at the end: {load:.1f} over a minute.",
            ]
            print("\n".join(lines[-2:]))
            (Path(__file__).parent / "RESULTS-serve.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
