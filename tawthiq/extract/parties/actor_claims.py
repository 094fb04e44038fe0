"""What a party says of a deed: that it was its own, or that it was not; and what it only says of its own dead."""

from __future__ import annotations

import re
from typing import Final

from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.actor_around import Around, Role
from tawthiq.text.phrases import Hit

_CLAIMING: Final = 4
"""Words between a party and its "claimed": the group, the day."""
_CLAIMED: Final = 4
"""Words between "claimed" and the attack."""
_STATEMENT: Final = 8
"""Words between a party and its "it was behind": said in a statement posted online that …"""
_RESPONSIBLE: Final = 6
"""Words between a party and "claimed responsibility" where nobody else is named: "the group, which in a statement …"."""
_ACCUSER: Final = 3
"""Words between a word of accusing and the party: who accuses."""
_ANSWERED: Final = 90
"""Code points before a cue in which it is said that nobody has commented."""
_OWN_MEN: Final = 60
"""Code points behind "acknowledged" in which those lost are called the party's own men; civilians killed are a deed."""
_LOSS: Final = 45
"""Code points behind "acknowledged" in which the loss stands that is no deed, and behind its men what befell them."""
_DEEDS: Final = 16
"""Code points behind "claimed" in which the number of deeds stands."""
_PASSIVE: Final = 3
"""Words at most between a party's men and what befell them: "had been", "were also"."""


def denied_or_admitted(a: Around) -> Role | None:
    """«نفت موسكو», "Moscow denied" → denied; «تبنى التنظيم», "claimed by ISIS" → responsible_admitted."""
    for name, role in (("admit", "responsible_admitted"), ("deny", "denied")):
        left = a.left(name, 1)
        if left is not None and a.mention.arabic and _own_loss(a, left):
            return Role("target", "actor.lost", 0.9)
        right = _own_words(a, name)
        if name == "admit" and right is not None and _many_deeds(a, right):
            return None
        if left is not None and (a.mention.arabic or left.term.wording.endswith("by")):
            return None if _unanswered(a, left) else Role(role, f"actor.{name}", 1.0)
        if right is not None and a.mention.arabic and name == "admit" and _anothers_words(a):
            continue  # «نفى الجيش مسؤوليته», «حمّلت الحكومة الجماعة المسؤولية عن»
        if right is not None and not right.term.wording.endswith(" by"):
            if _own_loss(a, right):
                return Role("target", "actor.lost", 0.9)
            return None if _unanswered(a, right) else Role(role, f"actor.{name}", 0.95)
    claims = None if a.mention.arabic else a.right("claims", _CLAIMING)
    if claims is not None and any(
        c.id == "attack_noun" and c.start >= claims.end and a.gap(claims.end, c.start) <= _CLAIMED for c in a.after
    ):
        return Role("responsible_admitted", "actor.admit", 0.95, True)  # "claimed Monday's suicide bombing"
    its = None if a.mention.arabic else a.right("admit_it", _STATEMENT)
    if its is not None and not _another_between(a, its):
        return Role("responsible_admitted", "actor.admit", 0.9, True)
    return None


def _many_deeds(a: Around, cue: Hit) -> bool:
    """Whether a party only owns to so many deeds in all: "has claimed 128 operations this year" says nothing of this one."""
    words = a.reading.text[cue.end : cue.end + _DEEDS].split()[:2]
    return any(w.strip(",.").isdigit() and len(w) > 1 for w in words)


def _anothers_words(a: Around) -> bool:
    """Whether a word of denying or accusing stands before an Arabic party: the responsibility behind it is not owned to."""
    return a.left("deny", 1) is not None or a.left("accuse", _ACCUSER) is not None


def _own_words(a: Around, name: str) -> Hit | None:
    """The cue of owning or denying that follows a party, for responsibility with more in between: "… on its channel claimed responsibility"."""
    if a.mention.arabic:
        return a.right(name, 1)
    near = a.right(name, 2)
    if near is not None or name != "admit":
        return near
    far = a.right(name, _RESPONSIBLE)
    if far is None or _another_between(a, far):
        return None
    return far if far.term.wording.split()[-1] in toll_grammar().claimed_things or _behind_aside(a, far) else None


def _behind_aside(a: Around, cue: Hit) -> bool:
    """Whether nothing but what stands between commas parts the party and a cue: "the group, on one of its channels, boasted of"."""
    between = a.reading.text[a.mention.end : cue.start].rstrip()
    return between.startswith(",") and between.endswith(",") and between.count(",") == 2


def _another_between(a: Around, cue: Hit) -> bool:
    """Whether another party or a word of attack stands between this one and a cue: what follows may be the other's."""
    if a.reading.within(a.mention.end, cue.start, "actor"):
        return True
    return any(c.id in ("attack_verb", "clause") and c.end <= cue.start for c in a.after)


def _own_loss(a: Around, cue: Hit) -> bool:
    """Whether a party owns to its own dead and no deed: "acknowledged the loss of two of its fighters", «اعترف بمقتل خمسة من جنوده»."""
    grammar, text, start = toll_grammar(), a.reading.text, max(cue.end, a.mention.end)
    men = _its_men(a, start)
    if not men:
        return False
    if not grammar.losses.isdisjoint(text[start : min(men[0], start + _LOSS)].split()):
        return True
    if a.mention.arabic:
        return False
    behind = [h for h in a.reading.within(men[1], men[1] + _LOSS, "harm") if h.id in ("killed", "injured")]
    if not behind or a.gap(men[1], behind[0].start) > _PASSIVE:
        return False  # "admitted that its soldiers had shot dead five people" owns to a deed
    return behind[0].term.get("side") == "before" or not grammar.passives.isdisjoint(
        text[men[1] : behind[0].start].split()
    )


def _its_men(a: Around, start: int) -> tuple[int, int] | None:
    """Where the party's own men stand behind a cue: "two of its fighters", «ثلاثة من مقاتليها», «قائد في صفوفه»; None where they do not."""
    grammar, text = toll_grammar(), a.reading.text
    stop = min(a.end, start + _OWN_MEN)
    if not a.mention.arabic:
        men = [n for n in a.reading.within(start, stop, "force_word", "people") if _armed(n)]
        lost = men and not grammar.losing.isdisjoint(text[start : men[0].start].split())  # "losing seven soldiers"
        own = men and not grammar.its_own.isdisjoint(text[start : men[0].start].split())
        return (men[0].start, men[0].end) if lost or own else None
    for hit in a.reading.within(start, stop, "force_word", "people", "actor"):
        if _armed(hit) and hit.suffix:
            return hit.whole_start, hit.whole_end
    for word in re.finditer(r"\S+", text[start:stop]):
        if word.group() in grammar.its_own:
            return start + word.start(), start + word.end()
    return None


def _armed(hit: Hit) -> bool:
    """Whether a word means the men of an armed party."""
    if hit.category == "people":
        return hit.id == "combatant"
    return hit.category == "actor" or hit.id in ("group", "force")


def _unanswered(a: Around, cue: Hit) -> bool:
    """Whether an Arabic party only has said nothing about its responsibility: «لم يرد تعليق من قبل التحالف حول المسؤولية عن القصف»."""
    low = max(a.start, min(cue.start, a.mention.start) - _ANSWERED)
    return a.mention.arabic and bool(a.reading.of_id(low, cue.start, "cue", "comment"))
