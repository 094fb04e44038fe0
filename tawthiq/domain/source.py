"""Who says so: the speaker a text names for a claim (standards A9, R1, R3)."""

# mypy: disable-error-code="misc"
# Initialisers that are written out set frozen fields (light.py).
from __future__ import annotations

from tawthiq.domain.light import sealed
from tawthiq.domain.span import Quote


@sealed(frozen=True, slots=True)
class Attribution:
    """A named or anonymous speaker.

    `source_type` is a code of vocabularies/source_types. `key` is the same for two wordings of one speaker
    ("المرصد السوري لحقوق الإنسان", "SOHR") and empty for anonymous pools ("activists").
    """

    quote: Quote
    source_type: str
    key: str = ""
    rule: str = ""

    def __init__(self, quote: Quote, source_type: str, key: str = "", rule: str = "") -> None:
        self.quote = quote
        self.source_type = source_type
        self.key = key
        self.rule = rule
