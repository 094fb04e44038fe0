"""What an incident is called where readers see it: never more exact about the place than its published place.

The title that weighing made names the neighbourhood. For incidents whose place is coarsened or withheld (standards
§5.7) the kind and the governorate stand instead.
"""

from __future__ import annotations

from tawthiq.domain.incident import Incident
from tawthiq.publish import public
from tawthiq.publish.governorates import division_of
from tawthiq.publish.wording import Wording, clean


def public_title(incident: Incident, w: Wording) -> str:
    """The title as published; the kind where there is none or nothing more may be said."""
    if public.is_hidden(incident):
        return w.label("kinds", incident.kind)
    if public.is_blurred(incident):
        kind, division = w.label("kinds", incident.kind), division_of(incident.place)
        return (
            w("incidents.coarse_title", kind=kind, place=w.pick(division.name_ar, division.name_en))
            if division
            else kind
        )
    return clean(w.pick(incident.title_ar, incident.title_en)) or w.label("kinds", incident.kind)


def kind_words(incident: Incident, title: str, w: Wording) -> str:
    """The kind beside the title: empty where the title already opens with it, said plainly where it is not known."""
    if incident.kind in ("unknown", "other", ""):
        return w("incidents.kind_not_stated")
    kind = w.label("kinds", incident.kind)
    return "" if title.casefold().startswith(kind.casefold()) else kind
