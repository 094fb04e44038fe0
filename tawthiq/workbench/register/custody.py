"""Custody: what happened to material, written down where it cannot be taken out again (standards §5.1–5.3).

A capture is `received`; every later copy that leaves is `copied` (the original as it came in), `exported` (data made of it), `redacted`,
`backed_up`, `restored`, `released`, `stamped`, `withdrawn` (hidden at a person's word) or `destroyed`; the record of a destruction is `signed` (signed_records.py). Entries are a hash chain of their own; a root (roots.py) binds it to those of
decisions and of looks at restricted material.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from tawthiq.workbench.register import chain
from tawthiq.workbench.register.models import Custody, Document
from tawthiq.workbench.staff.models import User

ACTS = (
    "received",
    "copied",
    "exported",
    "redacted",
    "backed_up",
    "restored",
    "released",
    "stamped",
    "withdrawn",
    "destroyed",
    "signed",
)
PROMPT = "prompt"
"""The role of whoever acts at the machine's own prompt, without an account."""


def note(act: str, subject: str, detail: dict[str, Any], who: User | None = None) -> Custody:
    """Adds one entry. Without an account it is whoever sits at the machine."""
    return note_all([Custody(act=act, subject=subject[:700], detail=detail)], who)[0]


def note_all(entries: Iterable[Custody], who: User | None = None) -> list[Custody]:
    """Adds entries in their order. Raises ValueError for an act that is none."""
    rows = list(entries)
    for row in rows:
        if row.act not in ACTS:
            raise ValueError(f"{row.act!r} is no act of custody")
    with transaction.atomic():
        chain.append_all(rows, who, "" if who else _at_the_prompt(), "" if who else PROMPT)
    return rows


def received(document: Document, how: str) -> Custody:
    """The entry of a document that came in, unsaved: its bytes, where from, and how."""
    detail = {
        "sha256": document.sha256,
        "how": how,
        "from": document.url or document.record.get("source_path") or "",
        "publisher": document.publisher,
        "media_type": document.media_type,
    }
    imported = document.record.get("custody")
    return Custody(
        act="received",
        subject=f"document:{document.key}"[:700],
        detail=detail | ({"before": imported} if imported else {}),
    )


def _at_the_prompt() -> str:
    try:
        return getpass.getuser()[:150]
    except (KeyError, OSError):  # a container without a name for its user
        return "?"
