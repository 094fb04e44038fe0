"""The records of destruction are signed by the two persons whom they name, with keys that are with them; a signature that is not theirs is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

AT = "2024-03-05T08:00:00Z"


@pytest.fixture
def record(office: Path, officer: Any) -> Any:
    """The record of the destruction of what an analyst took down and a senior destroyed."""
    from tawthiq.custody.identities import new_key
    from tawthiq.workbench.register.actions.identities import destroy, record_of, take_down
    from tawthiq.workbench.register.models import State

    State.objects.create(name="identity_key", value=new_key()[1])
    told = take_down(officer("analyst", "nadia"), "source", "Somebody Near", reason="call")
    destroy(officer("senior", "karim"), told, reason="their time is over")
    return record_of(told)


def key() -> Any:
    """A person's key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_both_persons_sign_once_and_the_page_says_who_has(lang: str, record: Any, client_of: Any) -> None:
    from tawthiq.publish.releases.signing import fingerprint, public_of
    from tawthiq.workbench.register.checks import workbench_faults
    from tawthiq.workbench.register.models import Custody
    from tawthiq.workbench.register.signed_records import sign_records, signed_by

    nadias, karims = key(), key()
    assert list(signed_by(record).items()) == [("nadia", None), ("karim", None)]
    assert [r.pk for r in sign_records(nadias, "nadia", AT)] == [record.pk]
    assert sign_records(nadias, "nadia", AT) == []
    client, address = client_of("reviewer", lang), f"/identities/{record.subject.removeprefix('identity:')}/"
    page = client.get(address).content.decode()
    assert fingerprint(public_of(nadias)) in page
    assert page.count("tawthiq identities sign") == 1
    sign_records(karims, "karim", AT)
    assert all(signed_by(record).values())
    assert "tawthiq identities sign" not in client.get(address).content.decode()
    assert Custody.objects.filter(act="signed", subject=record.subject).count() == 2
    assert [f for f in workbench_faults(Path()) if "identity:" in f] == []


def test_whom_no_record_names_signs_nothing_and_one_key_is_not_two_persons(record: Any) -> None:
    from tawthiq.workbench.register.signed_records import CannotSign, sign_records, signed_by

    shared = key()
    assert sign_records(shared, "somebody", AT) == []
    sign_records(shared, "nadia", AT)
    with pytest.raises(CannotSign, match="nadia"):
        sign_records(shared, "karim", AT)
    assert signed_by(record)["karim"] is None


def test_a_signature_that_is_not_theirs_is_named_and_does_not_count(record: Any) -> None:
    from tawthiq.publish.releases.signing import sign
    from tawthiq.workbench.register.custody import note
    from tawthiq.workbench.register.signed_records import PURPOSE, content_of, signature_faults, signed_by

    content = content_of(record)
    subject, good = record.subject, sign(content, key(), "nadia", AT, PURPOSE).record()
    wrong = (
        good | {"by": "karim"},  # another's name
        good | {"at": "2024-03-06T08:00:00Z"},  # another day
        sign(b"another record", key(), "nadia", AT, PURPOSE).record(),
        sign(content, key(), "nadia", AT).record(),  # made for a release
        sign(content, key(), "somebody", AT, PURPOSE).record(),  # the record does not name them
        {"by": "nadia"},
    )
    for signature in wrong:
        note("signed", subject, {"record": record.hash, "signature": signature})
    note("signed", subject, {"record": "0" * 64, "signature": good})
    assert not any(signed_by(record).values())
    faults = list(signature_faults())
    assert faults[: len(wrong)] == [f"{subject}: a signature under the record of its destruction does not hold"] * len(
        wrong
    )
    assert f"{subject}: a signature is under a record that is not there" in faults
    assert f"{subject}: one key signed for karim and nadia" in faults
