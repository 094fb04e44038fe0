"""Fills what 0004 made from what is there: the parts and units of claims, the words of names, and how often each person is named."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import migrations

from tawthiq.text.names import name_words
from tawthiq.workbench.register.likeness import sound_of
from tawthiq.workbench.register.people import COMMANDER, leaders

BATCH = 1_000
MANY = {"actor": "actors", "person": "persons"}


def forwards(apps: Any, schema_editor: Any) -> None:
    """Reads every claim of an actor or a person once."""
    claims, people = apps.get_model("register", "Claim"), apps.get_model("register", "Person")
    roles, words = apps.get_model("register", "PersonRole"), apps.get_model("register", "PersonWord")
    named: Counter[tuple[int, str]] = Counter()
    waiting = []
    rows = claims.objects.filter(field__in=MANY).select_related("account").order_by("pk")
    for claim in rows.iterator(chunk_size=BATCH):
        told = claim.account.record.get(MANY[claim.field]) or []
        value = claim.record or (told[claim.number] if claim.number < len(told) else {})
        claim.role, claim.unit = str(value.get("role") or "")[:24], str(value.get("unit") or "")[:60]
        waiting.append(claim)
        if claim.field == "person" and claim.person_id and "rejected" not in (claim.state, claim.account.state):
            named.update([(claim.person_id, claim.role or "other"), (claim.person_id, "")])
        if len(waiting) >= BATCH:
            claims.objects.bulk_update(waiting, ["role", "unit"], batch_size=300)
            waiting = []
    claims.objects.bulk_update(waiting, ["role", "unit"], batch_size=300)
    for pk in people.objects.filter(key__in=sorted(leaders())).values_list("pk", flat=True):
        if named[(pk, "")]:
            named[(pk, COMMANDER)] = named[(pk, "")]
    roles.objects.bulk_create(
        (roles(person_id=pk, role=role, mentions=n) for (pk, role), n in sorted(named.items())), batch_size=BATCH
    )
    words.objects.bulk_create(
        (
            words(person=person, at=at, word=word.folded[:100], sound=sound_of(word))
            for person in people.objects.order_by("pk").iterator(chunk_size=BATCH)
            for at, word in enumerate(name_words(person.name)[:30])
        ),
        batch_size=BATCH,
    )


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("register", "0004_people")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
