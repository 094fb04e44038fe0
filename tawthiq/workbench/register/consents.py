"""What persons behind pseudonyms agreed to, as a condition on what leaves the office (standards §5.10)."""

from __future__ import annotations

from tawthiq.workbench.register.models import Consent, Identity

_LETS_OUT = frozenset({"publish_account", "publish_name"})
"""Scopes that let out what a person told. That of the name is for the office to honour: no name of a witness is published by the machine."""


def may_be_published(identity: Identity) -> bool:
    """Whether a consent that stands lets out what the person told."""
    return identity.pk in _agreed()


def kept_back() -> frozenset[int]:
    """The documents (their rows) that come from somebody who has not agreed that they are published, or no longer does."""
    agreed = _agreed()
    tied = Identity.documents.through.objects.values_list("identity_id", "document_id")
    return frozenset(document for identity, document in tied if identity not in agreed)


def _agreed() -> frozenset[int]:
    """The identities whose standing consents let out what they told."""
    standing = Consent.objects.filter(withdrawn_at=None).values_list("identity_id", "scopes")
    return frozenset(identity for identity, scopes in standing if not _LETS_OUT.isdisjoint(scopes))
