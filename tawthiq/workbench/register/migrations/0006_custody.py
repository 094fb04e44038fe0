"""Custody entries: a third chain of rows that are only ever added."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLE = "register_custody"


def forwards(apps: Any, schema_editor: Any) -> None:
    """Triggers that refuse UPDATE and DELETE, as on the other chains."""
    if schema_editor.connection.vendor == "sqlite":
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {TABLE}_no_{act.lower()} BEFORE {act} ON {TABLE} BEGIN "
                f"SELECT RAISE(ABORT, '{TABLE}: rows are only ever added'); END"
            )
        return
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_only_added BEFORE UPDATE OR DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION tawthiq_only_added()"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_not_emptied BEFORE TRUNCATE ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION tawthiq_only_added()"
    )


class Migration(migrations.Migration):
    """The table of custody entries."""

    dependencies = [
        ("register", "0005_people_filled"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Custody",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("name", models.CharField(max_length=150)),
                ("role", models.CharField(max_length=16)),
                ("subject", models.CharField(db_index=True, max_length=700)),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("act", models.CharField(db_index=True, max_length=12)),
                ("detail", models.JSONField(default=dict)),
                (
                    "who",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
