"""What a sealed person is called before those who may not read the name: a sign that is the same everywhere in the office and tells nothing."""

from __future__ import annotations

import base64

from django.utils.crypto import salted_hmac

from tawthiq.publish.wording import Wording, clean
from tawthiq.workbench.register.models import Person
from tawthiq.workbench.register.people import leaders

_LENGTH = 6


def pseudonym(person: Person, w: Wording) -> str:
    """The person's sign, made with the office's secret key: it cannot be computed from the name."""
    root = person.merged_into or person
    mark = base64.b32encode(salted_hmac("tawthiq.person", root.key, algorithm="sha256").digest()).decode("ascii")
    return w("people.pseudonym", code=mark[:_LENGTH])


def shown_as(person: Person | None, levels: tuple[str, ...]) -> str | None:
    """How a reader of these levels is shown a person: "name", "pseudonym", or None for not at all. A claim that is tied to nobody is restricted."""
    access = "restricted" if person is None else person.access
    if access in levels:
        return "name"
    return "pseudonym" if access == "sealed" and "restricted" in levels else None


def full_name(person: Person, w: Wording) -> str:
    """The name in the reader's script where the knowledge has it, else as the claims write it."""
    known = leaders().get(person.key)
    return clean(w.pick(known["name_ar"], known["name_en"]) if known else person.name)
