"""The chains' present state as a root, and the chains held against the roots taken so far (custody/roots.py)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from tawthiq.custody.roots import NAME, BadRoots, Root, add_root, read_roots
from tawthiq.custody.stamps import FOLDER
from tawthiq.workbench.register import chain
from tawthiq.workbench.register.models import Custody


def present_root() -> Root:
    """How long each chain is now, and its head."""
    record: Root = {"at": datetime.now(UTC).isoformat(timespec="seconds")}
    with transaction.atomic():
        for model in chain.CHAINS:
            record[model.__name__.lower()] = {"count": model._default_manager.count(), "head": chain.head(model)}
    return record


def take_root(folder: Path, *, daily: bool = False) -> Root | None:
    """Adds the present root to the register's; with `daily` only where none was taken today. Raises BadRoots, OSError."""
    return add_root(folder, present_root, daily=daily)


def stamped_faults(folder: Path) -> Iterator[str]:
    """A line for each stamp that custody says was brought, of which the root or the reply itself is gone."""
    try:
        known = {root["root"] for root in read_roots(folder)}
    except (BadRoots, OSError):
        return  # said where the chains are walked
    for detail in Custody.objects.filter(act="stamped").order_by("pk").values_list("detail", flat=True):
        root = detail["root"]
        if root not in known:
            yield f"{NAME}: the root {root} was stamped, and is gone"
        if not (folder / FOLDER / f"{root}.tsr").is_file():
            yield f"{FOLDER}/{root}.tsr: it was brought, and is gone"


def chain_faults(folder: Path) -> Iterator[str]:
    """A line for each row of a chain that is not what was sealed, or not what a root says."""
    try:
        taken = read_roots(folder)
    except (BadRoots, OSError) as error:
        yield str(error)
        taken = []
    for model in chain.CHAINS:
        name = model.__name__.lower()
        promised: dict[int, set[str]] = {}
        for root in taken:
            if name in root:
                promised.setdefault(root[name]["count"], set()).add(root[name]["head"])
        yield from chain.faults(model, promised)
