"""Incidents, the facets they are found by, and pairs of accounts that a person should decide on."""

from __future__ import annotations

from typing import Any

from django.db import models

from tawthiq.workbench.register import written


class Incidents(models.QuerySet["Incident"]):
    """Incidents; what is written of many at once is noted as written of any (revision.py)."""

    def update(self, **fields: Any) -> int:
        written.anything()
        return super().update(**fields)

    def delete(self) -> Any:
        written.anything()
        return super().delete()

    def bulk_create(self, *given: Any, **how: Any) -> Any:
        written.anything()
        return super().bulk_create(*given, **how)

    def bulk_update(self, *given: Any, **how: Any) -> Any:
        written.anything()
        return super().bulk_update(*given, **how)


class Incident(models.Model):
    """Accounts of one event, weighed. `record` is the published line; the columns are for lists; `ruled` is what persons decided.

    `access` is what holds (protection.py) of `own_access`, which a person ruled ("" where nobody did), and the incident's class;
    `cleared` are the classes that two persons opened it with.
    `sort_day` is the proleptic ordinal of the first possible day, 0 where undated: lists page by (sort_day, id).
    """

    STATES = ("lead", "under_review", "registered", "merged", "rejected")

    key = models.CharField(max_length=200, unique=True)
    title_ar = models.TextField()
    title_en = models.TextField()
    kind = models.CharField(max_length=32)
    date_start = models.DateField(null=True)
    date_end = models.DateField(null=True)
    sort_day = models.IntegerField(default=0)
    date_precision = models.CharField(max_length=2, default="T0")
    place_id = models.CharField(max_length=120, blank=True)
    place_ar = models.CharField(max_length=300, blank=True)
    place_en = models.CharField(max_length=300, blank=True)
    governorate = models.CharField(max_length=120, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    place_precision = models.CharField(max_length=3, blank=True)
    grade = models.CharField(max_length=2)
    attribution_grade = models.CharField(max_length=16)
    killed_min = models.IntegerField(null=True)
    killed_max = models.IntegerField(null=True)
    killed_open = models.BooleanField(default=False)
    injured_min = models.IntegerField(null=True)
    injured_max = models.IntegerField(null=True)
    injured_open = models.BooleanField(default=False)
    documents = models.PositiveIntegerField(default=0)
    origins = models.PositiveIntegerField(default=0)
    conflicts = models.PositiveIntegerField(default=0)
    background_only = models.BooleanField(default=False)
    record = models.JSONField()
    ruled: models.JSONField[Any, Any] = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default="lead")
    published = models.BooleanField(default=False)
    access = models.CharField(max_length=10, default="internal")
    own_access = models.CharField(max_length=10, default="", blank=True)
    cleared: models.JSONField[Any, Any] = models.JSONField(default=list)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    version = models.PositiveIntegerField(default=0)

    objects = Incidents.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-sort_day", "-id"], name="incident_list"),
            models.Index(fields=["state", "-sort_day", "-id"], name="incident_state"),
            models.Index(fields=["governorate", "-sort_day", "-id"], name="incident_governorate"),
            models.Index(fields=["kind", "-sort_day", "-id"], name="incident_kind"),
            models.Index(fields=["place_id", "-sort_day", "-id"], name="incident_place"),
            models.Index(fields=["lat", "lon"], name="incident_point"),
            models.Index(
                fields=["-sort_day", "-id", "state", "access"],
                name="incident_conflicts",
                condition=models.Q(conflicts__gt=0),
            ),
            models.Index(
                fields=["access"],
                name="incident_closed",
                condition=models.Q(access__in=("restricted", "sealed")),
            ),
        ]

    def save(self, *given: Any, **how: Any) -> None:
        super().save(*given, **how)
        written.one(self.pk)

    def delete(self, *given: Any, **how: Any) -> Any:
        written.anything()
        return super().delete(*given, **how)


class Facet(models.Model):
    """One thing an incident can be found by: `dimension` is actor, weapon, harm, label, source, conflict …"""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="facets")
    dimension = models.CharField(max_length=12)
    code = models.CharField(max_length=300)
    sort_day = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "dimension", "code"], name="facet_once")]
        indexes = [models.Index(fields=["dimension", "code", "-sort_day", "-incident"], name="facet_list")]


class Pair(models.Model):
    """Two accounts that may tell one event: the machine was unsure, a person decides (R16). `a` stands before `b`."""

    a = models.ForeignKey("register.Account", on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey("register.Account", on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, default="open", help_text="open, same or different")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["a", "b"], name="pair_once")]
        indexes = [
            models.Index(fields=["state", "-score", "-id"], name="pair_queue"),
            models.Index(fields=["a", "state", "-score", "-id"], name="pair_of_a"),
            models.Index(fields=["b", "state", "-score", "-id"], name="pair_of_b"),
        ]
