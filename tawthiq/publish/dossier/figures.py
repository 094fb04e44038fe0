"""Each figure of an incident: its range and rule, who says what, and how it changed as documents were published (R5–R8).

The running range is what the rules make of the documents published up to that day: the caller hands in `weigh`, which
weighs the incident anew with those documents alone. Where weighing all of them does not give the register's own ranges
(a person ruled, or another profile of numerals was used) no running range is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tawthiq.domain.document import Document
from tawthiq.domain.incident import Incident, TollRange, TollRef
from tawthiq.publish import public
from tawthiq.publish.dates import published_words
from tawthiq.publish.dossier.cited import Cited
from tawthiq.publish.dossier.claims import day_key, shown_tolls, spoken, voices
from tawthiq.publish.dossier.footnotes import Footnotes
from tawthiq.publish.dossier.people import people
from tawthiq.publish.figures import TollOf, figure_text, headline_of, range_text, top
from tawthiq.publish.trace import Evidence
from tawthiq.publish.wording import Wording, ltr

Weigh = Callable[[frozenset[str]], Incident | None]
"""The incident as its accounts in these documents alone would have it; None where they do not tell it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One claim in the history of a figure: when published, by whom, what was said, its status, and the range since."""

    published: str
    voices: Cited
    said: str
    status: str
    replaced: bool
    range: str


@dataclass(frozen=True, slots=True)
class FigureStory:
    """A figure with its range, the figure put forward and its rule, and its steps in order of publication."""

    anchor: str
    name: str
    range: str
    best: str
    rule: str
    steps: tuple[Step, ...]


def range_of(toll_range: TollRange, toll_of: TollOf) -> str:
    """A range in digits: "5–7", "401+"."""
    is_open = toll_range.open_ended or toll_range.max is None
    return range_text(toll_range.min, top(toll_range, toll_of), is_open)


def figure_name(toll_range: TollRange, w: Wording) -> str:
    """What a figure counts: "killed", "killed · children"."""
    name = w.label("harms", toll_range.harm)
    return f"{name} · {w.label('groups', toll_range.group)}" if toll_range.group else name


def stories(incident: Incident, notes: Footnotes, weigh: Weigh | None = None) -> tuple[tuple[FigureStory, ...], bool]:
    """Every figure with its history, and whether running ranges are shown."""
    tolls = shown_tolls(incident, notes.sources)
    history = _History(incident, weigh, notes)
    found = tuple(_story(incident, toll, f"f{n}", history, notes) for n, toll in enumerate(tolls, start=1))
    return found, history.sure


class _History:
    """The ranges of an incident as they stood with the documents published up to a day."""

    def __init__(self, incident: Incident, weigh: Weigh | None, notes: Footnotes) -> None:
        self._trace = notes.sources.trace
        documents = [
            d for ident in dict.fromkeys(ref[0] for ref in incident.accounts) if (d := self._trace.document(ident))
        ]
        self._documents = sorted(documents, key=lambda d: (*day_key(d), d.id))
        self._weigh = weigh
        self._found: dict[tuple[bool, str], Incident | None] = {}
        self.sure = weigh is not None and _same(weigh(frozenset(d.id for d in documents)), incident)

    def after(self, document: Document, toll_range: TollRange) -> str:
        """The range of a figure once everything published up to the day of `document` was known; empty where not sure."""
        then = self._range(document, toll_range)
        if then is not None:
            return range_of(then, self._trace.toll)
        weighed = self._weighed(document)
        if toll_range.group is not None or weighed is None:
            return ""
        whole = headline_of(weighed.tolls, toll_range.harm, self._trace.toll)  # then told of civilians alone, say
        return figure_text(whole) if whole is not None else ""

    def claims(self, toll_range: TollRange) -> tuple[TollRef, ...]:
        """Every claim that a figure was weighed from on some day, also where a later document made it count otherwise."""
        ranges = [toll_range, *(self._range(document, toll_range) for document in self._documents)]
        return tuple(dict.fromkeys(ref for r in ranges if r is not None for ref in (*r.claims, *r.superseded)))

    def _range(self, document: Document, toll_range: TollRange) -> TollRange | None:
        then, wanted = self._weighed(document), (toll_range.harm, toll_range.group)
        return next((t for t in then.tolls if (t.harm, t.group) == wanted), None) if then is not None else None

    def _weighed(self, document: Document) -> Incident | None:
        if not self.sure or self._weigh is None:
            return None
        day = day_key(document)
        if day not in self._found:
            self._found[day] = self._weigh(frozenset(d.id for d in self._documents if day_key(d) <= day))
        return self._found[day]


def _same(weighed: Incident | None, incident: Incident) -> bool:
    def ranges(one: Incident) -> list[tuple[object, ...]]:
        return [(t.harm, t.group or "", t.min, t.best, t.max, t.open_ended) for t in one.tolls]

    return weighed is not None and sorted(map(repr, ranges(weighed))) == sorted(map(repr, ranges(incident)))


def _story(incident: Incident, toll_range: TollRange, anchor: str, history: _History, notes: Footnotes) -> FigureStory:
    sources, w = notes.sources, notes.sources.w
    weighed = replace(toll_range, claims=history.claims(toll_range))
    items = [e for e in sources.trace.evidence(incident, weighed) if not e.document.restricted]
    items.sort(key=lambda e: (*day_key(e.document), e.ref))
    code, name = toll_range.rule, w.rule(toll_range.rule)
    steps = () if public.is_hidden(incident) else tuple(_step(e, toll_range, history, notes) for e in items)
    return FigureStory(
        anchor=anchor,
        name=figure_name(toll_range, w),
        range=range_of(toll_range, sources.trace.toll),
        best="" if toll_range.best is None else f"{toll_range.best:,}",
        rule=w("dossier.rule_named", name=name, code=ltr(code)) if name else ltr(code),
        steps=steps,
    )


def _step(item: Evidence, toll_range: TollRange, history: _History, notes: Footnotes) -> Step:
    w, document = notes.sources.w, item.document
    known = not day_key(document)[0]
    status = ""
    if item.status == "copy":
        status = w("incidents.copy", title=notes.sources.of(item.lead.id).title if item.lead else "")
    elif item.status != "current":
        status = w(f"incidents.{item.status}")
    return Step(
        published=published_words(document.published, w) if known else w("dossier.day_unknown"),
        voices=voices([item], notes),
        said=people(spoken(item.toll.count), item.toll.group, w, item.toll.harm),
        status=status,
        replaced=item.status.startswith("superseded"),
        range=history.after(document, toll_range),
    )
