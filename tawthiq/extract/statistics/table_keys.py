"""The keys a statistic is divided by, as found in a stretch of text: months, actors, governorates, places, causes.

A governorate is a place that is one, or the governorate of a city of the same name (حلب in a list of governorates).
Two actors joined by "and" are one key together ("gov&rus"): their row is counted once (R15).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from typing import Final

from tawthiq.domain.light import initialised
from tawthiq.domain.where import Place
from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.parties_named import mentions
from tawthiq.extract.parties.party_mention import Mention
from tawthiq.knowledge.load import lexicon
from tawthiq.knowledge.parties import actors
from tawthiq.text.phrases import Hit

_CAUSES: Final = ("death_torture", "sniper_killing", "mine_uxo")
_MARKS: Final = frozenset(",;:.")
_AREA: Final = 30
_HELD: Final = 16
"""Code points around a party's name in which stands that it only holds an area."""
DIMENSIONS: Final = ("month", "actor", "governorate", "place", "cause", "group")


@initialised(slots=True, unsafe_hash=True, init=False)
class Key:
    """One key at folded `[start, end)`: the dimension it belongs to and its code or name there.

    `state` marks a party named by its state alone ("Russia"), which may be no more than the place.
    """

    start: int
    end: int
    dimension: str
    code: str
    country: str | None
    state: bool

    def __init__(
        self,
        start: int,
        end: int,
        dimension: str,
        code: str,
        country: str | None = None,
        state: bool = False,
    ) -> None:
        self.start = start
        self.end = end
        self.dimension = dimension
        self.code = code
        self.country = country
        self.state = state


def find_keys(context: Context, start: int, end: int) -> list[Key]:
    """The keys of folded `[start, end)`, in order, none inside another.

    Keys are joined within a line only, so they are found for the lines that are asked about: in most documents few are.
    """
    keys, starts = _of_lines(context, start, end)
    low = bisect_left(starts, start)
    return [k for k in keys[low : bisect_left(starts, end, low)] if k.end <= end]


def _of_lines(context: Context, start: int, end: int) -> tuple[list[Key], list[int]]:
    """The keys of the lines that `[start, end)` touches, and where they begin."""
    text = context.text
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", max(start, end))
    high = len(text) if high < 0 else high
    known: dict[tuple[int, int], tuple[list[Key], list[int]]] = context.reading.memo.setdefault("keys", {})
    found = known.get((low, high))
    if found is None:
        keys = _keys(context, low, high)
        found = known[low, high] = (keys, [k.start for k in keys])
    return found


def _keys(context: Context, low: int, high: int) -> list[Key]:
    """The keys of whole lines at folded `[low, high)`, with the parties beside them that reach over a line's end."""
    named = mentions(context.reading, on=context.document.published.end)
    first = bisect_left(named, low, key=_mention_start)
    while first and named[first - 1].end > low:
        first -= 1
        low = context.text.rfind("\n", 0, named[first].start) + 1
        first = bisect_left(named, low, key=_mention_start)
    last = bisect_left(named, high, key=_mention_start)
    while last and named[last - 1].end > high:
        high = context.text.find("\n", named[last - 1].end)
        high = len(context.text) if high < 0 else high
        last = bisect_left(named, high, key=_mention_start)
    keys = [k for h in context.reading.within(low, high, *_key_categories()) for k in _key(context, h)]
    keys += [Key(m.start, m.end, "actor", m.code, state=m.state) for m in named[first:last]]
    found: list[Key] = []
    for key in sorted(keys, key=lambda k: (k.start, -k.end, DIMENSIONS.index(k.dimension))):
        if found and key.start < found[-1].end:
            continue
        found.append(key)
    return _joined(context, found)


def _mention_start(mention: Mention) -> int:
    return mention.start


@cache
def _key_categories() -> tuple[str, ...]:
    """The categories that hold keys: a look at these alone spares one at every word a text holds."""
    causes = {e.category: None for e in lexicon() if e.id in _CAUSES}
    return tuple({"month": None, "place": None, "kind": None, "weapon": None, "other_party": None} | causes)


def _key(context: Context, hit: Hit) -> Iterable[Key]:
    if hit.category == "month" and hit.term.get("calendar") == "gregorian":
        yield Key(hit.start, hit.end, "month", f"--{int(hit.term.get('number')):02}")
    elif hit.category == "place":
        place = _governorate(context, hit)
        if place is not None:
            yield Key(hit.start, hit.end, "governorate", place.name_en, place.country)
        elif hit.term.wording not in _ambiguous(context):
            best = context.gazetteer.places[hit.term.get("ids")[0]]
            if best.level != "country":
                yield Key(hit.start, hit.end, "place", best.name_en, best.country)
    elif hit.category == "other_party":
        yield Key(hit.start, hit.end, "actor", hit.id)
    elif hit.id in _CAUSES or (hit.category in ("kind", "weapon") and _after_cause_word(context, hit)):
        yield Key(hit.start, hit.end, "cause", hit.id)


def _after_cause_word(context: Context, hit: Hit) -> bool:
    before = context.reading.within(max(0, hit.whole_start - 16), hit.whole_start, "cause_cue")
    return any(not context.text[c.end : hit.whole_start].strip() for c in before)


def _ambiguous(context: Context) -> frozenset[str]:
    return context.gazetteer.ambiguous_names


def _governorate(context: Context, hit: Hit) -> Place | None:
    """The governorate a place name may stand for: itself one, or the chief city of one that bears its name."""
    places = [context.gazetteer.places[i] for i in hit.term.get("ids", ())]
    own = next((p for p in places if p.level == "governorate"), None)
    if own is not None or not places or places[0].governorate is None:
        return own
    above = context.gazetteer.places.get(places[0].governorate)
    return above if above is not None and above.name_en == places[0].name_en else None


def _joined(context: Context, keys: list[Key]) -> list[Key]:
    """Months named twice (يونيو "حزيران") are one key; two actors joined by "and" are one key together."""
    found: list[Key] = []
    for key in keys:
        last = found[-1] if found else None
        gap = context.text[last.end : key.start].strip(' "/()-').removesuffix("ال") if last else ""
        if last is None or last.dimension != key.dimension:
            found.append(key)
        elif key.dimension == "month" and key.code == last.code and not gap:
            found[-1] = Key(last.start, key.end, "month", key.code)
        elif key.dimension == "actor" and (
            gap in toll_grammar().and_words or (not gap and context.text[key.start] == "و")
        ):
            codes = last.code.split("&")
            # a party and its own branch are one
            known = actors().get(key.code)  # none for "other parties"
            apart = key.code not in codes and (known is None or known.parent not in codes)
            found[-1] = Key(
                last.start, key.end, "actor", "&".join([*codes, key.code] if apart else codes), state=last.state
            )
        else:
            found.append(key)
    return found


def holds_area(context: Context, key: Key) -> bool:
    """Whether an actor only names an area ("6 in areas of …", "opposition-held areas"); a word behind a mark is another item's
    ("Islamic State 115, …")."""
    if key.dimension != "actor":
        return False
    before = context.reading.within(max(0, key.start - _AREA), key.start, "coverage_word", "place_cue")
    before = [h for h in before if not _MARKS.intersection(context.text[h.end : key.start])]
    held = context.reading.within(key.start, key.end + _HELD, "coverage_word")
    return any(context.words_between(h.end, key.start) <= 1 for h in before) or any(
        h.start <= key.end + 1 for h in held
    )
