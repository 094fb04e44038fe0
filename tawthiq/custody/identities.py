"""Who a pseudonym is, sealed for a key that is not in the database (standards §5.6); and the pseudonyms themselves."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any

import pyrage

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No letter or digit that is read for another."""
PAD = 512
"""Sealed texts are filled up to a multiple of so many bytes: their length tells nothing."""


class NoKey(ValueError):
    """A key that is none, or that does not open what was sealed; the message says which."""


def new_pseudonym(kind: str) -> str:
    """A name that says nothing: the kind's letter and eight drawn signs (forty bits)."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{kind[:1].upper()}-{drawn[:4]}-{drawn[4:]}"


def new_key() -> tuple[str, str]:
    """A secret key and its public half, as age writes them."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def seal(who: dict[str, Any], public: str) -> bytes:
    """Seals what is known of a person for the holder of the key. Raises NoKey."""
    try:
        recipient = pyrage.x25519.Recipient.from_str(public)
    except pyrage.RecipientError as error:
        raise NoKey(f"no public age key ({error})") from error
    raw = json.dumps(who, ensure_ascii=False).encode()
    sealed: bytes = pyrage.encrypt(raw + b" " * (-len(raw) % PAD), [recipient])
    return sealed


def unseal(sealed: bytes, secret: str) -> dict[str, Any]:
    """What was sealed. Raises NoKey."""
    try:
        raw = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(secret)])
    except (pyrage.IdentityError, pyrage.DecryptError) as error:
        raise NoKey("the key does not open it") from error
    found: dict[str, Any] = json.loads(raw)
    return found


def secret_in(path: Path) -> str:
    """The secret key of a file as `tawthiq identities key` or `age-keygen` writes it. Raises NoKey."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise NoKey(f"{path}: {error.strerror or error}") from error
    for line in lines:
        if line.startswith("AGE-SECRET-KEY-"):
            return line.strip()
    raise NoKey(f"{path}: no secret age key stands in it")
