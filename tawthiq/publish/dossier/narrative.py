"""What the sources say of an incident, in sentences assembled from its claims, each with its footnotes.

Nothing is said that no claim says: when, where, what; how many, by whom counted; who is named and by whom; how firmly it
stands. The patterns are those of `vocabularies/dossier_*.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from tawthiq.domain.incident import Incident, Responsibility, TollRange
from tawthiq.domain.span import Quote
from tawthiq.publish import public
from tawthiq.publish.buckets import accused, relation
from tawthiq.publish.dates import range_words, when_words
from tawthiq.publish.dossier.cited import Cited, Run, cited, fill, joined
from tawthiq.publish.dossier.claims import Said, Told, namings, said, shown_tolls, tellings, voices
from tawthiq.publish.dossier.footnotes import Footnotes
from tawthiq.publish.dossier.people import happened, people
from tawthiq.publish.dossier.voices import said_by
from tawthiq.publish.figures import STATUSES, headline_of, top
from tawthiq.publish.governorates import division_of
from tawthiq.publish.wording import Wording, clean, isolate, ltr

_OTHER_ROLES = (
    ("responsible_admitted", "admitted"),
    ("denied", "denied"),
    ("involved", "involved"),
    ("target", "target"),
    ("controls_place", "controls"),
)
"""Role of an actor → its sentence; who is accused has sentences of its own."""


def narrative(incident: Incident, notes: Footnotes) -> tuple[tuple[Cited, ...], ...]:
    """The paragraphs, each a row of sentences."""
    told = tellings(incident, notes.sources)
    paragraphs = (
        _event(incident, told, notes),
        _tolls(incident, notes),
        _parties(incident, notes),
        _standing(incident, notes),
    )
    return tuple(p for p in (tuple(filter(None, paragraph)) for paragraph in paragraphs) if p)


def kind_phrase(incident: Incident, w: Wording) -> str:
    """What happened, as it stands after "tells of": "an air strike", «غارة جوية»."""
    return w.phrase("what", incident.kind) or w.label("kinds", incident.kind)


def _notes_of(told: Iterable[Told], pick: Callable[[Told], tuple[Quote | None, str]], notes: Footnotes) -> list[int]:
    numbers: list[int] = []
    for one in told:
        quote, rule = pick(one)
        if quote is not None:
            numbers.extend(notes.cite(one.document.id, quote.span, rule=rule))
    return numbers


def _event(incident: Incident, told: tuple[Told, ...], notes: Footnotes) -> Iterator[Cited]:
    w = notes.sources.w
    documents = len({ref[0] for ref in incident.accounts})
    kinds = _notes_of(
        told, lambda t: (t.account.kind_quote if t.account.kind == incident.kind else None, t.account.rule), notes
    )
    yield fill(
        w("narrative.opening", telling="{telling}", kind="{kind}", place="{place}", date="{date}"),
        telling=w.count("counts.telling", documents),
        kind=cited(kind_phrase(incident, w), kinds),
        place=_place(incident, told, notes),
        date=_date(incident, told, notes),
    )
    if incident.background_only:
        yield cited(w("narrative.background"))
    if public.is_hidden(incident):
        yield cited(w("narrative.withheld"))
        return
    differing = list(_other_dates(incident, told, notes))
    if differing:
        yield fill(w("narrative.other_date", items="{items}"), items=joined(differing, w("narrative.listed")))
    labels = [label for label in incident.labels if label != incident.kind]
    if labels:
        items = joined([_label(label, told, notes) for label in labels], w("charts.comma"))
        yield fill(w("narrative.also_called", items="{items}"), items=items)
    means: dict[str, list[int]] = {}
    for one in told:
        for weapon in one.account.weapons:
            means.setdefault(weapon.code, []).extend(notes.cite(one.document.id, weapon.quote.span, rule=weapon.rule))
    if means:
        items = joined([cited(w.label("weapons", code), numbers) for code, numbers in means.items()], w("charts.comma"))
        yield fill(w("narrative.means", items="{items}"), items=items)


def _label(label: str, told: tuple[Told, ...], notes: Footnotes) -> Cited:
    numbers = _notes_of(
        told, lambda t: (t.account.kind_quote if t.account.kind == label else None, t.account.rule), notes
    )
    return cited(notes.sources.w.label("kinds", label), numbers)


def _date(incident: Incident, told: tuple[Told, ...], notes: Footnotes) -> Cited:
    w, days = notes.sources.w, public.dates(incident)
    if days is None:
        return cited(w("narrative.undated"), _notes_of(told, lambda t: (t.account.date.quote, t.account.date.rule) if t.account.date else (None, ""), notes))  # fmt: skip
    pattern = "on_day" if days[0] == days[1] else "in_time" if _whole_months(*days) else "on_days"
    here = [t for t in told if t.account.date is not None and _within(t, days)]
    numbers = _notes_of(
        here, lambda t: (t.account.date.quote, t.account.date.rule) if t.account.date else (None, ""), notes
    )
    return cited(w(f"narrative.{pattern}", date=range_words(*days, w)), numbers)


def _whole_months(first: date, last: date) -> bool:
    return first.day == 1 and (last + timedelta(days=1)).day == 1


def _within(told: Told, days: tuple[date, date]) -> bool:
    when = told.account.date
    if when is None or when.start is None or when.end is None:
        return False
    return when.start <= days[1] and days[0] <= when.end


def _other_dates(incident: Incident, told: tuple[Told, ...], notes: Footnotes) -> Iterator[Cited]:
    w, days = notes.sources.w, public.dates(incident)
    if days is None:
        return
    for one in told:
        when = one.account.date
        if when is None or when.quote is None or _within(one, days):
            continue
        numbers = notes.cite(one.document.id, when.quote.span, rule=when.rule)
        voice = cited(said_by(one.document, None, notes.sources).name, numbers)
        yield fill(
            w("narrative.other_date_item", date="{date}", voice="{voice}"), date=when_words(when, w), voice=voice
        )


def _place(incident: Incident, told: tuple[Told, ...], notes: Footnotes) -> Cited:
    w, mention = notes.sources.w, incident.place
    division = division_of(mention)
    governorate = w.pick(division.name_ar, division.name_en) if division else ""
    name = clean(public.place_name(incident, w.lang))
    named = [
        t
        for t in told
        if t.account.place is not None and mention is not None and t.account.place.place.id == mention.place.id
    ]
    numbers = _notes_of(
        named, lambda t: (t.account.place.quote, t.account.place.rule) if t.account.place else (None, ""), notes
    )
    if not name or (mention is not None and mention.place.level == "governorate"):
        words = w("narrative.in_governorate", governorate=governorate) if governorate else w("narrative.no_place")
        return cited(words, numbers if name else ())
    near = "near_place" if public.precision(incident) == "P5" else "at_place"
    if not governorate or governorate == name:
        return cited(w(f"narrative.{near}_alone", place=isolate(name)), numbers)
    return cited(w(f"narrative.{near}", place=isolate(name), governorate=governorate), numbers)


def _tolls(incident: Incident, notes: Footnotes) -> Iterator[Cited]:
    sources, w = notes.sources, notes.sources.w
    tolls = shown_tolls(incident, sources)
    if not tolls:
        yield cited(w("narrative.no_toll"))
    for harm in dict.fromkeys(t.harm for t in tolls):
        whole = headline_of(tolls, harm, sources.trace.toll)
        parts = whole.parts if whole else ()
        for part in parts:
            yield from _figure(incident, part, notes)
        among = [t for t in tolls if t.harm == harm and t not in parts]
        items = [_item(s, t, notes) for t in among for s in said(incident, t, sources) if s.standing]
        if items:
            inside = all(part.group is None or part.group in STATUSES for part in parts)
            pattern, listed = "among" if inside else "beside", joined(items, w("narrative.listed"))
            yield fill(w(f"narrative.{pattern}", harmed=_harmed(harm, w), items="{items}"), items=listed)


def _harmed(harm: str, w: Wording) -> str:
    return w.phrase("harmed", harm) or w.label("harms", harm)


def _item(one: Said, toll_range: TollRange, notes: Footnotes, pattern: str = "item") -> Cited:
    w = notes.sources.w
    words = people(one.count, toll_range.group, w, toll_range.harm)
    return fill(
        w(f"narrative.{pattern}", people="{people}", voices="{voices}"),
        people=words,
        voices=voices(one.evidence, notes),
    )


def _figure(incident: Incident, toll_range: TollRange, notes: Footnotes) -> Iterator[Cited]:
    sources, w = notes.sources, notes.sources.w
    every = said(incident, toll_range, sources)
    standing = [s for s in every if s.standing]
    if public.is_hidden(incident) or not standing:
        return
    if len(standing) == 1:
        one = standing[0]
        words = _sentence_case(happened(toll_range.harm, one.count, toll_range.group, w))
        yield fill(
            w("narrative.toll", happened="{happened}", voices="{voices}"),
            happened=words,
            voices=voices(one.evidence, notes),
        )
    else:
        highest = top(toll_range, sources.trace.toll)
        is_open = toll_range.open_ended or toll_range.max is None
        pattern = "toll_several_open" if is_open else "toll_several"
        if highest == toll_range.min:
            pattern = "toll_several_from" if is_open else "toll_several_at"
        low, high = ltr(f"{toll_range.min:,}"), ltr(f"{highest:,}")
        items = joined([_item(s, toll_range, notes) for s in standing], w("narrative.listed"))
        harmed = _harmed(toll_range.harm, w)
        if toll_range.group:
            harmed = f"{harmed} ({w.label('groups', toll_range.group)})"
        yield fill(w(f"narrative.{pattern}", harmed=harmed, low=low, high=high, items="{items}"), items=items)
    gone = [_item(s, toll_range, notes, "replaced_item") for s in every if not s.standing]
    if gone:
        yield fill(w("narrative.replaced", items="{items}"), items=joined(gone, w("narrative.listed")))


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


def _parties(incident: Incident, notes: Footnotes) -> Iterator[Cited]:
    w, named = notes.sources.w, [one for one in accused(incident) if one.role != "responsible_admitted"]
    if public.is_hidden(incident):
        return
    if not accused(incident):
        yield cited(w("narrative.nobody"))
    mode = relation(incident) if len(named) > 1 else ""
    if mode == "disputed":
        items = [_naming("disputed_item", "actor", [one], "", notes) for one in named]
        yield fill(w("narrative.disputed", items="{items}"), items=joined(filter(None, items), w("narrative.listed")))
    elif mode:
        between = w("tables.joiner") if mode == "joint" else w("tables.either")
        yield _naming("attributed_joint" if mode == "joint" else "attributed_either", "actors", named, between, notes)
    else:
        yield from (_naming("attributed", "actors", [one], "", notes) for one in named)
    for role, pattern in _OTHER_ROLES:
        yield from (_naming(pattern, "actor", [one], "", notes) for one in incident.actors if one.role == role)


def _naming(pattern: str, key: str, named: list[Responsibility], between: str, notes: Footnotes) -> Cited:
    """Parties and who names them; empty where no account that names them may be read."""
    w = notes.sources.w
    by = namings(named, notes)
    if not by:
        return ()
    who = between.join(w.pick(one.name_ar, one.name_en) for one in named)
    first, *rest = fill(w(f"narrative.{pattern}", voices="{voices}", **{key: "{who}"}), who=who, voices=by)
    item = pattern.endswith("_item")
    return (Run(first.text if item else _sentence_case(first.text), first.notes), *rest)


def _standing(incident: Incident, notes: Footnotes) -> Iterator[Cited]:
    w = notes.sources.w
    origins = len(incident.origins) or max((t.origins for t in incident.tolls), default=0)
    yield cited(
        w(
            "narrative.grade",
            grade=w.label("grades", incident.grade),
            origins=w.count("counts.origin_of", origins),
            attribution=w.label("attribution_grades", incident.attribution_grade),
        )
    )
    if incident.conflicts:
        yield cited(w("narrative.conflicts"))
