"""Accounts and their claims: what a document says, as the machine read it and as persons corrected it."""

from __future__ import annotations

from typing import Any

from django.db import models

from tawthiq.workbench.register.models.documents import Document
from tawthiq.workbench.register.models.incidents import Incident
from tawthiq.workbench.register.models.people import Person

STATES = ("proposed", "accepted", "corrected", "added", "rejected")
"""States of a claim: as the machine proposed it, or as a person ruled."""


class Account(models.Model):
    """One document's telling of one incident. `record` is the machine's and never edited; persons' rulings stand in its claims."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="accounts")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=32)
    background = models.BooleanField(default=False)
    summary = models.BooleanField(default=False)
    record = models.JSONField()
    incident = models.ForeignKey(Incident, null=True, on_delete=models.SET_NULL, related_name="accounts")
    placed_by = models.CharField(
        max_length=8, default="machine", help_text="machine, or person: a ruling that a rebuild keeps (R16)"
    )
    state = models.CharField(max_length=10, default="lead", help_text="lead, accepted or rejected")
    last_editor = models.CharField(max_length=150, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="account_number")]
        indexes = [
            models.Index(fields=["state", "-id"], name="account_queue"),
            models.Index(fields=["state", "summary"], name="account_leads"),
        ]

    @property
    def ref(self) -> tuple[str, int]:
        """The account as incidents name it."""
        return (self.document.key, self.number)


class Claim(models.Model):
    """One assertion with its words. `record` is a person's value in the published format, null where the machine's stands."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="claims")
    field = models.CharField(max_length=8, help_text="kind, date, place, actor, weapon, person or toll")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=120, blank=True)
    group = models.CharField(max_length=32, blank=True)
    role = models.CharField(max_length=24, blank=True, help_text="the part of an actor or a person")
    unit = models.CharField(max_length=60, blank=True, help_text="the unit of an actor")
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    text = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    rule = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, default="proposed")
    record: models.JSONField[Any, Any] = models.JSONField(null=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="claims")
    named_by = models.CharField(
        max_length=8,
        default="machine",
        help_text="who says whom the name means: machine, by spelling; or person, a ruling that a rebuild keeps",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "field", "number"], name="claim_number")]
        indexes = [
            models.Index(fields=["field", "code", "-id"], name="claim_code"),
            models.Index(fields=["field", "code", "role", "-id"], name="claim_role"),
            models.Index(fields=["person", "-id"], name="claim_person"),
        ]
