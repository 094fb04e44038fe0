"""Nouns that count people without a number: a dual, a bare singular, a named person behind a harm, a plural of unknown size."""

from __future__ import annotations

from typing import Final

from tawthiq.domain.toll import Count
from tawthiq.extract.context import Context
from tawthiq.extract.counts.arabic_subjects import ONE_OF_THEM, only_told_of, told_later
from tawthiq.extract.counts.completed_harms import says_harm
from tawthiq.extract.counts.count_phrase import OF_PEOPLE, QUOTES, CountPhrase, group_of
from tawthiq.extract.counts.headline_persons import in_a_headline
from tawthiq.extract.counts.named_victims import name_at
from tawthiq.extract.counts.other_words import another_word, is_a_verb, one_case, young_kin
from tawthiq.extract.counts.single_victims import counts_one, named_behind, of_an_armed_party, told_end
from tawthiq.extract.counts.told_by_others import (
    governs_nothing,
    hangs_on_another,
    kin_of_somebody,
    qualifies,
    somebodys,
    struck_as_somebodys,
)
from tawthiq.extract.counts.wounds import told_as_a_killing
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic
from tawthiq.text.last_words import last_words
from tawthiq.text.phrases import Hit

_FATHA: Final = "\u064e"
_KASRA: Final = "\u0650"
_SHADDA: Final = "\u0651"
_JOINED: Final = 12
"""Code points before a noun in which the word that joins it to what stands before is looked for."""
_NEXT: Final = 24
"""Code points that a verb of harm takes before the word behind it."""
_HUNDRED: Final = 100
_DOER: Final = 40
"""Code points before a victim within which the verb stands, with who did it between."""
_TOLD: Final = 60
"""Code points before a named victim within which the verb stands, with who did it and when between."""
_DENIED: Final = 40
"""Code points before "one of them" within which it is denied."""
_LISTED: Final = 60
"""Code points from a count of a list that goes place by place to its next member."""
BODIES: Final = "bodies_found"
"""The harm of a noun for the dead found."""


def by_form(context: Context, hit: Hit, people: list[Hit], start: int) -> CountPhrase | None:
    """A noun that counts without a number: dual, bare singular, or a plural of unknown size."""
    number, definite = _number(context, hit), hit.prefix.endswith(toll_grammar().definite_endings)
    if hit.term.get("other", False):
        return _one_more(context, hit)
    if (
        hit.term.get("those")
        or (hit.term.get("back") and is_arabic(context.text[hit.start]))  # «منهم أطفال» counts children
        or _describes_next(context, hit, people)
        or _between_two_harms(context, hit)
        or is_a_verb(context, hit)
        or _only_related(context, hit, people)
        or another_word(context, hit, people)
        or _somebodys_family(context, hit, people)
    ):
        return None
    if hit.term.get("counted", False) and not (
        number in ("singular", "dual") and hit.term.get("harm") is None and _suffered(context, hit)
    ):
        return None
    if number == "plural" and _one_of(context, hit, start) is not None:
        return _one_of(context, hit, start)
    if number in ("singular", "dual") and definite and (_named_victim(context, hit) or _told_later(context, hit)):
        definite = False
    if number == "singular" and definite and _one_of_the_household(context, hit, people):
        one = Count(1, 1, 1)
        begin = hit.start - len(toll_grammar().article)
        return CountPhrase(begin, hit.end, one, group_of([hit]), None, "bare", "count.one-of-the-household", kin=True)
    if number != "plural" and (definite or number not in ("dual", "singular")):
        return None
    if number in ("singular", "plural") and any(
        h.start - hit.end <= 1 and h.term.get("form") == "verb" and not _names(context, h)
        for h in context.reading.within(hit.end, hit.end + 20, "say")
    ):
        return None  # "an official said"
    english = not is_arabic(context.text[hit.start])
    if english and number == "singular" and (governs_nothing(context, hit) or hangs_on_another(context, hit, people)):
        return None
    nation = bool(context.reading.within(hit.start, hit.end, "nationality"))  # "Syrian Democratic Forces" is no name
    single = english and number == "singular" and not nation
    end = named_behind(context, hit.end, title=bool(hit.term.get("title"))) if single else hit.end
    told = english and (kin_of_somebody(context, hit, people) or somebodys(context, hit))
    theirs = number == "singular" and bool(hit.suffix) and not english and _right_behind(context, hit)
    if (number == "singular" or (number == "dual" and english)) and not theirs and not _indefinite(context, hit, start):
        headline = english and number == "singular" and in_a_headline(context, hit, people)
        if not told and not headline and (not english or not counts_one(context, hit, start, named=end > hit.end)):
            return None  # «فقتل سائقها» counts one
        if any(h.start - end <= 1 for h in context.reading.within(end, end + 20, "say")):
            return None  # "commander Omar Hassan said"
    if not english and number == "singular" and _under_a_hundred_or_more(context, hit, people):
        return None  # «700 امرأة وطفل»
    harm = hit.term.get("harm")
    group = "combatant" if of_an_armed_party(context, hit, hit.start) else group_of([hit])
    named = single and end > hit.end
    counted = hit.term.get("unit") and context.numbers_in(end, end + _NEXT)  # "a family of four was killed"
    plain = not hit.term.get("kin") or kin_of_somebody(context, hit, people)
    if english and number == "singular" and plain and not counted:
        end = told_end(context, end, context.sentence_bounds(hit.start)[1])
    kin = (
        theirs
        or (english and number == "singular" and somebodys(context, hit))
        or (
            hit.term.get("kin", False)
            and not (english and (_with_article(context, hit, start) or kin_of_somebody(context, hit, people)))
        )
    )
    after = next((h for h in people if h.start >= hit.end), None)
    if (
        after is not None
        and after.id != "people"
        and (after.prefix == "" or _belongs(hit, after) or _of_the_body(hit, after) or young_kin(hit, after))
        and after.whole_start - hit.end <= 1
        and not context.text[hit.end : after.whole_start].strip()
        and not (number == "plural" and definite and after.prefix == "")  # «بين المصابين نساء»
        and (english or one_case(context, hit, after))
    ):
        end, group = max(end, after.end), (None if young_kin(hit, after) else group) or after.id  # عائلة نازحة
    count, shape, rule = Count(1, 1, 1), "bare", "count.bare-singular"
    if number == "dual":
        count, rule = Count(2, 2, 2), "count.dual"
    elif number == "plural":
        if hit.term.get("status"):
            return None
        count, shape, rule = Count(1, None, None, "unquantified"), "plural", "count.plural-without-number"
    return CountPhrase(
        hit.start,
        end,
        count,
        group,
        harm,
        shape,
        rule,
        loaded=hit.term.get("loaded", False),
        victim=hit.term.get("victim", False),
        definite=definite,
        named=named,
        kin=kin,
    )


def _number(context: Context, hit: Hit) -> str | None:
    """The grammatical number of a noun: an Arabic ending written alike for plural and dual is a dual where vowels say so."""
    number: str | None = hit.term.get("number")
    if number != "plural" or context.text[hit.end - 2 : hit.end] != toll_grammar().accusative_endings[1]:
        return number
    said = context.quote(hit.start, hit.end).text.replace(_SHADDA, "").rstrip(_KASRA)
    return "dual" if said[-3:-2] == _FATHA else number


def _somebodys_family(context: Context, hit: Hit, people: list[Hit]) -> bool:
    """Whether an Arabic family is named by one of it and no harm stands right before it: «أبلغت عائلة المعتقل سامر بوفاته»."""
    if not hit.term.get("unit") or hit.term.get("number") != "singular" or not is_arabic(context.text[hit.start]):
        return False
    of_one = any(
        h.whole_start - hit.end == 1 and h.prefix == toll_grammar().article and h.term.get("number") == "singular"
        for h in people
    )
    lost = any(  # «فقدت عائلة ثلاثة من أبنائها»
        h.term.get("loses")
        and hit.whole_start - h.end == 1
        and says_harm(context, h, context.sentence_bounds(h.start)[1])
        for h in context.reading.within(max(0, hit.whole_start - _JOINED), hit.whole_start, "harm")
    )
    return lost or (of_one and not _right_behind(context, hit))


def _describes_next(context: Context, hit: Hit, people: list[Hit]) -> bool:
    """Whether an English word for one of a people only describes the noun right behind it: "an Iraqi couple"."""
    if is_arabic(context.text[hit.start]) or hit.id != "people" or hit.term.get("number") != "singular":
        return False
    behind = next((h for h in people if h.start >= hit.end), None)
    nation = bool(context.reading.within(hit.start, hit.end, "nationality"))
    return nation and behind is not None and behind.start - hit.end == 1


def _between_two_harms(context: Context, hit: Hit) -> bool:
    """Whether a singular noun of harm is one of two that part people counted elsewhere or not at all: «أوقعوهم بين قتيل وجريح»."""
    if hit.term.get("harm") not in ("killed", "injured") or not is_arabic(context.text[hit.start]):
        return False
    before = context.text[max(0, hit.start - _NEXT) : hit.start].split(" ")
    words = [w for w in before if w]
    if hit.prefix in toll_grammar().and_words and hit.prefix:
        words = words[:-2]  # the joining letter, and the other harm
    return bool(words) and words[-1] in toll_grammar().shared_between


def _only_related(context: Context, hit: Hit, people: list[Hit]) -> bool:
    """Whether an Arabic dual of kin only says how the two right before it are related: «طفلين شقيقين»."""
    if not hit.term.get("kin") or hit.prefix or hit.term.get("number") != "dual":
        return False
    before = next((h for h in reversed(people) if h.end <= hit.start), None)
    if before is None or before.term.get("number") != "dual" or not is_arabic(context.text[hit.start]):
        return False
    return not context.text[before.whole_end : hit.start].strip(QUOTES + " ")


def _under_a_hundred_or_more(context: Context, hit: Hit, people: list[Hit]) -> bool:
    """Whether an Arabic singular is joined to another under one number of a hundred or more, whose noun is singular too."""
    if hit.prefix not in toll_grammar().and_words or not hit.prefix or hit.term.get("harm"):
        return False
    before = next(
        (h for h in reversed(people) if h.end <= hit.whole_start and h.term.get("number") == "singular"), None
    )
    if before is None or context.text[before.end : hit.whole_start].strip():
        return False
    numbers = context.numbers_in(max(0, before.whole_start - _DOER), before.whole_start)
    return (
        bool(numbers)
        and not context.text[numbers[-1].core_end : before.whole_start].strip()
        and (max(numbers[-1].low or 0, numbers[-1].high or 0) >= _HUNDRED)
    )


def _one_of_the_household(context: Context, hit: Hit, people: list[Hit]) -> bool:
    """Whether one of kin stands with the article in a list of all those counted before it: «خمسة، هم الأب والأم وثلاثة أطفال»."""
    article = toll_grammar().article
    if not hit.term.get("kin") or not hit.prefix.endswith(article):
        return False
    low = max(0, hit.whole_start - _LISTED)
    cues = context.reading.of_id(low, hit.whole_start, "discourse", "consisting")
    if not cues:
        return False
    gap = list(context.text[cues[-1].whole_end : hit.whole_start])
    for kin in people:
        if kin.whole_start >= cues[-1].whole_end and kin.end <= hit.whole_start and kin.term.get("kin"):
            at = kin.whole_start - cues[-1].whole_end
            gap[at : at + kin.end - kin.whole_start] = " " * (kin.end - kin.whole_start)
    return not "".join(gap).strip(QUOTES + " ,")


def _suffered(context: Context, hit: Hit) -> bool:
    """Whether one of whom only a number usually tells stands right behind a harm: «اغتيل رئيس المجلس», «مقتل المدرس خالد».

    Or in a list of those among whom it came to it: «بينهم ثمانية أطفال ومديرة المدرسة».
    """
    if hit.prefix in toll_grammar().and_words and hit.prefix:
        before = context.reading.within(max(0, hit.whole_start - _LISTED), hit.whole_start, "discourse", "people")
        told = any(h.id == "including" for h in before)
        return told and before[-1].category == "people" and not context.text[before[-1].end : hit.whole_start].strip()
    if hit.prefix:
        if any(a.start <= hit.whole_start for a in context.reading.within(hit.whole_start, hit.end, "actor")):
            return False  # «ألغام الحوثي»: the party's name
        return (not hit.term.get("office") and _named_victim(context, hit)) or _told_later(context, hit)
    return _right_behind(context, hit) or _among(context, hit)


def _told_later(context: Context, hit: Hit) -> bool:
    """Whether one with the article is named, and a harm behind is the one's: «أطلقوا النار على الشاب خالد … ما أدى لمقتله»."""
    article = hit.prefix.endswith(toll_grammar().definite_endings) and hit.term.get("number") == "singular"
    if not article or hit.term.get("harm") not in (None, "killed") or hit.term.get("kin"):
        return False
    if hit.term.get("harm") and name_at(context, hit.end, hit.end + _TOLD) == hit.end:
        return False  # «الشهيد عمر الذي ارتقى»
    end = context.sentence_bounds(hit.start)[1]
    return told_later(context, hit, end)


def _among(context: Context, hit: Hit) -> bool:
    """Whether an office stands right behind a word that opens a list of parts: «بينهم رئيس المجلس المحلي»."""
    before = context.reading.within(max(0, hit.whole_start - _NEXT), hit.whole_start, "discourse")
    opens = bool(before) and before[-1].id == "including" and bool(hit.term.get("office"))
    return opens and not context.text[before[-1].end : hit.whole_start].strip()


def _names(context: Context, verb: Hit) -> bool:
    """Whether a verb that is one of saying as folded is written as the one that names: «شاب يدعى محمود»."""
    maqsura = toll_grammar().maqsura
    return is_arabic(context.text[verb.start]) and context.reading.quote(verb.end - 1, verb.end).text == maqsura


def _right_behind(context: Context, hit: Hit) -> bool:
    """Whether a noun stands right behind a harm that only people suffer."""
    return any(
        h.id in OF_PEOPLE and not context.text[h.whole_end : hit.whole_start].strip(QUOTES + " ")
        for h in context.reading.within(max(0, hit.whole_start - _NEXT), hit.whole_start, "harm")
    )


def _belongs(body: Hit, hit: Hit) -> bool:
    """Whether a noun says whose the bodies before it are: «جثتين لشابين»."""
    return body.term.get("harm") == BODIES and hit.prefix in toll_grammar().belonging_letters


def _of_the_body(body: Hit, hit: Hit) -> bool:
    """Whether a definite noun says whose the one body before it is: «جثة الشاب», whose name follows."""
    one = body.term.get("harm") == BODIES and body.term.get("number") == "singular" and body.prefix == ""
    return one and hit.prefix == toll_grammar().article and hit.term.get("number") == "singular"


def _one_of(context: Context, hit: Hit, start: int) -> CountPhrase | None:
    """One of a plural right behind a harm: «مقتل أحد الحراس وإصابة آخر»."""
    words = last_words(context.text, start, hit.whole_start, 1)
    word = words[-1] if words else ""
    article = toll_grammar().article
    bare = word if word in toll_grammar().one_of else word[1:]
    if bare not in toll_grammar().one_of or hit.prefix not in ("", article):
        return None
    denied = context.reading.within(max(start, hit.whole_start - _DENIED), hit.whole_start, "discourse")
    if hit.term.get("back") and any(h.id == "negation" for h in denied):
        return None  # «دون أن يفارق أحد منهم الحياة»
    begin = context.text.rfind(bare, start, hit.whole_start)
    group = group_of([hit]) or ("woman" if bare in toll_grammar().one_woman_of else None)
    return CountPhrase(
        begin, hit.end, Count(1, 1, 1), group, None, "bare", ONE_OF_THEM,
        loaded=hit.term.get("loaded", False), kin=True,
    )  # fmt: skip


def _one_more(context: Context, hit: Hit) -> CountPhrase | None:
    """One other beside the verb of a harm, the noun being the one told before: «قُتل مدني وأصيب آخر», "another was wounded"."""
    if hit.term.get("number") == "plural" and is_arabic(context.text[hit.start]) and not hit.prefix:
        others = Count(1, None, None, "unquantified")  # «وأصيب آخرون»
        rule = "count.plural-without-number"
        return CountPhrase(hit.start, hit.end, others, None, None, "plural", rule, other=True)
    if hit.term.get("number") not in ("singular", "dual"):
        return None
    if hit.prefix in toll_grammar().and_words and hit.prefix and is_arabic(context.text[hit.start]):
        placed = context.text[hit.end : hit.end + _NEXT].split(maxsplit=1)[:1]
        counted = context.numbers_in(max(0, hit.start - _LISTED), hit.start)
        if placed and placed[0] in toll_grammar().inside and counted:  # «أربعة في سراقب واثنان في حيش وآخر في أريحا»
            low = Count(2, 2, 2) if hit.term.get("number") == "dual" else Count(1, 1, 1)
            return CountPhrase(hit.start, hit.end, low, None, None, "bare", "count.one-more", other=True)
    the_other = hit.prefix == toll_grammar().article and is_arabic(context.text[hit.start])  # «قتل شخص وجرح الآخر»
    if (hit.prefix and not the_other) or (the_other and hit.term.get("ordinal")) or _describes_before(context, hit):
        return None
    count = Count(2, 2, 2) if hit.term.get("number") == "dual" else Count(1, 1, 1)
    one = CountPhrase(hit.start, hit.end, count, None, None, "bare", "count.one-more", other=True)
    if _hurt_behind(context, hit):
        return one
    harmed = any(
        h.id in OF_PEOPLE and h.term.get("side") != "before" and not context.text[h.end : hit.whole_start].strip()
        for h in context.reading.within(hit.start - _NEXT, hit.start, "harm")
    )
    if not harmed:
        return None
    if the_other:
        return one
    following = context.text[hit.end : hit.end + _NEXT].split(maxsplit=1)[:1]
    said = context.text[hit.end : hit.end + 1].isspace() and following and following[0].strip(QUOTES)
    grammar = toll_grammar()
    if said and said not in grammar.after_elided and not said.startswith(tuple(grammar.attached)):
        return None  # "the last commander", «آخر قائد»
    return one


def _describes_before(context: Context, hit: Hit) -> bool:
    """Whether an Arabic "other" only describes the plural right before it: «عدم وجود إصابات أخرى»."""
    if not is_arabic(context.text[hit.start]):
        return False
    before = context.reading.within(max(0, hit.whole_start - _NEXT), hit.whole_start, "people", "harm")
    plurals = [h for h in before if h.category == "people" and h.term.get("number") == "plural"]
    return any(not context.text[h.end : hit.whole_start].strip() for h in plurals)


def _hurt_behind(context: Context, hit: Hit) -> bool:
    """Whether a passive follows: "another was wounded"."""
    for harm in context.reading.within(hit.end, hit.end + _NEXT, "harm"):
        between = context.text[hit.end : harm.start].split()
        before = context.text[max(0, hit.start - _JOINED) : hit.start].split(" ")
        joined = len(before) > 2 and before[-1] == "" and before[-2] in toll_grammar().and_words
        if harm.id in OF_PEOPLE and not between and joined and harm.term.get("side") != "after":
            return not context.text[harm.end : harm.end + 8].split()[:1] or not _counted_at(context, harm.end)
        if harm.id in OF_PEOPLE and between and all(word in toll_grammar().passives for word in between):
            return True
    return False


def _counted_at(context: Context, position: int) -> bool:
    """Whether a count follows at once: in "another wounded six", the other one acts."""
    return bool(context.numbers_in(position, min(len(context.text), position + 12)))


def _named_victim(context: Context, hit: Hit) -> bool:
    """Whether a definite noun stands right behind a word of harm: مقتل الشاب, whose name follows."""
    before = context.reading.within(max(0, hit.whole_start - _TOLD), hit.whole_start, "harm")
    near = [h for h in before if only_told_of(context, h.whole_end, hit.whole_start)]
    near = [h for h in near if h.id in OF_PEOPLE and says_harm(context, h, context.sentence_bounds(h.start)[1])]
    near = [h for h in near if not h.term.get("natural") or _of_wounds(context, hit)]
    if hit.term.get("harm") not in (None, "injured"):
        return False  # «نقلت الجثة», whose death was told before
    return hit.prefix == toll_grammar().article and any(
        not h.prefix.endswith(toll_grammar().definite_endings) for h in near
    )


def _of_wounds(context: Context, hit: Hit) -> bool:
    """Whether the sentence says that the death was one of wounds or in captivity: «وفاة الطفلة … متأثرة بجراحها»."""
    return told_as_a_killing(context, *context.sentence_bounds(hit.start))


def _after_cue(context: Context, hit: Hit, start: int) -> bool:
    """Whether a word that may stand right before a count does: of harm, of being among, of joining, or of aiming («على مدني»)."""
    low = max(start, hit.start - 25)
    before = context.reading.within(low, hit.whole_start, "harm", "discourse", "people", "quantifier")
    if any(not context.text[h.whole_end : hit.whole_start].strip(QUOTES + " ،,") for h in before):
        return True
    words = [w for w in last_words(context.text, start, hit.whole_start, 3) if w.strip(QUOTES)]
    words = words or [w for w in context.text[start : hit.whole_start].split() if w.strip(QUOTES)]
    grammar, last = toll_grammar(), words[-1].strip(QUOTES) if words else ""
    return not words or last in grammar.joins or last in grammar.clause_openers or last in grammar.aimed_at


def _with_article(context: Context, hit: Hit, start: int) -> bool:
    """Whether a noun of kin stands behind an article, so that it is a person in its own right: "a grandmother"."""
    low = max(start, hit.start - 30)
    if context.reading.within(low, hit.start, "people"):
        return False  # "a man whose brother"
    words = context.text[low : hit.start].split()[-3:]
    return any(w in toll_grammar().indefinite for w in words) and words[-1] not in toll_grammar().possessives


def _indefinite(context: Context, hit: Hit, start: int) -> bool:
    """Whether a singular noun is indefinite: a/an/another before it in English, the bare noun in Arabic."""
    grammar = toll_grammar()
    words = [w.strip(QUOTES) for w in last_words(context.text, start, hit.whole_start, 4)]
    if is_arabic(context.text[hit.start]):
        kept = hit.term.get("unit") is not None  # "8 of one family" is 8 people and one family
        if hit.term.get("adjective") and not hit.prefix and not _after_cue(context, hit, start):
            return False  # سيارة مدنية
        consists = any(
            hit.whole_start - h.end == 1
            for h in context.reading.of_id(max(0, hit.whole_start - _NEXT), hit.whole_start, "discourse", "consisting")
        )
        barred = bool(words) and words[-1] in grammar.never_bare_after and not (kept or consists)
        return not barred and not hit.suffix
    if hit.term.get("one"):
        return True
    if words and words[-1] in grammar.its_own and words[-1] not in grammar.possessives:
        return struck_as_somebodys(context, hit)  # "its driver was killed"
    if words and words[-1] in grammar.possessives:
        if hit.term.get("kin") or hit.id == "child" or struck_as_somebodys(context, hit):
            return True
    elif hit.term.get("kin") and (words[-2:-1] and words[-2] in grammar.possessives) and qualifies(words[-1]):
        return True  # "her 10-year-old son"
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        if word in grammar.indefinite:
            return not (at and words[at - 1] in grammar.not_one)  # "not a single civilian"
        if word in grammar.never_bare_after or word.endswith((",", ".", ";")):
            return False
    return False
