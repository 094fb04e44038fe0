"""Writes statistical reports as an office would, in Arabic and English: clean ones, and ones with a single planted error.

Everything is drawn from one seed: period, totals, their division by month, actor and governorate, groups and a
percentage. `PLANTS` names the errors and the rule that must find each.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from itertools import pairwise

MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "ar": (
        "يناير “كانون الثاني”", "فبراير “شباط”", "مارس “آذار”", "أبريل “نيسان”", "مايو “أيار”", "يونيو “حزيران”", "يوليو “تموز”",
        "أغسطس “آب”", "سبتمبر “أيلول”", "أكتوبر “تشرين الأول”", "نوفمبر “تشرين الثاني”", "ديسمبر “كانون الأول”",
    ),
}  # fmt: skip
ACTORS = {
    "en": ("Syrian government forces", "Russian forces", "Islamic State", "International Coalition forces"),
    "ar": ("قوات النظام السوري", "القوات الروسية", "تنظيم الدولة الإسلامية", "قوات التحالف الدولي"),
}
GOVERNORATES = {
    "en": ("Aleppo", "Idlib", "Homs", "Hama", "Deir ez-Zor", "Daraa", "Raqqa"),
    "ar": ("حلب", "إدلب", "حمص", "حماة", "دير الزور", "درعا", "الرقة"),
}
PLANTS = {
    "month row": "D1", "actor row": "D1", "governorate row": "D1", "killed row": "D1", "extra month": "D5", "missing month": "D5",
    "early date": "D6", "large group": "D7", "wrong percent": "D7", "wrong title": "D8", "wrong noun": "D10", "small mean": "D16",
    "no majority": "D18", "partial list": "D4", "table without total": "D2", "month names": "D5",
}  # fmt: skip
ARABIC_ONLY = frozenset(("wrong noun", "month names"))


@dataclass(frozen=True)
class Facts:
    """The true figures of one report, before anything is planted in them."""

    lang: str
    first_month: int
    months: tuple[tuple[int, int, int], ...]
    actors: tuple[tuple[str, int], ...]
    governorates: tuple[tuple[str, int], ...]
    children: int
    women: int
    published: str
    incidents: int
    killed: int
    civilians: int
    notes: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Report:
    """A report's text, the day it says it was published on, and the rule that must speak (None for a clean one)."""

    lang: str
    text: str
    published: str
    plant: str | None
    rule: str | None


def _split(rng: random.Random, total: int, parts: int, least: int) -> list[int]:
    """`total` as a sum of `parts` numbers of at least `least` each."""
    cuts = sorted(rng.randrange(0, total - parts * least + 1) for _ in range(parts - 1))
    edges = [0, *cuts, total - parts * least]
    return [b - a + least for a, b in pairwise(edges)]


def facts(rng: random.Random, lang: str) -> Facts:
    """The figures of a half-year."""
    first = rng.choice((1, 7))
    incidents = rng.randrange(120, 700)
    mean = rng.randrange(7, 12)
    months = tuple((first + i, n, n * mean + rng.randrange(0, 9)) for i, n in enumerate(_split(rng, incidents, 6, 9)))
    killed = sum(k for _, _, k in months)
    leading = rng.randrange(incidents * 55 // 100, incidents * 75 // 100)
    actors = zip(ACTORS[lang], [leading, *_split(rng, incidents - leading, 3, 3)], strict=True)
    governorates = zip(GOVERNORATES[lang], _split(rng, incidents, 7, 4), strict=True)
    children = rng.randrange(killed // 6, killed // 4)
    women = rng.randrange(killed // 8, killed // 6)
    published = f"2017-{'07' if first == 1 else '12'}-{'05' if first == 1 else '31'}"
    published = "2018-01-06" if first == 7 else published
    return Facts(
        lang, first, months, tuple(actors), tuple(governorates), children, women, published, incidents, killed,
        civilians=killed - rng.randrange(20, 60),
    )  # fmt: skip


def noun_ar(count: int, one: str, many: str) -> str:
    """The Arabic noun after a number: plural after 3–10 (and 103–110), else singular."""
    return many if 3 <= count % 100 <= 10 else one


def planted(rng: random.Random, true: Facts, plant: str) -> Facts:
    """`true` with one error of the named kind."""
    off = rng.choice((-3, -2, -1, 1, 2, 3))
    at = rng.randrange(6)
    if plant in ("month row", "killed row"):
        month, n, k = true.months[at]
        row = (month, n + off, k) if plant == "month row" else (month, n, k + 10 * off)
        return replace(true, months=(*true.months[:at], row, *true.months[at + 1 :]))
    if plant == "actor row":
        name, n = true.actors[0]
        return replace(true, actors=((name, n + off), *true.actors[1:]))
    if plant == "governorate row":
        name, n = true.governorates[2]
        return replace(true, governorates=(*true.governorates[:2], (name, n + off), *true.governorates[3:]))
    if plant == "extra month":
        month = true.first_month + 6 if true.first_month == 1 else 6
        (m, n, k), *rest = true.months
        return replace(true, months=((m, n - 4, k - 40), *rest, (month, 4, 40)))
    if plant == "missing month":
        (_, n, k), (m, n2, k2), *rest = true.months
        return replace(true, months=((m, n + n2, k + k2), *rest))
    if plant == "early date":
        return replace(true, published="2017-06-11" if true.first_month == 1 else "2017-11-20")
    if plant == "large group":
        return replace(true, children=true.killed + rng.randrange(1, 40))
    if plant == "no majority":
        (a, n), (b, m), *rest = true.actors
        half = true.incidents * 45 // 100
        return replace(true, actors=((a, half), (b, m + n - half), *rest), notes=frozenset((plant,)))
    if plant == "small mean":
        killed = true.incidents * 3 + 7
        shares = _split(rng, killed, 6, 5)
        months = tuple((m, n, k) for (m, n, _), k in zip(true.months, shares, strict=True))
        return replace(
            true, months=months, killed=killed, children=killed // 6, women=killed // 8, civilians=killed - 9
        )
    if plant == "table without total":
        name, n = true.governorates[1]
        changed = (true.governorates[0], (name, n + off), *true.governorates[2:])
        return replace(true, governorates=changed, notes=frozenset((plant,)))
    return replace(true, notes=frozenset((plant,)))


def write(true: Facts, rng: random.Random) -> str:
    """The report's text in its language."""
    return _english(true, rng) if true.lang == "en" else _arabic(true, rng)


def _share(true: Facts) -> float:
    whole = true.killed
    share = round(100 * (true.children + true.women) / whole, 1)
    return round(share / 10, 1) if "wrong percent" in true.notes else share


def _english(true: Facts, rng: random.Random) -> str:
    half = "first" if true.first_month == 1 else "second"
    total = "massacres took place" if "table without total" in true.notes else f"{true.incidents} massacres took place"
    bullet = rng.choice(("- ", "• ", "* ", "– "))
    lines = [
        (
            f"The Documentation Office recorded in the {half} half of 2017 that {total} in Syria, most of them by {ACTORS['en'][0]}, "
            f"in which {true.killed:,} people were killed."
        ),
        "",
        f"The dead include {true.children:,} children and {true.women:,} women. Children and women made up {_share(true)}% of the dead.",
        "Massacres by month:",
        *(f"{bullet}{MONTHS['en'][m - 1]}: {n} massacres, {k:,} killed" for m, n, k in true.months),
        "Massacres by perpetrator:",
        *(f"{bullet}{n} massacres by {name}" for name, n in true.actors),
        "Massacres by governorate:",
        *(f"{bullet}{name} {n} massacres" for name, n in true.governorates),
    ]
    if "wrong title" in true.notes:
        lines[2] = f"Among them {true.civilians:,} civilians were killed."
        parts = _split(rng, true.killed, 3, 5)
        lines += [
            "Civilians killed by perpetrator:",
            *(f"{bullet}{name}: {n:,} civilians" for name, n in zip(ACTORS["en"], parts, strict=False)),
        ]
    if "partial list" in true.notes:
        parts = _split(rng, true.killed + 25, 3, 5)
        lines += [
            "The dead by cause, notably the following:",
            *(f"{bullet}{c}: {n:,} killed" for c, n in zip(("Shelling", "Torture", "Mines"), parts, strict=True)),
        ]
    return "\n".join(lines)


def _arabic(true: Facts, rng: random.Random) -> str:
    half = "الأول" if true.first_month == 1 else "الثاني"
    massacre = noun_ar(true.incidents, "مجزرة", "مجازر")
    total = "وقوع مجازر" if "table without total" in true.notes else f"وقوع {true.incidents} {massacre}"
    bullet = rng.choice(("- ", "– ", "• ", ""))
    names = list(MONTHS["ar"])
    if "month names" in true.notes:
        m = true.months[2][0] - 1
        names[m] = names[m].split(" ", 1)[0] + " " + names[m - 1].split(" ", 1)[1]
    rows = []
    for index, (m, n, k) in enumerate(true.months):
        noun = noun_ar(n, "مجزرة", "مجازر")
        if "wrong noun" in true.notes and index == 3:
            noun = "مجزرة" if noun == "مجازر" else "مجازر"
        rows.append(f"{bullet}شهر {names[m - 1]} {n} {noun}، راح ضحيتها {k} {noun_ar(k, 'قتيلاً', 'قتلى')}.")
    lines = [
        (
            f"وثق مكتب التوثيق خلال النصف {half} من عام 2017 {total} في سوريا معظمها على يد {ACTORS['ar'][0]}، "
            f"خلفت {true.killed} {noun_ar(true.killed, 'قتيلاً', 'قتلى')}."
        ),
        (
            f"بين القتلى {true.children} {noun_ar(true.children, 'طفلاً', 'أطفال')} و{true.women} {noun_ar(true.women, 'امرأة', 'نساء')}. "
            f"شكّل الأطفال والنساء {_share(true)}% من القتلى."
        ),
        "توزعت المجازر حسب الأشهر على النحو التالي:",
        *rows,
        "توزعت المجازر حسب الجهة الفاعلة على النحو التالي:",
        *(f"{bullet}{n} {noun_ar(n, 'مجزرة', 'مجازر')} على يد {name}." for name, n in true.actors),
        "توزعت المجازر حسب المحافظات على النحو التالي:",
        *(f"{bullet}{name} {n} {noun_ar(n, 'مجزرة', 'مجازر')}." for name, n in true.governorates),
    ]
    if "wrong title" in true.notes:
        lines[1] = f"منهم {true.civilians} {noun_ar(true.civilians, 'مدنياً', 'مدنيين')} قتلوا."
        parts = _split(rng, true.killed, 3, 11)
        lines += ["توزع القتلى المدنيون حسب الجهة الفاعلة على النحو التالي:"]
        lines += [
            f"{bullet}{name}: {n} {noun_ar(n, 'مدنياً', 'مدنيين')}" for name, n in zip(ACTORS["ar"], parts, strict=False)
        ]
    if "partial list" in true.notes:
        parts = _split(rng, true.killed + 25, 3, 11)
        lines += ["وتوزع القتلى حسب سبب الوفاة، ومن أبرزها:"]
        lines += [
            f"{bullet}{c}: {n} {noun_ar(n, 'قتيلاً', 'قتلى')}"
            for c, n in zip(("القصف", "التعذيب", "الألغام"), parts, strict=True)
        ]
    return "\n".join(lines)


def clean(seed: int, lang: str) -> Report:
    """A report without an error."""
    rng = random.Random(f"clean {seed} {lang}")
    true = facts(rng, lang)
    return Report(lang, write(true, rng), true.published, None, None)


def with_error(seed: int, lang: str, plant: str) -> Report:
    """A report with one error of the named kind."""
    rng = random.Random(f"{plant} {seed} {lang}")
    wrong = planted(rng, facts(rng, lang), plant)
    return Report(lang, write(wrong, rng), wrong.published, plant, PLANTS[plant])
