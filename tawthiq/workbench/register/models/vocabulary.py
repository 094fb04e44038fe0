"""The office's own words, and readings of the register with them that wait for a person's word."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from tawthiq.workbench.register.models.decisions import Decision
from tawthiq.workbench.register.models.documents import Document


class Word(models.Model):
    """One wording of the office for a place, party, weapon or kind. `changed` is the version of the list that it last changed with."""

    kind = models.CharField(max_length=8, help_text="place, actor, weapon or kind")
    code = models.CharField(max_length=120)
    word = models.CharField(max_length=80)
    state = models.CharField(max_length=8, default="used", help_text="used or removed")
    changed = models.PositiveIntegerField(default=0, db_index=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code", "word"], name="word_once")]


class Rereading(models.Model):
    """The register read again with the list of words as it was at `words`. Nothing of it counts until a person accepts it."""

    STATES = ("waiting", "reading", "ready", "nothing", "discarded", "accepted", "applied", "failed")

    words = models.PositiveIntegerField(help_text="version of the list of words")
    state = models.CharField(max_length=10, default="waiting", db_index=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    lost: models.JSONField[Any, Any] = models.JSONField(default=list)
    skipped: models.JSONField[Any, Any] = models.JSONField(default=list)


class Reread(models.Model):
    """A document that reads otherwise: its accounts as they would be, what would change, and which rulings would stay or be lost."""

    rereading = models.ForeignKey(Rereading, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    before = models.CharField(max_length=64, help_text="hash of the accounts that it was compared with")
    accounts: models.JSONField[Any, Any] = models.JSONField()
    told: models.JSONField[Any, Any] = models.JSONField()
    changes: models.JSONField[Any, Any] = models.JSONField()
    kept: models.JSONField[Any, Any] = models.JSONField(default=list)
    lost: models.JSONField[Any, Any] = models.JSONField(default=list)
