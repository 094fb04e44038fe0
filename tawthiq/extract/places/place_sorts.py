"""The word beside a name that says what sort of place it is: "village of", "Idlib province", «حي», "Daraya, a Sunni town"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.places.latin_names import ONE_OF, words_before
from tawthiq.extract.places.place_belief import AROUND
from tawthiq.extract.places.place_hits import CUE_LEVELS, article, grammar
from tawthiq.text.phrases import Hit

_CUE: Final = 40
"""Code points before a name in which its cue stands."""
_CAPITAL: Final = 3
"""How many words may stand between "near" and a capital."""
_CUED: Final = frozenset((*CUE_LEVELS, *AROUND))
_POPULATED: Final = ("city", "town", "village", "camp")
_CUED_WITHIN: Final = frozenset((*CUE_LEVELS, "governorate", "district", "subdistrict"))
_APPOSITION: Final = re.compile(r"[\"']?, (?:an? |the )(?:[\w'-]+ ){0,3}\Z")


def is_capital(hit: Hit) -> bool:
    """Whether a capital is named by its country: "the Yemeni capital", «العاصمة الليبية»."""
    return _of_a_capital(hit.term.wording)


@cache
def _of_a_capital(wording: str) -> bool:
    return bool(grammar().capital_words.intersection(wording.split()))


def cue_before(context: Context, hit: Hit) -> tuple[str | None, int, bool]:
    """The cue word just before a name (its level, where the quote begins, whether it says "near")."""
    near, name_start, name_prefix = False, hit.whole_start, hit.prefix
    latin = context.text[hit.start].isascii()
    found: tuple[str, int] | None = None
    for cue in reversed(context.reading.within(max(0, hit.whole_start - _CUE), hit.whole_start, "place_cue")):
        gap = context.text[cue.end : name_start].strip(" \"'“”«»()/")
        if cue.term.get("near") and len(gap.split()) <= _CAPITAL and grammar().capital_words & set(gap.split()):
            gap = ""  # "near the Yemeni capital Sanaa"
        if is_capital(hit) and gap in grammar().determiners:
            gap = ""  # "near the Yemeni capital"
        if (
            found is not None
            and gap.split()[:1]
            and gap.split()[0] in grammar().determiners
            and len(gap.split()) <= _CAPITAL
        ):
            gap = ""  # "near the town of", "near the port city of"
        if (gap and gap.rstrip("- ") not in grammar().latin_articles) or name_prefix not in ("", article()):
            break
        if cue.term.get("near"):
            near = latin or not cue.prefix.endswith(article())  # «ريف إدلب الجنوبي مدينة السقيلبية» is not south of it
            break
        level = cue.term.get("level")
        definite = cue.prefix.endswith(article()) or cue.term.wording.startswith(article())
        if found is not None or level not in _CUED or definite:
            break
        if (
            latin
            and level in ("neighbourhood", "district")
            and cue.term.wording.endswith(" of")
            and words_before(context, cue.start - 1) is not None
        ):
            break  # "the Amal quarter of Khan Yunis" is no quarter of that name
        if (
            latin
            and cue.term.wording.endswith(" of")
            and ONE_OF.search(context.text, max(0, cue.start - _CUE), cue.start)
        ):
            break  # "Qamishli, a city of Northeastern Syria"
        found = level, cue.start
        name_start, name_prefix = cue.whole_start, ""
    level, start = found or (None, hit.start)
    return level, start, near


def cue_inside(context: Context, hit: Hit) -> str | None:
    """The cue that a listed name begins with (حي الجورة is listed whole)."""
    own = [
        c for c in context.reading.within(hit.start, hit.end, "place_cue") if c.start == hit.start and c.end < hit.end
    ]
    return str(own[0].term.get("level")) if own and own[0].term.get("level") in _CUED_WITHIN else None


def cue_after(context: Context, hit: Hit) -> str | None:
    """English cues behind the name: "Hamidiyah neighbourhood", "Idlib province", "Daraya, a Sunni town"."""
    text = context.text
    for cue in context.reading.within(hit.end, min(len(text), hit.end + 45), "place_cue"):
        level = cue.term.get("level")
        if level is None:
            continue
        if text[hit.end : cue.start].strip(" '\"") in ("", "s"):
            if cue.term.wording.endswith(" of") and level in _POPULATED:
                return None  # "the Deir ez-Zor town of Shaqra": the cue is that of what follows
            return str(level) if level in _CUED else None
        described = _APPOSITION.match(text, hit.end, cue.start)
        if level in CUE_LEVELS and described:
            return str(level)
        if level != "landmark" or not described:  # "Nabatieh, a market town"
            break
    return None
