"""Records of destruction under the personal keys of the persons whom they name: the same keys that sign releases (standards §5.11).

The record is a row of the chain of custody; a signature is a later row over the record's hash. Whoever writes the chain anew can give
it any hashes, and still has no signature of a person whose key is with that person.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from tawthiq.publish.releases.signing import Signature, holds, public_of, sign, signature_of
from tawthiq.workbench.register import chain
from tawthiq.workbench.register.custody import note
from tawthiq.workbench.register.models import Custody

PURPOSE = "tawthiq signature under a record of destruction 1"
"""What is signed besides: a signature under a release is none under a record, and the other way round."""


class CannotSign(ValueError):
    """A key that signed in another person's name; the message says whose."""


def records() -> list[Custody]:
    """The records of destruction, the oldest first."""
    return list(Custody.objects.filter(act="destroyed").order_by("pk"))


def hands_of(record: Custody) -> list[str]:
    """The persons whom a record names, who took it down first; records of before name whoever destroyed alone."""
    said = (record.detail.get(did) or {} for did in ("taken_down", "destroyed"))
    return list(dict.fromkeys([*(hand["name"] for hand in said if hand), record.name]))


def signed_by(record: Custody) -> dict[str, Signature | None]:
    """The persons whom a record names, each with the signature of theirs that holds, or None."""
    found: dict[str, Signature | None] = dict.fromkeys(hands_of(record))
    for entry in Custody.objects.filter(act="signed", subject=record.subject).order_by("pk"):
        signature = _signature(entry.detail)
        if entry.detail.get("record") == record.hash and signature is not None and _holds(record, signature):
            found[signature.by] = signature
    return found


def sign_records(key: Ed25519PrivateKey, by: str, at: str) -> list[Custody]:
    """Signs each record that names a person and that they have not signed; gives these back. Raises CannotSign."""
    with transaction.atomic():
        chain.hold(Custody)
        others = {name for name, _ in _keys().get(public_of(key), ()) if name != by}
        if others:
            raise CannotSign(f"this key has signed in the name of {', '.join(sorted(others))}")
        mine = [record for record in records() if by in (held := signed_by(record)) and held[by] is None]
        for record in mine:
            signature = sign(content_of(record), key, by, at, PURPOSE)
            note("signed", record.subject, {"record": record.hash, "signature": signature.record()})
    return mine


def signature_faults() -> Iterator[str]:
    """A line for each signature under a record of destruction that does not hold, or whose key signed for two persons."""
    by_hash = {record.hash: record for record in records()}
    for entry in Custody.objects.filter(act="signed").order_by("pk"):
        record, signature = by_hash.get(str(entry.detail.get("record"))), _signature(entry.detail)
        if record is None or record.subject != entry.subject:
            yield f"{entry.subject}: a signature is under a record that is not there"
        elif signature is None or not _holds(record, signature):
            yield f"{entry.subject}: a signature under the record of its destruction does not hold"
    for signed in _keys().values():
        names = sorted({name for name, _ in signed})
        if len(names) > 1:
            yield f"{signed[0][1]}: one key signed for {' and '.join(names)}"


def _keys() -> dict[str, list[tuple[str, str]]]:
    """The public keys that signed, each with the names and subjects it signed for."""
    found: dict[str, list[tuple[str, str]]] = {}
    for entry in Custody.objects.filter(act="signed").order_by("pk"):
        signature = _signature(entry.detail)
        if signature is not None:
            found.setdefault(signature.key, []).append((signature.by, entry.subject))
    return found


def _holds(record: Custody, signature: Signature) -> bool:
    """Whether a signature is its key's over this record, in the name of one whom the record names."""
    return signature.by in hands_of(record) and holds(content_of(record), signature, PURPOSE)


def content_of(record: Custody) -> bytes:
    """What is signed of a record: whom it is of, and the hash over all that it says."""
    return json.dumps({"subject": record.subject, "record": record.hash}, sort_keys=True).encode()


def _signature(detail: dict[str, Any]) -> Signature | None:
    try:
        return signature_of(detail.get("signature"))
    except ValueError:
        return None
