"""Arabic nouns for people that stand for another word written alike, and two nouns side by side that are one person or two.

A verb of saying («كما ذكر مصدر»), a month, "or" before another cause («أم انفجار»), an age («ابن الـ12 عاما»).
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic
from tawthiq.text.phrases import Hit

_JOINED: Final = 12
"""Code points before a noun in which the word that joins it to what stands before is looked for."""
_INCLUDING: Final = "including"
_NEXT: Final = 24
"""Code points behind a noun within which the next word begins."""


def another_word(context: Context, hit: Hit, people: list[Hit]) -> bool:
    """Whether a word written alike is meant: behind an article a noun without a pronoun («الوالدة»), a month («آب»)."""
    if hit.prefix.endswith(toll_grammar().future):
        return True
    if any(
        h.start < hit.start and h.term.get("pronoun") for h in context.reading.within(hit.whole_start, hit.end, "harm")
    ):
        return True  # «فأصابه» is no «إصابة»
    if _means_or(context, hit) or _of_an_age(context, hit) or _of_an_attack(context, hit):
        return True
    spelled = hit.term.get("spelled")
    if spelled and not context.quote(hit.start, hit.end).text.startswith(spelled):
        return True
    if not hit.term.get("kin") or hit.prefix[-2:] != toll_grammar().article:
        return False
    return any(h.start == hit.start and h.end == hit.end and not h.term.get("kin") for h in people)


def _means_or(context: Context, hit: Hit) -> bool:
    """Whether a word written like "mother" is "or" before another cause: «هل قتله الغاز أم انفجار»."""
    words = context.reading.within(hit.start, hit.end, "discourse")
    if not any(h.id == "or" and h.start == hit.start and h.end == hit.end for h in words):
        return False
    return any(h.start - hit.end == 1 for h in context.reading.within(hit.end, hit.end + _NEXT, "kind", "weapon"))


def _of_an_attack(context: Context, hit: Hit) -> bool:
    """Whether an Arabic word for a fighter only says what an attack was: «في تفجير انتحاري»."""
    if hit.prefix or not is_arabic(context.text[hit.start]):
        return False
    attacks = context.reading.within(max(0, hit.start - _JOINED), hit.end, "kind", "weapon")
    return any(h.start < hit.start and h.end == hit.end for h in attacks)


def _of_an_age(context: Context, hit: Hit) -> bool:
    """Whether an Arabic "son" only gives an age: «الطفل أحمد، ابن الـ12 عاما»."""
    behind = context.text[hit.end : hit.end + _NEXT].split()[:2]
    number = "".join(behind).removeprefix(toll_grammar().article)
    return bool(hit.term.get("kin")) and bool(behind) and number[:1].isdigit() and behind[0][:1] != number[:1]


def is_a_verb(context: Context, hit: Hit) -> bool:
    """Whether a bare Arabic noun is a verb of saying too («فيما ذكر شهود»), and stands where only the verb can."""
    if hit.prefix.endswith(toll_grammar().article) or not any(
        v.start == hit.start and v.end == hit.end for v in context.reading.within(hit.start, hit.end, "say")
    ):
        return False
    before = context.reading.within(max(0, hit.whole_start - _JOINED), hit.whole_start, "discourse", "people")
    counting = [h for h in before if h.category == "people" or h.id == _INCLUDING]  # «كما ذكر مصدر» tells of nobody
    return not any(not context.text[h.whole_end : hit.whole_start].strip() for h in counting)


def young_kin(hit: Hit, after: Hit) -> bool:
    """Whether the noun behind one of kin says that the one is a child: «وأخوه الطفل سامر»."""
    return bool(hit.term.get("kin")) and after.id == "child" and after.prefix == toll_grammar().article


def one_case(context: Context, hit: Hit, after: Hit) -> bool:
    """Whether two Arabic nouns may be one: not in «قتل جندي شابا», where the second alone is in the accusative."""
    ending = toll_grammar().accusative_endings[0]
    first, second = (context.text[h.start : h.end].endswith(ending) for h in (hit, after))
    return first or not second or hit.term.get("number") != "singular"
