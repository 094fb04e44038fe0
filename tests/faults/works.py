"""The work that is killed: each runs in a process of its own, and tells what it has acknowledged."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.databases import address

Tell = Callable[[Any], None]
FILES = (
    "documents.jsonl", "accounts.jsonl", "incidents.jsonl", "findings.jsonl", "origins.jsonl", "report.ar.html", "statistics.csv",
)  # fmt: skip

_AT = ("--at", "2026-01-01T00:00:00Z")


def digest(register: Path) -> str:
    """The hash of a register's files."""
    found = hashlib.sha256()
    for name in FILES:
        found.update(hashlib.sha256((register / name).read_bytes()).digest())
    return found.hexdigest()


def open_at(register: Path) -> None:
    """Points Django, in this process, at a register and at its database. Before anything of Django is imported from it."""
    from tawthiq.workbench.opening import prepare

    os.environ.update(address(register))
    prepare(register)


def build(source: Path, out: Path, tell: Tell) -> None:
    """Builds a register."""
    from tests.cli.running import run

    tell("ready")
    assert run("build", source, "--out", out).status == 0


def build_telling(source: Path, out: Path, tell: Tell) -> None:
    """Builds a register, keeping every document that was read at once; tells each that is read, and each that is kept, once it is on disk."""
    from tawthiq import pipeline
    from tawthiq.cli import unfinished

    read, keep = pipeline.extract_one, unfinished.Unfinished.keep

    def reading(document: Any, *rest: Any, **more: Any) -> Any:
        tell(("read", document.id))
        return read(document, *rest, **more)

    def keeping(self: Any, document: Any, told: Any) -> None:
        keep(self, document, told)
        tell(("kept", document.id))

    with (
        patch.object(pipeline, "extract_one", reading),
        patch.object(unfinished.Unfinished, "keep", keeping),
        patch.object(unfinished, "_MOST", 1),
    ):
        build(source, out, tell)


def build_by_stages(source: Path, out: Path, tell: Tell) -> None:
    """Builds a register, every incident a segment of its own, with time in each stage to be killed in; tells each outcome of a stage that
    is made, and each that is kept, once it is on disk."""
    from tawthiq.cli import kept_stages

    stages, write = kept_stages.Stages, kept_stages._write
    whole, each = stages.whole, stages.each

    def slow_whole(self: Any, stage: str, kind: Any, make: Callable[[], Any]) -> Any:
        def making() -> Any:
            tell(("made", stage))
            time.sleep(0.05)
            return make()

        return whole(self, stage, kind, making)

    def slow_each(self: Any, stage: str, kind: Any, number: int, make: Callable[[int], Any], *settings: Any) -> Any:
        def making(at: int) -> Any:
            tell(("made", f"{stage}-{at:09}"))
            time.sleep(0.02)
            return make(at)

        return each(self, stage, kind, number, making, *settings)

    def keeping(path: Path, *rest: Any) -> None:
        write(path, *rest)
        tell(("kept", path.name))

    with (
        patch.object(stages, "whole", slow_whole),
        patch.object(stages, "each", slow_each),
        patch.object(kept_stages, "_write", keeping),
        patch.object(kept_stages, "_MOST", 1),
    ):
        build(source, out, tell)


def build_slowly(source: Path, out: Path, tell: Tell) -> None:
    """Builds a register; its files move in one by one, with time between them to be killed in."""
    quick = os.replace

    def slow(*paths: Path) -> None:
        time.sleep(0.03)
        quick(*paths)

    with patch("tawthiq.cli.settled.os.replace", slow):
        build(source, out, tell)


def decide(register: Path, tell: Tell) -> None:
    """Rules on claims one after the other until it is ended; each ruling is told once it was answered."""
    open_at(register)
    from tawthiq.workbench.register.actions.claims import accept_claim, reject_claim
    from tawthiq.workbench.register.models import Claim
    from tawthiq.workbench.staff.models import User

    amal = User.objects.get(username="amal")
    tell("ready")
    for again in count():
        for pk in Claim.objects.order_by("pk").values_list("pk", flat=True):
            claim = Claim.objects.select_related("account__document", "account__incident").get(pk=pk)
            act = accept_claim if claim.state == "rejected" else reject_claim
            tell(act(amal, claim, reason=f"round {again}").pk)


def open_office(register: Path, tell: Tell) -> None:
    """Opens the workbench on a register, with one analyst."""
    open_at(register)
    from tawthiq.workbench.opening import load_register, migrate

    migrate()
    load_register(register)
    from tawthiq.workbench.staff.models import User

    tell("ready")
    User.objects.get_or_create(username="amal", defaults={"role": "analyst"})


def check(register: Path, tell: Tell) -> None:
    """Tells every fault of the workbench, how many decisions it holds, and a hash of all claims as they stand."""
    open_at(register)
    from tawthiq.workbench.register.as_decided import decided_register
    from tawthiq.workbench.register.checks import workbench_faults
    from tawthiq.workbench.register.models import Claim, Decision

    tell("ready")
    tell(list(workbench_faults(register)))
    tell(list(Decision.objects.order_by("pk").values_list("pk", flat=True)))
    rejected = Claim.objects.filter(state="rejected").count()
    last: dict[str, str] = {}
    for action, subject in Decision.objects.order_by("pk").values_list("action", "subject"):
        last[subject] = action
    tell((rejected, sum(action == "claim.reject" for action in last.values())))
    decided_register()


def take_in(register: Path, texts: list[str], tell: Tell) -> None:
    """Takes reports in and reads them; tells each that was acknowledged by its hash."""
    open_at(register)
    from tawthiq.workbench.register.inbox import read_upload, receive
    from tawthiq.workbench.staff.models import User

    amal = User.objects.get(username="amal")
    tell("ready")
    for number, text in enumerate(texts):
        upload = receive(amal, f"{number}.txt", text.encode())
        tell(upload.sha256)
        read_upload(upload.pk)


def finish(register: Path, tell: Tell) -> None:
    """What `tawthiq serve` does when it opens again: what waited or was being read is read."""
    open_at(register)
    from tawthiq.workbench.register.inbox import read_upload, resume
    from tawthiq.workbench.register.models import Document, Upload

    tell("ready")
    resume()
    for pk in Upload.objects.filter(state="waiting").order_by("pk").values_list("pk", flat=True):
        read_upload(pk)
    tell(sorted(Document.objects.filter(inbox=True).values_list("sha256", flat=True)))
    tell(sorted(set(Upload.objects.values_list("state", flat=True))))


def back_up(register: Path, out: Path, tell: Tell) -> None:
    """Backs a register up."""
    from tests.cli.running import run

    os.environ.update(address(register))
    tell("ready")
    assert run("backup", "--register", register, "--out", out, "--open").status == 0


def restore(backup: Path, out: Path, tell: Tell) -> None:
    """Brings a register back."""
    from tests.cli.running import run

    os.environ.update(address(out))
    tell("ready")
    assert run("restore", backup, "--register", out).status == 0


def publish_all(register: Path, tell: Tell) -> None:
    """Registers and publishes every incident, by the persons who may."""
    open_at(register)
    from tawthiq.workbench.register.actions.incidents import is_sensitive, publish, set_state
    from tawthiq.workbench.register.actions.proposals import approve as agree
    from tawthiq.workbench.register.actions.proposals import propose
    from tawthiq.workbench.register.models import Incident
    from tawthiq.workbench.staff.models import User

    tell("ready")
    basim, rima = (User.objects.create(username=n, role=r) for n, r in (("basim", "publisher"), ("rima", "reviewer")))
    for key in Incident.objects.order_by("key").values_list("key", flat=True):
        set_state(rima, Incident.objects.get(key=key), "registered", reason="read")
        incident = Incident.objects.get(key=key)
        if is_sensitive(incident):
            asked = propose(basim, "incident.publish", f"incident:{key}", {}, reason="ready")
            agree(rima, asked, reason="so it is")
        else:
            publish(basim, incident, True, reason="ready")


def make_key(out: Path, tell: Tell) -> None:
    """Makes a key for signing."""
    from tests.cli.running import run

    tell("ready")
    assert run("release", "key", "--out", out).status == 0


def release(register: Path, out: Path, key: Path, tell: Tell) -> None:
    """Makes a release."""
    from tests.cli.running import run

    os.environ.update(address(register))
    tell("ready")
    done = run("release", "--register", register, "--out", out, "--key", key, "--by", "basim", *_AT)
    assert (done.status, done.err) == (0, "")


def approve(out: Path, key: Path, tell: Tell) -> None:
    """Adds the second signature."""
    from tests.cli.running import run

    tell("ready")
    assert run("release", "approve", out, "--key", key, "--by", "rima", *_AT).status == 0


def releases_noted(register: Path, tell: Tell) -> None:
    """Tells the hash of every release that custody knows of, and every fault of the workbench."""
    open_at(register)
    from tawthiq.workbench.register.checks import workbench_faults
    from tawthiq.workbench.register.models import Custody

    tell("ready")
    tell({entry.detail["manifest"] for entry in Custody.objects.filter(act="released")})
    tell(list(workbench_faults(register)))
