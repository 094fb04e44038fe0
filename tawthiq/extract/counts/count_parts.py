"""Which counts of a sentence are parts of which whole (R10): lists after "including", before "among them", behind a colon."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import CountPhrase
from tawthiq.extract.counts.harm_words import HarmWord
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic
from tawthiq.text.phrases import Hit

_PART_CUES: Final = frozenset({"including", "majority", "consisting"})
_VERB: Final = 16
"""Code points behind a count within which a harm word is its own."""
_AUXILIARIES: Final = 2
"""Words at most between a number and its participle."""
_TOLD: Final = 8
"""Words at most between a whole and the colon before its parts."""
_OF_SOME: Final = 4
"""Words at most that tell of some of those counted before."""
_SHARE: Final = 14
"""Code points before "of them" in which the words for per cent stand."""
_BLANKS: Final = 3
"""Code points before "of them" that hold a sign for per cent and a blank."""
_NUMBER: Final = 16
"""Code points behind the words for the victims in which their number stands."""
_GENERAL: Final = (None, "civilian")
_FAMILY: Final = "family_unit"
_SPEECH_ENDS: Final = (',"', ",\u201d")
"""Marks that end what somebody said: what follows goes on with no list in it."""
_OPENERS: Final = frozenset((":", "-", "--", "(", "\u2013", "\u2014", ": -"))


def parts_of(
    context: Context, phrases: list[CountPhrase], words: list[HarmWord], start: int, end: int
) -> dict[int, int | None]:
    """Which phrases are parts of which whole: those in a list after "including" or "most of them" (R10)."""
    cues = [h for h in context.reading.within(start, end, "discourse") if h.id in _PART_CUES]
    parents: dict[int, int | None] = {}
    for cue in cues:
        if cue.term.get("back") and (_harm_right_before(context, cue, words) or _a_share(context, cue)):
            continue
        whole = next(
            (
                i
                for i in range(len(phrases) - 1, -1, -1)
                if phrases[i].end <= cue.start and i not in parents and not _told_aside(context, phrases, i)
            ),
            None,
        )
        if whole is not None and _of_one_family(context, phrases, whole):
            whole -= 1
        if whole is not None and _others_between(context, phrases[whole].end, cue.start):
            whole = None  # «مقتل طفل وإصابة آخرين بينهم نساء»: parts of those whom nothing counts
        elif whole is None and any(p.end <= cue.start for p in phrases):
            whole = max(i for i, p in enumerate(phrases) if p.end <= cue.start)
        if cue.term.get("list_before") and _list_before(context, cue, phrases, parents):
            continue
        opens = position = _behind_their_number(context, cue)
        for index, phrase in enumerate(phrases):
            if phrase.start < opens or index in parents:
                continue
            gap = context.text[position : phrase.start]
            if cue.id == "consisting" and position == opens and not _bare(gap):
                break
            if phrase.shape == "plural" and position > opens and _out_of(gap):
                break
            if phrase.shape == "plural" and not toll_grammar().of_those.isdisjoint(gap.split()):
                break  # "twelve bodies, most of them those of minors"
            if (
                phrase.other
                or (position > opens and whole is not None and _harmed_otherwise(phrase, phrases[whole]))
                or (phrase.shape == "elided" and _has_verb(context, phrase, words))
                or not list_gap(gap, first=position == opens)
                or any(position <= w.hit.start < phrase.start for w in words)
            ):
                break
            parents[index] = whole
            position = phrase.end
        _looking_back(context, cue, phrases, words, whole, parents)
    _spelled_out(context, phrases, parents)
    return parents


def _behind_their_number(context: Context, cue: Hit) -> int:
    """Where the list begins behind the words that open it: behind how many they are, «بين الضحايا التسعة خمسة أطفال»."""
    if cue.id != "including" or not cue.term.get("harm") or not is_arabic(context.text[cue.start]):
        return cue.whole_end
    for number in context.numbers_in(cue.whole_end, cue.whole_end + _NUMBER):
        if context.text[cue.whole_end : number.core_start].strip() == toll_grammar().article:
            return number.end
        break
    return cue.whole_end


def _harm_right_before(context: Context, cue: Hit, words: list[HarmWord]) -> bool:
    """Whether an Arabic verb of harm stands right before "of them", whose count it governs: «وأصيب منهم طفلان»."""
    before = [w for w in words if w.hit.end <= cue.whole_start and w.looks == "after"]
    return (
        bool(before) and is_arabic(context.text[cue.start]) and not context.text[before[-1].hit.end : cue.start].strip()
    )


def _a_share(context: Context, cue: Hit) -> bool:
    """Whether a share of those counted stands right before "of them": «27 مصابا، أكثر من 40 بالمئة منهم نساء» counts no women."""
    shares = context.reading.within(max(0, cue.start - _SHARE), cue.start, "number")
    if any(h.id == "percent" and not context.text[h.end : cue.whole_start].strip() for h in shares):
        return True
    return context.text[max(0, cue.whole_start - _BLANKS) : cue.whole_start].rstrip()[-1:] in ("%", "٪")


def _harmed_otherwise(phrase: CountPhrase, whole: CountPhrase) -> bool:
    """Whether a count behind the parts says another harm than their whole: «11 قتيلا، منهم أطفال ونساء، و25 جريحا»."""
    return phrase.shape == "counted" and None not in (phrase.harm, whole.harm) and phrase.harm != whole.harm


def _told_aside(context: Context, phrases: list[CountPhrase], index: int) -> bool:
    """Whether an Arabic plural that counts nobody stands behind a count that the parts may be of: «11 شخصا … تجمعا للأهالي، بينهم»."""
    phrase = phrases[index]
    plain = phrase.shape == "plural" and phrase.harm is None and is_arabic(context.text[phrase.start])
    return plain and any(p.shape in ("counted", "elided") for p in phrases[:index])


def _others_between(context: Context, start: int, end: int) -> bool:
    """Whether "others" without a number stand right before `end`, with a harm of their own behind `start`."""
    others = [
        h
        for h in context.reading.within(start, end, "people")
        if h.term.get("other") and h.term.get("number") == "plural" and context.words_between(h.end, end) <= 2
    ]
    return bool(others) and bool(context.reading.within(start, others[-1].start, "harm"))


def _out_of(gap: str) -> bool:
    """Whether a gap ends with the word that says whom those before are out of: «جلهم نساء وأطفال من عائلات نازحة»."""
    return gap.split()[-1:] != [] and gap.split()[-1] in toll_grammar().of_words and is_arabic(gap.split()[-1])


def _bare(gap: str) -> bool:
    """Whether nothing but an article stands in a gap."""
    return all(w in toll_grammar().indefinite for w in gap.split())


def _has_verb(context: Context, phrase: CountPhrase, words: list[HarmWord]) -> bool:
    """Whether a bare number has a harm word of its own right behind it: "and 79 wounded", "; four were shot dead"."""
    if any(0 <= w.hit.whole_start - phrase.end <= 1 for w in words):
        return True
    behind = [w for w in words if w.hit.start > phrase.end and w.looks == "before"]
    between = context.text[phrase.end : behind[0].hit.start].split() if behind else []
    return 0 < len(between) <= _AUXILIARIES and all(w in toll_grammar().passives for w in between)


def _list_before(context: Context, cue: Hit, phrases: list[CountPhrase], parents: dict[int, int | None]) -> bool:
    """ "85 people were killed, 16 women and 23 children among them": the list that ends at the cue holds the parts."""
    last = max((i for i, p in enumerate(phrases) if p.end <= cue.start), default=None)
    if last is None or context.text[phrases[last].end : cue.start].strip() or phrases[last].group in _GENERAL:
        return False
    first = last
    while first > 0 and phrases[first - 1].group not in _GENERAL:
        if not list_gap(context.text[phrases[first - 1].end : phrases[first].start], first=False):
            break
        first -= 1
    if first == 0:
        return False
    parents.update({i: first - 1 for i in range(first, last + 1) if i not in parents})
    return True


def _spelled_out(context: Context, phrases: list[CountPhrase], parents: dict[int, int | None]) -> None:
    """ "98 wounded: 36 men, 46 women and 16 children", "five people (three children and their parents)"."""
    for whole in range(len(phrases) - 1):
        first = whole + 2 if _of_one_family(context, phrases, whole + 1) and whole + 2 < len(phrases) else whole + 1
        part = phrases[first]
        opens = context.text[phrases[whole].end : part.start].strip()
        opens = opens.rpartition(" ")[0].rstrip() if opens.rpartition(" ")[2] in toll_grammar().indefinite else opens
        told = (
            opens.endswith(":") and len(opens.split()) <= _TOLD and phrases[whole].shape != "plural"
        )  # "Seven have died until today: three infants and …"
        told = told and not context.numbers_in(phrases[first - 1].end, part.start)
        if (
            whole in parents
            or not (opens in _OPENERS or told)
            or part.group in _GENERAL
            or phrases[whole].group not in _GENERAL
        ):
            continue
        index = first
        while index < len(phrases) and index not in parents and phrases[index].group not in _GENERAL:
            parents[index] = whole
            index += 1
            if index < len(phrases) and not list_gap(
                context.text[phrases[index - 1].end : phrases[index].start], first=False
            ):
                break


def _of_one_family(context: Context, phrases: list[CountPhrase], index: int) -> bool:
    """Whether a count of families only says whose those counted right before it are: «ثمانية أشخاص من عائلة واحدة: رجل وزوجته»."""
    if index == 0 or phrases[index].group != _FAMILY or phrases[index - 1].group not in _GENERAL:
        return False
    gap = context.text[phrases[index - 1].end : phrases[index].start].split()
    return len(gap) <= 1 and toll_grammar().of_words.issuperset(gap)


def _looking_back(
    context: Context,
    cue: Hit,
    phrases: list[CountPhrase],
    words: list[HarmWord],
    whole: int | None,
    parents: dict[int, int | None],
) -> None:
    """ "…, 5 of them children": the count before the cue is the part."""
    if cue.id != "including" or not cue.term.get("back", False):
        return
    named = next((i for i, p in enumerate(phrases) if p.start < cue.start and cue.end <= p.end), None)
    if named is not None:  # "at least 14 people were killed, nine of them relatives of …"
        earlier = [i for i in range(named) if i not in parents]
        behind = context.reading.within(phrases[named].end, phrases[named].end + _VERB, "harm")
        if behind and phrases[named].group is not None and context.text[phrases[named].end] == ",":
            behind = []  # "five citizens, two of them children, were killed": the verb of the whole
        some = phrases[named].group is None or _some_of_them(context, phrases[named], phrases, earlier)
        if named not in parents and earlier and some and not behind:
            before = context.text[phrases[earlier[-1]].end : phrases[named].start].rstrip()
            if before.endswith((",", "(", ":")) or _told_of_some(
                context, phrases[earlier[-1]].end, phrases[named].start
            ):
                parents[named] = earlier[-1]
                _with_the_next(context, named, phrases, words, parents)
        return
    if whole is None:
        return
    part = phrases[whole]
    if context.text[part.end : cue.start].strip() or part.shape != "elided":
        return
    earlier = [i for i in range(whole) if i not in parents]
    parents[whole] = earlier[-1] if earlier else None


def _with_the_next(
    context: Context,
    part: int,
    phrases: list[CountPhrase],
    words: list[HarmWord],
    parents: dict[int, int | None],
) -> None:
    """English parts joined to one told with "of them" are parts, too: "57 people, 22 of them women and 17 children"."""
    for index in range(part + 1, len(phrases)):
        phrase = phrases[index]
        gap = context.text[phrases[index - 1].end : phrase.start]
        plain = phrase.shape == "counted" and phrase.harm is None and not is_arabic(context.text[phrase.start])
        if not plain or phrase.group in _GENERAL or index in parents:
            return
        if ";" in gap or not list_gap(gap, first=False) or _has_verb(context, phrase, words):
            return
        parents[index] = parents[part]


def _some_of_them(context: Context, part: CountPhrase, phrases: list[CountPhrase], earlier: list[int]) -> bool:
    """Whether an English count is of a group among those counted in general: "killing 17 people, four of them children"."""
    whole = phrases[earlier[-1]] if earlier else None
    general = whole is not None and whole.group in _GENERAL and whole.shape in ("counted", "elided")
    return general and part.group not in _GENERAL and part.harm is None and not is_arabic(context.text[part.start])


def _told_of_some(context: Context, low: int, high: int) -> bool:
    """Whether an Arabic clause behind a comma only tells of some of those counted: «483 قتيلا، ثبتت أسماء 191 منهم»."""
    gap = context.text[low:high].strip()
    if not is_arabic(context.text[high - 2]) or not gap.startswith(",") or len(gap.split()) > _OF_SOME:
        return False
    return not context.reading.within(low, high, "harm", "say")


def list_gap(gap: str, *, first: bool) -> bool:
    """Whether the stretch between two counts of a list holds nothing but joining words."""
    words = [w.strip("\"'()،,؛;") for w in gap.split()]
    words = [w for w in words if w]
    grammar = toll_grammar()
    alone = words[:1] != [] and words[0] in grammar.says_so and not grammar.joins.intersection(words[1:2])
    if alone or any(mark in gap for mark in _SPEECH_ENDS):
        return False  # "…, two girls," the spokesman said; "as the director assured us"
    return len(words) <= (4 if first else 3) and all(
        w in grammar.joins
        or w in grammar.between_number_and_noun
        or w in grammar.indefinite
        or len(w) == 1
        or (first and w in grammar.of_those)  # "eight bodies, among them those of three children"
        or w.removesuffix(grammar.article) in grammar.and_words  # «الشاب … والطفل»
        for w in words
    )
