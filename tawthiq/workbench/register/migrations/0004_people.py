"""Persons are listed by their parts and found by the words of their names; a ruling on whom a name means is kept with the claim."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables; 0005 fills them."""

    dependencies = [
        ("register", "0003_chains_and_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonRole",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(blank=True, max_length=20)),
                ("mentions", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="PersonWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.PositiveSmallIntegerField()),
                ("word", models.CharField(max_length=100)),
                ("sound", models.CharField(max_length=100)),
            ],
        ),
        migrations.RemoveIndex(
            model_name="claim",
            name="claim_code",
        ),
        migrations.RemoveField(
            model_name="person",
            name="role",
        ),
        migrations.AddField(
            model_name="claim",
            name="named_by",
            field=models.CharField(
                default="machine",
                help_text="who says whom the name means: machine, by spelling; or person, a ruling that a rebuild keeps",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="role",
            field=models.CharField(blank=True, help_text="the part of an actor or a person", max_length=24),
        ),
        migrations.AddField(
            model_name="claim",
            name="unit",
            field=models.CharField(blank=True, help_text="the unit of an actor", max_length=60),
        ),
        migrations.AddField(
            model_name="person",
            name="apart",
            field=models.JSONField(default=list),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["field", "code", "-id"], name="claim_code"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["field", "code", "role", "-id"], name="claim_role"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["person", "-id"], name="claim_person"),
        ),
        migrations.AddField(
            model_name="personrole",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="roles", to="register.person"
            ),
        ),
        migrations.AddField(
            model_name="personword",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="words", to="register.person"
            ),
        ),
        migrations.AddIndex(
            model_name="personrole",
            index=models.Index(fields=["role", "-mentions", "-person"], name="person_role_list"),
        ),
        migrations.AddConstraint(
            model_name="personrole",
            constraint=models.UniqueConstraint(fields=("person", "role"), name="person_role_once"),
        ),
        migrations.AddIndex(
            model_name="personword",
            index=models.Index(fields=["sound"], name="person_word_sound"),
        ),
        migrations.AddIndex(
            model_name="personword",
            index=models.Index(fields=["word", "person"], name="person_word"),
        ),
        migrations.AddConstraint(
            model_name="personword",
            constraint=models.UniqueConstraint(fields=("person", "at"), name="person_word_once"),
        ),
    ]
