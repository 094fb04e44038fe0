"""What kind of incident it was: the kind most origins give, a specific one before a general word.

«مجزرة» and "attack on civilians" say less than «إعدام ميداني» and yield to it; they stay as labels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tawthiq.domain.incident import AccountRef
from tawthiq.knowledge.load import toml
from tawthiq.reconcile.claims import Telling

_SILENT = ("unknown", "other", "")


def _generic() -> frozenset[str]:
    return frozenset(toml("vocabularies/link_weights.toml")["kinds"]["generic_kinds"])


def incident_kind(tellings: Sequence[Telling], voices: Mapping[AccountRef, str]) -> str:
    """The main kind of an incident."""
    generic, order = _generic(), list(toml("vocabularies/kinds.toml"))
    said: dict[str, set[str]] = {}
    for telling in tellings:
        said.setdefault(telling.account.kind, set()).add(voices[telling.ref])
    if all(kind in _SILENT for kind in said):  # no account says more than what it calls the event
        for telling in tellings:
            for name in telling.account.labels:
                said.setdefault(name, set()).add(voices[telling.ref])

    def rank(kind: str) -> tuple[bool, bool, int, int, str]:
        silent = kind in _SILENT
        return silent, kind in generic, -len(said[kind]), order.index(kind) if kind in order else 99, kind

    return min(said, key=rank, default="unknown")


def incident_labels(tellings: Sequence[Telling], kind: str) -> tuple[str, ...]:
    """Every other kind and label the accounts give, those of most accounts first."""
    count: dict[str, int] = {}
    for telling in tellings:
        for name in {telling.account.kind, *telling.account.labels} - {kind, *_SILENT}:
            count[name] = count.get(name, 0) + 1
    labels = sorted(count, key=lambda name: (-count[name], name))
    return ("massacre", *(x for x in labels if x != "massacre")) if kind == "massacre" else tuple(labels)
