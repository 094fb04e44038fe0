"""What a release is made of, and what forbids one: the register as persons decided on it, faults in it, sums that are wrong."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from tawthiq.audit import audit
from tawthiq.cli.errors import one_line
from tawthiq.cli.office import is_opened, open_office
from tawthiq.cli.release import refused
from tawthiq.cli.report import SUMS
from tawthiq.cli.verify import faults_of
from tawthiq.domain.register import Register
from tawthiq.publish.period.numbers import Numbers
from tawthiq.publish.period.numbers_csv import as_reported
from tawthiq.publish.period.register_query import DatabaseError, RegisterQuery
from tawthiq.publish.register_db import write_database
from tawthiq.publish.releases.check import check
from tawthiq.publish.releases.read import earlier
from tawthiq.publish.releases.write import Earlier

_MOST = 50
"""Faults that are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Found:
    """The register of what persons published, what became of other incidents, and what the manifest says of the whole."""

    register: Register
    fates: Mapping[str, str]
    facts: Mapping[str, Any]
    names: Mapping[str, frozenset[str]]
    closed: frozenset[str]


def refuse_faults(register: Path) -> None:
    """Leaves with status 1 where `tawthiq verify` finds a fault in the register, naming every one."""
    faults = list(faults_of(register, opened=is_opened(register)))
    for fault in faults[:_MOST]:
        click.echo(f"tawthiq: {one_line(fault)}", err=True)
    if faults:
        raise refused(f"{register}: {len(faults)} faults; nothing was released")


def earlier_of(path: Path | None) -> Earlier | None:
    """The release before, checked; leaves with status 1 where it is not whole and approved."""
    if path is None:
        return None
    state = check(path)
    for fault in state.faults:
        click.echo(f"tawthiq: {path}: {one_line(fault)}", err=True)
    if not state.approved:
        raise refused(f"{path}: no release that two persons approved; nothing was released")
    return earlier(path)


def wrong_sums(register: Register, counted: Numbers) -> str:
    """The first table that the audit refuses (standards D1–D3, D17), as a sentence; empty where all hold."""
    reported, behind = as_reported(counted)
    with tempfile.TemporaryDirectory(prefix="tawthiq-") as folder:
        database = Path(folder) / "register.db"
        write_database(register, database)
        try:
            totals = RegisterQuery(database).totals(behind, counted.term, counted.before_term)
        except DatabaseError as error:
            return str(error)
    failed = [
        c for c in audit(reported, register_totals=totals) if not c.passed and c.severity == "E" and c.rule in SUMS
    ]
    more = f" (and {len(failed) - 1} more)" if len(failed) > 1 else ""
    return f"{failed[0].rule}: {failed[0].message_en}{more}" if failed else ""


def decided(register: Path, by: str, title: str) -> Found:
    """The incidents that persons registered and published in the workbench, with their rulings. Leaves with status 1 where the
    register was never opened by the workbench, was built anew since, `by` may not publish, or nothing is published."""
    if not is_opened(register):
        raise refused(
            f"{register}: the workbench was never opened on this register, so no person has decided anything; "
            f"nothing is published without a decision (`tawthiq serve --register {register}`)"
        )
    open_office(register)
    from tawthiq.workbench.register.as_decided import decided_register
    from tawthiq.workbench.register.loading import NotARegister, fingerprint
    from tawthiq.workbench.register.models import State
    from tawthiq.workbench.register.outgoing import closed_voices, may, names_in, standing_of

    try:
        mark = fingerprint(register)
    except NotARegister as error:
        raise refused(str(error)) from error
    if not State.objects.filter(name="register", value=mark).exists():
        raise refused(
            f"{register}: it was built anew and nobody has opened the workbench on it since; nothing was released"
        )
    if not may(by, "publish"):
        raise refused(f"--by {by}: no open account of the workbench by this name may publish; nothing was released")
    standing = standing_of()
    found = decided_register(title=title, published_only=True)
    if not found.incidents:
        waiting = ", ".join(f"{n} {state}" for state, n in standing.states.items())
        raise refused(
            f"{register}: no incident is published ({waiting or 'none is there'}); "
            "a person registers and publishes incidents in the workbench"
        )
    facts = {"lines": mark, "decisions": standing.decisions}
    names = names_in(e.document.id for e in found.extractions)
    return Found(found, standing.fates, facts, names, closed_voices())
