"""A stated change of control: a text says that a party took a place, took it back, left it or lost it, and when."""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.domain.actors import ActorMention
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Quote
from tawthiq.domain.when import When
from tawthiq.domain.where import PlaceMention

GAINS = ("took", "retook")
"""The changes after which the party holds the place; after the others (`withdrew`, `lost`) it does not."""


@dataclass(frozen=True, slots=True)
class ControlChange:
    """What a document says of who holds a place: never more than it says, and no event of harm.

    `change` is a code of vocabularies/control_changes: took, retook, withdrew, lost. `parties` are those it is told of, one or
    more together. `partial` where parts of the place are meant. `date` is None where the sentence gives no day; nothing
    is taken over from elsewhere. `quote` are the words from the party or the verb to the place.
    """

    change: str
    parties: tuple[ActorMention, ...]
    place: PlaceMention
    quote: Quote
    date: When | None = None
    attribution: Attribution | None = None
    partial: bool = False
    rule: str = ""
