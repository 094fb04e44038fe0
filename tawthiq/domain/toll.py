"""A toll: a count of people, what happened to them, who they are, and how exactly it is said.

Logical bounds are integers: more than 400 → 401–∞, at least 30 → 30–∞, up to 5 → 0–5, about 50 → 50–50 with the
qualifier `about`. What a profile makes of vague words (standards §2.1) is decided in reconcile/, never here.
"""

# mypy: disable-error-code="misc"
# Initialisers that are written out set frozen fields (light.py).
from __future__ import annotations

from typing import Final

from tawthiq.domain.light import sealed
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Quote

OF_WOUNDS: Final = "+of-wounds"
"""The mark in a toll's rule that its people died of wounds received before (R12)."""
QUALIFIERS: Final = (
    "exact",
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "about",
    "range",
    "vague",
    "unquantified",
)


@sealed(frozen=True, slots=True)
class Count:
    """A number of people with logical bounds; `high` None is open; `wording` names the vague class ("tens")."""

    low: int
    high: int | None
    value: int | None
    qualifier: str = "exact"
    wording: str = ""

    def __init__(
        self,
        low: int,
        high: int | None,
        value: int | None,
        qualifier: str = "exact",
        wording: str = "",
    ) -> None:
        self.low = low
        self.high = high
        self.value = value
        self.qualifier = qualifier
        self.wording = wording


@sealed(frozen=True, slots=True)
class Toll:
    """A count of people in one account.

    `harm` and `group` are codes of the vocabularies; group None means people in general. `of` is the index of the
    parent toll in the same account ("بينهم طفلان"), `superseded` marks a count that the text itself replaces (R5).
    `combatants` marks dead or hurt who were fighting; they keep the group `combatant`.
    """

    harm: str
    group: str | None
    count: Count
    quote: Quote
    rule: str
    attribution: Attribution | None = None
    of: int | None = None
    superseded: bool = False
    formulaic: bool = False
    loaded_term: bool = False

    def __init__(
        self,
        harm: str,
        group: str | None,
        count: Count,
        quote: Quote,
        rule: str,
        attribution: Attribution | None = None,
        of: int | None = None,
        superseded: bool = False,
        formulaic: bool = False,
        loaded_term: bool = False,
    ) -> None:
        self.harm = harm
        self.group = group
        self.count = count
        self.quote = quote
        self.rule = rule
        self.attribution = attribution
        self.of = of
        self.superseded = superseded
        self.formulaic = formulaic
        self.loaded_term = loaded_term

    @property
    def of_wounds(self) -> bool:
        """Whether these people died of wounds received before: a further death, no count of all who died (R12)."""
        return OF_WOUNDS in self.rule
