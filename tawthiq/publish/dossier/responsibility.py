"""Who is said to have done it, and by whom: every party with the part a source gives it; nobody is picked (R15, §5.9)."""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.domain.incident import Incident
from tawthiq.publish import public
from tawthiq.publish.dossier.cited import Cited
from tawthiq.publish.dossier.claims import namings
from tawthiq.publish.dossier.footnotes import Footnotes
from tawthiq.publish.wording import clean


@dataclass(frozen=True, slots=True)
class Accusation:
    """A party, what is said of it, how it stands to the others named (sole, joint, either_or), and who says so."""

    party: str
    role: str
    mode: str
    by: Cited


def accusations(incident: Incident, notes: Footnotes) -> tuple[Accusation, ...]:
    """The parties that a document which may be read names, in the order of the register; of a hidden incident only the parties."""
    w, found = notes.sources.w, []
    for one in incident.actors:
        by = () if public.is_hidden(incident) else namings([one], notes)
        if by or public.is_hidden(incident):
            mode = w(f"incidents.{one.mode}") if one.mode in ("joint", "either_or") else ""
            name = clean(w.pick(one.name_ar, one.name_en))
            found.append(Accusation(name, w.label("actor_roles", one.role), mode, by))
    return tuple(found)
