"""Decides what happened to the people of each count phrase of a sentence.

Rule: a noun that says the harm itself (قتيل, "wounded") decides. Otherwise the nearest harm word that looks towards the
phrase does: Arabic verbs and verbal nouns look ahead (مقتل 12 مواطنا) unless the verb is plural and follows (12 سوريا
قتلوا); English actives look ahead ("killing 12"), passives look back ("12 people were killed"). Two harm words with one
count make one figure of killed-or-injured (مقتل وإصابة 3440). Parts after "including" take the harm of their whole
(standards R10); joined counts without a word of their own take that of the count before them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tawthiq.extract.context import Context
from tawthiq.extract.count_phrases import CountPhrase
from tawthiq.extract.grammar import others_inherit, toll_grammar
from tawthiq.text.phrases import Hit

_FAR = 99.0
_REACH = 14.0
_TOLL_WORD_REACH = 12
_UPDATE_REACH = 3
_TO_REACH = 20
JOINED_COUNT = "toll.joined-count"
"""The rule of a count that takes its harm from the count it is joined to."""
_PLACE_BY_PLACE = 60
"""Code points between two counts of a list that goes place by place."""


_RIGHT_BEHIND = 1.0
_PART_CUES = frozenset({"including", "majority", "consisting"})
_GENERAL = (None, "civilian")
_OPENERS = frozenset((":", "-", "--", "(", "\u2013", "\u2014", ": -"))


@dataclass(frozen=True, slots=True)
class BoundCount:
    """A count phrase with its harm; `parent` is the index (in the sentence's list) of the whole it is a part of."""

    phrase: CountPhrase
    harm: str
    rule: str
    harm_start: int
    parent: int | None = None
    update: bool = False
    initial: bool = False
    correction: bool = False
    loaded: bool = False
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class _HarmWord:
    hit: Hit
    harm: str
    looks: str  # after, before
    weak: bool


def _is_arabic(context: Context, hit: Hit) -> bool:
    return _is_arabic_at(context, hit.start)


def _is_arabic_at(context: Context, position: int) -> bool:
    return "\u0621" <= context.text[position] <= "\u06d3"


def _looks(context: Context, hit: Hit, phrases: list[CountPhrase], start: int) -> str:
    """Where the count of this harm word stands."""
    side: str = hit.term.get("side", "both")
    if side != "both":
        return side
    following = next((p for p in phrases if p.start >= hit.end), None)
    gap = context.text[hit.end : following.start] if following else ""
    if _is_arabic(context, hit):
        return "after"
    before = [w.strip("\"',") for w in context.text[start : hit.start].split()][-2:]
    comma = context.text[start : hit.start].rstrip().endswith(",")
    if before and (comma or before[-1] in toll_grammar().and_words):
        before = []  # "killing 63 people and wounding 85": a new verb, no passive
    if any(w in toll_grammar().passive_auxiliaries for w in before):
        return "before"
    behind = any(
        p.shape == "elided" and p.end <= hit.start and not context.text[p.end : hit.start].strip() for p in phrases
    )
    if behind and gap.strip():
        return "before"  # "a toll of 30 killed and spoke of 87 wounded"
    near = following is not None and len(gap.split()) <= 4 and "," not in gap and ";" not in gap
    return "after" if near else "before"


def _harm_words(context: Context, phrases: list[CountPhrase], start: int, end: int) -> list[_HarmWord]:
    """The harm words of the sentence, with "killed and wounded" pairs made one."""
    hits = [h for h in context.reading.within(start, end, "harm") if h.term.get("emit", True)]
    hits = [h for h in hits if not any(p.shape == "counted" and p.start <= h.start and h.end <= p.end for p in phrases)]
    words: list[_HarmWord] = []
    for hit in hits:
        if words and hit.start < words[-1].hit.end:
            continue
        word = _HarmWord(hit, hit.id, _looks(context, hit, phrases, start), hit.term.get("weak", False))
        previous = words[-1] if words else None
        pair = (
            previous is not None
            and {previous.harm, word.harm} == {"killed", "injured"}
            and previous.looks == word.looks
        )
        if previous and pair and _paired(context, previous.hit, hit, phrases):
            words[-1] = _HarmWord(Hit.of(previous.hit.start, hit.end, hit.term), "killed_or_injured", word.looks, False)
            continue
        words.append(word)
    return words


def _paired(context: Context, first: Hit, second: Hit, phrases: list[CountPhrase]) -> bool:
    """Whether two harm words stand together with nothing but "and"/"or" between them."""
    between = context.text[first.end : second.start].strip()
    subject = any(p.end <= first.start and not context.text[p.end : first.start].strip() for p in phrases)
    object_ = any(p.start >= second.end and context.words_between(second.end, p.start) == 0 for p in phrases)
    if subject and object_:
        return False  # "a girl was killed and hurt were 15 others": each harm has its own count
    return (not between or between == "," or between in toll_grammar().and_words) and not any(
        first.end <= p.start < second.start for p in phrases
    )


def _cost(
    context: Context, word: _HarmWord, phrase: CountPhrase, phrases: list[CountPhrase], words: list[_HarmWord]
) -> float:
    """How far a harm word is from a phrase it may govern, in words and obstacles; `_FAR` where it cannot."""
    after = phrase.start >= word.hit.end
    low, high = (word.hit.end, phrase.start) if after else (phrase.end, word.hit.start)
    if high < low:
        return _FAR
    gap = context.text[low:high]
    cost = float(len(gap.split())) + 2.0 * sum(gap.count(c) for c in ",;:()")
    cost += 5.0 * sum(low <= p.start and p.end <= high and p.shape != "plural" for p in phrases)
    cost += 7.0 * sum(low <= w.hit.start and w.hit.end <= high for w in words)
    wants_after = word.looks == "after"
    if after != wants_after:
        arabic_plural_follows = not after and _is_arabic(context, word.hit) and len(gap.split()) <= 3 and "," not in gap
        cost += 3.0 if arabic_plural_follows else 9.0
    if phrase.shape == "elided":
        cost += 2.0 * max(0, len(gap.split()) - 3)
    if phrase.shape == "bare":
        cost += 1.5 * max(0, len(gap.split()) - 2)
    if word.weak:
        cost += 2.5
    return cost


def _parents(
    context: Context, phrases: list[CountPhrase], words: list[_HarmWord], start: int, end: int
) -> dict[int, int | None]:
    """Which phrases are parts of which whole: those in a list after "including" or "most of them" (R10)."""
    cues = [h for h in context.reading.within(start, end, "discourse") if h.id in _PART_CUES]
    parents: dict[int, int | None] = {}
    for cue in cues:
        whole = next(
            (i for i in range(len(phrases) - 1, -1, -1) if phrases[i].end <= cue.start and i not in parents), None
        )
        if whole is None and any(p.end <= cue.start for p in phrases):
            whole = max(i for i, p in enumerate(phrases) if p.end <= cue.start)
        if cue.term.get("list_before") and _list_before(context, cue, phrases, parents):
            continue
        position = cue.whole_end
        for index, phrase in enumerate(phrases):
            if phrase.start < cue.end or index in parents:
                continue
            gap = context.text[position : phrase.start]
            if cue.id == "consisting" and position == cue.whole_end and gap.strip():
                break
            if (
                phrase.other
                or (phrase.shape == "elided" and _has_verb(context, phrase, words))
                or not _list_gap(gap, first=position == cue.whole_end)
                or any(position <= w.hit.start < phrase.start for w in words)
            ):
                break
            parents[index] = whole
            position = phrase.end
        _looking_back(context, cue, phrases, whole, parents)
    _spelled_out(context, phrases, parents)
    return parents


def _has_verb(context: Context, phrase: CountPhrase, words: list[_HarmWord]) -> bool:
    """Whether a bare number has a harm word of its own right behind it: "and 79 were wounded"."""
    return any(0 <= w.hit.whole_start - phrase.end <= 1 for w in words)


def _list_before(context: Context, cue: Hit, phrases: list[CountPhrase], parents: dict[int, int | None]) -> bool:
    """ "85 people were killed, 16 women and 23 children among them": the list that ends at the cue holds the parts."""
    last = max((i for i, p in enumerate(phrases) if p.end <= cue.start), default=None)
    if last is None or context.text[phrases[last].end : cue.start].strip() or phrases[last].group in _GENERAL:
        return False
    first = last
    while first > 0 and phrases[first - 1].group not in _GENERAL:
        if not _list_gap(context.text[phrases[first - 1].end : phrases[first].start], first=False):
            break
        first -= 1
    if first == 0:
        return False
    parents.update({i: first - 1 for i in range(first, last + 1) if i not in parents})
    return True


def _spelled_out(context: Context, phrases: list[CountPhrase], parents: dict[int, int | None]) -> None:
    """ "98 wounded: 36 men, 46 women and 16 children", "five people (three children and their parents)"."""
    for whole in range(len(phrases) - 1):
        part = phrases[whole + 1]
        opens = context.text[phrases[whole].end : part.start].strip()
        if whole in parents or opens not in _OPENERS or part.group in _GENERAL or phrases[whole].group not in _GENERAL:
            continue
        index = whole + 1
        while index < len(phrases) and index not in parents and phrases[index].group not in _GENERAL:
            parents[index] = whole
            index += 1
            if index < len(phrases) and not _list_gap(
                context.text[phrases[index - 1].end : phrases[index].start], first=False
            ):
                break


def _looking_back(
    context: Context, cue: Hit, phrases: list[CountPhrase], whole: int | None, parents: dict[int, int | None]
) -> None:
    """ "…, 5 of them children": the count before the cue is the part."""
    if cue.id != "including" or whole is None or not cue.term.get("back", False):
        return
    part = phrases[whole]
    if context.text[part.end : cue.start].strip() or part.shape != "elided":
        return
    earlier = [i for i in range(whole) if i not in parents]
    parents[whole] = earlier[-1] if earlier else None


def _list_gap(gap: str, *, first: bool) -> bool:
    """Whether the stretch between two counts of a list holds nothing but joining words."""
    words = [w.strip("\"'()،,؛;") for w in gap.split()]
    words = [w for w in words if w]
    grammar = toll_grammar()
    return len(words) <= (4 if first else 3) and all(
        w in grammar.joins or w in grammar.between_number_and_noun or w in grammar.indefinite or len(w) == 1
        for w in words
    )


def bind_harms(context: Context, phrases: list[CountPhrase], start: int, end: int) -> list[BoundCount]:
    """The phrases of one sentence that count harmed people, each with its harm; the others are left out."""
    words = _harm_words(context, phrases, start, end)
    verbs = [(w.hit.start, w.hit.end) for w in words]
    phrases = [
        p for p in phrases if p.shape in ("counted", "elided") or not any(s < p.end and p.start < e for s, e in verbs)
    ]
    parents = _parents(context, phrases, words, start, end)
    cues = context.reading.within(start, end, "discourse")
    bound: dict[int, BoundCount] = {}
    for index, phrase in enumerate(phrases):
        if index in parents:
            continue
        own = (
            _own(context, index, words, phrases, bound)
            or _governed(context, index, phrase, phrases, words)
            or _from_toll_word(context, phrase, cues)
        )
        own = own or _coordinated(context, index, phrases, bound)
        if own is not None:
            bound[index] = replace(
                own,
                update=_cued(context, cues, phrase, "update"),
                initial=_cued(context, cues, phrase, "initial"),
                correction=_cued(context, cues, phrase, "correction"),
            )
    _joined_behind(context, phrases, bound, parents)
    _others(context, phrases, bound)
    for index, whole in parents.items():
        part = _part(context, index, whole, phrases, words, bound)
        if part is not None:
            bound[index] = part
    order = sorted(bound)
    where = {old: new for new, old in enumerate(order)}
    return [
        replace(bound[i], parent=where.get(bound[i].parent) if bound[i].parent is not None else None)  # type: ignore[arg-type]
        for i in order
    ]


def _joined_behind(
    context: Context, phrases: list[CountPhrase], bound: dict[int, BoundCount], parents: dict[int, int | None]
) -> None:
    """Counts before the one that the passive governs: "a man, his wife and their three children were killed"."""
    for index in range(len(phrases) - 2, -1, -1):
        phrase, following = phrases[index], bound.get(index + 1)
        if index in bound or index in parents or following is None or phrase.shape not in ("bare", "counted"):
            continue
        if phrase.harm is not None or following.parent is not None or following.harm_start < following.phrase.end:
            continue
        if _list_gap(context.text[phrase.end : following.phrase.start], first=False):
            bound[index] = replace(following, phrase=phrase, rule=JOINED_COUNT, loaded=phrase.loaded)


def _others(context: Context, phrases: list[CountPhrase], bound: dict[int, BoundCount]) -> None:
    """ "Others" are of the group counted before them, where the same happened to them: "5 civilians died here, 3 others there".

    In English also where other things happened ("a soldier was killed and three others were injured").
    """
    for index in sorted(bound):
        before = [bound[i] for i in sorted(bound) if i < index and bound[i].parent is None]
        phrase = phrases[index]
        if not phrase.other or phrase.group is not None or not before:
            continue
        group, same = before[-1].phrase.group, before[-1].harm == bound[index].harm
        if group in ("civilian", "combatant") and (
            same or others_inherit(arabic=_is_arabic_at(context, phrase.end - 1))
        ):
            bound[index] = replace(bound[index], phrase=replace(phrase, group=group))


def _own(
    context: Context,
    index: int,
    words: list[_HarmWord],
    phrases: list[CountPhrase],
    bound: dict[int, BoundCount],
) -> BoundCount | None:
    """The harm that the noun itself says; one that counts by its form needs a harm word or a count that it is joined to."""
    phrase = phrases[index]
    if phrase.harm is None or (phrase.definite and phrase.shape != "counted"):
        return None
    harm = phrase.harm
    if phrase.victim and any(w.harm == "injured" and abs(w.hit.start - phrase.start) < 30 for w in words):
        harm = "killed_or_injured"
    joined = index - 1 in bound and _list_gap(context.text[phrases[index - 1].end : phrase.start], first=False)
    if phrase.shape == "bare" and not joined and not any(_cost(context, w, phrase, phrases, words) < 4 for w in words):
        return None
    if phrase.shape == "plural" and not any(w.weak and _cost(context, w, phrase, phrases, words) < 4.6 for w in words):
        return None
    return BoundCount(phrase, harm, f"toll.harm-noun.{phrase.shape}", phrase.start, loaded=phrase.loaded)


def _governed(
    context: Context, index: int, phrase: CountPhrase, phrases: list[CountPhrase], words: list[_HarmWord]
) -> BoundCount | None:
    """The harm of the nearest word that looks towards the phrase."""
    if phrase.shape == "plural" or phrase.harm is not None:
        return None
    ranked = sorted((_cost(context, w, phrase, phrases, words), w.hit.start, w) for w in words) if words else []
    if not ranked or ranked[0][0] > _REACH:
        return None
    if phrase.shape == "bare" and ranked[0][0] > (_RIGHT_BEHIND if phrase.kin else 5.0):
        return None
    if phrase.shape == "elided" and ranked[0][0] > 8.0:
        return None
    word = ranked[0][2]
    return BoundCount(
        phrase,
        word.harm,
        f"toll.harm-word.{word.looks}.{phrase.shape}",
        word.hit.start,
        loaded=phrase.loaded or word.hit.term.get("loaded", False),
        kind=word.hit.term.get("kind"),
    )


def _from_toll_word(context: Context, phrase: CountPhrase, cues: list[Hit]) -> BoundCount | None:
    """A count that a word such as "death toll" or حصيلة announces: ارتفعت الحصيلة إلى 26، "the toll had been put at 14".

    An update word right before the count carries the toll word over any distance in the sentence, and from behind it
    («ارتفعت إلى 26 مدنيا حصيلة القتلى»).
    """
    if phrase.shape not in ("elided", "counted") or phrase.harm is not None:
        return None
    updated = _cued(context, cues, phrase, "update", reach=_UPDATE_REACH)
    for cue in cues:
        if cue.id != "toll_word":
            continue
        before = cue.end <= phrase.start and (
            updated or context.words_between(cue.end, phrase.start) <= _TOLL_WORD_REACH
        )
        behind = (
            updated and phrase.end <= cue.start and context.words_between(phrase.end, cue.start) <= _TOLL_WORD_REACH
        )
        if before or behind:
            return BoundCount(
                phrase, str(cue.term.get("harm", "killed")), "toll.toll-word", min(cue.start, phrase.start)
            )
    return None


def _coordinated(
    context: Context, index: int, phrases: list[CountPhrase], bound: dict[int, BoundCount]
) -> BoundCount | None:
    """A count joined to the one before it: "12 civilians and 3 fighters" share their harm word."""
    previous = bound.get(index - 1)
    phrase = phrases[index]
    if previous is None or phrase.shape == "plural" or phrase.harm is not None:
        return None
    low, high = phrases[index - 1].end, phrase.start
    if not _list_gap(context.text[low:high], first=False) and not _located_list(context, low, high):
        return None
    return replace(previous, phrase=phrase, rule=JOINED_COUNT, parent=previous.parent, loaded=phrase.loaded)


def _located_list(context: Context, low: int, high: int) -> bool:
    """Whether two counts are told place by place: "four people in Douma and six in Harasta"."""
    said = context.reading.within(low, high, "place", "place_cue", "kind", "weapon")
    if high - low > _PLACE_BY_PLACE or not any(h.category == "place" for h in said):
        return False
    gap = list(context.text[low:high])
    for hit in said:
        gap[hit.start - low : hit.whole_end - low] = " " * (hit.whole_end - hit.start)
    grammar = toll_grammar()
    words = ["".join(c for c in w if c.isalnum()) for w in "".join(gap).split()]
    known = grammar.joins | grammar.after_elided | grammar.and_words | grammar.between_number_and_noun
    return all(not w or w in known or len(w) == 1 for w in words)


def _part(
    context: Context,
    index: int,
    whole: int | None,
    phrases: list[CountPhrase],
    words: list[_HarmWord],
    bound: dict[int, BoundCount],
) -> BoundCount | None:
    """A part of a whole: its harm is the whole's; where the whole is not counted, that of the nearest harm word."""
    phrase = phrases[index]
    parent = bound.get(whole) if whole is not None else None
    if parent is not None:
        harm = phrase.harm if phrase.harm not in (None, parent.harm) else parent.harm
        return BoundCount(
            phrase, str(harm), "toll.part-of-whole", parent.harm_start, whole, loaded=phrase.loaded, kind=parent.kind
        )
    earlier = [w for w in words if w.hit.end <= phrase.start]
    if not earlier or context.words_between(earlier[-1].hit.end, phrase.start) > 10:
        return None
    return BoundCount(
        phrase, earlier[-1].harm, "toll.part-of-uncounted-whole", earlier[-1].hit.start, loaded=phrase.loaded
    )


def _cued(context: Context, cues: list[Hit], phrase: CountPhrase, name: str, reach: int = 7) -> bool:
    """Whether an update or initial cue stands shortly before the phrase, or further off with "to" right before it."""
    words = context.text[max(0, phrase.start - 12) : phrase.start].split()
    to = bool(words) and words[-1] in toll_grammar().to_words
    return any(
        c.id == name
        and c.end <= phrase.start
        and context.words_between(c.end, phrase.start) <= (_TO_REACH if to else reach)
        for c in cues
    )
