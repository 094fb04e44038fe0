"""Finds the phrases that count people in one sentence: "12 civilians", «طفلان», «عشرات الجرحى», "21 others".

A phrase is a number with its noun, a noun that counts by its own form (a dual, a bare singular), a plural that says
people were among them without saying how many, or a number whose noun is left out. What happened to them is decided in
`harm_binding`, not here. A number beside a noun that is no person (a brigade, kilometres, sorties) gives no phrase.
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import replace
from tawthiq.domain.toll import Count
from tawthiq.extract.context import Context
from tawthiq.extract.counts.announced_counts import announced, has_risen, labelled, struck, suffered
from tawthiq.extract.counts.arabic_ages import of_age
from tawthiq.extract.counts.arabic_counts import (
    died_as,
    known_already,
    most_of_them_too,
    no_measure,
    noun_before,
    of_those_announced,
    of_those_who,
    shared_group,
    told_behind,
    vague_behind,
)
from tawthiq.extract.counts.bare_counts import BODIES, by_form
from tawthiq.extract.counts.behind_numbers import longer_unit, measured, past, unit_at, whose, word_at
from tawthiq.extract.counts.count_ages import counts_nothing, with_age
from tawthiq.extract.counts.count_phrase import OF_PEOPLE, QUOTES, CountPhrase, first_phrase, group_of
from tawthiq.extract.counts.english_barred import describes_the_next, of_things, one_who_speaks
from tawthiq.extract.counts.english_changes import from_one_to_another
from tawthiq.extract.counts.english_counts import (
    harm_before,
    mixed_with,
    subject_number,
    taken_out_of,
    told_before,
    with_ages,
    with_all_of_them,
)
from tawthiq.extract.counts.english_parts import with_what_they_were
from tawthiq.extract.counts.form_lines import RULE as FORM_LINE
from tawthiq.extract.counts.form_lines import labelled_harm, parts_of_a_form
from tawthiq.extract.counts.known_people import counted_here, holds_people
from tawthiq.extract.counts.named_before import named_before
from tawthiq.extract.counts.named_subjects import named_in_english
from tawthiq.extract.counts.named_victims import NAMED_VICTIM, named_victims
from tawthiq.extract.counts.predicates import said_to_be, told_of_them
from tawthiq.extract.counts.pupils import as_pupils
from tawthiq.extract.counts.shared_counts import parted, second_harm, shared, whose_bodies
from tawthiq.extract.counts.single_victims import as_soldiers, of_an_armed_party
from tawthiq.extract.counts.told_by_age import told_by_age
from tawthiq.extract.counts.whose_own import of_their_own
from tawthiq.extract.grammar import toll_grammar, vague_wordings
from tawthiq.extract.taken import Taken
from tawthiq.text.hit import first_hit
from tawthiq.text.language import is_arabic
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_STOPS: Final = ",;:.!?؟"


def _count(context: Context, number: NumberHit) -> Count:
    value = int(number.value) if number.value is not None else None
    if number.said is not None and number.rule == "number.from-to" and has_risen(context, number):
        now = int(max(number.said))  # «ارتفعت الحصيلة من 13 إلى 18» is 18
        return Count(now, now, now)
    if number.qualifier == "about" and number.wording == "dozen" and number.start == number.core_start and value != 12:
        return Count(number.low, number.high, value, "exact", number.wording)  # "two dozen" is 24
    if number.wording in vague_wordings("unquantified_wordings", arabic=is_arabic(context.text[number.core_start])):
        return Count(1, None, None, "unquantified", number.wording)
    return Count(number.low, number.high, value, number.qualifier, number.wording)


def _joined(prefix: str) -> bool:
    """Whether the letters before a noun, the article aside, cut it off from a number before it (12 وجرحى)."""
    return prefix not in ("", toll_grammar().article)


def count_phrases(context: Context, start: int, end: int) -> list[CountPhrase]:
    """The count phrases of folded `[start, end)` (one sentence), in order, none overlapping another."""
    people = context.reading.within(start, end, "people")
    numbers = context.numbers_in(start, end)
    named = named_victims(context, start, end) or named_before(context, start, end)
    if not people and not numbers and not named:
        return told_by_age(context, start, end, named_in_english(context, start, end, []))
    measures = context.reading.within(start, end, "measure") if numbers else []
    found: list[CountPhrase] = []
    used: set[int] = set()
    for number in numbers:
        if (
            counts_nothing(context, number, start)
            or holds_people(context, number, start)
            or _within_noun(number, people)
            or of_things(context, number, people)
            or known_already(context, number, people)
        ):
            continue
        phrase = (
            _with_noun(context, number, people, measures, used)
            or noun_before(context, number, people, _count)
            or vague_behind(context, number, people, _count(context, number))
            or _elided(context, number, measures, start, end)
        )
        if phrase is not None:
            found += from_one_to_another(context, number, phrase)
    taken = [(p.start, p.end) for p in found]
    taken += [(n.start, n.end) for n in numbers if n.kind != "ordinal" and not _within_noun(n, people)]
    english = named_in_english(context, start, end, taken)
    found += english
    stretches = Taken([*taken, *[(p.start, p.end) for p in english]])
    covered = 0  # how far those reach that are found here, in order
    for index, hit in enumerate(people):
        if index in used or covered > hit.start or stretches.touches(hit.start, hit.end):
            continue
        if found and _apposed(context, found, hit):
            _with_trade(found, hit)
            continue
        phrase = _joined_other(context, hit, found, named) or by_form(context, hit, people, start)
        if phrase is not None and not died_as(context, found, hit):
            phrase = with_age(context, phrase, start)
            found.append(phrase)
            arabic = is_arabic(context.text[hit.start])
            covered = max(covered, hit.end if arabic else phrase.end)  # a name or an office's place holds no victims
    phrases = _without_overlap([*named, *found])
    phrases = [with_ages(context, with_all_of_them(context, p)) for p in phrases if not taken_out_of(context, p, start)]
    phrases = with_what_they_were(context, phrases, end)
    phrases = counted_here(context, phrases)
    phrases = [as_soldiers(context, p) for p in phrases]
    phrases = shared_group(context, [told_behind(context, p, end) for p in phrases])
    phrases = most_of_them_too(context, phrases)
    phrases = [of_age(context, of_those_announced(context, p, start, end), end) for p in phrases]
    phrases = [of_their_own(context, as_pupils(context, p)) for p in phrases]
    phrases = parts_of_a_form(context, phrases, start, end)
    return told_by_age(context, start, end, phrases)


def _with_trade(found: list[CountPhrase], hit: Hit) -> None:
    """Gives the person named right before a noun the group that it says: "Issam Omar, a reporter"."""
    at = max((i for i, p in enumerate(found) if p.end <= hit.start), key=lambda i: found[i].end)
    if found[at].group is None:
        found[at] = replace(found[at], group=group_of([hit]))


def _joined_other(context: Context, hit: Hit, found: list[CountPhrase], named: list[CountPhrase]) -> CountPhrase | None:
    """One or two others joined by و right behind persons told without a number: «محمد الخالد وشقيقه وآخر»."""
    if not hit.term.get("other") or hit.prefix not in toll_grammar().and_words or not hit.prefix:
        return None
    before = [p for p in (*found, *named) if p.shape == "bare" and p.end <= hit.whole_start and p.harm is None]
    if hit.term.get("number") not in ("singular", "dual") or not before:
        return None
    if context.text[max(p.end for p in before) : hit.whole_start].strip(QUOTES + " "):
        return None
    low = 2 if hit.term.get("number") == "dual" else 1
    return CountPhrase(hit.start, hit.end, Count(low, low, low), None, None, "bare", "count.one-more", other=True)


def _apposed(context: Context, found: list[CountPhrase], hit: Hit) -> bool:
    """Whether a noun only says who the person named before it is: "Mr. Khaled Omar, a blacksmith, was arrested"."""
    if hit.term.get("number") != "singular":
        return False
    before: CountPhrase | None = None
    for phrase in found:
        if phrase.end <= hit.start and (before is None or phrase.end > before.end):
            before = phrase
    if before is None or not before.named:
        return False
    gap = context.text[before.end : hit.start].split()
    if len(gap) == 2 and gap[0] == "," and gap[1] in toll_grammar().indefinite:
        return True
    aside = len(gap) > 1 and gap[0] in (",", "(") and before.rule == NAMED_VICTIM
    grammar = toll_grammar()
    return aside and not any(w in grammar.passives | grammar.and_words | grammar.possessives for w in gap)


def pointed_phrase(context: Context, start: int, end: int) -> CountPhrase | None:
    """The count of the one number in folded `[start, end)`, words that somebody points at as a count of people.

    None where they hold no number or several, or one that counts something else: a measure, a year, an age.
    """
    people = context.reading.within(start, end, "people")
    numbers = [n for n in context.numbers if n.core_start < end and start < n.core_end]
    if len(numbers) != 1 or counts_nothing(context, numbers[0], context.sentence_bounds(start)[0]):
        return None
    number = numbers[0]
    measures = context.reading.within(number.core_end, min(len(context.text), number.core_end + 40), "measure")
    measured = any(m.whole_start - number.core_end <= 1 for m in measures)
    year = number.qualifier == "exact" and isinstance(number.value, int) and 1900 <= number.value <= 2100
    if measured or (year and not people):
        return None
    nouns = [h for h in people if h.start >= number.core_end]
    return CountPhrase(
        number.start,
        max([number.core_end, *(h.end for h in nouns)]),
        _count(context, number),
        group_of(nouns) if nouns else None,
        next((h.term.get("harm") for h in nouns if h.term.get("harm")), None),
        "counted" if nouns else "elided",
        "count.pointed",
        loaded=any(h.term.get("loaded", False) for h in nouns),
        victim=any(h.term.get("victim", False) for h in nouns),
    )


def _within_noun(number: NumberHit, people: list[Hit]) -> bool:
    """Whether a number is part of a noun's own wording (شخصين اثنين)."""
    at = first_hit(people, number.core_start)  # in order, and none lies in another
    return at > 0 and number.core_end <= people[at - 1].end


def _without_overlap(found: list[CountPhrase]) -> list[CountPhrase]:
    kept: list[CountPhrase] = []
    order = {"counted": 0, "elided": 1, "bare": 2, "plural": 3}
    for phrase in sorted(found, key=lambda p: (order[p.shape], p.start)):
        at = first_phrase(kept, phrase.end)  # in order, and none overlaps another: only the last before it can overlap
        if at == 0 or kept[at - 1].end <= phrase.start:
            kept.insert(at, phrase)
    return kept


def _with_noun(
    context: Context, number: NumberHit, people: list[Hit], measures: list[Hit], used: set[int]
) -> CountPhrase | None:
    """A number and the noun after it, with what directly follows (18 قتيلا مدنيا, 5 dead children)."""
    text, grammar = context.text, toll_grammar()
    nouns: list[Hit] = []
    position = number.core_end
    for index in range(first_hit(people, position), len(people)):
        hit = people[index]
        if hit.start < position or (nouns and hit.start == nouns[-1].start):
            continue
        gap = text[position : hit.whole_start]
        words = gap.strip(QUOTES + " ").split()
        if any(c in gap for c in _STOPS) or len(words) > (3 if not nouns else 1):
            break
        if "(" in gap and is_arabic(text[hit.start]):
            break  # «ثلاثة آخرون (رجل وامرأتان)» opens the parts
        strange = any(w.strip(QUOTES) not in grammar.between_number_and_noun for w in words)
        if strange and not (
            not nouns and (_modifies(context, number, hit, words) or told_before(context, number, hit))
        ):
            break
        if measured(measures, number.core_end, hit.start):
            break
        theirs = (
            not nouns and not gap.strip() and hit.prefix in grammar.belonging_letters and hit.term.get("harm") is None
        )
        if (_joined(hit.prefix) and not theirs) or (nouns and (hit.term.get("other") or hit.term.get("unit"))):
            break
        if nouns and (hit.term.get("back") or hit.term.get("one_of_them")) and is_arabic(text[hit.start]):
            break  # «ثلاثة مدنيين منهم طفلة», «أحدهم سيدة» begin the parts
        if hit.term.get("those") and not (len(words) == 1 and words[0] in grammar.of_words):
            break  # "13 the number of those killed"
        if hit.term.get("unit") and any(w in grammar.of_words for w in words) and not _so_many(number, hit):
            break  # "8 of one family" counts people
        if nouns and any(w in grammar.of_words for w in words) and _whose_others(nouns[-1], hit):
            break  # "nine relatives of fighters"
        nouns.append(hit)
        used.add(index)
        position = hit.whole_end if hit.suffix == "" else hit.end
        if hit.suffix:
            break
    if not nouns or longer_unit(measures, nouns[0]):
        return None
    arabic = is_arabic(context.text[number.core_start])
    if number.wording in vague_wordings("uncounted_wordings", arabic=arabic):
        return _predicate(context, number, nouns) if arabic else None
    mixed = mixed_with(context, number, nouns, people)
    if mixed is not None:  # "twelve women and children"
        used.add(people.index(mixed))
    said_of_them = told_of_them(context, nouns[-1], people)
    if said_of_them is not None:
        nouns.append(said_of_them)
        used.add(people.index(said_of_them))
    if number.value == 1 and (one := said_to_be(context, nouns[-1], people)) is not None:
        nouns.append(one)
        used.add(people.index(one))
    harm = next((h.term.get("harm") for h in nouns if h.term.get("harm")), None)
    harm = harm or harm_before(context, number, nouns[0])
    end = mixed.end if mixed is not None else nouns[-1].end
    whose = whose_bodies(context, nouns, people) if harm == BODIES else None
    if whose is not None:  # «تسع جثث لرجال»
        nouns.append(whose)
        used.add(people.index(whose))
        end = whose.end
    if number.value == 1 and one_who_speaks(context, end):
        return None  # "one baker says", "one resident was quoted as saying"
    if harm == "killed_or_injured" and _next_count_at(context, end):
        first = context.text[nouns[-1].start : end].split()  # "89 dead and injured 541": each has its own count
        harm, end = "killed", nouns[-1].start + len(first[0])
    if harm is not None and number.wording in vague_wordings("partitive_wordings", arabic=arabic):
        return None  # "some of the wounded" were counted before
    common = shared(context, nouns, people)
    if common is not None and harm in ("killed", "injured"):  # «23 شخصا بين قتيل وجريح»
        both: Hit | None = common
    else:
        both = second_harm(context, nouns[-1], people, harm)
    if both is not None and (
        both is common
        or number.wording
        not in vague_wordings("unquantified_wordings", arabic=is_arabic(context.text[number.core_start]))
    ):
        nouns, harm = [*nouns, both], "killed_or_injured"
        used.add(people.index(both))
    halves = parted(context, nouns[-1], people) if harm is None else None
    if halves is not None:  # «48 شخصا على الأقل سقطوا بين قتيل وجريح»
        harm = "killed_or_injured"
        used.update(people.index(hit) for hit in halves)
    return CountPhrase(
        number.start,
        max(end, nouns[-1].end) if harm == "killed_or_injured" else end,
        _count(context, number),
        None if mixed is not None else _whose_group(context, number, nouns),
        harm,
        "counted",
        "count.number-noun",
        loaded=any(h.term.get("loaded", False) for h in nouns),
        other=any(h.term.get("other", False) for h in nouns),
        victim=any(h.term.get("victim", False) for h in nouns),
    )


def _so_many(number: NumberHit, unit: Hit) -> bool:
    """Whether a vague number counts families: "hundreds of families", unlike "eight of the families"."""
    return number.qualifier == "vague" and unit.term.get("number") == "plural"


def _whose_group(context: Context, number: NumberHit, nouns: list[Hit]) -> str | None:
    """The group of those counted: fighters where they are "members" of an armed party."""
    return "combatant" if of_an_armed_party(context, nouns[0], number.core_end) else group_of(nouns)


def _whose_others(noun: Hit, hit: Hit) -> bool:
    """Whether fighters only say whose the people counted are, who belong to no body of theirs."""
    plain = noun.id == "people" and noun.term.get("harm") is None
    return plain and hit.id == "combatant" and not noun.term.get("of_whom")


def _next_count_at(context: Context, position: int) -> bool:
    """Whether a number follows at once, or behind words that belong to it: "dead and injured the other 4"."""
    following = next((n for n in context.numbers_in(position, position + 30) if n.start >= position), None)
    if following is None:
        return False
    between = context.text[position : following.start]
    return all(w in toll_grammar().between_number_and_noun for w in between.split()) and "\n" not in between


def _modifies(context: Context, number: NumberHit, noun: Hit, words: list[str]) -> bool:
    """Whether unknown words between a number and a noun only qualify it: "four bakery employees", "two elderly men".

    English qualifies by bare words; a plural between would be what the number counts ("6 buildings, residents said").
    """
    if is_arabic(context.text[noun.start]) or number.qualifier == "vague" or noun.term.get("kin"):
        return False
    if noun.term.get("number") != ("singular" if number.value == 1 else "plural") or noun.term.get("other"):
        return False
    grammar = toll_grammar()
    parties = context.reading.within(number.core_end, noun.whole_start, "actor")
    named = {w for party in parties for w in context.text[party.start : party.end].split()}  # "12 ISIS militants"
    words = [w for w in words if w.strip(QUOTES) not in named]
    plain = all(
        w.replace("-", "").isalpha()
        and not w.endswith(grammar.unqualifying_endings)
        and w not in grammar.after_elided
        and w not in grammar.joins
        and w not in grammar.never_bare_after
        for w in (w.strip(QUOTES) for w in words if w.strip(QUOTES) not in grammar.between_number_and_noun)
    )
    low, high = number.core_end, noun.whole_start
    return plain and not context.reading.within(low, high, "harm", "measure", "say", "number", "kind", "date_name")


def _predicate(context: Context, number: NumberHit, nouns: list[Hit]) -> CountPhrase | None:
    """ "Most of the dead were civilians": people of that group were among them, without a number."""
    grouped = [h for h in nouns if h.id != "people"]
    harm = next((h.term.get("harm") for h in nouns if h.term.get("harm")), None)
    if harm is None or not grouped:
        return None
    count = Count(1, None, None, "unquantified", number.wording)
    return CountPhrase(number.start, nouns[-1].end, count, group_of(nouns), harm, "counted", "count.most-of-them")


def _elided(context: Context, number: NumberHit, measures: list[Hit], start: int, end: int) -> CountPhrase | None:
    """A number whose noun is understood: أصيب 40 بجروح, "killed 12 in", "12 dead"."""
    text, grammar = context.text, toll_grammar()
    looks_like_year = number.qualifier == "exact" and isinstance(number.value, int) and 1900 <= number.value <= 2100
    if looks_like_year:
        return None
    if number.wording in vague_wordings("uncounted_wordings", arabic=is_arabic(context.text[number.core_start])):
        return None
    if number.qualifier == "less_than":
        return None  # "most of them under forty" is an age
    form = labelled_harm(context, number, start) if number.kind == "cardinal" else None
    if form is not None:
        return CountPhrase(
            number.start, number.core_end, _count(context, number), form[1], form[0], "counted", FORM_LINE
        )
    subject = subject_number(context, number, start)
    if subject is not None:
        return subject
    begin = number.core_end + (text[number.core_end : min(end, number.core_end + 1)] == "+")
    offset = past(text, begin, end, QUOTES + " ")
    next_mark = text[offset : offset + 1] if offset < end else ""
    parts = text.startswith("(", past(text, begin, end, " "), end)
    if parts or (text.startswith(":", number.core_end, end) and struck(context, number)):
        next_mark = ""  # «القتلى: 3 (معلمتان وتلميذ)», "killed eight: five men and three women"
    is_announced = announced(context, number, start)
    if unit_at(measures, number.core_end) and not no_measure(context, number):
        return None
    if next_mark and next_mark not in _STOPS:
        word = word_at(text, offset, end).strip(QUOTES + _STOPS)
        if describes_the_next(context, word, number.core_end):
            return None
        attached = word[:1] in grammar.attached and len(word) > 2
        harmed = context.reading.within(offset, min(len(text), offset + 30), "harm")
        follows = bool(harmed) and harmed[0].start - offset <= 1
        before = [
            h
            for h in context.reading.within(max(0, number.start - 25), number.start, "harm")
            if number.start - h.end <= 1 and not text[h.end : number.start].strip()
        ]
        governed = any(h.id in OF_PEOPLE or number.qualifier == "vague" for h in before)
        governed = governed and word[:1].isalpha() and not context.reading.within(offset, offset + 40, "number")
        if follows and of_those_who(context, number, harmed[0]):
            return None
        owned = word in grammar.of_words and whose(text[begin:end].split(maxsplit=2))
        if owned and not suffered(context, number, offset, end):
            return None  # "40 of his sheep"
        if (
            word not in grammar.after_elided
            and not attached
            and not follows
            and not governed
            and not is_announced
            and not suffered(context, number, offset, end)
        ):
            return None
    elif next_mark == ":" and not is_announced:
        return None
    group = labelled(context, number, start)
    return CountPhrase(
        number.start, number.core_end, _count(context, number), group, None, "elided", "count.elided-noun"
    )
