"""Who called an incident a massacre, and whose definition of one it meets: two things that are never mixed.

The word is a source's label. Whether an incident meets an office's definition is computed from its figures
(standards, decision 2; `knowledge/vocabularies/profiles.toml`) and says nothing of who used the word.
"""

from __future__ import annotations

from tawthiq.domain.incident import Incident
from tawthiq.knowledge.load import toml
from tawthiq.publish.wording import Wording, ltr

LABEL = "massacre"


def is_labelled(incident: Incident) -> bool:
    """Whether a source calls the incident a massacre."""
    return incident.kind == LABEL or LABEL in incident.labels


def definitions(w: Wording) -> dict[str, str]:
    """Id → whose definition it is and what it asks for, in the words of the code list."""
    return {ident: str(entry[w.lang]) for ident, entry in toml("vocabularies/profiles.toml")["massacre"].items()}


def definitions_met(incident: Incident, w: Wording) -> tuple[str, ...]:
    """One sentence for each definition that the figures meet; an id that nobody defined is left out.

    en: meets SNHR's definition of a massacre (at least five civilians killed at once)
    """
    known = definitions(w)
    return tuple(
        w("incidents.meets", office=ltr(ident.upper()), threshold=known[ident].partition(": ")[2] or known[ident])
        for ident in incident.massacre_by
        if ident in known
    )
