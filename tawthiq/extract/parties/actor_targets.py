"""What around a party says that it was hit: the words that lead onto it, what struck it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.actor_around import Around
from tawthiq.extract.parties.party_mention import words_between
from tawthiq.extract.weapons import LAID, PLANTED
from tawthiq.text.phrases import Hit

_OBJECT: Final = 60
"""Code points behind a party within which the object of the verb before it stands."""
_BEATEN: Final = 8
"""Words at most between a verb of beating back and whose attack it was."""
_HIDDEN: Final = PLANTED | LAID
_TRIED: Final = frozenset({"attack_noun", "raid"})
_PRONOUN: Final = 8
"""Code points before a verb within which a pronoun stands that is its subject."""
_SUBJECT: Final = 40
"""Code points before a verb within which its subject stands."""


def struck_by_a_thing(a: Around) -> bool:
    """Whether the verb right before an Arabic party has a weapon or an attack for its subject («عبوة ناسفة استهدفت دورية للشرطة»), or
    the pronoun of one («قيل إنها استهدفت دورية للشرطة»)."""
    verb = a.left("struck", 0)
    if verb is None or verb.prefix:
        return False
    before = a.reading.text[max(a.start, verb.start - _PRONOUN) : verb.start].split()[-1:]
    if before and before[0].strip('"(') in toll_grammar().it_did:
        return True
    things = a.reading.within(max(a.start, verb.start - _SUBJECT), verb.start, "weapon", "kind")
    return any(words_between(a.reading, t.whole_end, verb.start) <= 1 for t in things if t.term.get("label") is None)


def aimed_at(a: Around) -> bool:
    """Whether a noun of aiming has an Arabic party for its object: something laid or hidden went off, «ثاني استهداف لدوريات الجيش بعبوة ناسفة».

    Of shells and raids the party behind that noun is who fires («استهداف قوات النظام للبلدة»).
    """
    acts = a.reading.of_id(a.mention.start, a.mention.core, "force_word", "raid") if a.mention.arabic else ()
    if not any(h.term.get("aims") for h in acts):
        return False
    things = a.reading.within(a.mention.start, a.mention.core, "cue")
    if any(h.id == "target_noun" for h in things) and any(h.id == "affiliated" for h in things):
        return True  # «استهداف سيارة تابعة للقوات»
    weapons = {w.id for w in a.reading.within(a.start, a.end, "weapon")}
    return bool(weapons) and weapons <= _HIDDEN


def its_base_is_hit(a: Around) -> bool:
    """Whether an Arabic party is named by a base of its, right behind an attack: «قامت بقصف القاعدة التركية»."""
    bases = a.reading.of_id(a.mention.core, a.mention.core_end, "cue", "target_noun") if a.mention.arabic else ()
    if not any((c.start, c.end) == (a.mention.core, a.mention.core_end) for c in bases):
        return False
    return a.left("attack_verb", 0) is not None or a.left("attack_noun", 0) is not None


def beaten_back(a: Around) -> bool:
    """Whether the party's attack or attempt is one that another beat back: «أحبطت وحدة من الجيش محاولة إرهابيين», "repelled an attack by"."""
    thwart = a.left("thwart", _BEATEN)
    if thwart is None or set(a.reading.text[thwart.end : a.mention.start]) & set(",;:."):
        return False
    between = a.reading.within(thwart.end, a.mention.start, "cue", "kind", "force_word")
    words = a.reading.text[thwart.end : a.mention.start].split()
    tried = toll_grammar().attempts
    if tried.isdisjoint(words) and not any(h.id in _TRIED or h.category == "kind" for h in between):
        return False
    nouns = {h.start for h in between if h.id == "attack_noun"}
    verbs = [h for h in between if h.id == "attack_verb" and h.start not in nouns]
    return all(v.term.wording in tried for v in verbs)


def new_clause(a: Around, position: int) -> bool:
    """Whether a clause begins between a position and the party: "were killed when the army struck"."""
    return bool(a.reading.of_id(position, a.mention.start, "cue", "clause"))


def partitive(a: Around) -> bool:
    """«عناصر من …»: some of its men, the object of the verb before."""
    return any(c.term.wording == "من" for c in a.reading.within(a.mention.start, a.mention.core, "cue"))


def some_are_struck(a: Around) -> bool:
    """Whether some of an Arabic party's men are the object of the verb before them, not its subject.

    They are where the verb has its subject in between («استهدف مجهولون عناصر من الجيش»), or is one of harm that may be a
    passive and has no object behind («قتل عناصر من الجيش بانفجار», unlike «اعتقل عناصر من الأمن ثلاثة شبان»).
    """
    verb = a.left("attack_verb", 1)
    if verb is None or a.gap(verb.whole_end, a.mention.start) > 0:
        return verb is not None
    struck = any(c.id == "struck" and c.start == verb.start for c in a.before)
    if struck and not verb.prefix and a.gap(a.start, verb.start) > 0:
        return True  # «قال إن التفجير استهدف عناصر من الحشد»
    harms = any(h.start == verb.start for h in a.reading.within(verb.start, verb.end, "harm"))
    return harms and not has_object(a)


def has_object(a: Around) -> bool:
    """Whether people stand behind an Arabic party as the object of the verb before it, joined to it by nothing."""
    text, grammar = a.reading.text, toll_grammar()
    high = min(a.end, a.mention.end + _OBJECT)
    days = a.reading.within(a.mention.end, high, "weekday", "date_relative")
    behind_it = _behind_a_time(a, days)
    for hit in a.reading.within(behind_it, high, "number", "people"):
        if any(d.start <= hit.start < d.end for d in days):
            continue
        between = text[behind_it : hit.whole_start].split()
        stops = grammar.of_words | grammar.and_words | grammar.inside
        parted = bool(a.reading.within(behind_it, hit.whole_start, "weapon", "kind"))
        parted = parted or any(w in stops or w.endswith((",", ";", ":")) or w[:1] in grammar.and_words for w in between)
        return not hit.prefix and not parted
    behind = text[a.mention.end : high].split()[:1]
    return bool(behind) and behind[0].isdigit()


def _behind_a_time(a: Around, days: Sequence[Hit]) -> int:
    """Where the sentence goes on behind a party, past an aside that only says when: «قتل عناصر من الهيئة، ليلة الأحد، مدنيين اثنين»."""
    text, end = a.reading.text, a.mention.end
    if not days or text[end : end + 3].lstrip('" ')[:1] != ",":
        return end
    close = text.find(",", days[0].end, min(a.end, end + _OBJECT))
    opens = text.find(",", end)
    return close + 1 if close > 0 and "," not in text[opens + 1 : days[0].start] else end


def participle_of(a: Around, verb: Hit) -> bool:
    """Whether an English word of attack before a party is a noun of its own ("the strikes Syrian forces made")."""
    return any(c.id == "attack_noun" and c.start == verb.start and c.end == verb.end for c in a.before)


def hit_at(a: Around, position: int, reach: int) -> Hit | None:
    """A cue that leads onto a target ending at most `reach` words before `position`: على، استهدف, "on", "hit"."""
    for cue in a.before:
        if cue.end > position:
            continue
        if a.gap(cue.whole_end, position) > reach:
            return None
        if cue.id in ("onto", "attack_verb", "attack_noun"):
            return cue
    return None


def attack_before(a: Around, position: int, reach: int) -> bool:
    for cue in a.before:
        if cue.end <= position and cue.id in ("attack_noun", "attack_verb", "fight"):
            return a.gap(cue.whole_end, position) <= reach
    return False
