"""Who called an incident a massacre, and whose definition of one it meets: two things that are never mixed.

The word is a source's label. Whether an incident meets an office's definition is computed from its figures
(standards, decision 2; `knowledge/vocabularies/profiles.toml`) and says nothing of who used the word.
"""

from __future__ import annotations

from collections.abc import Iterable

from tawthiq.domain.incident import Incident
from tawthiq.knowledge.definitions import listed_definitions
from tawthiq.publish.wording import Wording, clean, ltr

LABEL = "massacre"


def is_labelled(incident: Incident) -> bool:
    """Whether a source calls the incident a massacre."""
    return incident.kind == LABEL or LABEL in incident.labels


def definitions(w: Wording, incidents: Iterable[Incident] = ()) -> dict[str, str]:
    """Id → whose definition it is and what it asks for: the product's, and those that the incidents carry in words."""
    carried = {d.id: w.pick(d.ar, d.en) for incident in incidents for d in incident.definitions}
    known = {d.id: w.pick(d.ar, d.en) for d in listed_definitions()} | carried
    return {ident: known[ident] for ident in sorted(known)}


def definition_name(ident: str, words: str) -> tuple[str, str]:
    """Whose definition it is, and what it asks for: a code in capitals for one of the product's, else the words before the colon."""
    office, colon, asked = words.partition(": ")
    listed = any(d.id == ident for d in listed_definitions())
    return (ltr(ident.upper()) if listed or not colon else clean(office)), clean(asked or words)


def definitions_met(incident: Incident, w: Wording) -> tuple[str, ...]:
    """One sentence for each definition that the figures meet; an id that nobody defined is left out.

    en: meets SNHR's definition of a massacre (at least five civilians killed at once)
    """
    known = definitions(w, (incident,))
    named = [definition_name(ident, known[ident]) for ident in incident.massacre_by if ident in known]
    return tuple(w("incidents.meets", office=office, threshold=asked) for office, asked in named)
