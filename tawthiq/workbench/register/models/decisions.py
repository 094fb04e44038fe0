"""What persons ruled and what they looked at: rows that are only ever added, each sealed by the hash of the one before it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


class Chained(models.Model):
    """A row of a hash chain (standards §5.2). Database triggers refuse UPDATE and DELETE."""

    at = models.DateTimeField()
    who = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=16)
    subject = models.CharField(max_length=700, db_index=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        abstract = True


class Decision(Chained):
    """Who ruled what, when and why. `before` and `after` are patches of rows by their lasting names (`patches.py`)."""

    action = models.CharField(max_length=40)
    before: models.JSONField[Any, Any] = models.JSONField()
    after: models.JSONField[Any, Any] = models.JSONField()
    reason = models.TextField(blank=True)
    undoes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="undone_by")
    incidents: models.JSONField[Any, Any] = models.JSONField(default=list)


class Reading(Chained):
    """Who looked at restricted material, when, and by which page (standards §5.5)."""

    level = models.CharField(max_length=10)
    page = models.CharField(max_length=60)


class Custody(Chained):
    """What happened to material, by whom and how: received, copied, exported, backed up, redacted, released, destroyed.

    Looks at restricted material are readings; what persons ruled are decisions. `name` is the account, or the person at the machine's
    prompt (`role` is then "prompt").
    """

    act = models.CharField(max_length=12, db_index=True)
    detail: models.JSONField[Any, Any] = models.JSONField(default=dict)


class Touched(models.Model):
    """Which decisions touched an incident: the history of its page."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    incident = models.CharField(max_length=200, db_index=True)
