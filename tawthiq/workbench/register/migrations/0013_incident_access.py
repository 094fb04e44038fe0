"""What persons rule of who may read an incident; sexual violence is restricted until they do (standards A12)."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import migrations, models


def close(apps: Any, schema_editor: Any) -> None:
    """What somebody had closed stays as ruled; what is of the class is closed, and what was kept of the register as it was is read anew."""
    Incident = apps.get_model("register", "Incident")
    Incident.objects.exclude(access="internal").update(own_access=models.F("access"))
    labelled = apps.get_model("register", "Facet").objects.filter(dimension="label", code="sexual_violence")
    of_class = models.Q(kind="sexual_violence") | models.Q(pk__in=labelled.values("incident"))
    Incident.objects.filter(of_class).exclude(access="sealed").update(access="restricted")
    State = apps.get_model("register", "State")
    mark = State.objects.filter(name="revision").first()
    if mark is not None:
        number = int(mark.value.partition(".")[0]) + 1
        mark.value = f"{number}.{secrets.token_hex(8)}"
        mark.save()
        apps.get_model("register", "Change").objects.create(number=number, mark=mark.value, incidents=None)


class Migration(migrations.Migration):
    dependencies = [("register", "0012_changes")]

    operations = [
        migrations.AddField("incident", "own_access", models.CharField(blank=True, default="", max_length=10)),
        migrations.AddField("incident", "cleared", models.JSONField(default=list)),
        migrations.AddIndex(
            "incident",
            models.Index(
                condition=models.Q(("access__in", ("restricted", "sealed"))),
                fields=["access"],
                name="incident_closed",
            ),
        ),
        migrations.RunPython(close, migrations.RunPython.noop),
    ]
