"""Who is said to have taken part: actors with roles, persons, weapons (standards §1)."""

# mypy: disable-error-code="misc"
# Initialisers that are written out set frozen fields (light.py).
from __future__ import annotations

from typing import Final

from tawthiq.domain.light import sealed
from tawthiq.domain.span import Quote

ACTOR_ROLES: Final = ("alleged_perpetrator", "target", "denied", "responsible_admitted", "involved", "controls_place")
ACTOR_MODES: Final = ("sole", "joint", "either_or")
PERSON_ROLES: Final = ("commander", "victim", "speaker", "fighter_killed", "other")


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

    def __init__(
        self,
        code: str,
        name_en: str,
        name_ar: str,
        role: str,
        quote: Quote,
        mode: str = "sole",
        unit: str = "",
        rule: str = "",
    ) -> None:
        self.code = code
        self.name_en = name_en
        self.name_ar = name_ar
        self.role = role
        self.quote = quote
        self.mode = mode
        self.unit = unit
        self.rule = rule


@sealed(frozen=True, slots=True)
class PersonMention:
    """A named person; `key` is the same across scripts for people the knowledge base knows ("issam_zahreddine")."""

    name: str
    role: str
    quote: Quote
    key: str = ""
    rule: str = ""

    def __init__(self, name: str, role: str, quote: Quote, key: str = "", rule: str = "") -> None:
        self.name = name
        self.role = role
        self.quote = quote
        self.key = key
        self.rule = rule


@sealed(frozen=True, slots=True)
class WeaponMention:
    """A weapon or method, by code."""

    code: str
    quote: Quote
    rule: str = ""

    def __init__(self, code: str, quote: Quote, rule: str = "") -> None:
        self.code = code
        self.quote = quote
        self.rule = rule
