"""Documents as captured, who published them, what the audit found in them, and the inbox they came through."""

from __future__ import annotations

from django.conf import settings
from django.db import models

ACCESS = ("public", "internal", "restricted", "sealed")
"""Access levels, the most open first (standards §5.5)."""


def strictest(*levels: str) -> str:
    """The least open of some access levels."""
    return max(levels, key=ACCESS.index)


class Source(models.Model):
    """A publisher or speaker, by the key of its voice (reconcile/publishers.py), with what the office rules of it (R1, R2, R4).

    `known_type` and `known_party` are the machine's; `source_type` and `party` a person's, empty where nobody ruled. What an `owner`'s
    outlets say is the owner's word; a source that `carries` another publishes its text. `documents` counts those it published.
    """

    key = models.CharField(max_length=300, unique=True)
    name_ar = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    known_type = models.CharField(max_length=32, default="anonymous")
    known_party = models.CharField(max_length=40, blank=True)
    source_type = models.CharField(max_length=32, blank=True)
    party = models.CharField(max_length=40, blank=True)
    owner = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="owned")
    carries = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_by")
    access = models.CharField(max_length=10, default="internal")
    documents = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["-documents", "-id"], name="source_list")]

    @property
    def kind(self) -> str:
        """The type that holds: a person's, else the machine's."""
        return self.source_type or self.known_type

    @property
    def side(self) -> str:
        """The party it speaks for: a person's word, else what is known; empty where it speaks for none."""
        return self.party or self.known_party


class Document(models.Model):
    """A report as the office holds it. `text` never changes: spans count in it; `record` is its published line without the text.

    `access` is what holds: the stricter of the document's `own_access` and its source's.
    """

    key = models.CharField(max_length=500, unique=True)
    lang = models.CharField(max_length=2)
    title = models.TextField(blank=True)
    publisher = models.CharField(max_length=500, blank=True)
    author = models.CharField(max_length=500, blank=True)
    url = models.TextField(blank=True)
    published_start = models.DateField(null=True)
    published_end = models.DateField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    media_type = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    record = models.JSONField()
    told = models.JSONField(help_text="aggregates and appeals of the extract line")
    access = models.CharField(max_length=10, default="internal", db_index=True)
    own_access = models.CharField(max_length=10, default="internal")
    source = models.ForeignKey(Source, null=True, on_delete=models.SET_NULL, related_name="published")
    inbox = models.BooleanField(default=False, help_text="came through the inbox, not with a build")
    added_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["publisher", "-id"], name="document_publisher"),
            models.Index(fields=["source", "lang"], name="document_source"),
        ]


class Finding(models.Model):
    """One result of an audit rule (standards §3); `document` is empty for rules that lay several reports side by side."""

    document = models.ForeignKey(Document, null=True, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveIntegerField()
    rule = models.CharField(max_length=24)
    severity = models.CharField(max_length=1)
    passed = models.BooleanField()
    message_ar = models.TextField()
    message_en = models.TextField()
    spans = models.JSONField(default=list)
    state = models.CharField(max_length=10, default="open", help_text="open, confirmed or dismissed")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["state", "passed", "severity"], name="finding_queue")]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="finding_number")]


class Upload(models.Model):
    """One file, page or pasted text on its way into the register: what became of it, and how often it was tried."""

    STATES = ("waiting", "reading", "done", "already_here", "failed")

    name = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=12, default="waiting", db_index=True)
    reason = models.TextField(blank=True)
    publisher = models.CharField(max_length=500, blank=True)
    url = models.TextField(blank=True)
    published = models.DateField(null=True)
    access = models.CharField(max_length=10, default="internal")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="uploads")
    accounts = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
