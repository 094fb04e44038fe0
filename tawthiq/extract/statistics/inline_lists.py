"""Lists that stand inside a sentence: "distributed as follows: Aleppo 80, Idlib 40", «35 شخصاً في دمشق و8 في ريف دمشق».

A sentence that announces a division (توزعوا، by province) is read as pairs of a key and a figure, in the one order that
most of its pairs keep. A person without a number (وشخص في درعا) counts one there, as nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from tawthiq.domain.account import Aggregate
from tawthiq.domain.light import replace
from tawthiq.domain.span import Span
from tawthiq.domain.toll import Count
from tawthiq.domain.when import Period
from tawthiq.extract.context import Context
from tawthiq.extract.statistics.figures import Figure, says_what
from tawthiq.extract.statistics.periods import length
from tawthiq.extract.statistics.table_keys import Key, find_keys, holds_area
from tawthiq.extract.taken import Taken

Pair = tuple[Key, Figure]
_NEAR: Final = 4
_FAR: Final = 8
"""Words at most between a province and its number where nothing announces them: "Aleppo was once again the worst hit with"."""
_LISTED: Final = 3
_OF_PROVINCES: Final = 60
"""People whom a list by province counts together at least where nothing announces it."""
_LABEL_WORDS: Final = 5
_MARKS: Final = frozenset(",;:.")
_JOINED: Final = 5  # " and "
STRUCK: Final = ("killed", "injured", "killed_or_injured")
"""Harms that attacks do."""
_HURT_BESIDE: Final = ("killed", "injured")
_APART: Final = frozenset(",;(")
BY_PROVINCE: Final = "table.provinces"
"""The rule of the rows of a list that nothing announces: they make no report of statistics of a text."""


def find_inline_lists(
    context: Context, figures: list[Figure], period: Callable[[], Period], taken: Sequence[Span]
) -> list[list[tuple[Aggregate, Span]]]:
    """One list of statistics for each announced division, figures that `taken` tables hold left out."""
    tables = []
    free: dict[int, list[Figure]] = {}
    used = Taken((s.start, s.end) for s in taken)
    for figure in figures:
        if not used.holds(figure.start):
            free.setdefault(figure.sentence, []).append(figure)
    for index, inside in free.items():
        sentence = context.reading.sentences[index]
        cue, said = _announced(context, index, sentence, inside, free.get(index - 1, []))
        if cue is None:
            provinces = _by_province(context, sentence, inside, free.get(index - 1, []))
            if provinces:
                rows = _statistics(context, provinces, inside, figures, period())
                tables.append([(replace(row, rule=BY_PROVINCE), span) for row, span in rows])
            continue
        pairs = _labelled(context, inside, said, cue)
        if not pairs and _may_divide(context, sentence, inside, cue):
            pairs = _pairs(context, sentence, _with_ones(context, sentence, inside, index, cue), said, cue)
        if len(pairs) >= 2:
            tables.append(_statistics(context, pairs, inside, figures, period()))
    return tables


def _announced(
    context: Context, index: int, sentence: Span, inside: list[Figure], above: list[Figure]
) -> tuple[int | None, str | None]:
    """Where a division is announced, and its dimension: by a word, in the line above that ends in a colon, or by a colon
    behind a figure ("40 massacres: 22 in Aleppo, …"), in the line itself or at the end of the one above."""
    cues = context.reading.within(sentence.start, sentence.end, "distribution", "dimension")
    if not cues and index:
        before = context.reading.sentences[index - 1]
        if context.text[before.start : before.end].rstrip().endswith(":"):
            cues = context.reading.within(before.start, before.end, "distribution", "dimension")
            if not cues and len(inside) >= _LISTED and any(f.noun is not None and f.measure is not None for f in above):
                return sentence.start, None
    if cues:
        return cues[0].start, next((c.id for c in cues if c.category == "dimension"), None)
    tops = [f for f in inside if not f.nested and says_what(f)]
    colon = context.text.find(":", tops[0].end, sentence.end) if tops else -1
    return (colon, None) if colon > 0 else (None, None)


def _by_province(context: Context, sentence: Span, inside: list[Figure], above: list[Figure]) -> list[Pair]:
    """The items of a list by province that nothing announces: "a toll of 590, 310 of them in Homs, 180 in Hama and 60 in Idlib".

    What is counted its own sentence says, or the one `above`.
    """
    first = above[0].sentence if above else context.reading.sentence_at(sentence.start)
    if context.reading.within(context.reading.sentences[first].start, sentence.end, "not_violence"):
        return []  # of a disease
    bare = [f for f in inside if f.percent is None and f.count.value is not None]
    if len(bare) < _LISTED or sum(f.count.low for f in bare) < _OF_PROVINCES:
        return []
    keys = [k for k in find_keys(context, sentence.start, sentence.end) if k.dimension == "governorate"]
    if len({k.code for k in keys}) < _LISTED or all(f.measure is None for f in (*bare, *above)):
        return []
    pairs = _pairs(context, sentence, [replace(f, nested=False) for f in bare], "governorate", -1)
    told = sum(f.count.low for _, f in pairs)
    days = any(length(context, d) == "short" for d in context.dates_in(sentence.start, sentence.end))
    return _with_the_hurt(context, pairs, bare) if len(pairs) >= _LISTED and told >= _OF_PROVINCES and not days else []


def _with_the_hurt(context: Context, pairs: list[Pair], figures: list[Figure]) -> list[Pair]:
    """The pairs with the hurt that stand joined to the dead of each: "Diyala suffered 51 killed and 44 injured, Salah al-Din 40 …"."""
    found: list[Pair] = []
    for key, figure in pairs:
        found.append((key, figure))
        beside = next((f for f in figures if f.start >= figure.end), None)
        if beside is None or key.end > figure.start or any(f is beside for _, f in pairs):
            continue
        words = context.text[figure.end : beside.start].split()
        other = {beside.measure, figure.measure} == set(_HURT_BESIDE)
        if other and len(words) <= 2 and not _MARKS.intersection(context.text[figure.end : beside.start]):
            found.append((key, beside))
    return found


def _labelled(context: Context, inside: list[Figure], said: str | None, cue: int) -> list[Pair]:
    """The items of a list by cause, weapon or group that stand as words and a number: "shelling 288, gunfire 171"."""
    if said not in ("cause", "weapon", "group"):
        return []
    colon = context.text.find(":", cue)
    figures = [f for f in inside if f.start > colon and f.percent is None]
    if colon < 0 or len(figures) < _LISTED or any(f.noun is not None for f in figures):
        return []
    pairs: list[Pair] = []
    low = colon + 1
    for figure in figures:
        raw = context.text[low : figure.start]
        label = raw.strip(" ,;:()-")
        if not label or len(label.split()) > _LABEL_WORDS or any(c in label for c in ",;:.\n"):
            return []
        start = context.text.index(label, low)
        known = [k for k in find_keys(context, start, start + len(label)) if k.dimension == said]
        code = known[0].code if known else context.quote(start, start + len(label)).text
        pairs.append((Key(start, start + len(label), said, code), figure))
        low = figure.end
    return pairs


def _may_divide(context: Context, sentence: Span, inside: list[Figure], cue: int) -> bool:
    """Whether a sentence holds two figures behind `cue`, or nouns that count one: else no keys need be looked for."""
    tops = sum(not f.nested and f.percent is None and f.end > cue for f in inside)
    if tops > 1:
        return True
    nouns = context.reading.within(sentence.start, sentence.end, "people")
    return tops + sum(1 for n in nouns if n.start > cue and n.term.get("number") == "singular") > 1


def _with_ones(context: Context, sentence: Span, inside: list[Figure], index: int, cue: int) -> list[Figure]:
    ones = []
    keys = find_keys(context, sentence.start, sentence.end)
    for noun in context.reading.within(sentence.start, sentence.end, "people"):
        free = noun.term.get("number") == "singular" and not any(f.start <= noun.start < f.end for f in inside)
        free = free and not any(k.start <= noun.start < k.end for k in keys)  # a party's own word (النظام السوري)
        after = any(k.start >= noun.end and context.words_between(noun.end, k.start) <= 1 for k in keys)
        if free and after and noun.start > cue and any(f.start < noun.start for f in inside):
            ones.append(
                Figure(noun.start, noun.end, None, noun, None, None, Count(1, 1, 1), sentence=index, inherited=True)
            )
    return sorted([*inside, *ones], key=lambda f: f.start)


def _pairs(context: Context, sentence: Span, figures: list[Figure], said: str | None, cue: int) -> list[Pair]:
    """The pairs of the dimension that gives most of them, keys before their figures or after; `cue` below 0 where nothing announces them."""
    keys = [
        k
        for k in find_keys(context, sentence.start, sentence.end)
        if not any(f.start <= k.start < f.end for f in figures) and not holds_area(context, k)
    ]
    tops = [f for f in figures if not f.nested and f.percent is None and f.end > cue]
    best: list[Pair] = []
    rank = (0, False, 0)
    barred = _APART if cue < 0 else frozenset[str]()
    # a key's own number may stand in brackets behind it; behind a comma the next item begins, in English not ("Aleppo saw the most, 58")
    parted = barred - {"("} if context.lang != "en" else frozenset[str]()
    reach = _NEAR if cue >= 0 else _FAR
    for dimension in [said] if said else ["governorate", "actor", "month"]:
        own = [k for k in keys if k.dimension == dimension or (dimension == "governorate" and k.dimension == "place")]
        for before in (True, False):
            pairs: list[Pair] = []
            gaps = 0
            for position, figure in enumerate(tops):
                low = tops[position - 1].end if position else sentence.start
                high = tops[position + 1].start if position + 1 < len(tops) else sentence.end
                near = (
                    [
                        k
                        for k in own
                        if low <= k.start
                        and k.end <= figure.start
                        and context.words_between(k.end, figure.start) <= reach
                        and not parted.intersection(context.text[k.end : figure.start])
                    ]
                    if before
                    else [
                        k
                        for k in own
                        if figure.end <= k.start < high
                        and context.words_between(figure.end, k.start) <= _NEAR
                        and not barred.intersection(context.text[figure.end : k.start])
                    ]
                )
                key = (near[-1] if before else near[0]) if near else None
                if key is not None and all(key.code != k.code for k, _ in pairs):
                    pairs.append((key, figure))
                    gaps += context.words_between(key.end, figure.start) + context.words_between(figure.end, key.start)
            whole = bool(pairs) and pairs[0][1] is tops[0]  # the first number behind the announcement has its key
            if pairs and (len(pairs), whole, -gaps) > rank:
                best, rank = pairs, (len(pairs), whole, -gaps)
    return best


def _statistics(
    context: Context, pairs: list[Pair], inside: list[Figure], figures: list[Figure], period: Period
) -> list[tuple[Aggregate, Span]]:
    told = [
        f for f in figures if f.start < pairs[0][1].start and f.measure is not None and says_what(f) and not f.nested
    ]
    own = [f for _, f in pairs if f.measure is not None and not f.inherited]
    source = own[0] if own else told[-1] if told else None
    measure = source.measure if source else "killed"
    if measure == "incidents" and any(f.noun is not None and f.noun.category == "people" for _, f in pairs):
        measure = "killed"
    subject = source.subject if source else None
    found = []
    for position, (key, figure) in enumerate(pairs):
        dimension = (
            "governorate" if key.dimension == "place" and pairs[0][0].dimension == "governorate" else key.dimension
        )
        made, span = _made(
            context, figure, period, dimension, key.code, figure.measure if figure in own else measure, subject
        )
        shares = [f for f in inside if f.percent is not None and 0 <= f.start - max(key.end, figure.end) <= 3]
        if shares:
            made, span = replace(made, percent=shares[0].percent), Span(span.start, shares[0].end)
        found.append((made, span))
        end = pairs[position + 1][1].start if position + 1 < len(pairs) else 10**9
        found.extend(
            _made(context, f, period, dimension, key.code, f.measure, f.subject)
            for f in _beside(pairs, position, inside)
        )
        parts = [f for f in inside if f.nested and figure.end <= f.start < end and f.subject is not None]
        for part in parts:
            found.append(
                _made(context, part, period, f"{dimension}+group", f"{key.code}+{part.subject}", measure, part.subject)
            )
    return found


def _beside(pairs: list[Pair], position: int, inside: list[Figure]) -> list[Figure]:
    """What else is counted of a pair's key, joined to its figure: "Nineveh: 121 killed and 112 injured"."""
    figure = pairs[position][1]
    key = pairs[position][0]
    end = pairs[position + 1][0 if key.start < figure.start else 1].start if position + 1 < len(pairs) else 10**9
    return [
        f
        for f in inside
        if 0 <= f.start - figure.end <= _JOINED
        and f.start < end
        and all(f is not other for _, other in pairs)
        and f.measure in STRUCK
        and f.measure != figure.measure
        and not f.inherited
        and not f.nested
    ]


def _made(
    context: Context,
    figure: Figure,
    period: Period,
    dimension: str,
    key: str,
    measure: str | None,
    subject: str | None,
) -> tuple[Aggregate, Span]:
    quote = context.quote(figure.start, figure.end)
    made = Aggregate(
        period, dimension, key, measure or "killed", figure.count, quote, rule="table.inline", subject=subject
    )
    return made, Span(figure.start, figure.end)
