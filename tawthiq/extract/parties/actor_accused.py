"""Who is accused, and who accuses: a party beside words that lay a deed at somebody's door.

Rules: the party behind a word of accusing is accused («اتهم الناشطون النظام», "accused the regime"); where two parties stand
behind an Arabic one, the first accuses the second («تتهم الحكومة الحركة»). Behind a verb of ascribing it is the one that «إلى»
leads to. A relative clause, or a predicate behind one, may accuse the party before it («الذي تتهمه العائلات», «…, مسؤولة عن»).
A party that says its own men did it admits it.
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.actor_around import Around, Role
from tawthiq.extract.parties.actor_verbs import passive
from tawthiq.extract.parties.party_mention import words_between
from tawthiq.text.fold import fold_word
from tawthiq.text.phrases import Hit

_AGENT: Final = "alleged_perpetrator"
_ASCRIBED: Final = 6
"""Words between a verb of ascribing and the party: who ascribes, and what («ينسب السكان القتل إلى»)."""
_BLAMED_BY: Final = 60
"""Code points behind "blamed" within which it is said by whom and for what."""
_ASIDE: Final = 90
"""Code points of an aside between commas behind a party."""
_SECOND: Final = 60
"""Code points between the party that accuses and the one that it accuses: where and when it did so."""
_OWN: Final = 120
"""Code points from a party that speaks to its own men."""
_OWN_OF: Final = "'s "
_DID: Final = 3
"""Words between a party's own men and what they did: «تكون طائراته قد أغارت»."""


def accused(a: Around) -> Role | None:
    """«اتهم الناشطون قوات النظام», "accused the regime" → alleged_perpetrator."""
    if a.right("suspected_after", 1) is not None or (not a.mention.arabic and is_blamed(a)):
        return Role(_AGENT, "actor.accused", 0.9, True)
    if ascribed(a):
        return Role(_AGENT, "actor.ascribed", 0.9)
    if neglect(a):
        return None
    if laid_at_its_door(a):
        return Role(_AGENT, "actor.accused", 0.9)
    accuse = a.left("accuse", 3)
    if accuse is not None and _hit_by_the_accused(a, accuse):
        return None
    if accuse is None and _accused_by_another(a):
        return Role(_AGENT, "actor.accused", 0.9)
    if accuse is not None and not a.mention.arabic and "," in a.reading.text[accuse.whole_end : a.mention.start]:
        return None  # "blamed Israel, as did the government"
    if accuse is not None and (a.mention.arabic is False or a.left("toward", 0) is None):
        return Role(_AGENT, "actor.accused", 0.9)
    return None


def neglect(a: Around) -> bool:
    """Whether what the party is charged with is that it did nothing: "accused the police of failing to search", «بالتقاعس».

    Or no more than that it has to answer for people's safety («حمّل المجلس روسيا مسؤولية سلامتهم»)."""
    if a.left("accuse", _ASCRIBED) is None:
        return False
    return a.right("neglect", _DID) is not None or any(c.id == "safety" for c in a.after)


def laid_at_its_door(a: Around) -> bool:
    """ "We lay the responsibility for this crime on the army", "blamed the blast at the market, in which ten died, on": whom "on" leads to."""
    if "lay_blame" not in a.named_before:
        return False
    if a.mention.arabic:
        return _responsible_by_letter(a)
    onto = a.left("onto", 1)
    if onto is None:
        return False
    blame = next((c for c in a.before if c.id == "lay_blame" and c.end <= onto.start), None)
    if blame is None or a.reading.within(blame.end, onto.start, "actor", "say"):
        return False
    if " " in blame.term.wording:
        return True  # "lay the responsibility for this crime on"
    if not any(c.id == "attack_noun" and c.end + 1 == onto.start for c in a.before):
        return True
    return _OWN_OF in a.reading.text[blame.end : onto.start]  # "blamed Saturday's attacks on"


def _responsible_by_letter(a: Around) -> bool:
    """«حمّل الأهالي مسؤولية المجزرة التي راح ضحيتها 12 مدنيا لقوات النظام»: whom the letter of belonging leads to."""
    text, start = a.reading.text, a.mention.start
    if text[text.rfind(" ", 0, start) + 1 : start].strip('" ') != toll_grammar().belonging:
        return False
    blame = next(c for c in a.before if c.id == "lay_blame")
    charge = any(c.id == "accuse" and c.end <= blame.start and a.gap(c.end, blame.start) <= _DID for c in a.before)
    return charge and not a.reading.within(blame.end, start, "actor", "say")


def _hit_by_the_accused(a: Around, accuse: Hit) -> bool:
    """Whether an English verb of attack stands between a word of accusing and the party: "suspected militants attacked an army post"."""
    nouns = {c.start for c in a.before if c.id == "attack_noun"}
    return not a.mention.arabic and any(
        c.id == "attack_verb" and c.start >= accuse.end and c.start not in nouns for c in a.before
    )


def is_blamed(a: Around) -> bool:
    """ "the army was blamed for …", "was blamed by residents for …": a passive of accusing follows at once."""
    verb = a.right("accuse", 2)
    if verb is None or not passive(a, verb) or verb.term.wording.endswith("s"):
        return False
    behind = a.reading.text[verb.end : min(a.end, verb.end + _BLAMED_BY)].split()
    reach = _ASCRIBED if any(c.id == "agent" and c.start == verb.end + 1 for c in a.after) else 1
    return any(w in toll_grammar().blamed_for for w in behind[:reach])


def accusing(a: Around, position: int) -> bool:
    """Whether a word of accusing stands right before "by": "blamed by them on …" names who speaks."""
    return any(c.id == "accuse" and c.end <= position and not a.gap(c.end, position) for c in a.before)


def object_of_accusing(a: Around, verb: Hit) -> bool:
    """«مصادر قبلية اتهمت التحالف»: the speaker stands before the verb, so the party after it is the one accused."""
    if not any(c.id == "accuse" and c.start == verb.start for c in a.before):
        return False
    if a.gap(verb.whole_end, a.mention.start) > 0:
        return True
    if fold_word(verb.term.wording).endswith(tuple(toll_grammar().plural_verb_endings)) or _of_a_deed(a):
        return True  # «واتهموا الأمن العام بقتلهم»: who accuses is in the verb
    if verb.prefix:
        return False
    speakers = a.reading.within(max(a.start, verb.start - 50), verb.start, "speaker", "office", "actor", "person")
    return any(words_between(a.reading, s.whole_end, verb.whole_start) <= 2 for s in speakers)


def _of_a_deed(a: Around) -> bool:
    """Whether the deed that the party is accused of stands right behind it: «واتهمت قوات النظام بقصف …»."""
    behind = a.reading.text[a.mention.end : a.mention.end + 2]
    deed = a.right("attack_noun", 0)
    return behind[:1] == " " and deed is not None and deed.prefix in toll_grammar().governing


def accused_behind(a: Around) -> Role | None:
    """«جيش الإسلام، الذي تتهمه العائلات», «الميليشيا، التي حكمت المدينة، مسؤولة عن القتل» → alleged_perpetrator, whatever it holds."""
    if not a.mention.arabic:
        return None
    cue = a.right("suspected_after", 1) or _behind_aside(a)
    return Role(_AGENT, "actor.accused", 0.9, True) if cue is not None else None


def _behind_aside(a: Around) -> Hit | None:
    """The words of suspicion behind an aside that two commas close off."""
    text, start = a.reading.text, a.mention.end
    if "suspected_after" not in a.named_after or text[start : start + 3].lstrip('" ')[:1] != ",":
        return None
    close = text.find(",", start + 3, min(a.end, start + _ASIDE))
    cue = next((c for c in a.after if c.id == "suspected_after" and c.start > close), None) if close >= 0 else None
    return cue if cue is not None and not text[close + 1 : cue.start].strip() else None


def accuser(a: Around) -> Role | None:
    """«تتهم الحكومة الليبية مليشيا الكانيات»: of two parties behind a word of accusing the first speaks."""
    if not a.mention.arabic or a.left("accuse", 1) is None:
        return None
    text = a.reading.text
    behind = a.reading.within(a.mention.end, min(a.end, a.mention.end + _SECOND), "actor")
    if not behind or behind[0].prefix:
        return None
    between = text[a.mention.end : behind[0].whole_start]
    joined = between.split()[:1]
    if any(c in between for c in ";:\n") or (joined and joined[0].startswith(tuple(toll_grammar().and_words))):
        return None
    if not between.strip().startswith(",") and a.gap(a.mention.end, behind[0].start) > 1:
        return None
    return Role("speaker", "actor.speaks", 0.85)


def _accused_by_another(a: Around) -> bool:
    """Whether an Arabic party stands behind the party that accuses, at once or behind an aside."""
    if not a.mention.arabic or "accuse" not in a.named_before:
        return False
    cue = next(c for c in a.before if c.id == "accuse")
    first = a.reading.within(cue.whole_end, a.mention.start, "actor")
    if len(first) != 1 or a.mention.start - first[0].end > _SECOND:
        return False
    between = a.reading.text[first[0].end : a.mention.start]
    aside = between.strip()[:1] == "," and between.count(",") == 2 and between.rstrip()[-1:] == ","
    return a.gap(cue.whole_end, first[0].start) <= 1 and (aside or not between.strip(' "'))


def ascribed(a: Around) -> bool:
    """«ينسب السكان القتل إلى فصائل», «عزت الكارثة إلى»: the party that «إلى» leads to, behind a verb of ascribing."""
    return a.mention.arabic and a.left("toward", 0) is not None and a.left("ascribe", _ASCRIBED) is not None


def own_men_did(a: Around) -> Role | None:
    """«أعلن التنظيم أن مقاتليه كمنوا للحافلة», «قال إنه يقف وراء الهجوم» → responsible_admitted: a party that speaks says what its own men did."""
    told = _says_own_men_did(a) or _says_it_did(a)
    return Role("responsible_admitted", "actor.own-men", 0.9, True) if told else None


def _says_it_did(a: Around) -> bool:
    """«قال التنظيم إنه يقف وراء الهجوم», «أعلنت الجماعة أنها استهدفت»: behind its verb of saying and «أن» with its own pronoun."""
    if not a.mention.arabic or "own_it" not in a.named_after:
        return False
    it = next(c for c in a.after if c.id == "own_it")
    speaks = a.says(max(a.start, a.mention.start - _SECOND), it.start)
    if it.start - a.mention.end > _OWN or not speaks or a.reading.within(a.mention.end, it.start, "actor", "harm"):
        return False
    return any(c.id in ("attack_verb", "agent") and c.start >= it.end and a.gap(it.end, c.start) == 0 for c in a.after)


def _says_own_men_did(a: Around) -> bool:
    if not a.mention.arabic or "own_men" not in a.named_after:
        return False
    men = next(c for c in a.after if c.id == "own_men")
    between = a.reading.within(a.mention.end, men.start, "actor", "nationality")
    speaks = a.says(max(a.start, a.mention.start - _SECOND), men.start)
    if men.start - a.mention.end > _OWN or between or not speaks or not a.claims(a.mention.end, men.start):
        return False
    deed = next((c for c in a.after if c.id == "attack_verb" and c.start >= men.end), None)
    return deed is not None and a.gap(men.end, deed.start) <= _DID
