"""Decides what happened to the people of each count phrase of a sentence.

Rule: a noun that says the harm itself (قتيل, "wounded") decides. Otherwise the nearest harm word that looks towards the
phrase does: Arabic verbs and verbal nouns look ahead (مقتل 12 مواطنا) unless the verb is plural and follows (12 سوريا
قتلوا); English actives look ahead ("killing 12"), passives look back ("12 people were killed"). Two harm words with one
count make one figure of killed-or-injured (مقتل وإصابة 3440). Parts after "including" take the harm of their whole
(standards R10); joined counts without a word of their own take that of the count before them.
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.context import Context
from tawthiq.extract.counts.arabic_counts import found_alive, harm_of_them, lived
from tawthiq.extract.counts.arabic_subjects import ONE_OF_THEM, is_object, one_nearer
from tawthiq.extract.counts.bare_counts import BODIES
from tawthiq.extract.counts.bound_count import JOINED_COUNT as JOINED_COUNT
from tawthiq.extract.counts.bound_count import BoundCount as BoundCount
from tawthiq.extract.counts.bound_count import child_of
from tawthiq.extract.counts.count_parts import list_gap, parts_of
from tawthiq.extract.counts.count_phrase import CountPhrase
from tawthiq.extract.counts.english_barred import counted_among_the_hurt, harms_nobody
from tawthiq.extract.counts.english_changes import said_otherwise
from tawthiq.extract.counts.english_counts import harm_of_those
from tawthiq.extract.counts.english_objects import (
    behind_an_aside,
    left_so,
    own_end,
    reach_of_kin,
    refers_back,
    told_beside,
    with_an_article,
)
from tawthiq.extract.counts.english_parts import apposed_to_the_harmed, harm_among, harm_of_the_list
from tawthiq.extract.counts.gapped_counts import gapped
from tawthiq.extract.counts.harm_cost import REACH, RIGHT_BEHIND, in_reach, reach_cost, wants_before_all
from tawthiq.extract.counts.harm_words import HarmWord, first_word, harm_words
from tawthiq.extract.counts.kin_counts import kin_joined
from tawthiq.extract.counts.known_people import got_out, let_go, only_told, some_of_the_harmed
from tawthiq.extract.counts.later_deaths import harm_of_noun, in_the_end, told_of_its_object
from tawthiq.extract.counts.located_lists import located_list
from tawthiq.extract.counts.other_deeds import done_otherwise
from tawthiq.extract.counts.shared_counts import under_one_toll
from tawthiq.extract.counts.told_groups import households, names_others, of_their_group, others_among, some_of_attackers
from tawthiq.extract.counts.toll_words import cued, earlier_figure, from_toll_word, its_own_toll, risen
from tawthiq.extract.counts.uncounted_harms import among_whom, denied, opens_a_report, suffered_by, under_one_number
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic
from tawthiq.text.phrases import Hit

_OF_THOSE: Final = "toll.of-those"
_RISING: Final = frozenset({"killed", "injured"})
_FOUND: Final = 14
"""Words at most between a word for finding and the body found."""
_OBJECT: Final = 10.0
"""The cost up to which an Arabic verb of harm governs its object."""
_NEAR_NOUN: Final = 4.0
_NEAR_BODY: Final = 7.0
"""The cost up to which a harm word stands by a noun that counts by its form and says the harm itself; a body's finder may be named between."""
_TOWN: Final = 500
"""People from which those trapped are so in a place, not under rubble."""
_BEHIND_AND: Final = 8
"""Code points before a count in which "and" stands."""
_HELD: Final = frozenset({"detained", "abducted", "missing"})


def bind_harms(context: Context, phrases: list[CountPhrase], start: int, end: int) -> list[BoundCount]:
    """The phrases of one sentence that count harmed people, each with its harm; the others are left out."""
    words = harm_words(context, phrases, start, end)
    verbs = [(w.hit.start, w.hit.end) for w in words]
    vague = [p for p in phrases if p.shape == "counted" and p.count.qualifier == "vague"]
    if vague and words:  # "125 people sustained various injuries" counts once
        phrases = [p for p in phrases if p not in vague or not any(s < p.start and p.end <= e for s, e in verbs)]
    phrases = [
        p
        for i, p in enumerate(phrases)
        if p.shape in ("counted", "elided")
        or not any(
            s < p.end
            and p.start < e
            and not (p.harm is not None and (e - s < p.end - p.start or opens_a_report(context, i, phrases)))
            for s, e in verbs
        )
    ]  # a verb within a longer noun of harm is none (جرح in الجرحى)
    parents = parts_of(context, phrases, words, start, end)
    cues = context.reading.within(start, end, "discourse")
    bound: dict[int, BoundCount] = {}
    for index, phrase in enumerate(phrases):
        if index in parents or _told_with_the_next(context, index, phrases):
            continue
        own = (
            _own(context, index, words, phrases, bound)
            or _apposed(context, index, phrases, start)
            or (from_toll_word(context, phrase, cues) if its_own_toll(context, phrase, cues) else None)
            or _governed(context, index, phrase, phrases, words)
            or from_toll_word(context, phrase, cues)
            or risen(context, phrase, cues, words)
        )
        own = (
            own or _coordinated(context, index, phrases, bound, parents) or earlier_figure(context, phrase, cues, bound)
        )
        own = own or _along_with(context, phrase, words) or _of_those(context, phrase, start)
        if own is None or (own.harm == BODIES and found_alive(context, phrase, end)) or only_told(context, phrase):
            continue
        if harms_nobody(context, phrase, own.harm, joined=own.rule == JOINED_COUNT) or lived(context, phrase):
            continue
        if done_otherwise(context, phrase, own.harm_start):
            continue
        at = first_word(words, own.harm_start)
        governing = words[at] if at < len(words) and words[at].hit.start == own.harm_start else None
        if counted_among_the_hurt(phrase, governing, [b.harm for b in bound.values()]):
            continue
        if own.harm == "trapped" and own.phrase.count.low >= _TOWN:
            own = replace(own, harm="besieged")  # "250,000 people are trapped in the east of the city"
        if own.harm in _HELD | {"trapped"} and (let_go(context, phrase) or got_out(context, phrase)):
            continue
        if own.harm in _RISING and under_one_toll(context, phrase, phrases, cues):
            own = replace(own, harm="killed_or_injured")
        told = tuple([cued(context, cues, phrase, name) for name in ("update", "initial", "correction")])
        if told != (own.update, own.initial, own.correction):  # of most counts a text says none of them
            own = replace(own, update=told[0], initial=told[1], correction=told[2])
        bound[index] = own
    _joined_behind(context, phrases, bound, parents)
    households(context, phrases, bound)
    others_among(context, phrases, bound, parents)
    for index, whole in parents.items():
        part = _part(context, index, whole, phrases, words, bound, cues)
        if part is not None:
            bound[index] = part
    order = sorted(bound)
    where = {old: new for new, old in enumerate(order)}
    return [child_of(bound[i], where) for i in order]


def _joined_behind(
    context: Context, phrases: list[CountPhrase], bound: dict[int, BoundCount], parents: dict[int, int | None]
) -> None:
    """Counts before the one that the passive governs: "a man, his wife and their three children were killed"."""
    for index in range(len(phrases) - 2, -1, -1):
        phrase, following = phrases[index], bound.get(index + 1)
        if index in bound or index in parents or following is None or phrase.shape not in ("bare", "counted"):
            continue
        if phrase.harm is not None or following.parent is not None:
            continue
        said = following.phrase.harm is not None
        told = said and (_passive_within(context, following.phrase) or left_so(context, phrases, index))
        if following.harm_start < following.phrase.end and not told and following.rule != _OF_THOSE:
            continue
        low, high = phrase.end, following.phrase.start
        one = following.phrase.shape == "bare" and with_an_article(context, low, high)
        if one or list_gap(context.text[low:high], first=False) or behind_an_aside(context, low, high):
            bound[index] = replace(following, phrase=phrase, rule=JOINED_COUNT, loaded=phrase.loaded)


def _told_with_the_next(context: Context, index: int, phrases: list[CountPhrase]) -> bool:
    """Whether English counts people behind "and" whose harm is the next count's: "a man was killed and two women and a child were hurt"."""
    phrase, following = phrases[index], phrases[index + 1] if index + 1 < len(phrases) else None
    if (
        following is None
        or following.harm is None
        or phrase.harm is not None
        or phrase.shape not in ("bare", "counted")
    ):
        return False
    if is_arabic(context.text[phrase.start]) or not list_gap(context.text[phrase.end : following.start], first=False):
        return False
    before = context.text[max(0, phrase.start - _BEHIND_AND) : phrase.start].split()[-1:]
    earlier = phrases[index - 1].harm if index else None
    joined = bool(before) and before[0] in toll_grammar().and_words
    return joined and earlier != following.harm and _passive_within(context, following)


def _passive_within(context: Context, phrase: CountPhrase) -> bool:
    """Whether a count's own words are told in the passive: "a woman and three children were injured"."""
    words = context.text[phrase.start : phrase.end].split()
    return any(w in toll_grammar().passives for w in words)


def _own(
    context: Context,
    index: int,
    words: list[HarmWord],
    phrases: list[CountPhrase],
    bound: dict[int, BoundCount],
) -> BoundCount | None:
    """The harm that the noun itself says; one that counts by its form needs a harm word or a count that it is joined to."""
    phrase = phrases[index]
    if phrase.shape == "plural" and phrase.harm is not None and under_one_number(context, index, phrases):
        return BoundCount(phrase, phrase.harm, "toll.harm-noun.plural", phrase.start, loaded=phrase.loaded)
    if phrase.harm is not None and opens_a_report(context, index, phrases):
        told = among_whom(context, phrase)
        return BoundCount(told, phrase.harm, "toll.harm-noun.heading", phrase.start, loaded=phrase.loaded)
    if phrase.harm is None or (phrase.definite and phrase.shape != "counted"):
        return None
    harm = harm_of_noun(context, phrase, words)
    if harm == phrase.harm and some_of_the_harmed(context, phrase):
        return None
    if phrase.victim and any(w.harm == "injured" and abs(w.hit.start - phrase.start) < 30 for w in words):
        harm = "killed_or_injured"
    joined = index - 1 in bound and list_gap(context.text[phrases[index - 1].end : phrase.start], first=False)
    joined = joined or _says_itself(context, index, phrases)
    near = _NEAR_BODY if harm == BODIES else _NEAR_NOUN
    if (
        phrase.shape == "bare"
        and not joined
        and not any(
            reach_cost(context, w, phrase, phrases, words) < near for w in in_reach(context, words, phrase, phrases)
        )
        and not (harm == BODIES and _found_before(context, phrase, words))
    ):
        return None
    if phrase.shape == "plural" and is_arabic(context.text[phrase.start]):
        begin = context.sentence_bounds(phrase.start)[0]
        if denied(context, begin, phrase.start):
            return None
    if phrase.shape == "plural" and not any(
        w.weak and reach_cost(context, w, phrase, phrases, words) < 4.6
        for w in in_reach(context, words, phrase, phrases)
    ):
        return None
    return BoundCount(phrase, harm, f"toll.harm-noun.{phrase.shape}", phrase.start, loaded=phrase.loaded)


def _found_before(context: Context, phrase: CountPhrase, words: list[HarmWord]) -> bool:
    """Whether a body stands behind "on" and further back a word for finding: «عثر الأهالي، صباح اليوم الثلاثاء، على جثة شاب»."""
    before = context.text[max(0, phrase.start - 8) : phrase.start].split()[-1:]
    if not before or before[0] not in toll_grammar().found_on:
        return False
    found = [w for w in words if w.harm == BODIES and w.hit.end <= phrase.start]
    return bool(found) and context.words_between(found[-1].hit.end, phrase.start) <= _FOUND


def _says_itself(context: Context, index: int, phrases: list[CountPhrase]) -> bool:
    """Whether a noun of harm that counts by its form needs no other word: an Arabic dual, or one joined to the next such count.

    «بلغت قتيلين و5 جرحى», «قتيل وثلاثة جرحى في انفجار».
    """
    phrase = phrases[index]
    if phrase.definite or not is_arabic(context.text[phrase.start]) or phrase.harm not in ("killed", "injured"):
        return False
    if phrase.count.low == 2:
        return True
    following = phrases[index + 1] if index + 1 < len(phrases) else None
    if following is None or following.harm not in ("killed", "injured") or following.harm == phrase.harm:
        return False
    return following.shape in ("counted", "bare") and list_gap(context.text[phrase.end : following.start], first=False)


def _governed(
    context: Context, index: int, phrase: CountPhrase, phrases: list[CountPhrase], words: list[HarmWord]
) -> BoundCount | None:
    """The harm of the nearest word that looks towards the phrase."""
    plural = suffered_by(context, phrase, words, phrases)
    if plural is not None:
        loaded = phrase.loaded or plural.hit.term.get("loaded", False)
        return BoundCount(phrase, plural.harm, "toll.harm-word.after.plural", plural.hit.start, loaded=loaded)
    if phrase.shape == "plural" or phrase.harm is not None:
        return None
    near = [w for w in in_reach(context, words, phrase, phrases) if not told_of_its_object(context, w, phrase, phrases)]
    costs = [(reach_cost(context, w, phrase, phrases, words), w.hit.start, w) for w in near]
    if not costs:
        return None
    cost, _, word = min(costs)
    if cost > REACH:
        return None
    if phrase.shape == "bare" and cost > _bare_reach(context, phrase, word, phrases):
        return None
    if phrase.shape == "elided" and cost > 8.0:
        return None
    word = in_the_end(context, word, words)
    return BoundCount(
        phrase,
        word.harm,
        f"toll.harm-word.{word.looks}.{phrase.shape}",
        word.hit.start,
        loaded=phrase.loaded or word.hit.term.get("loaded", False),
        kind=word.hit.term.get("kind"),
    )


def _bare_reach(context: Context, phrase: CountPhrase, word: HarmWord, phrases: list[CountPhrase]) -> float:
    """The cost up to which a word of harm governs one or two persons told without a number.

    An Arabic object in the accusative is the verb's over any subject between («اغتال مجهولون يستقلون دراجة نارية عنصرا»),
    and a pronoun on the verb refers back to it («استهدف قناص امرأة قرب منزلها فقتلها»). Kin stand right behind their harm,
    behind one that is no harm elsewhere too («قضت أم وطفلتها»).
    """
    if phrase.kin and wants_before_all(word) and (phrase.count.low > 1 or phrase.rule == ONE_OF_THEM):
        return _OBJECT  # «أطلقوا النار على شقيقين … ما أدى إلى مقتلهما»
    if phrase.kin:
        if word.harm in _RISING and (told := reach_of_kin(context, phrase, word)):
            return told
        human = phrase.group != "combatant" and phrase.start - word.hit.end <= 1  # «سقطت مقاتلة» is an aircraft
        return RIGHT_BEHIND + 2.5 * (word.weak and human)
    if refers_back(context, word):
        return REACH
    if wants_before_all(word):
        return 0.0 if one_nearer(phrase, word.hit, phrases) else _OBJECT
    if word.looks == "after" and is_object(context, phrase):
        return _OBJECT
    return 5.0


def _coordinated(
    context: Context,
    index: int,
    phrases: list[CountPhrase],
    bound: dict[int, BoundCount],
    parents: dict[int, int | None],
) -> BoundCount | None:
    """A count joined to the one before it, or to that one's parts: "12 civilians and 3 fighters" share their harm word.

    «تسعة مدنيين بينهم ثلاثة أطفال في بليون وأربعة مدنيين في البارة»: told place by place, with their parts.
    """
    previous = bound.get(index - 1)
    whole = parents.get(index - 1)
    told = next((i for i in range(index - 1, -1, -1) if phrases[i].shape != "plural"), -1)
    if told in bound and kin_joined(context, phrases[told], phrases[index]):
        return replace(bound[told], phrase=phrases[index], rule=JOINED_COUNT, loaded=phrases[index].loaded)
    if previous is None and whole is not None and located_list(context, phrases[index - 1].end, phrases[index].start):
        previous = bound.get(whole)
    phrase = phrases[index]
    if previous is None or phrase.shape == "plural" or phrase.harm is not None:
        return None
    low, high = phrases[index - 1].end, phrase.start
    if not list_gap(context.text[low:high], first=False):
        if said_otherwise(context, low, phrase):
            return replace(previous, phrase=phrase, rule="toll.said-otherwise", parent=None, loaded=phrase.loaded)
        if not (
            located_list(context, low, high)
            or gapped(context, previous.harm_start, low, phrase)
            or behind_an_aside(context, low, phrase.start)
            or (phrase.shape == "bare" and with_an_article(context, low, phrase.start))
        ):
            return None
        if phrase.shape == "elided" and phrase.group is None and previous.phrase.group == "civilian":
            phrase = replace(phrase, group="civilian")  # «أربعة مدنيين في سراقب واثنين في حيش»
    return replace(previous, phrase=phrase, rule=JOINED_COUNT, parent=previous.parent, loaded=phrase.loaded)


def _apposed(context: Context, index: int, phrases: list[CountPhrase], start: int) -> BoundCount | None:
    """A count in the list right behind the noun for the harmed: "the victims, six women and three men, had fled"."""
    harm = apposed_to_the_harmed(context, index, phrases, start)
    return BoundCount(phrases[index], harm, "toll.apposed", start, loaded=phrases[index].loaded) if harm else None


def _of_those(context: Context, phrase: CountPhrase, start: int) -> BoundCount | None:
    """A count told out of those harmed, or said to be them: "of those killed in the raid, eight were children"."""
    harm = harm_of_those(context, phrase, start) or harm_of_them(context, phrase)
    harm = harm or harm_among(context, phrase) or harm_of_the_list(context, phrase, start)
    return BoundCount(phrase, harm, _OF_THOSE, phrase.start, loaded=phrase.loaded) if harm is not None else None


def _along_with(context: Context, phrase: CountPhrase, words: list[HarmWord]) -> BoundCount | None:
    """Others who suffered the same as the subject told before: "he was killed in the strike, along with dozens of others"."""
    word = told_beside(context, phrase, words)
    if word is None:
        return None
    return BoundCount(phrase, word.harm, "toll.along-with", word.hit.start, loaded=phrase.loaded)


def _part(
    context: Context,
    index: int,
    whole: int | None,
    phrases: list[CountPhrase],
    words: list[HarmWord],
    bound: dict[int, BoundCount],
    cues: list[Hit],
) -> BoundCount | None:
    """A part of a whole: its harm is the whole's; where the whole is not counted, that of the nearest harm word."""
    phrase = phrases[index]
    if phrase.shape == "plural" and phrase.group is None and is_arabic(context.text[phrase.start]):
        return None  # «معظمهم من أبناء الساحل» says nothing of who they were
    parent = bound.get(whole) if whole is not None else None
    named = [c for c in cues if c.id == "including" and c.term.get("harm") and c.end <= phrase.start]
    if parent is not None and not names_others(context, named, parent.harm, parent.phrase.end):
        harm = phrase.harm if phrase.harm not in (None, parent.harm) else parent.harm
        harm = own_end(context, phrase, words) or harm
        phrase = of_their_group(context, phrase, parent.phrase)
        return BoundCount(
            phrase, str(harm), "toll.part-of-whole", parent.harm_start, whole, loaded=phrase.loaded, kind=parent.kind
        )
    if named:  # "among the dead were two doctors", "the victims included nine children"
        harm = str(phrase.harm or named[-1].term.get("harm"))
        return BoundCount(phrase, harm, "toll.part-of-uncounted-whole", named[-1].start, loaded=phrase.loaded)
    if phrase.shape == "counted" and phrase.harm is not None and not is_arabic(context.text[phrase.end - 1]):
        rule = "toll.part-of-uncounted-whole"  # "it received 13 people, four of whom were dead"
        return BoundCount(phrase, phrase.harm, rule, phrase.start, loaded=phrase.loaded)
    opened = phrase.start
    if not is_arabic(context.text[phrase.end - 1]):  # «من بين القتلى ثلاثة موظفين» says the harm behind its cue
        opened = max((c.start for c in cues if c.id == "including" and c.end <= phrase.start), default=opened)
    earlier = [w for w in words if w.hit.end <= opened]
    if whole is not None and some_of_attackers(context, phrase, phrases[whole], earlier):
        return None
    if not earlier or context.words_between(earlier[-1].hit.end, opened) > 10:
        return None
    return BoundCount(
        phrase, earlier[-1].harm, "toll.part-of-uncounted-whole", earlier[-1].hit.start, loaded=phrase.loaded
    )
