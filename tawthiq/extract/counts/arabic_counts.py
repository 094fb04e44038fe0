"""What stands beside an Arabic count and belongs to it: whose men they were, a bound, a vague number, what they died as.

Rules: «26 من القوات الحكومية» are fighters and «قتيلين من المسعفين» medics; «عشرة من عناصر الحشد على الأقل» is a bound over the
words between; «جرحى بالعشرات» is a number of the wounded behind them; «ارتقت امرأة شهيدة» tells one death.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.domain.toll import Count
from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import QUOTES, CountPhrase, group_of
from tawthiq.extract.grammar import toll_grammar, vague_wordings
from tawthiq.text.language import is_arabic
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_WHOSE: Final = 40
"""Code points behind a count within which begins the word for those it is out of."""
_NOUN: Final = 24
"""Code points before a predicate within which the noun begins that it is said of."""
_NEXT: Final = 16
"""Code points behind a count within which the next word begins."""
_ANNOUNCED: Final = 110
"""Code points between a number and the words that say whose number it is."""
_BOUND: Final = 60
"""Code points behind a count within which the words of its bound stand."""
_SAID_AT_ONCE: Final = 4
"""Words behind those who were found within which it is said that they live."""
_BODIES: Final = "bodies_found"
"""The harm of a noun for the dead found."""
_BREAKS: Final = ",;:.!?()\n"
_MOST: Final = "count.most-of-them"
"""The rule of a predicate of most of those harmed."""
_LASTS: Final = frozenset({"since", "duration", "start", "cumulative"})
"""What tells of a long time: the number of those who died since a war began is no toll."""


def told_behind(context: Context, phrase: CountPhrase, end: int) -> CountPhrase:
    """The phrase with the group and the bound that the words behind it in `[…, end)` give it."""
    behind = context.text[phrase.end : phrase.end + _NEXT].split(maxsplit=1)[:1]
    if phrase.shape == "plural" or phrase.named or not behind or not is_arabic(behind[0]):
        return phrase
    if phrase.group is None:
        group = _out_of(context, phrase, end)
        phrase = phrase if group is None else replace(phrase, group=group)
    if phrase.count.qualifier == "exact" and _at_least_behind(context, phrase, end):
        count = phrase.count
        phrase = replace(phrase, count=Count(count.low, None, count.value, "at_least", count.wording))
    return phrase


def _out_of(context: Context, phrase: CountPhrase, end: int) -> str | None:
    """The group of those whom a count is out of: a party's men, or people of a group behind a noun of harm."""
    stretch = context.text[phrase.end : min(end, phrase.end + _WHOSE)]
    words = stretch.split()[:3]
    opens = _opens_whose(phrase, words) if stretch[:1].isspace() and len(words) > 1 else ""
    if not opens:
        return None
    begin = phrase.end + stretch.index(words[0]) + len(opens)
    for party in context.reading.within(begin, min(end, begin + _WHOSE), "actor", "people"):
        if context.text[begin : party.whole_start].strip(QUOTES + " "):
            return None
        if party.category == "people":
            return group_of([party]) if party.term.get("number") == "plural" and phrase.harm else None
        return None if party.term.get("state") else "combatant"
    return None


def _opens_whose(phrase: CountPhrase, words: list[str]) -> str:
    """The words behind a count that open whose people they were: «من», behind a noun of harm also «في صفوف»; none if none."""
    among = [" ".join(words[:n]) for n in (2, 1)] if phrase.harm else []
    found = next((w for w in among if w in toll_grammar().among), "")
    return found or (words[0] if words[0] in toll_grammar().of_words else "")


def shared_group(context: Context, phrases: list[CountPhrase]) -> list[CountPhrase]:
    """The phrases, with the group told behind the second of two joined nouns of harm: «3 قتلى وجريحان من عناصر الشرطة»."""
    told = list(phrases)
    for index in range(len(told) - 2, -1, -1):
        first, second = told[index], told[index + 1]
        if first.group is not None or second.group is None or not first.harm or not second.harm:
            continue
        gap = context.text[first.end : second.start].strip()
        joined = gap in toll_grammar().and_words or gap.removesuffix(toll_grammar().article) in toll_grammar().and_words
        whose = [h for h in context.reading.within(second.start, second.end, "people") if h.term.get("harm") is None]
        if gap and joined and not whose and is_arabic(context.text[first.end - 1]) and second.harm != first.harm:
            told[index] = replace(first, group=second.group)
    return told


def _at_least_behind(context: Context, phrase: CountPhrase, end: int) -> bool:
    """Whether "at least" closes the noun phrase that a count opens, before any mark and any other count or harm."""
    for bound in context.reading.within(phrase.end, min(end, phrase.end + _BOUND), "quantifier"):
        if bound.term.get("place") == "after" and bound.term.get("op") == "at_least":
            gap = context.text[phrase.end : bound.start]
            return not (
                any(c in gap for c in _BREAKS)
                or context.numbers_in(phrase.end, bound.start)
                or context.reading.within(phrase.end, bound.start, "harm", "say")
            )
    return False


def of_those_who(context: Context, number: NumberHit, harm: Hit) -> bool:
    """Whether "a number of" before a plural verb of harm is the number of those who …: «عدد من قضوا», «عدد من قتلتهم الغارات»."""
    grammar = toll_grammar()
    if number.qualifier != "vague" and number.wording not in vague_wordings("unquantified_wordings", arabic=True):
        return False
    if context.text[number.core_start : number.core_end].split()[-1] not in grammar.of_words:
        return False
    return harm.term.get("side") == "before" or harm.suffix in grammar.referring_pronouns


def most_of_them_too(context: Context, phrases: list[CountPhrase]) -> list[CountPhrase]:
    """The phrases, with the plural joined to those whom most of the harmed are said to be: «جل الضحايا أطفال ونساء»."""
    told = list(phrases)
    for index in range(1, len(told)):
        first, second = told[index - 1], told[index]
        plain = second.shape == "plural" and second.harm is None and second.group is not None
        gap = context.text[first.end : second.start].strip().removesuffix(toll_grammar().article)
        if plain and first.rule == _MOST and gap in toll_grammar().and_words:
            told[index] = replace(second, harm=first.harm, shape="counted", rule=_MOST)
    return told


def harm_of_their_number(context: Context, phrase: CountPhrase) -> str | None:
    """The harm of those whose number a count is said to be: «عدد من استشهدوا في البلدة أصبح 18», «بلغ عدد الذين أصيبوا فيه سبعة»."""
    if (
        phrase.harm is not None
        or phrase.shape not in ("counted", "elided")
        or (context.text[phrase.end - 1].isascii() and not context.text[phrase.end - 1].isdigit())
    ):
        return None
    grammar = toll_grammar()
    low = max(context.sentence_bounds(phrase.start)[0], phrase.start - _ANNOUNCED)
    for harm in context.reading.within(low, phrase.start, "harm"):
        if harm.term.get("side") != "before" and harm.suffix not in grammar.referring_pronouns:
            continue
        words = context.text[max(low, harm.whole_start - _NOUN) : harm.whole_start].split()[-2:]
        numbered = len(words) == 2 and words[0] in grammar.number_words and words[1] in grammar.those_who
        between = context.text[harm.end : phrase.start]
        lasts = any(d.kind in _LASTS for d in context.dates_in(harm.end, phrase.start)) or any(
            h.id in _LASTS for h in context.reading.within(harm.end, phrase.start, "statistic_cue")
        )
        if numbered and not (lasts or set(between) & set(_BREAKS) or context.numbers_in(harm.end, phrase.start)):
            return str(harm.id)
    return None


def of_those_announced(context: Context, phrase: CountPhrase, start: int, end: int) -> CountPhrase:
    """A number without a noun, with the group of those whose number it is said to be: «وصل عدد المدنيين الذين قضوا … إلى تسعة».

    The words for it may stand behind («ارتفعت إلى 21 على الأقل حصيلة المدنيين الذين قتلوا»); no other count stands between.
    """
    if phrase.shape != "elided" or phrase.group is not None:
        return phrase
    before = context.text[max(start, phrase.start - _NEXT) : phrase.start].split()[-1:]
    if not before or before[0] not in toll_grammar().to_words:
        return phrase
    for noun in context.reading.within(
        max(start, phrase.start - _ANNOUNCED), min(end, phrase.end + _ANNOUNCED), "people"
    ):
        low, high = (noun.end, phrase.start) if noun.end <= phrase.start else (phrase.end, noun.whole_start)
        word = context.text[max(start, noun.whole_start - _NEXT) : noun.whole_start].split()[-1:]
        plain = noun.term.get("number") == "plural" and noun.prefix == toll_grammar().article
        if (
            not plain
            or not word
            or word[0] not in toll_grammar().number_words
            or set(context.text[low:high]) & set(";:.\n")
        ):
            continue
        if not context.numbers_in(low, high):
            group = group_of([noun]) or _second_noun(context, noun)
            return phrase if group is None else replace(phrase, group=group)
    return phrase


def _second_noun(context: Context, noun: Hit) -> str | None:
    """The group of the noun that qualifies one of harm: «عدد القتلى المدنيين»."""
    for hit in context.reading.within(noun.end, noun.end + _NEXT, "people"):
        if not context.text[noun.end : hit.whole_start].strip() and hit.prefix == toll_grammar().article:
            return group_of([hit])
    return None


def vague_behind(context: Context, number: NumberHit, people: list[Hit], count: Count) -> CountPhrase | None:
    """A noun of harm with a vague number joined behind it: «جرحى بالعشرات», «والمفقودون بالمئات»."""
    if number.qualifier != "vague" or not is_arabic(context.text[number.core_start]):
        return None
    noun = next((h for h in reversed(people) if h.end <= number.start), None)
    if noun is None or noun.term.get("number") != "plural" or not noun.term.get("harm"):
        return None
    if context.text[noun.whole_end : number.core_start].strip() not in toll_grammar().in_numbers:
        return None
    return CountPhrase(
        noun.start, number.core_end, count, group_of([noun]), noun.term.get("harm"), "counted", "count.noun-number",
        loaded=noun.term.get("loaded", False), victim=noun.term.get("victim", False),
    )  # fmt: skip


def died_as(context: Context, found: list[CountPhrase], hit: Hit) -> bool:
    """Whether a noun of harm only says what the person told right before it died as: «ارتقت امرأة شهيدة», «سقط شاب قتيلا»."""
    if (
        hit.prefix
        or not hit.term.get("harm")
        or hit.term.get("number") == "plural"
        or not is_arabic(context.text[hit.start])
    ):
        return False
    before = max((p for p in found if p.end <= hit.start), key=lambda p: p.end, default=None)
    return (
        before is not None
        and before.harm is None
        and before.shape in ("bare", "counted")
        and not context.text[before.end : hit.start].strip()
    )


def found_alive(context: Context, phrase: CountPhrase, end: int) -> bool:
    """Whether those who were got out are said to live: «انتشال ثلاثة أطفال أحياء من تحت الركام»."""
    clause = context.text[phrase.end : min(end, phrase.end + _BOUND)].split(",")[0]
    return any(w in toll_grammar().alive for w in clause.split()[:_SAID_AT_ONCE])


def no_measure(context: Context, number: NumberHit) -> bool:
    """Whether the Arabic word behind a number is none that it counts: a day («خمسة ليلة أمس»), or by what it came («ثلاثة بغارة»)."""
    start = number.core_end + 1
    if not is_arabic(context.text[start : start + 1] or " "):
        return False
    by = context.text[start : start + 1] in toll_grammar().attached and context.text[start] != toll_grammar().article[0]
    named = [m for m in context.reading.within(start, start + _NEXT, "measure") if m.whole_start == start]
    return (by and all(m.prefix for m in named)) or any(d.start == start for d in context.dates_in(start, start + 30))


def lived(context: Context, phrase: CountPhrase) -> bool:
    """Whether a count is of those who lived through it: «ونجا منها أربعة», «نجا خمسة من أفراد العائلة»."""
    low = max(0, phrase.start - _NOUN)
    told = [h for h in context.reading.within(low, phrase.start, "harm") if h.term.get("survived")]
    if not told:
        return False
    gap = context.text[told[-1].whole_end : phrase.start].split()
    return all(w.startswith(tuple(toll_grammar().of_words)) for w in gap[:1]) and len(gap) <= 1


def harm_of_them(context: Context, phrase: CountPhrase) -> str | None:
    """The harm of those whom a count says to be the dead or the wounded told of: «الضحايا رجل وزوجته», «القتيل مدني»."""
    if (numbered := harm_of_their_number(context, phrase)) is not None:
        return numbered
    if (
        phrase.shape not in ("bare", "counted")
        or phrase.harm is not None
        or not is_arabic(context.text[phrase.end - 1])
    ):
        return None
    grammar = toll_grammar()
    for cue in context.reading.within(phrase.end, phrase.end + _NOUN, "discourse"):
        out_of = cue.id == "including" and cue.term.get("harm") and not context.text[phrase.end : cue.start].strip()
        counts = context.numbers_in(cue.end, cue.end + _NEXT)
        if out_of and not (counts and not context.text[cue.end : counts[0].start].strip(QUOTES + " ")):
            return str(cue.term.get("harm"))  # «إن ثلاثة أطفال من بين القتلى»
    for noun in context.reading.within(max(0, phrase.start - _NOUN), phrase.start, "people"):
        gap = context.text[noun.whole_end : phrase.start].strip(QUOTES + " :")
        harm: str | None = noun.term.get("harm")
        told = harm in ("killed", "injured") and noun.prefix.endswith(grammar.article)
        if told and (not gap or gap in grammar.predicates):
            return harm
    return None


def known_already(context: Context, number: NumberHit, people: list[Hit]) -> bool:
    """Whether a number with the article follows a noun with it: الرجال الثلاثة were counted before.

    Not where a verb says that it was passed: «تجاوز عدد القتلى المئة».
    """
    article = toll_grammar().article
    if number.value == 1 and is_arabic(context.text[number.core_start]):
        things = context.reading.within(max(0, number.start - _NEXT), number.start, "weapon", "kind", "measure")
        if any(not context.text[h.whole_end : number.start].strip() for h in things):
            return True  # «حصد برميل واحد حياة تسعة»
    noun = next((h for h in reversed(people) if h.end <= number.core_start), None)
    if noun is None or number.tail or not noun.prefix.endswith(toll_grammar().definite_endings):
        return False
    if noun.term.get("harm") == _BODIES and noun.term.get("number") == "plural":
        return False  # «لتنتشل الجثامين الثلاثة» may be the first to count the dead
    return context.text[noun.end : number.core_start].strip(QUOTES + " ") == article


def noun_before(
    context: Context, number: NumberHit, people: list[Hit], count: Callable[[Context, NumberHit], Count]
) -> CountPhrase | None:
    """An Arabic noun with its number behind it: مسعفين اثنين، عائلة واحدة، أشخاص ثلاثة."""
    if (
        not is_arabic(context.text[number.core_start])
        or number.qualifier not in ("exact", "at_least")
        or number.start != number.core_start  # a quantifier before it parts it from the noun
        or number.value not in range(1, 11)
    ):
        return None
    noun = next((h for h in reversed(people) if h.end <= number.core_start), None)
    wanted = {1: "singular", 2: "dual"}.get(int(number.value or 0), "plural")
    bodies = noun is not None and noun.term.get("harm") == _BODIES and noun.term.get("number") == "plural"
    if noun is None or noun.term.get("other"):
        return None
    if noun.prefix.endswith(toll_grammar().definite_endings) and not bodies:
        return None  # الرجال الثلاثة were counted before
    gap = context.text[noun.whole_end : number.core_start].strip(QUOTES + " ")
    if gap not in ("", toll_grammar().article):
        return None
    if context.text[number.core_start].isdigit() or noun.term.get("number") not in (wanted, "plural"):
        return None
    harm, group = noun.term.get("harm"), group_of([noun])
    shape = "bare" if number.value == 1 and harm is None else "counted"  # «حمورية: شهيد واحد»
    return CountPhrase(
        noun.start, number.core_end, count(context, number), group, harm, shape, "count.noun-number",
        loaded=noun.term.get("loaded", False), victim=noun.term.get("victim", False),
    )  # fmt: skip
