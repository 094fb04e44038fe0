"""Named persons across spellings and scripts: who they are held to be, the parts they play, and the words of their names to find them by."""

from __future__ import annotations

from typing import Any

from django.db import models


class Person(models.Model):
    """A named person; restricted unless two persons rule otherwise (standards §5.4–5).

    All claims that write one name belong to one row. `merged_into` is the row that a person ruled to be the same one's, never one that is
    itself merged; `apart` are the keys of those ruled to be others. `mentions` counts the standing claims of the row and of what is merged
    into it.
    """

    key = models.CharField(max_length=300, unique=True)
    name = models.CharField(max_length=300)
    access = models.CharField(max_length=10, default="restricted")
    mentions = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    apart: models.JSONField[Any, Any] = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)


class PersonRole(models.Model):
    """How often a person stands in a part (person_roles), "" for any part: what lists are made from. Only for rows that are not merged."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, blank=True)
    mentions = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "role"], name="person_role_once")]
        indexes = [models.Index(fields=["role", "-mentions", "-person"], name="person_role_list")]


class PersonWord(models.Model):
    """A word of a person's name, folded, the `at`-th; `sound` is what spellings of either script have in common (likeness.py)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="words")
    at = models.PositiveSmallIntegerField()
    word = models.CharField(max_length=100)
    sound = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "at"], name="person_word_once")]
        indexes = [
            models.Index(fields=["sound"], name="person_word_sound"),
            models.Index(fields=["word", "person"], name="person_word"),
        ]
