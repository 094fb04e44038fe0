"""Writes the monthly reports of offices, in Arabic and English: series without an error, and series with a single planted one.

A series is nine months of one office and a running total since the start of the year. `PLANTS` names what is planted in it and the rule
that must speak: what only shows when reports lie side by side (D9, D12, D14, D20), and what a report says of its own cover, basis
and law (D13, D15, D19).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.audit.generate_reports import ACTORS, GOVERNORATES, MONTHS, _split, noun_ar

PLANTS = {
    "total falls": "D9", "wrong growth": "D9", "copied total": "D12", "cover": "D13", "odd mean": "D14", "basis unsaid": "D15",
    "basis by origin": "D15", "law": "D19", "law in a clause": "D19", "other office": "D20",
}  # fmt: skip
INFORMS = frozenset(("D15", "D20"))
"""Rules that tell and do not warn: in a clean series they are silent or say what the report says."""
_NEEDED = {"D9": (2, 1), "D12": (2, 1), "D14": (9, 9), "D20": (1, 1)}
"""How many months before and after the wrong one a rule needs to see; the others look at one report."""
YEAR = 2015
LENGTH = 9
_LAST = (31, 28, 31, 30, 31, 30, 31, 31, 30)
_COVER = {
    "en": ("This report covers areas held by {actor}.", "The office works in areas under the control of {actor}."),
    "ar": ("يغطي هذا التقرير المناطق الخاضعة لسيطرة {actor}.", "يعمل المكتب في مناطق تحت سيطرة {actor}."),
}
_LAW = {
    "en": (
        "These killings are crimes against humanity.", "The office holds that the shelling of markets amounts to war crimes.",
        "What happened is a war crime.",
    ),
    "ar": ("ترقى هذه الأفعال إلى جرائم ضد الإنسانية.", "يرى المكتب أن قصف الأسواق جريمة حرب.", "ما جرى جرائم حرب."),
}  # fmt: skip
_BASIS = {
    "en": ("Victims are counted by place of killing.", "The figures are civilians only, by place of death."),
    "ar": ("يُحتسب الضحايا بحسب مكان القتل.", "تشمل الأرقام المدنيين فقط بحسب مكان الوفاة."),
}
_ORIGIN = {
    "en": "Victims are listed by place of origin.",
    "ar": "يُحتسب الضحايا بحسب المحافظة التي ينتمون إليها.",
}


@dataclass(frozen=True)
class Page:
    """One report of a series: who publishes it, its text and the day it says it was published on."""

    office: str
    text: str
    published: str


@dataclass(frozen=True)
class Series:
    """The reports of one series in order, what was planted in it and the rule that must speak (None for a clean one)."""

    lang: str
    pages: tuple[Page, ...]
    plant: str | None
    rule: str | None


@dataclass
class _Month:
    number: int
    massacres: int
    killed: int
    whole: int
    notes: list[str]
    basis: str


def clean(seed: int, lang: str) -> Series:
    """A series without an error."""
    rng = random.Random(f"clean series {seed} {lang}")
    return Series(lang, tuple(_page(month, lang, rng) for month in _months(rng, lang)), None, None)


def with_error(seed: int, lang: str, plant: str) -> Series:
    """A series with one error of the named kind."""
    rng = random.Random(f"{plant} series {seed} {lang}")
    months = _months(rng, lang)
    at = rng.randrange(2, LENGTH - 1)
    month = months[at]
    if plant == "total falls":
        month.whole = months[at - 1].whole - rng.randrange(1, 60)
    elif plant == "wrong growth":
        month.whole += rng.choice((-4, -2, 3, 10))
    elif plant == "copied total":
        _shift(months, at, months[at - 1].killed - month.killed)
        month.massacres = max(2, month.killed // 8)
    elif plant == "odd mean":
        _shift(months, at, month.massacres * rng.randrange(25, 45) - month.killed)
    elif plant == "cover":
        month.notes.append(rng.choice(_COVER[lang]).format(actor=ACTORS[lang][rng.randrange(4)]))
    elif plant.startswith("law"):
        month.notes.append(rng.choice(_LAW[lang]))
    elif plant == "basis unsaid":
        month.basis = ""
    elif plant == "basis by origin":
        month.basis = _ORIGIN[lang]
    first, last = _NEEDED.get(PLANTS[plant], (0, 0))
    pages = [_page(m, lang, rng) for m in months[max(0, at - first) : at + 1 + last]]
    if plant == "other office":
        other = _Month(month.number, month.massacres + 7, month.killed + 60, month.whole + 100, [], month.basis)
        pages.append(_page(other, lang, rng, office=1))
    return Series(lang, tuple(pages), plant, PLANTS[plant])


def _shift(months: list[_Month], at: int, by: int) -> None:
    """Changes the dead of a month, and every running total from then on with them."""
    months[at].killed += by
    for later in months[at:]:
        later.whole += by


def _months(rng: random.Random, lang: str) -> list[_Month]:
    made: list[_Month] = []
    whole = 0
    for number in range(1, LENGTH + 1):
        massacres = rng.randrange(20, 60) * 2 + number % 2
        killed = massacres * 8 + rng.randrange(3, massacres)
        if made and killed == made[-1].killed:
            killed += 1
        whole += killed
        made.append(_Month(number, massacres, killed, whole, [], rng.choice(_BASIS[lang])))
    return made


_OFFICES = {"en": ("Office of Records", "Centre for Counting"), "ar": ("مكتب السجلات", "مركز الإحصاء")}


def _page(month: _Month, lang: str, rng: random.Random, *, office: int = 0) -> Page:
    write = _english if lang == "en" else _arabic
    following = month.number % 12 + 1
    return Page(_OFFICES[lang][office], write(month, rng), f"{YEAR}-{following:02}-0{rng.randrange(2, 9)}")


def _english(month: _Month, rng: random.Random) -> str:
    name, bullet = MONTHS["en"][month.number - 1], rng.choice(("- ", "• ", "* "))
    actors = zip(ACTORS["en"], _split(rng, month.massacres, 4, 2), strict=True)
    governorates = zip(GOVERNORATES["en"], _split(rng, month.massacres, 7, 2), strict=True)
    lines = [
        f"{month.massacres} massacres took place in Syria in {name} {YEAR}, in which {month.killed:,} people were killed.",
        f"From 1 January {YEAR} to {_LAST[month.number - 1]} {name} {YEAR}, {month.whole:,} people were killed.",
        *filter(None, [month.basis]), *month.notes,
        "Massacres by perpetrator:", *(f"{bullet}{n} massacres by {actor}" for actor, n in actors),
        "Massacres by governorate:", *(f"{bullet}{place} {n} massacres" for place, n in governorates),
    ]  # fmt: skip
    return "\n".join(lines)


def _arabic(month: _Month, rng: random.Random) -> str:
    name, bullet = MONTHS["ar"][month.number - 1], rng.choice(("- ", "• ", ""))
    actors = zip(ACTORS["ar"], _split(rng, month.massacres, 4, 2), strict=True)
    governorates = zip(GOVERNORATES["ar"], _split(rng, month.massacres, 7, 2), strict=True)
    first, last = MONTHS["ar"][0].split(" ")[0], name.split(" ")[0]

    def massacres(n: int) -> str:
        return "مجزرة واحدة" if n == 1 else "مجزرتين" if n == 2 else f"{n} {noun_ar(n, 'مجزرة', 'مجازر')}"

    lines = [
        f"وقعت {massacres(month.massacres)} في سوريا خلال شهر {name} من عام {YEAR}، راح ضحيتها {month.killed} {noun_ar(month.killed, 'قتيلاً', 'قتلى')}.",
        f"وقُتل من 1 {first} {YEAR} حتى {_LAST[month.number - 1]} {last} {YEAR} {month.whole} {noun_ar(month.whole, 'شخصاً', 'أشخاص')}.",
        *filter(None, [month.basis]), *month.notes,
        "توزعت المجازر حسب الجهة الفاعلة على النحو التالي:", *(f"{bullet}{massacres(n)} على يد {actor}." for actor, n in actors),
        "توزعت المجازر حسب المحافظات على النحو التالي:", *(f"{bullet}{place} {massacres(n)}." for place, n in governorates),
    ]  # fmt: skip
    return "\n".join(lines)
