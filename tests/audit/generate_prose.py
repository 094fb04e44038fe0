"""Writes reports in running prose, with columns and by week, as offices do: clean ones, and ones with one planted error.

Everything is drawn from one seed. Layouts: `prose` (totals, lists inside sentences, shares, a comparison with the month
before, a running total), `grid` (governorates by actors with margins), `weekly` (a list by week), in Arabic and English.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from tests.audit.generate_reports import ACTORS, GOVERNORATES, MONTHS, Report, noun_ar
from tests.audit.generate_reports import _split as split

PLANTS = {
    "list row": ("prose", "D1"),
    "headline total": ("prose", "D1"),
    "actor list row": ("prose", "D1"),
    "large group": ("prose", "D7"),
    "groups beyond all": ("prose", "D7"),
    "wrong percent": ("prose", "D7"),
    "early date": ("prose", "D6"),
    "running total": ("prose", "D9"),
    "wrong change": ("prose", "D9"),
    "wrong direction": ("prose", "D9"),
    "not the largest": ("prose", "D18"),
    "words and digits": ("prose", "D10"),
    "grid cell": ("grid", "D3"),
    "grid margin": ("grid", "D1"),
    "grid total": ("grid", "D1"),
    "week row": ("weekly", "D1"),
    "week twice": ("weekly", "D5"),
    "week left out": ("weekly", "D5"),
    "sixth week": ("weekly", "D5"),
}
"""Error → the layout it is planted in, and the rule that must find it."""

WEEKS = {
    "en": ("First", "Second", "Third", "Fourth", "Fifth", "Sixth"),
    "ar": ("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس"),
}
_YEARS = (2013, 2014, 2015, 2016, 2017, 2018, 2019)
_WORDS = {"en": {3: "three", 4: "four", 6: "six", 8: "eight"}, "ar": {3: "ثلاثة", 4: "أربعة", 6: "ستة", 8: "ثمانية"}}


@dataclass(frozen=True)
class Month:
    """The true figures of one month's report."""

    lang: str
    layout: str
    year: int
    month: int
    killed: int
    stated: int
    governorates: tuple[tuple[str, int], ...]
    actors: tuple[tuple[str, int], ...]
    grid: tuple[tuple[int, ...], ...]
    row_sums: tuple[int, ...]
    column_sums: tuple[int, ...]
    weeks: tuple[tuple[int, int], ...]
    children: int
    women: int
    percent: float
    before: int
    since: int
    change: float
    rose: bool
    leading: str
    medics: tuple[int, int]
    published: str
    bullet: str
    notes: frozenset[str] = field(default_factory=frozenset)


def month(rng: random.Random, lang: str, layout: str) -> Month:
    """The figures of a month."""
    year, number = rng.choice(_YEARS), rng.randrange(2, 12)
    count = rng.randrange(3, 6)
    killed = rng.randrange(150, 900)
    names = rng.sample(GOVERNORATES[lang], rng.randrange(4, 7))
    shares = sorted(split(rng, killed, len(names), 7), reverse=True)
    while 24 in shares:  # "Deir ez-Zor 24" is an outlet's name too
        shares = sorted(split(rng, killed, len(names), 7), reverse=True)
    actors = rng.sample(ACTORS[lang], count if count < 5 else 4)
    columns, rows = rng.randrange(2, 4), rng.randrange(3, 6)
    grid = tuple(tuple(rng.randrange(2, 60) for _ in range(columns)) for _ in range(rows))
    total = sum(map(sum, grid)) if layout == "grid" else killed
    before = rng.randrange(total * 6 // 10, total * 14 // 10)
    before += total // 5 if abs(before - total) < total // 10 else 0
    children, women = rng.randrange(killed // 9, killed // 5), rng.randrange(killed // 10, killed // 6)
    published = f"{year}-{number + 1:02}-{rng.randrange(1, 10):02}"
    n = rng.choice(tuple(_WORDS[lang]))
    return Month(
        lang, layout, year, number, total, total,
        tuple(zip(names, shares, strict=True)),
        tuple(zip(actors, split(rng, killed, len(actors), 5), strict=True)),
        grid, tuple(map(sum, grid)), tuple(map(sum, zip(*grid, strict=True))),
        tuple(enumerate(split(rng, total, rng.choice((4, 5)), 12))),
        children, women, round(100 * children / killed, 1), before,
        total + before + rng.randrange(60, 400), round(abs(100 * (total - before) / before)), total > before,
        names[0], (n, n), published, rng.choice(("- ", "• ", "* ", "")),
    )  # fmt: skip


def _shifted(rng: random.Random, rows: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    at, off = rng.randrange(len(rows)), rng.choice((-4, -3, -2, -1, 1, 2, 3, 4))
    return tuple((name, n + off if i == at else n) for i, (name, n) in enumerate(rows))


def planted(rng: random.Random, true: Month, plant: str) -> Month:
    """`true` with one error of the named kind."""
    off = rng.choice((-4, -3, -2, -1, 1, 2, 3, 4))
    if plant == "list row":
        return replace(true, governorates=_shifted(rng, true.governorates))
    if plant == "actor list row":
        return replace(true, actors=_shifted(rng, true.actors))
    if plant == "headline total":
        return replace(true, stated=true.stated + off)
    if plant == "large group":
        return replace(true, children=true.killed + rng.randrange(1, 30), percent=-1)
    if plant == "groups beyond all":
        return replace(true, children=true.killed * 6 // 10, women=true.killed * 5 // 10, percent=-1)
    if plant == "wrong percent":
        return replace(true, percent=round(true.percent + rng.choice((-4.0, 5.0, 9.0)), 1))
    if plant == "early date":
        return replace(true, published=f"{true.year}-{true.month:02}-{rng.randrange(8, 22):02}")
    if plant == "running total":
        return replace(true, since=true.killed - rng.randrange(5, 60))
    if plant == "wrong change":
        return replace(true, change=true.change + rng.choice((3, 4, 7, 11)))
    if plant == "wrong direction":
        return replace(true, rose=not true.rose)
    if plant == "not the largest":
        return replace(true, leading=true.governorates[-1][0])
    if plant == "words and digits":
        return replace(true, medics=(true.medics[0], true.medics[0] + 1))
    if plant == "grid cell":
        first, *rest = true.grid
        return replace(true, grid=((first[0] + off, *first[1:]), *rest))
    if plant == "grid margin":
        sums = list(true.row_sums)
        sums[rng.randrange(len(sums))] += off
        return replace(true, row_sums=tuple(sums))
    if plant == "grid total":
        return replace(true, stated=true.stated + off)
    weeks = list(true.weeks)
    at = rng.randrange(1, 3)
    if plant == "week row":
        weeks[at] = (weeks[at][0], weeks[at][1] + off)
    elif plant == "week twice":
        weeks[at] = (weeks[at - 1][0], weeks[at][1])
    elif plant == "week left out":
        gone = weeks.pop(at)
        weeks[0] = (weeks[0][0], weeks[0][1] + gone[1])
    elif plant == "sixth week":
        weeks[0] = (0, weeks[0][1] - 8)
        weeks.extend((n, 0) for n in range(len(weeks), 5))
        weeks = [(n, c or 4) for n, c in weeks] + [(5, 8 - 4 * sum(c == 0 for _, c in weeks))]
    return replace(true, weeks=tuple(weeks))


def write(true: Month) -> str:
    """The report's text."""
    return {"prose": _prose, "grid": _grid, "weekly": _weekly}[true.layout](true)


def _head(true: Month) -> str:
    name = MONTHS[true.lang][true.month - 1]
    if true.lang == "en":
        return (
            f"The Documentation Office recorded the killing of {true.stated:,} civilians in Syria in {name} {true.year}"
        )
    noun = noun_ar(true.stated, "مدنياً", "مدنيين")
    return f"وثق مكتب التوثيق مقتل {true.stated} {noun} في سوريا خلال شهر {_plain(name)} {true.year}"


def _plain(name: str) -> str:
    return name.split(" “", 1)[0]


def _prose(true: Month) -> str:
    return _prose_en(true) if true.lang == "en" else _prose_ar(true)


def _prose_en(true: Month) -> str:
    earlier = MONTHS["en"][true.month - 2]
    places = [f"{name} {n:,}" for name, n in true.governorates]
    actors = [f"{name} {n:,}" for name, n in true.actors]
    lines = [
        f"{_head(true)}, among them {true.children:,} children and {true.women:,} women.",
        f"By governorate, the victims were distributed as follows: {', '.join(places[:-1])} and {places[-1]}.",
        f"By perpetrator: {', '.join(actors)}.",
        f"The largest share of the victims fell in {true.leading}.",
        (
            f"In {earlier} {true.year} the office had recorded {true.before:,} civilians killed; this is "
            f"{'a rise' if true.rose else 'a fall'} of {true.change:g}%."
        ),
        f"Since January {true.year} the number of civilians killed has reached {true.since:,}.",
        f"The office also documented the killing of {_WORDS['en'][true.medics[0]]} ({true.medics[1]}) medical workers.",
    ]
    if true.percent >= 0:
        lines.insert(4, f"Children made up {true.percent}% of the victims.")
    if true.month == 2:
        lines = [line for line in lines if not line.startswith("Since")]
    return "\n".join(lines)


def _prose_ar(true: Month) -> str:
    earlier = _plain(MONTHS["ar"][true.month - 2])
    places = [f"{name} {n}" for name, n in true.governorates]
    actors = [f"{name} {n}" for name, n in true.actors]
    child, woman = noun_ar(true.children, "طفلاً", "أطفال"), noun_ar(true.women, "امرأة", "نساء")
    lines = [
        f"{_head(true)}، بينهم {true.children} {child} و{true.women} {woman}.",
        f"وتوزع الضحايا بحسب المحافظات على النحو التالي: {'، '.join(places)}.",
        f"وتوزع الضحايا بحسب الجهة الفاعلة على النحو التالي: {'، '.join(actors)}.",
        f"وكان النصيب الأكبر من الضحايا في {true.leading}.",
        (
            f"وكان المكتب قد وثق مقتل {true.before} {noun_ar(true.before, 'مدنياً', 'مدنيين')} في {earlier} {true.year}، "
            f"أي {'بارتفاع' if true.rose else 'بانخفاض'} قدره {true.change:g}%."
        ),
        f"ومنذ يناير {true.year} بلغ عدد القتلى المدنيين {true.since}.",
        f"كما وثق المكتب مقتل {_WORDS['ar'][true.medics[0]]} ({true.medics[1]}) من الكوادر الطبية.",
    ]
    if true.percent >= 0:
        lines.insert(4, f"وشكّل الأطفال {true.percent}% من الضحايا.")
    if true.month == 2:
        lines = [line for line in lines if not line.startswith("ومنذ")]
    return "\n".join(lines)


def _grid(true: Month) -> str:
    words = {"en": ("Governorate", "Total"), "ar": ("المحافظة", "المجموع")}[true.lang]
    heads = ACTORS[true.lang][: len(true.grid[0])]
    rows = [[words[0], *heads, words[1]]]
    for name, cells, total in zip(GOVERNORATES[true.lang], true.grid, true.row_sums, strict=False):
        rows.append([name, *(str(c) for c in cells), str(total)])
    rows.append([words[1], *(str(c) for c in true.column_sums), str(true.stated)])
    if true.bullet:
        return f"{_head(true)}.\n\n" + "\n".join("| " + " | ".join(r) + " |" for r in rows)
    return f"{_head(true)}.\n\n" + "\n".join("\t".join(r) for r in rows)


def _weekly(true: Month) -> str:
    if true.lang == "en":
        lines = [f"{true.bullet}{WEEKS['en'][n]} week: {c} civilians" for n, c in true.weeks]
        return "\n".join([f"{_head(true)}.", "The victims by week:", *lines])
    lines = [f"{true.bullet}الأسبوع {WEEKS['ar'][n]}: {c} {noun_ar(c, 'مدنياً', 'مدنيين')}" for n, c in true.weeks]
    return "\n".join([f"{_head(true)}.", "توزع الضحايا حسب الأسابيع على النحو التالي:", *lines])


def clean(seed: int, lang: str, layout: str) -> Report:
    """A report without an error."""
    true = month(random.Random(f"clean {seed} {lang} {layout}"), lang, layout)
    return Report(lang, write(true), true.published, None, None)


def with_error(seed: int, lang: str, plant: str) -> Report:
    """A report with one error of the named kind."""
    layout, rule = PLANTS[plant]
    rng = random.Random(f"{plant} {seed} {lang}")
    true = month(rng, lang, layout)
    while plant == "running total" and true.month == 2:
        true = month(rng, lang, layout)
    wrong = planted(rng, true, plant)
    return Report(lang, write(wrong), wrong.published, plant, rule)
