"""Releases on disk for tests: made of incidents at hand, signed by two persons with keys that are always the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tawthiq.domain.account import Extraction
from tawthiq.domain.incident import Incident
from tawthiq.domain.register import Register
from tawthiq.publish.releases import write as payload
from tawthiq.publish.releases.bag import add_signature, pack
from tawthiq.publish.releases.read import manifest_of
from tawthiq.publish.releases.signing import sign

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
AMAL, BASIM = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))


def register_of(told: Iterable[tuple[Extraction, Incident]]) -> Register:
    pairs = list(told)
    return Register(tuple(e for e, _ in pairs), tuple(i for _, i in pairs))


def released(
    out: Path,
    register: Register,
    *,
    signers: tuple[tuple[str, Ed25519PrivateKey], ...] = (("amal", AMAL), ("basim", BASIM)),
    earlier: Any = None,
    fates: Mapping[str, str] | None = None,
    names: Mapping[str, frozenset[str]] | None = None,
    **settings: Any,
) -> Path:
    """A release of every incident of `register` that may go out."""
    made = payload.Settings(settings.pop("at", AT), **settings)
    chosen = payload.choose(register, made)
    out.mkdir(parents=True)
    manifest = payload.write(
        out, chosen, payload.count(chosen.register), made, earlier=earlier, fates=fates, names=names
    )
    pack(out, manifest)
    _, raw = manifest_of(out / "data")
    for number, (name, key) in enumerate(signers, start=1):
        add_signature(out, number, sign(raw, key, name, "2026-03-01T12:00:00Z"))
    return out
