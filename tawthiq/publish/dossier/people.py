"""A count of people in words that agree with it: «طفلان», «ما لا يقل عن 11 امرأة», "dozens of civilians", "12 people".

All words are those of `vocabularies/dossier_*.toml`. An Arabic noun follows its number in form and case; the verb follows the
noun's gender where the number is said outright, and is masculine before «نحو», «أكثر من» and the like, which are then its subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tawthiq.domain.toll import Count
from tawthiq.publish.wording import Wording, ltr

ANYONE = "all"
"""The name of the noun for people in general."""


def people(count: Count, group: str | None, w: Wording, harm: str = "") -> str:
    """`count` people of `group` as the subject of a sentence; of bodies found, bodies."""
    noun = _noun(group, w, harm)
    if _outright(count):
        return _counted(noun, count.low, w, genitive=False)
    return _said(count, noun, w)


def happened(harm: str, count: Count, group: str | None, w: Wording) -> str:
    """That it happened to them: «قُتلت امرأتان», "12 people were killed"."""
    noun, patterns = _noun(group, w, harm), w.entry("happened", harm)
    if not patterns:
        return f"{w.label('harms', harm)}: {people(count, group, w)}"
    own = "noun_" if "noun" in patterns and group is None else ""
    one = _outright(count) and count.low == 1
    if "of" in patterns:  # the people stand in the genitive
        words = _counted(noun, count.low, w, genitive=True) if _outright(count) else _said(count, noun, w)
        return str(patterns[f"{own}of" if own else "one_of" if one else "of"]).format(people=words)
    words = people(count, group, w, harm)
    if w.lang == "ar":
        feminine = noun.get("gender") == "f" and _outright(count)
        return str(patterns["f" if feminine else "m"]).format(people=words)
    return str(patterns[f"{own}one" if _one(count) else f"{own}other"]).format(people=words)


def _one(count: Count) -> bool:
    return count.qualifier != "unquantified" and count.value == 1 and count.low <= 1


def _outright(count: Count) -> bool:
    return count.high == count.low and count.qualifier in ("exact", "", "range") and not count.wording


def _noun(group: str | None, w: Wording, harm: str) -> Mapping[str, Any]:
    anyone = str(w.entry("happened", harm).get("noun", ANYONE))
    return w.entry("people", group or anyone) or w.entry("people", anyone)


def _counted(noun: Mapping[str, Any], n: int, w: Wording, *, genitive: bool) -> str:
    form = w.plural(n)
    if form == "two" and genitive:
        form = "two_of"
    elif form == "zero":
        form = "other"
    return str(noun.get(form, noun["other"])).format(n=ltr(f"{n:,}"))


def _said(count: Count, noun: Mapping[str, Any], w: Wording) -> str:
    """A number that is not said outright; its noun stands in the genitive."""
    vague = w.phrase("vague", count.wording) if count.wording else None
    if vague is not None and count.value is None:
        return vague.format(the=noun["the"])
    if count.qualifier in ("unquantified", "vague") and count.value is None:
        return str(noun["unstated"])
    if count.qualifier == "range" and count.high is not None:
        return w("said.range", low=ltr(f"{count.low:,}"), people=_counted(noun, count.high, w, genitive=True))
    said, number = count.qualifier, count.value if count.value is not None else count.low
    if w.phrase("said", said) is None or said == "range":
        said = "about" if count.high == count.low else "at_least"
    return w(f"said.{said}", people=_counted(noun, number, w, genitive=True))
