"""Keys and signatures of persons: Ed25519, one key per person, each signature over what is signed (a release's manifest, unless another
purpose is named), the name and the time."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization as ser
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PURPOSE = "tawthiq release signature 1"
"""What is signed besides: a signature made for something else is none of a release."""


class KeyFault(ValueError):
    """A key that cannot be used; the message names the file and the reason."""


class PassphraseNeeded(KeyFault):
    """A key that is sealed by a passphrase, and none was given."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One person's approval: who, when (ISO, UTC), the public key and the signature, both in base64."""

    by: str
    at: str
    key: str
    signature: str

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the key."""
        return fingerprint(self.key)

    def record(self) -> dict[str, str]:
        """The signature as its file holds it."""
        return {"by": self.by, "at": self.at, "key": self.key, "signature": self.signature}


def new_key(path: Path, passphrase: str) -> str:
    """Writes a new private key to `path` (readable by its owner alone; sealed where `passphrase` is not empty) and the public
    key beside it as `<path>.pub`; gives back its fingerprint. Raises OSError, also where a file is there already."""
    key = Ed25519PrivateKey.generate()
    sealing = ser.BestAvailableEncryption(passphrase.encode("utf-8")) if passphrase else ser.NoEncryption()
    text = key.private_bytes(ser.Encoding.PEM, ser.PrivateFormat.PKCS8, sealing)
    public = path.with_name(f"{path.name}.pub")
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
    try:
        with public.open("xb") as file:
            file.write(key.public_key().public_bytes(ser.Encoding.PEM, ser.PublicFormat.SubjectPublicKeyInfo))
    except OSError:
        path.unlink()
        raise
    return fingerprint(_raw(key.public_key()))


def read_key(path: Path, passphrase: str = "") -> Ed25519PrivateKey:
    """A private key. Raises PassphraseNeeded, KeyFault or OSError."""
    raw = path.read_bytes()
    try:
        key = ser.load_pem_private_key(raw, passphrase.encode("utf-8") if passphrase else None)
    except TypeError as error:
        if passphrase:
            raise KeyFault(f"{path}: the key is sealed by no passphrase, and one was given") from error
        raise PassphraseNeeded(f"{path}: the key is sealed by a passphrase") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        why = "the passphrase is wrong" if b"ENCRYPTED" in raw else "this is no private key"
        raise KeyFault(f"{path}: {why}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFault(f"{path}: a key of another kind than Ed25519")
    return key


def read_public(path: Path) -> str:
    """The public key of a file, in base64. Raises KeyFault or OSError."""
    try:
        key = ser.load_pem_public_key(path.read_bytes())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyFault(f"{path}: this is no public key") from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyFault(f"{path}: a key of another kind than Ed25519")
    return _raw(key)


def public_of(key: Ed25519PrivateKey) -> str:
    """The public half of a key, in base64."""
    return _raw(key.public_key())


def fingerprint(key: str) -> str:
    """How people compare keys: the first 32 signs of the SHA-256 of the raw public key, in groups of four."""
    digest = hashlib.sha256(base64.b64decode(key)).hexdigest()[:32]
    return " ".join(digest[at : at + 4] for at in range(0, 32, 4))


def sign(manifest: bytes, key: Ed25519PrivateKey, by: str, at: str, purpose: str = PURPOSE) -> Signature:
    """A signature over a manifest in the name of `by`; it is none for any other purpose."""
    public = _raw(key.public_key())
    signed = key.sign(_signed(manifest, by, at, public, purpose))
    return Signature(by, at, public, base64.b64encode(signed).decode("ascii"))


def holds(manifest: bytes, signature: Signature, purpose: str = PURPOSE) -> bool:
    """Whether a signature is its key's over this manifest, name and time, for this purpose."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(signature.key, validate=True))
        key.verify(
            base64.b64decode(signature.signature, validate=True),
            _signed(manifest, signature.by, signature.at, signature.key, purpose),
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def signature_of(record: Any) -> Signature:
    """The signature in a file's record. Raises ValueError."""
    names = ("by", "at", "key", "signature")
    if not isinstance(record, dict) or set(record) != set(names) or not all(isinstance(record[n], str) for n in names):
        raise ValueError("no signature in the format of this version")
    if len(base64.b64decode(record["key"], validate=True)) != 32 or not record["by"].strip():
        raise ValueError("no signature in the format of this version")
    return Signature(**record)


def _raw(key: Ed25519PublicKey) -> str:
    return base64.b64encode(key.public_bytes(ser.Encoding.Raw, ser.PublicFormat.Raw)).decode("ascii")


def _signed(manifest: bytes, by: str, at: str, key: str, purpose: str) -> bytes:
    content = {"purpose": purpose, "manifest": hashlib.sha256(manifest).hexdigest(), "by": by, "at": at, "key": key}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
