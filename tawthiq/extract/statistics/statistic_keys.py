"""What a prose statistic is divided by, as its clause says: the actor held responsible, a weapon, a place, a cause.

An actor after a word of agency (على يد، by) or before the verb is the figure's own; one behind "most of them", one that
only holds the area, speaks, or stands in another clause is not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.domain.span import Span
from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.places.place_hits import grammar
from tawthiq.extract.speakers.speaker_phrases import tokens
from tawthiq.extract.statistics.counted_figures import divides, is_of_them
from tawthiq.extract.statistics.figures import Figure
from tawthiq.extract.statistics.key_clauses import did_it, in_a_remark, in_its_attacks, past_aside
from tawthiq.extract.statistics.table_keys import Key, find_keys
from tawthiq.text.phrases import Hit

_AGENT_REACH: Final = 5
_FORCE: Final = 60
"""Code points behind a figure in which the party is named whose members are counted."""
_MEMBERS: Final = 3
"""Words at most from a figure to that party: «من عناصر قوات النظام»."""
_PROVINCE_REACH: Final = 9
"""Words at most between a province and "with": "Daraa governorate saw the highest number of deaths with 19"."""
_TORTURE: Final = "beating_torture"
_IN_REACH: Final = 2
_CLAUSE: Final = 40
"""Code points behind a figure in which "whom the group abducted" stands."""
_NAMED: Final = 1200
"""Code points before it in which the party was named."""
_PRISONS: Final = 14
"""Code points before an actor in which the word for its prisons stands."""
_WAR: Final = 90
"""Code points before an actor in which "between" stands, and the other side."""
_SUBJECT_REACH: Final = 9
_CUE: Final = 24
"""Code points before a figure in which the words stand that lay it to the province before them."""


def key_of(context: Context, figure: Figure, figures: list[Figure], position: int) -> Key | None:
    """The actor held responsible, or the cause, that the clause of a figure names; a mine is a weapon in prose."""
    key = _found(context, figure, figures, position)
    if key is not None and (key.dimension, key.code) == ("cause", "mine_uxo"):
        return replace(key, dimension="weapon", code="landmine")
    return key


def _found(context: Context, figure: Figure, figures: list[Figure], position: int) -> Key | None:
    sentence = context.reading.sentences[figure.sentence]
    low, high = _between_tops(figure, figures, position, sentence)
    if figure.percent is not None:
        return _share_of(context, figure, low, high)
    force = _of_a_force(context, figure)
    if force is not None:
        return force
    colon = context.text.find(":", figure.end, high)  # behind it stand the parts: "38 massacres: 17 by the army"
    after = find_keys(context, figure.end, high if colon < 0 else colon)
    for key in after:
        cues = context.reading.within(figure.end, key.start, "agent_cue")
        if context.reading.within(figure.end, key.start, "share_word"):  # "most of them by": not the figure's own
            break
        if key.dimension == "actor" and any(context.words_between(c.end, key.start) <= _AGENT_REACH for c in cues):
            return key
        if key.dimension == "actor" and in_its_attacks(context, figure.end, key.start, key.end):
            return key
    cued = _province_cued(context, figure, low)
    if cued is not None:
        return cued
    if figure.noun is None:  # 866 in Latakia
        near = [
            k for k in after if k.dimension == "governorate" and context.words_between(figure.end, k.start) <= _IN_REACH
        ]
        if near:
            return near[0]
        opened = context.text[figure.start - 1 : figure.start] == "("
        before = [k for k in find_keys(context, low, figure.start) if k.dimension == "governorate"]
        if opened and before and figure.start - before[-1].end <= _IN_REACH:  # Taiz (71)
            return before[-1]
    province = _province_with(context, figure, low)
    if province is not None:
        return province
    tool = _weapon(context, figure, low)
    if tool is not None:
        return tool
    actors = [k for k in find_keys(context, low, figure.start) if k.dimension == "actor"]
    actors = [k for k in actors if not in_a_remark(context, k.end, figure.start)]
    jailers = [k for k in actors if _of_its_prisons(context, k)]
    if jailers:
        return jailers[-1]
    near = [
        k
        for k in actors
        if not k.state
        and context.words_between(past_aside(context, k.end, figure.start), figure.start) <= _SUBJECT_REACH
    ]
    if near and not _spoken(context, near[-1], figure) and not _one_of_two(context, near[-1], low):
        return near[-1]
    cause = next(
        (k for k in after if k.dimension == "cause" and context.words_between(figure.end, k.start) <= _SUBJECT_REACH),
        None,
    )
    return cause or _in_prison(context, figure, sentence.start) or _whom_they_took(context, figure)


def _of_a_force(context: Context, figure: Figure) -> Key | None:
    """Fighters, where those counted are of a party: «270 من قوات الجيش», "331 members of the security forces"."""
    if figure.percent is not None or figure.subject is not None or is_of_them(context, figure):
        return None
    behind = context.text[figure.end : figure.end + _CUE].split()
    if not behind or behind[0] not in toll_grammar().of_words:
        return None
    for key in find_keys(context, figure.end, figure.end + _FORCE):
        gap = context.text[figure.end : key.start]
        if key.dimension == "actor" and not key.state and len(gap.split()) <= _MEMBERS and "," not in gap:
            near = context.reading.within(figure.end, key.start, "agent_cue")
            return None if near else Key(key.start, key.end, "group", "combatant")
    return None


def _whom_they_took(context: Context, figure: Figure) -> Key | None:
    """The party named last before those "whom the group abducted": the clause only calls it a group."""
    clause = context.text[figure.end : figure.end + _CLAUSE].split()
    if not clause or clause[0] not in toll_grammar().relatives | toll_grammar().parts_of:
        return None
    they = context.reading.of_id(figure.end, figure.end + _CLAUSE, "force_word", "group")
    if not they or context.words_between(figure.end, they[0].start) > 2:
        return None
    named = [h for h in context.reading.within(max(0, figure.start - _NAMED), figure.start, "actor") if h.id]
    return Key(named[-1].start, named[-1].end, "actor", named[-1].id) if named else None


def _in_prison(context: Context, figure: Figure, low: int) -> Key | None:
    """The prisons in which those counted died, as what they died of: «عدد الذين ماتوا في المعتقلات خمسة وتسعون»."""
    if figure.measure != "killed":
        return None
    for start, end in tokens(context.reading, low, figure.start):
        if context.text[start:end] in toll_grammar().prisons:
            return Key(start, end, "cause", "death_in_detention")
    return None


def _province_with(context: Context, figure: Figure, low: int) -> Key | None:
    """The province that stands in a row of provinces, each "with" its number: «تصدرتها نينوى بـ70 قتيلاً، تلتها بغداد بـ30»."""
    joined = context.text[max(0, figure.start - 3) : figure.start].rstrip()
    if joined[-1:] not in grammar().located_letters or joined[-2:-1].isalpha():
        return None
    return _province_before(context, low, figure.start)


def _province_cued(context: Context, figure: Figure, low: int) -> Key | None:
    """The province to which a word right before a figure lays it: "Idlib came first with 40", "Hama suffered 12 dead"."""
    cues = context.reading.within(max(low, figure.start - _CUE), figure.start, "province_cue")
    if not cues:
        return None
    gap = context.text[cues[-1].end : figure.start]
    totals = context.reading.of_id(cues[-1].end, figure.start, "statistic_cue", "total")
    if gap.strip() and not (totals and len(gap.split()) <= _MEMBERS):  # "suffered a total of 600"
        return None
    return _province_before(context, low, cues[-1].start)


def _province_before(context: Context, low: int, stop: int) -> Key | None:
    """The province named last before `stop`, few words away."""
    before = [k for k in find_keys(context, low, stop) if k.dimension == "governorate"]
    near = before and context.words_between(before[-1].end, stop) <= _PROVINCE_REACH
    return before[-1] if near else None


def _between_tops(figure: Figure, figures: list[Figure], position: int, sentence: Span) -> tuple[int, int]:
    """The folded bounds within which a figure's own words stand: from the figure before it to the one behind it in the
    sentence, those passed over that divide another or this one. `figures` are in order; `figure` is that at `position`.
    """
    first = bisect_left(figures, figure.sentence, key=_sentence_of)
    stop = bisect_right(figures, figure.sentence, key=_sentence_of)

    def tops(places: Iterable[int]) -> Iterator[Figure]:
        for place in places:
            other = figures[place]
            if not _passed_over(other) and (place == position or not divides(other, figure)):
                yield other

    if _passed_over(figures[position]):
        behind = islice(tops(range(first, stop)), 1, 2)
        return sentence.start, next((f.start for f in behind), sentence.end)
    low = next((f.end for f in tops(range(position - 1, first - 1, -1))), sentence.start)
    return low, next((f.start for f in tops(range(position + 1, stop))), sentence.end)


def _passed_over(figure: Figure) -> bool:
    """Whether a figure takes no words from the one it divides: a bare number has its own ("16, of which nine by the army").

    So has one that only a pronoun counts ("324 civilians, 161 of whom were killed by the army").
    """
    return figure.nested and figure.noun is not None and not _by_pronoun(figure)


def _by_pronoun(figure: Figure) -> bool:
    """Whether nothing but "of them" says whom a figure counts."""
    return figure.noun is not None and not toll_grammar().of_words.isdisjoint(figure.noun.term.wording.split()[:1])


def _sentence_of(figure: Figure) -> int:
    return figure.sentence


def _weapon(context: Context, figure: Figure, low: int) -> Key | None:
    """The weapon that a clause makes the doer: mines killed 714 (حصدت الألغام أرواح 714, حصدت الألغام 714); torture is a cause."""
    weapons = context.reading.within(low, figure.start, "weapon")
    if not weapons or not (
        context.reading.within(weapons[-1].end, figure.start, "harm") or _verb_before(context, weapons[-1], figure)
    ):
        return None
    if weapons[-1].id == _TORTURE:
        return Key(weapons[-1].start, weapons[-1].end, "cause", "death_torture")
    return Key(weapons[-1].start, weapons[-1].end, "weapon", weapons[-1].id)


def _verb_before(context: Context, weapon: Hit, figure: Figure) -> bool:
    """Whether an Arabic verb of harm stands right before a weapon, and those counted right behind it: «وحصدت الألغام 3 مدنيين»."""
    if context.lang != "ar" or context.words_between(weapon.end, figure.start):
        return False
    before = context.reading.within(max(0, weapon.start - _CUE), weapon.start, "harm")
    return bool(before) and not context.text[before[-1].end : weapon.whole_start].strip()


def _share_of(context: Context, figure: Figure, low: int, high: int) -> Key | None:
    """Whose share a percentage is: the actor, governorate or groups (children and women together) nearest before it, else behind."""
    for start, end, last in ((low, figure.start, True), (figure.end, high, False)):
        found = [k for k in find_keys(context, start, end) if k.dimension in ("actor", "governorate")]
        groups = [h for h in context.reading.within(start, end, "people") if h.id in ("child", "woman")]
        if groups:
            codes = "&".join(sorted({h.id for h in groups}))
            found.append(Key(groups[0].start, groups[-1].end, "group", codes))
        if found:
            return max(found, key=lambda k: k.end) if last else min(found, key=lambda k: k.start)
    return None


def _of_its_prisons(context: Context, key: Key) -> bool:
    """Whether an actor is named as whose prisons are told of: «ماتوا في معتقلات النظام» says who held them, however far the number."""
    words = context.text[max(0, key.start - _PRISONS) : key.start].split()[-1:]
    return bool(words) and words[0] in toll_grammar().prisons


def _one_of_two(context: Context, key: Key, low: int) -> bool:
    """Whether an actor is one of two between whom a war is: "the war between the army and the militia has killed thousands"."""
    cues = context.reading.of_id(max(low, key.start - _WAR), key.start, "cue", "between")
    if not cues or any(c in context.text[cues[-1].end : key.start] for c in ",;."):
        return False
    return any(h.start < key.start for h in context.reading.within(cues[-1].end, key.start, "actor"))


def _spoken(context: Context, key: Key, figure: Figure) -> bool:
    """Whether an actor before a figure is not its author: its victim's side, the holder of an area, or of another clause."""
    if context.text[key.end : figure.start].split() in [[word] for word in sorted(toll_grammar().answers_for)]:
        return False  # "was responsible for 96, the factions of the national army for 33"
    behind = past_aside(context, key.end, figure.start)
    if did_it(context, behind, figure.start):
        return False
    people = [
        n for n in context.reading.within(key.start, key.end, "people") if key.start < n.end and n.start < key.end
    ]
    if not all(
        n.id == "people" and n.start == key.start and n.end < key.end for n in people
    ):  # but for "Syrian" forces
        return True
    if any(
        0 <= context.words_between(c.end, key.start) <= 1
        for c in context.reading.within(max(0, key.start - 30), key.start, "coverage_word")
    ):
        return True
    said = context.reading.of_id(behind, figure.start, "statistic_cue", "statement")
    return bool(said) or any(c in context.text[behind : figure.start] for c in ",;.")
