"""The tables of a period: by month, party, governorate, means, victim group, and crossed (standards R15, R17).

Every incident stands in exactly one row of a table and one cell of a crossing, so rows add up. Months of the period
without incidents have a row too. Where sources name several means, the incident stands in the row "several means", and
a column of its own says how many incidents name a means at all. Victim groups overlap: their rows are parts of the
total and are never added (R10).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tawthiq.domain.incident import Incident
from tawthiq.publish import buckets, public
from tawthiq.publish.buckets import Bucket
from tawthiq.publish.dates import month_words
from tawthiq.publish.figures import Figure, TollOf, add, headline, top
from tawthiq.publish.massacres import is_labelled
from tawthiq.publish.period.term import Term
from tawthiq.publish.statistics import Row, Table
from tawthiq.publish.trace import Trace
from tawthiq.publish.wording import Wording, codes, wording

HARMS = ("killed", "injured")
MONTHS_AT_MOST = 24
"""Crossings of a longer period go by year, and its empty months have no row."""
_STATUSES_NEVER_ALONE = ("family_unit",)
_HELD = 4096
"""Labels that are kept: thousands of incidents stand in a few rows."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a row or column stands for, with its name in both languages."""

    key: str
    ar: str
    en: str

    def of(self, lang: str) -> str:
        """The name in "ar" or "en"."""
        return self.ar if lang == "ar" else self.en


@dataclass(frozen=True, slots=True)
class Tally:
    """One incident as it counts: its figures, the means that its tellings name, whether a source says massacre.

    `rows` says for every dimension which row it stands in, and that row's rank (special rows after ordinary ones).
    """

    incident: Incident
    killed: Figure | None
    injured: Figure | None
    massacre: bool
    weapons: tuple[str, ...]
    rows: dict[str, tuple[Label, int]]


@dataclass(frozen=True, slots=True)
class Crossing:
    """Rows against columns: each incident in one cell; margins are the sums of rows and columns, the corner of all."""

    rows_by: str
    columns_by: str
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: dict[tuple[str, str], Row]
    row_totals: dict[str, Row]
    column_totals: dict[str, Row]
    total: Row

    @property
    def id(self) -> str:
        """The name of the crossing: "governorate+party"."""
        return f"{self.rows_by}+{self.columns_by}"

    def blocks(self, wide: int) -> tuple[tuple[Label, ...], ...]:
        """The columns in runs of at most `wide`, so that no table is wider than a page."""
        return tuple(self.columns[n : n + wide] for n in range(0, len(self.columns), wide)) or ((),)


def tallies(incidents: Iterable[Incident], trace: Trace) -> tuple[Tally, ...]:
    """What each incident counts for; those only mentioned in passing and discounted ones (G0) are left out."""
    return tuple(_tally(i, trace) for i in incidents if not i.background_only and i.grade != "G0")


def _tally(incident: Incident, trace: Trace) -> Tally:
    accounts = (trace.account(ref) for ref in incident.accounts)
    weapons = dict.fromkeys(weapon.code for account in accounts if account for weapon in account.weapons)
    killed, injured = (headline(incident, harm, trace.toll) for harm in HARMS)
    named = tuple(sorted(weapons))
    return Tally(incident, killed, injured, is_labelled(incident), named, _rows(incident, named))


def row(dimension: str, label: Label, members: Sequence[Tally]) -> Row:
    """One row: its incidents, those called a massacre, and the sums of people killed and injured."""
    return Row(
        dimension=dimension,
        key=label.key,
        label_ar=label.ar,
        label_en=label.en,
        incidents=tuple(t.incident.id for t in members),
        massacres=tuple(t.incident.id for t in members if t.massacre),
        killed=add(t.killed for t in members),
        injured=add(t.injured for t in members),
    )


def say(key: str, label: Callable[[Wording], str]) -> Label:
    """A label made in both languages."""
    return Label(key, label(wording("ar")), label(wording("en")))


def total_label() -> Label:
    """The label of a total."""
    return say("total", lambda w: w("tables.total"))


@lru_cache(_HELD)
def _labelled(bucket: Bucket) -> tuple[Label, int]:
    return Label(bucket.key, bucket.label_ar, bucket.label_en), bucket.rank


def _year(incident: Incident) -> tuple[Label, int]:
    days = public.dates(incident)
    if days is None:
        return _labelled(buckets.month(incident))
    first, last = days[0].year, days[1].year
    key = str(first) if first == last else f"{first}/{last}"
    return say(key, lambda w: key if first == last else w("tables.between", a=first, b=last)), 0


@lru_cache(_HELD)
def _party(actor: tuple[Label, int]) -> tuple[Label, int]:
    """The party as in the table by party, with all joint and all unresolved rows as one each."""
    word, _, several = actor[0].key.partition(":")
    return (say(word, lambda w: w(f"period.all_{word}")), actor[1]) if several else actor


@lru_cache(_HELD)
def _weapon(weapons: tuple[str, ...]) -> tuple[Label, int]:
    if len(weapons) == 1:
        return say(weapons[0], lambda w: w.label("weapons", weapons[0])), 0
    word = "several" if weapons else "unstated"
    return say(word, lambda w: w(f"period.{word}_means")), 1 if weapons else 2


def _rows(incident: Incident, weapons: tuple[str, ...]) -> dict[str, tuple[Label, int]]:
    actor = _labelled(buckets.actor(incident))
    return {
        "month": _labelled(buckets.month(incident)),
        "year": _year(incident),
        "actor": actor,
        "party": _party(actor),
        "governorate": _labelled(buckets.governorate(incident)),
        "weapon": _weapon(weapons),
    }


IN_TIME = ("month", "year")


def _month_label(year: int, month: int) -> Label:
    return say(f"{year:04}-{month:02}", lambda w: month_words(year, month, w))


def _grouped(dimension: str, counted: Sequence[Tally], term: Term | None) -> list[tuple[Label, list[Tally]]]:
    """The labels of a dimension in the order of print, each with its incidents; every month of `term` is there."""
    ranks: dict[str, int] = {}
    labels: dict[str, Label] = {}
    members: dict[str, list[Tally]] = {}
    if dimension == "month" and term is not None and len(term.months()) <= MONTHS_AT_MOST:
        for year, month in term.months():
            label = _month_label(year, month)
            labels[label.key], ranks[label.key], members[label.key] = label, 0, []
    for tally in counted:
        label, rank = tally.rows[dimension]
        labels.setdefault(label.key, label)
        ranks.setdefault(label.key, rank)
        members.setdefault(label.key, []).append(tally)

    def order(key: str) -> tuple[int, int, int, str]:
        if dimension in IN_TIME:
            return ranks[key], 0, 0, key
        return ranks[key], -len(members[key]), -sum(t.killed.high for t in members[key] if t.killed), key

    return [(labels[key], members[key]) for key in sorted(members, key=order)]


def table(dimension: str, counted: Sequence[Tally], term: Term | None = None) -> Table:
    """The table of `dimension` over the incidents that count; with `term` every month of it has a row."""
    rows = tuple(row(dimension, label, members) for label, members in _grouped(dimension, counted, term))
    return Table(dimension, rows, row(dimension, total_label(), list(counted)))


def crossing(rows_by: str, columns_by: str, counted: Sequence[Tally], term: Term | None = None) -> Crossing:
    """The incidents by two dimensions at once; only cells that hold an incident are kept."""
    name = f"{rows_by}+{columns_by}"
    down, across = _grouped(rows_by, counted, term), _grouped(columns_by, counted, term)
    column_of = {t.incident.id: label for label, members in across for t in members}
    cells: dict[tuple[str, str], Row] = {}
    for label, members in down:
        parts: dict[str, list[Tally]] = {}
        for tally in members:
            parts.setdefault(column_of[tally.incident.id].key, []).append(tally)
        for column, _ in across:
            if column.key in parts:
                at = (label.key, column.key)
                cells[at] = row(name, Label("|".join(at), label.ar, label.en), parts[column.key])
    return Crossing(
        rows_by,
        columns_by,
        tuple(label for label, _ in down),
        tuple(label for label, _ in across),
        cells,
        {label.key: row(rows_by, label, members) for label, members in down},
        {label.key: row(columns_by, label, members) for label, members in across},
        row(name, total_label(), list(counted)),
    )


def named_means(counted: Sequence[Tally]) -> dict[str, int]:
    """Code of a means → number of incidents whose tellings name it, alone or beside others."""
    found: dict[str, int] = {}
    for tally in counted:
        for code in tally.weapons:
            found[code] = found.get(code, 0) + 1
    return found


def group_rows(counted: Sequence[Tally], toll_of: TollOf) -> tuple[Row, ...]:
    """People killed and injured by victim group, in the order of the vocabulary; groups overlap (R10)."""
    found = []
    naming: dict[str, list[Tally]] = {}
    for tally in counted:
        for group in dict.fromkeys(r.group for r in tally.incident.tolls if r.harm in HARMS and r.group):
            naming.setdefault(group, []).append(tally)
    for code in codes("groups"):
        if code in _STATUSES_NEVER_ALONE:
            continue
        parts = [
            (t, _part(t.incident, "killed", code, toll_of), _part(t.incident, "injured", code, toll_of))
            for t in naming.get(code, ())
        ]
        if parts:
            label = say(code, lambda w, code=code: w.label("groups", code))  # type: ignore[misc]
            ids = tuple(t.incident.id for t, _, _ in parts)
            massacres = tuple(t.incident.id for t, _, _ in parts if t.massacre)
            killed, injured = add(k for _, k, _ in parts), add(i for _, _, i in parts)
            found.append(Row("group", code, label.ar, label.en, ids, massacres, killed, injured))
    return tuple(found)


def _part(incident: Incident, harm: str, group: str, toll_of: TollOf) -> Figure | None:
    found = next((r for r in incident.tolls if r.harm == harm and r.group == group), None)
    if found is None:
        return None
    return Figure(harm, found.min, top(found, toll_of), found.open_ended or found.max is None, (found,))
