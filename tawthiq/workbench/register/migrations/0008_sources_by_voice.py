"""Sources are known by their voice, no longer by the publisher's name as it stood; nobody could rule on the rows of before.

The register is loaded again when the office is next opened, which fills them; rulings outlast that as they do any rebuild.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import F


def forwards(apps: Any, schema_editor: Any) -> None:
    """Each document's access becomes its own; the rows of before go."""
    apps.get_model("register", "Document").objects.update(own_access=F("access"))
    apps.get_model("register", "Source").objects.all().delete()
    apps.get_model("register", "State").objects.filter(name="register").delete()


class Migration(migrations.Migration):
    """The rows, after the tables."""

    dependencies = [("register", "0007_sources")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
