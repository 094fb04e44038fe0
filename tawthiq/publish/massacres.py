"""Who called an incident a massacre, and whose definition of one it meets: two things that are never mixed.

The word is a source's label. Whether an incident meets an office's definition is computed from its figures
(standards, decision 2; `knowledge/vocabularies/profiles.toml`) and says nothing of who used the word.
"""

from __future__ import annotations

from tawthiq.domain.incident import Incident
from tawthiq.knowledge.load import toml
from tawthiq.publish.wording import Wording

LABEL = "massacre"


def is_labelled(incident: Incident) -> bool:
    """Whether a source calls the incident a massacre."""
    return incident.kind == LABEL or LABEL in incident.labels


def definitions(w: Wording) -> dict[str, str]:
    """Id → definition in words: "Syrian Network for Human Rights (at least five civilians killed at once)"."""
    return {ident: _words(entry[w.lang]) for ident, entry in toml("vocabularies/profiles.toml")["massacre"].items()}


def definitions_met(incident: Incident, w: Wording) -> tuple[str, ...]:
    """The definitions that the incident's figures meet, in words; an id that nobody defined is left out."""
    known = definitions(w)
    return tuple(known[ident] for ident in incident.massacre_by if ident in known)


def _words(text: str) -> str:
    office, _, threshold = text.partition(": ")
    return f"{office} ({threshold})" if threshold else office
