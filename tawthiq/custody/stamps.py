"""Stamps of a time authority on roots (RFC 3161): the request is a file that goes out by hand, the reply a file that comes back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from tawthiq.custody.roots import BadRoots, read_roots

FOLDER = "stamps"
"""Where the replies stand: `<root>.tsr`."""


class BadStamp(ValueError):
    """A reply that is none, is of another root, or that the given authority did not sign; the message says which."""


def request_for(root: str) -> bytes:
    """The request (DER) for a stamp on a root: over the root's hexadecimal digits, with SHA-256 and a random nonce."""
    request = TimestampRequestBuilder().data(root.encode()).hash_algorithm(HashAlgorithm.SHA256).build()
    return request.as_bytes()


def root_of(reply: bytes, roots: Iterable[str]) -> str:
    """The root that a reply is of, whoever signed it. Raises BadStamp where it is of none of them."""
    response = _response(reply)
    for root in roots:
        if _is_of(response, root):
            return root
    raise BadStamp("it is of no root of this register")


def checked(reply: bytes, root: str, trust: Sequence[x509.Certificate]) -> datetime:
    """When the authority saw the root. Raises BadStamp."""
    response = _decoded(reply, root)
    if not trust:
        raise BadStamp("no certificate of a time authority was given to check the signature by")
    problem = ""
    for certificate in trust:
        try:
            VerifierBuilder(roots=[certificate]).build().verify_message(response, root.encode())
        except VerificationError as error:
            problem = problem or str(error)
        else:
            return response.tst_info.gen_time
    raise BadStamp(f"the authority did not sign it ({problem})")


def _decoded(reply: bytes, root: str) -> TimeStampResponse:
    response = _response(reply)
    if not _is_of(response, root):
        raise BadStamp(f"it is not of the root {root[:16]}…")
    return response


def _response(reply: bytes) -> TimeStampResponse:
    try:
        response = decode_timestamp_response(reply)
        response.tst_info.message_imprint.message  # noqa: B018 - a refusal of the authority holds none, and says so here
    except ValueError as error:
        raise BadStamp(f"no stamp of a time authority ({' '.join(str(error).split())})") from error
    return response


def _is_of(response: TimeStampResponse, root: str) -> bool:
    digests = (hashlib.new(name, root.encode()).digest() for name in ("sha256", "sha384", "sha512"))
    return response.tst_info.message_imprint.message in digests


def stamp_faults(register: Path, trust: Sequence[Path]) -> Iterator[str]:
    """A line for each stamp that is of no root of the register; with certificates also for each that none of them signed."""
    folder = register / FOLDER
    if not folder.is_dir():
        return
    try:
        known = {root["root"] for root in read_roots(register)}
    except (BadRoots, OSError):
        known = None  # the roots' own fault is named where the chains are walked
    try:
        certificates = [certificate for path in trust for certificate in certificates_in(path)]
    except BadStamp as error:
        yield str(error)
        return
    for path in sorted(folder.glob("*.tsr")):
        root, name = path.stem, f"{FOLDER}/{path.name}"
        if known is not None and root not in known:
            yield f"{name}: no such root was taken"
            continue
        try:
            if certificates:
                checked(path.read_bytes(), root, certificates)
            else:
                _decoded(path.read_bytes(), root)
        except (BadStamp, OSError) as error:
            yield f"{name}: {error}"


def certificates_in(path: Path) -> list[x509.Certificate]:
    """The certificates of a PEM file. Raises BadStamp."""
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise BadStamp(f"{path}: no certificate ({' '.join(str(error).split())})") from error
