"""The office's own work: proposals that wait for a second person, comments, assignments, saved filters, tokens, and what was loaded."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from tawthiq.workbench.register.models.decisions import Decision


class Proposal(models.Model):
    """An act that needs two persons (standards §5.4): asked for by one, approved or declined by another.

    An approved opening of an identity is `used` once whoever asked has looked (actions/identities.py).
    """

    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=700, db_index=True)
    payload = models.JSONField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        max_length=10, default="open", db_index=True, help_text="open, approved, declined, withdrawn"
    )
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")


class Comment(models.Model):
    """A note on a record, for colleagues; `mentions` are asked to look."""

    subject = models.CharField(max_length=700, db_index=True)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentioned_in")


class Assignment(models.Model):
    """A record given to a person to work on."""

    subject = models.CharField(max_length=700, unique=True)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)


class SavedFilter(models.Model):
    """A list with its filters, kept under a name by the person who uses it."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="filters")
    name = models.CharField(max_length=120)
    screen = models.CharField(max_length=20)
    query = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "screen", "name"], name="filter_name")]


class ApiToken(models.Model):
    """A key for programs: only its hash is kept; `scopes` name what it may read or do."""

    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tokens")
    scopes: models.JSONField[Any, Any] = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField(null=True)
    last_used = models.DateTimeField(null=True)
    revoked = models.BooleanField(default=False)


class Change(models.Model):
    """What a mark of the register's state came with: the incidents that were written, None where it may be any (revision.py)."""

    number = models.BigIntegerField(primary_key=True)
    mark = models.CharField(max_length=60)
    incidents: models.JSONField[Any, Any] = models.JSONField(null=True)


class State(models.Model):
    """What the tables hold: the fingerprint of the register that was loaded last, and a number that grows with every change."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.TextField()
