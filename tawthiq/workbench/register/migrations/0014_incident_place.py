"""The incidents of a place are found by an index: the page of an undated one looked through all of a register for those that it may be."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0013_incident_access"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(fields=["place_id", "-sort_day", "-id"], name="incident_place"),
        ),
    ]
