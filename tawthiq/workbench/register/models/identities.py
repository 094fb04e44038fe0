"""Sources and witnesses: everywhere a pseudonym, and in one table, sealed, who that is (standards §5.6, §5.10, §5.11)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from tawthiq.workbench.register.models.documents import Document

KINDS = ("source", "witness", "victim")
SCOPES = ("keep", "share_courts", "publish_account", "publish_name")
"""What a person may have agreed to, the least first."""


class Identity(models.Model):
    """A person behind a pseudonym. `sealed` opens only with the office's key, which is not here; None once destroyed."""

    pseudonym = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=8)
    sealed = models.BinaryField(null=True)
    documents = models.ManyToManyField(Document, related_name="identities")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True)


class Consent(models.Model):
    """What a person agreed to, when, and before whom; withdrawn, it stays with the day of the withdrawal."""

    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="consents")
    scopes: models.JSONField[Any, Any] = models.JSONField(default=list)
    given = models.DateField()
    guardian = models.BooleanField(default=False, help_text="given by a guardian, for a minor")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
