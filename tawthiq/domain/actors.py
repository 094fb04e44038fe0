"""Who is said to have taken part: actors with roles, persons, weapons (standards §1)."""

from __future__ import annotations

from tawthiq.domain.light import sealed
from tawthiq.domain.span import Quote

ACTOR_ROLES = ("alleged_perpetrator", "target", "denied", "responsible_admitted", "involved", "controls_place")
ACTOR_MODES = ("sole", "joint", "either_or")
PERSON_ROLES = ("commander", "victim", "speaker", "fighter_killed", "other")


@sealed(frozen=True, slots=True)
class ActorMention:
    """An actor by neutral code, the part the text gives it, and the words that say so (loaded words only here)."""

    code: str
    name_en: str
    name_ar: str
    role: str
    quote: Quote
    mode: str = "sole"
    unit: str = ""
    rule: str = ""


@sealed(frozen=True, slots=True)
class PersonMention:
    """A named person; `key` is the same across scripts for people the knowledge base knows ("issam_zahreddine")."""

    name: str
    role: str
    quote: Quote
    key: str = ""
    rule: str = ""


@sealed(frozen=True, slots=True)
class WeaponMention:
    """A weapon or method, by code."""

    code: str
    quote: Quote
    rule: str = ""
