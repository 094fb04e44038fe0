"""Puts the parts of a number together: أربعة آلاف وثمانمئة, 71 ألفا و781, two hundred and eleven, 2.5 million.

Rule: the parts of one number get smaller (thousands, then hundreds, then the rest) and are joined by و or by nothing in
Arabic, by a space, a hyphen or "and" in English; a hundred or a scale multiplies what stands right before it. Digits
take part only together with a scale: "300 و 212" are two numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from tawthiq.domain.light import initialised, replace
from tawthiq.knowledge.load import LANGUAGES, toml
from tawthiq.text.digits import Digits, find_digits
from tawthiq.text.fold import fold_word
from tawthiq.text.number_sum import Part, Sum
from tawthiq.text.ordered import bisect_right
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

_KINDS: Final = {"integer": "cardinal"}
_NAMES: Final = ("month", "weekday", "date_relative")


@cache
def _joints() -> dict[str, str]:
    """What may stand between the parts of one number: nothing, a hyphen, "and", a comma, or "over" (العشرون بعد المئة)."""
    joints = {"": "", " ": "", "-": "-", " - ": "-", ", ": ","}
    for lang in LANGUAGES:
        table = toml(f"{lang}/ranges.toml")
        joints.update((f" {fold_word(word)} ", "and") for word in table["and"])
        joints.update((f" {fold_word(word)} ", "over") for word in table.get("over", []))
    return joints


@initialised(slots=True, unsafe_hash=True, init=False)
class Core:
    """A number without its quantifier, at folded `[start, end)`.

    `kind` is cardinal, decimal, ordinal, identifier or vague; `wording` the vague class, with bounds `low` and `high`;
    `definite` whether it carries the article (الثلاثة); `spelled` whether it holds number words; `digits` the written
    digits where it is nothing else.
    """

    start: int
    end: int
    value: int | float
    kind: str
    wording: str
    low: int
    high: int | None
    definite: bool
    spelled: bool
    digits: Digits | None
    percent: bool

    def __init__(
        self,
        start: int,
        end: int,
        value: int | float,
        kind: str,
        wording: str = "",
        low: int = 0,
        high: int | None = None,
        definite: bool = False,
        spelled: bool = False,
        digits: Digits | None = None,
        percent: bool = False,
    ) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.kind = kind
        self.wording = wording
        self.low = low
        self.high = high
        self.definite = definite
        self.spelled = spelled
        self.digits = digits
        self.percent = percent


def _parts(reading: Reading, digits: Iterable[Digits]) -> list[Part]:
    """The number words and digits of a text in order; the longer of two stays, and none inside a day's or month's name."""
    parts = [_of_hit(hit) for hit in reading.of("number")]
    named = [(hit.start, hit.end) for hit in reading.of(*_NAMES)]
    if named and parts:
        starts = [start for start, _ in named]
        parts = [_behind_a_day(p, reading.text, named, starts) for p in parts if not _inside(p, named, starts)]
    parts += [
        Part(d.start, d.end, "digits", d.value, 0, "", False, False, _and_before(reading.text, d.start), 0, None, d)
        for d in digits  # by position: by name it takes three times as long
    ]
    parts.sort(key=lambda p: (p.start, -p.end))
    kept: list[Part] = []
    for part in parts:
        if kept and part.start < kept[-1].end:
            continue
        kept.append(part)
    return kept


def _inside(part: Part, named: list[tuple[int, int]], starts: list[int]) -> bool:
    """Whether a number word is only a part of a day's or month's name."""
    at = bisect_right(starts, part.start) - 1
    return at >= 0 and part.end <= named[at][1] and part.end - part.start < named[at][1] - named[at][0]


def _behind_a_day(part: Part, text: str, named: list[tuple[int, int]], starts: list[int]) -> Part:
    """What is left of an eleven whose "one" is the name of a day before a ten: «أمس الأحد عشرة شبان»."""
    at = bisect_right(starts, part.start) - 1
    if at < 0 or part.role != "teen" or not part.definite or not part.start < named[at][1] < part.end:
        return part
    begin = named[at][1] + 1
    return replace(part, start=begin, role="teen_mark", value=part.value - 1, definite=False, prefix=0, joined=False)


def _and_before(text: str, start: int) -> bool:
    """Whether a و is joined to the digits (و844)."""
    return text[start - 1 : start] == "و" and not text[start - 2 : start - 1].isalpha()


def _of_hit(hit: Hit) -> Part:
    term = hit.term
    definite = (
        "ال" in hit.prefix
        or hit.prefix.endswith("لل")
        or (term.wording.startswith("ال") and term.get("role") != "scale")
    )
    return Part(
        hit.start, hit.end, term.get("role"), term.get("value", 0), term.get("count", 0), term.get("wording", ""),
        term.get("bound", False), definite, hit.prefix.startswith("و"), term.get("low", 0), term.get("high"), prefix=len(hit.prefix),
        arabic=not term.wording[0].isascii(),
    )  # fmt: skip


def _joint(text: str, before: Part, after: Part) -> str | None:
    """What joins two parts: "", "-", "and", "," or None where something else stands between."""
    gap = text[before.end : after.start - after.prefix if not after.digits else after.start]
    if after.joined and after.digits:
        gap = gap[:-1]
    joint = _joints().get(gap)
    if joint is None and not gap.strip() and "\n" not in gap:
        joint = ""
    return "and" if after.joined and joint == "" else joint


def cores(reading: Reading) -> tuple[Core, ...]:
    """Every number of a text, digits or words, in order, without quantifiers."""
    found: tuple[Core, ...] | None = reading.memo.get("cores")
    if found is None:
        written = _in_sentences(reading)
        if reading.has("number"):
            found = tuple(_compose(reading.text, _parts(reading, written)))
        else:  # no word that digits could belong to one number with
            found = tuple([_of_digits(digits) for digits in written])
        reading.memo["cores"] = found
    return found


def _in_sentences(reading: Reading) -> Iterator[Digits]:
    """The digits of the report itself: those of stretches that were set aside (comments, menus) lie in no sentence."""
    sentences = iter(reading.sentences)
    sentence = next(sentences, None)
    for digits in find_digits(reading.text):
        while sentence is not None and sentence.end <= digits.start:
            sentence = next(sentences, None)
        if sentence is None:
            return
        if sentence.start < digits.end:
            yield digits


def _of_digits(digits: Digits) -> Core:
    """The number that digits are by themselves."""
    return Core(digits.start, digits.end, digits.value, _KINDS.get(digits.form, digits.form), digits=digits)


def _compose(text: str, parts: list[Part]) -> Iterator[Core]:
    position = 0
    while position < len(parts):
        part = parts[position]
        position += 1
        digits = part.digits
        if digits is not None and (digits.form not in ("integer", "decimal") or _alone(parts, position)):
            yield _of_digits(digits)
            continue
        sum_ = Sum(part)
        if not sum_.take(part, ""):
            continue
        while position < len(parts):
            joint = _joint(text, sum_.last, parts[position])
            if joint == "," and _goes_on(text, parts, position):  # six million, seven hundred thousand
                joint = ""
            if joint is None or not sum_.take(parts[position], joint):
                break
            position += 1
        core = _core(sum_)
        if core is not None:
            yield core


def _alone(parts: list[Part], position: int) -> bool:
    """Whether nothing that could belong to one number with it stands behind the digits before `position`."""
    return (
        position == len(parts)
        or parts[position].start - parts[position - 1].end > 6
        or parts[position].role == "digits"
    )


def _goes_on(text: str, parts: list[Part], position: int) -> bool:
    """Whether behind a comma a scale is followed by a smaller hundred or scale, so that one number goes on."""
    if parts[position - 1].role != "scale" or parts[position].arabic or parts[position].role == "digits":
        return False
    for index in range(position, min(position + 4, len(parts))):
        if parts[index].role in ("hundred", "scale"):
            return index > position
        if index + 1 < len(parts) and _joint(text, parts[index], parts[index + 1]) not in ("", "-", "and"):
            return False
    return False


def _core(sum_: Sum) -> Core | None:
    first, last = sum_.first, sum_.last
    if sum_.parts < 1 or (sum_.parts == 1 and first.bound):
        return None
    if first.role == "vague":
        return Core(first.start, last.end, first.low, "vague", sum_.vague, first.low, first.high, spelled=True)
    value = sum_.value
    if sum_.vague and sum_.parts == 1:
        low = int(value)
        return Core(
            first.start,
            last.end,
            low,
            "vague",
            sum_.vague,
            low,
            200 if low == 100 else 24 if low == 12 else None,
            spelled=True,
        )
    if sum_.parts == 1 and first.role == "fraction":
        return None
    ordinal = sum_.ordinal or (first.definite and last.role == "ten" and (last.definite or sum_.parts == 1))
    kind = "ordinal" if ordinal else "decimal" if isinstance(value, float) else "cardinal"
    digits = first.digits if sum_.parts == 1 else None
    wording = "dozen" if last.role == "dozen" else ""
    return Core(
        first.start, last.end, value, kind, wording, definite=first.definite, spelled=sum_.spelled, digits=digits
    )
